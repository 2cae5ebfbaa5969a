"""What an exercise is: frozen records, to and from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Function:
    """A function or class that students write.

    `parameters` are the names of the contract's parameters, in order; `uses` names the functions of
    the same exercise that a correct solution, or a check, may call; `by_hand` names what of torch the text
    asks to do without; `hints` go from a nudge to nearly the answer.
    """

    name: str
    kind: str  # "function" or "class"
    signature: str
    parameters: tuple[str, ...]
    summary: str
    points: float
    uses: tuple[str, ...]
    by_hand: tuple[str, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A written answer, graded by a person; its points come on top of the exercise's."""

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Exercise:
    """One exercise: `stem` carries the learning order (`06_mnist`), `name` is the stem without it."""

    stem: str
    title: str
    difficulty: int  # 1 (first steps) to 5
    minutes: int
    functions: tuple[Function, ...]
    questions: tuple[Question, ...]
    digits: bool = False  # whether it is about MNIST's digits, or those that stand in for them
    setup: tuple[str, ...] = ()  # the imports that are handed out, and what else stands with them

    @property
    def name(self) -> str:
        """What the command line and messages call it: "mnist" for the stem "06_mnist"."""
        return self.stem.partition("_")[2]

    @property
    def points(self) -> float:
        """The points of all functions, without those of questions, which a person gives."""
        return sum(function.points for function in self.functions)

    def function(self, name: str) -> Function:
        """The function of that name; KeyError where there is none."""
        return {function.name: function for function in self.functions}[name]

    def to_json(self) -> dict[str, Any]:
        """What JSON can hold: an entry of the catalogue."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Exercise:
        """The exercise that `to_json` wrote; KeyError or TypeError where fields are missing or unknown."""
        functions = tuple(Function(**_with_tuples(entry)) for entry in record["functions"])
        questions = tuple(Question(**entry) for entry in record["questions"])
        return cls(**_with_tuples({**record, "functions": functions, "questions": questions}))


def _with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with JSON's lists as the tuples that frozen records hold."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
