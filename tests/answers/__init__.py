"""Answers of students, right and wrong, as text: the functions in which they differ from the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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


def _entries(name: str) -> Iterator[tuple[str, str]]:
    """The headings of a file and the code under each; a heading is a line that begins with `=== `."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    for entry in ("\n" + text).split("\n=== ")[1:]:
        heading, _, code = entry.partition("\n")
        yield heading, code


def _wrong(heading: str, code: str) -> WrongAnswer:
    check, mistake, name = heading.split(" | ")
    return WrongAnswer(name, check, None if mistake == "-" else mistake, code)


WRONG_ANSWERS = [_wrong(*entry) for entry in _entries("wrong.txt")]
RIGHT_ANSWERS = dict(_entries("right.txt"))
FAILURES = dict(_entries("failures.txt"))
