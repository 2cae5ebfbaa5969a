"""What grading found out: frozen records, to and from versioned JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from autograder import __version__

SCHEMA = 1

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
VERDICTS = (
    *("graded", "timeout", "out-of-memory", "crashed", "unreadable", "unrecognised", "missing"),
    "ungraded",  # the kit failed: that is no grade, and not even zero points
)
OUTCOMES = ("passed", "failed", "error", "timeout", "memory", "crashed", "not-reached", "ungraded")


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check of one submission.

    `ungraded` means that the kit itself failed: no points, and a person must look.
    """

    id: str  # "mnist.softmax.gradient"
    function: str
    layer: str  # one of LAYERS
    visibility: str  # "public" or "hidden"
    title: str
    points: float
    max_points: float
    stretch: bool  # a bonus: its points lie beyond the maximum
    outcome: str  # one of OUTCOMES
    message: str  # empty where the check passed
    mistake: str | None  # the identifier of a recognised mistake
    seconds: float


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
    verdict: str  # one of VERDICTS
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
    def score(self) -> float:
        return round(sum(check.points for check in self.checks if not check.stretch), 6)

    @property
    def bonus(self) -> float:
        """Points of stretch checks, beyond `score` and `max_score`."""
        return round(sum(check.points for check in self.checks if check.stretch), 6)

    @property
    def max_score(self) -> float:
        return round(sum(check.max_points for check in self.checks if not check.stretch), 6)

    def to_json(self) -> dict[str, Any]:
        score = None if self.verdict == "ungraded" else self.score
        return {**asdict(self), "score": score, "max_score": self.max_score, "bonus": self.bonus}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Report:
        """The report that `to_json` wrote; ValueError for another schema."""
        if record.get("schema") != SCHEMA:
            raise ValueError(f"report schema {record.get('schema')!r}, expected {SCHEMA}")
        known = {one.name for one in fields(cls)}
        isolation = Isolation(record["isolation"]["level"], tuple(record["isolation"]["layers"]))
        checks = tuple(CheckResult(**entry) for entry in record["checks"])
        rest = {key: value for key, value in record.items() if key in known}
        return cls(**{**rest, "notes": tuple(record["notes"]), "isolation": isolation, "checks": checks})
