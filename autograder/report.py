"""What grading found out: frozen records, to and from versioned JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from autograder import __version__
from autograder.outcomes import Outcome, Verdict

SCHEMA = 2  # 1 held a message as one text, its labelled lines below the fact

LAYERS = (
    "exists",
    "callable",
    "shape",
    "dtype",
    "value",
    "edge",
    "effect",
    "gradient",
    "training",
    "generalisation",
    "stretch",
)

LABELLED_LINE = re.compile(r"(called|expected|got|cause|next): +(.*)")  # of a message in schema 1


@dataclass(frozen=True)
class Message:
    """What a check says: each part is one text, and empty where there is nothing to say.

    A student's own words are quoted in it as theirs, on one line and cut; no part is read out of another.
    """

    fact: str
    called: str = ""
    expected: str = ""
    got: str = ""
    cause: str = ""
    next: str = ""

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """The parts below the fact that say something, each with its label."""
        return tuple((label, text) for label, text in asdict(self).items() if text and label != "fact")

    def __str__(self) -> str:
        """The fact, and a labelled line for each other part."""
        return "\n".join([self.fact, *(f"{label}: {text}" for label, text in self.details)])

    @classmethod
    def from_text(cls, text: str) -> Message:
        """The message that schema 1 wrote as one text; a line without a label continues the one before."""
        parts, label = {"fact": ""}, "fact"
        for line in text.split("\n"):
            labelled = LABELLED_LINE.fullmatch(line)
            label, line = labelled.groups() if labelled else (label, line)
            parts[label] = f"{parts[label]}\n{line}" if parts.get(label) else line
        return cls(**parts)


@dataclass(frozen=True)
class CheckResult:
    """What came of one check of one submission."""

    id: str  # "mnist.softmax.gradient"
    function: str
    layer: str  # one of LAYERS
    visibility: str  # "public" or "hidden"
    title: str
    points: float
    max_points: float
    stretch: bool  # a bonus: its points lie beyond the maximum
    outcome: Outcome
    message: Message | None  # None where the check passed
    mistake: str | None  # the identifier of a recognised mistake
    seconds: float  # wall clock; 0.0 where the check was not run

    @property
    def fact(self) -> str:
        """What its message says first; empty where it passed."""
        return self.message.fact if self.message else ""


@dataclass(frozen=True)
class Points:
    """The points of some checks; those of stretch checks are a bonus beyond `maximum`."""

    earned: float
    maximum: float
    bonus: float

    @classmethod
    def of(cls, checks: Iterable[CheckResult]) -> Points:
        """The points of these checks, added up."""
        checks = tuple(checks)
        regular = [check for check in checks if not check.stretch]
        return cls(
            earned=added(check.points for check in regular),
            maximum=added(check.max_points for check in regular),
            bonus=added(check.points for check in checks if check.stretch),
        )

    @property
    def total(self) -> float:
        """What was earned, with the bonus."""
        return added((self.earned, self.bonus))

    def __str__(self) -> str:
        """`14.5/20 +1`"""
        bonus = f" +{number(self.bonus)}" if self.bonus else ""
        return f"{number(self.earned)}/{number(self.maximum)}{bonus}"


def added(points: Iterable[float]) -> float:
    """Their sum, rounded: a tenth has no exact float, and ten of them are one point."""
    return round(sum(points), 6)


def number(points: float) -> str:
    """Points with at most two decimals and no trailing zero."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Isolation:
    """How far the student's code was kept from the rest: levels L0 to L3 and the layers in force."""

    level: str
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything that grading one submission of one exercise found out."""

    submission: str  # "alice/06_mnist.py"
    student: str
    exercise: str
    verdict: Verdict
    notes: tuple[str, ...]  # sentences about the submission as a whole
    device: str
    dataset: str
    seed: int
    isolation: Isolation
    seconds: Mapping[str, float]  # wall clock: "worker" waiting for it, "grader" the rest
    checks: tuple[CheckResult, ...]
    versions: dict[str, str] = field(default_factory=dict)  # `versions_here`; older reports have none
    kit: str = __version__
    schema: int = SCHEMA
    assignment: str = ""  # as nbgrader calls it; empty where files do not tell
    judged_by: str = ""  # the fingerprint of the checks; older reports have none

    @property
    def key(self) -> tuple[str, str, str]:
        """What no other report of a run shares: student, assignment and exercise."""
        return self.student, self.assignment, self.exercise

    @property
    def points(self) -> Points:
        """The points of all its checks."""
        return Points.of(self.checks)

    @property
    def score(self) -> float:
        """The points of all checks but stretch ones."""
        return self.points.earned

    @property
    def bonus(self) -> float:
        """Points of stretch checks, beyond `score` and `max_score`."""
        return self.points.bonus

    @property
    def max_score(self) -> float:
        """The points that `score` reaches where every check passes."""
        return self.points.maximum

    @property
    def passes(self) -> bool:
        """Whether every check passed, but for a bonus."""
        return all(check.outcome.passed or check.stretch for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON can hold it; `score` is None where the kit failed."""
        score = self.score if self.verdict.gives_grade else None
        plain = {**asdict(self), "score": score, "max_score": self.max_score, "bonus": self.bonus}
        checks = [{**entry, "outcome": str(entry["outcome"])} for entry in plain["checks"]]
        return {**plain, "verdict": str(self.verdict), "checks": checks}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Report:
        """The report that `to_json` wrote, in this schema or the one before; ValueError for another."""
        if record.get("schema") not in (1, SCHEMA):
            raise ValueError(f"report schema {record.get('schema')!r}, expected {SCHEMA}")
        known = {one.name for one in fields(cls)}
        isolation = Isolation(record["isolation"]["level"], tuple(record["isolation"]["layers"]))
        rest = {key: value for key, value in record.items() if key in known}
        own = {
            "verdict": Verdict(record["verdict"]),
            "notes": tuple(record["notes"]),
            "isolation": isolation,
            "checks": tuple(map(result_in, record["checks"])),
            "schema": SCHEMA,
        }
        return cls(**{**rest, **own})


def result_in(entry: Mapping[str, Any]) -> CheckResult:
    """A check's result as a report's JSON holds it, in either schema."""
    outcome, message = Outcome(entry["outcome"]), message_in(entry["message"])
    return CheckResult(**{**entry, "outcome": outcome, "message": message})


def message_in(entry: Mapping[str, str] | str | None) -> Message | None:
    """A message as a report's JSON holds it, in either schema."""
    if isinstance(entry, str):
        return Message.from_text(entry) if entry else None
    return None if entry is None else Message(**entry)
