"""From what happened to the words of the table: the same rule for the peers and for ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HOLDS = "holds"
CAUGHT = "caught by the test's cage"
DOOR = "the door was open"

# Attacks that say so where a door is open, and do not go through: nothing is worse for it than before.
DOORS = frozenset(
    """packages beside the standard library, links, file handles, memory of the parent, descriptors, search,
    devices, memory file, children of other kinds, descriptor bomb, higher limits, local sockets,
    signals through a pipe, native code, its own process, another root, terminal,
    calls of the x32 interface, calls of the 32-bit interface""".replace("\n    ", " ").split(", ")
)
# Families in which getting what it is after is harm by itself: a signal to others, memory without a bound,
# the network. What a forger gets shows in its score.
GETS = frozenset({"stopping", "exhausting", "reaching"})


@dataclass(frozen=True)
class Facts:
    """What is known of one attack at one grader."""

    attack: str
    family: str
    points: float | None  # None: the grader has no result
    fair: float  # the points of the same code without the attack
    leaked: bool  # a secret is in what it printed, or in its report
    got: Sequence[str]  # what the attack says that it got
    harm: Sequence[str]
    caught: bool  # a bound of the cage was met


@dataclass(frozen=True)
class Word:
    """What a grader did with an attack: `holds`, or all that broke; `remark` says what, or how."""

    broken: tuple[str, ...]
    remark: str = ""

    @property
    def holds(self) -> bool:
        return not self.broken

    def __str__(self) -> str:
        text = ", ".join(self.broken) or HOLDS
        text = text if self.holds else f"**{text}**"
        return f"{text} ({self.remark})" if self.remark else text


def word(facts: Facts) -> Word:
    """The word for these facts."""
    through = bool(facts.got) and facts.attack not in DOORS
    caught = facts.caught and facts.family in ("exhausting", "reaching")
    found = {
        "undeserved score": facts.points is not None and facts.points > facts.fair + 1e-6,
        "leak": facts.leaked or (through and facts.family == "reading"),
        "no result": facts.points is None and not caught,  # what the cage stopped was not the peer's to end
        "harm": bool(facts.harm) or caught or (through and facts.family in GETS),
    }
    broken = tuple(name for name, there in found.items() if there)
    return Word(
        broken, "; ".join(_remarks(facts, through, caught)) or (DOOR if facts.got and not broken else "")
    )


def _remarks(facts: Facts, through: bool, caught: bool) -> list[str]:
    remarks = [*facts.harm, *([CAUGHT] if caught else [])]
    if remarks or not through or facts.family not in GETS:
        return remarks
    names = [got.rpartition("/")[2] for got in facts.got]
    return [", ".join([name for name in names if re.search("[A-Za-z]", name)][:3])]
