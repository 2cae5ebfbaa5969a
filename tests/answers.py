"""Answers of students, right, wrong and failing, as text: where they differ from the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class WrongAnswer:
    """One mistake: a check that it must fail, and the name of the mistake (None: it has none)."""

    name: str
    check: str  # "relu.any-shape"
    mistake: str | None
    source: str

    @property
    def function(self) -> str:
        return self.check.partition(".")[0]


@cache
def wrong_answers(exercise: str) -> list[WrongAnswer]:
    """The mistakes collected in `wrong_answers/<exercise>.py`."""
    return [_wrong(*entry) for entry in _entries(f"wrong_answers/{exercise}.py", "# %% ")]


@cache
def right_answers(exercise: str) -> dict[str, str]:
    """The code collected in `right_answers/<exercise>.py`, by its style."""
    return dict(_entries(f"right_answers/{exercise}.py", "# %% "))


def _wrong(heading: str, code: str) -> WrongAnswer:
    check, mistake, name = heading.split(" | ")
    return WrongAnswer(name, check, None if mistake == "-" else mistake, code)


def _entries(name: str, mark: str) -> Iterator[tuple[str, str]]:
    """The headings of a file and the code under each; a heading is a line that begins with the mark."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    for entry in ("\n" + text).split(f"\n{mark}")[1:]:
        heading, _, code = entry.partition("\n")
        yield heading, code


FAILURES = dict(_entries("failing_submissions.txt", "=== "))  # some of them are no Python
