"""A published result beside ours, and the table of all of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import ModuleType

from rich.table import Table

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


@dataclass(frozen=True)
class Result:
    """`allowed` says in words what `agrees` stands for; `why` explains a difference, or ours.

    An empty `published` is a figure of ours alone. `known` marks a difference that `why` explains: it is
    shown, and no reason to fail.
    """

    exercise: str
    what: str
    published: str
    ours: str
    allowed: str
    agrees: bool
    known: bool = False
    why: str = ""

    @property
    def fails(self) -> bool:
        return not (self.agrees or self.known)

    @property
    def verdict(self) -> str:
        if self.fails:
            return "OUT OF ALLOWANCE"
        if not self.published:
            return "ours alone"
        return "agrees" if self.agrees else "differs, see below"


def solution(stem: str) -> ModuleType:
    """The solution of an exercise; no import statement could spell its name, which begins with a number."""
    spec = importlib.util.spec_from_file_location("solution", SOLUTIONS / f"{stem}.py")
    assert spec is not None  # a path that ends in .py has a spec and a loader
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spread(values: Sequence[float], text: Callable[[float], str] = "{:.2g}".format) -> str:
    """The median of several starts, and their range."""
    return f"{text(median(values))} ({text(min(values))} to {text(max(values))})"


def percent(fraction: float) -> str:
    return f"{fraction:.2%}".replace("%", " %")


def table_of(results: Sequence[Result]) -> Table:
    table = Table("exercise", "what", "published", "ours", "allowed", "verdict")
    for one in results:
        table.add_row(one.exercise, one.what, one.published, one.ours, one.allowed, one.verdict)
    return table
