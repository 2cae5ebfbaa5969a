"""Everything that is printed but reports: catalogue, hints, errors, what was built, findings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.errors import AutograderError
from autograder.exercise import Exercise
from autograder.report import number
from autograder.reporting.terminal.console import console as make_console
from autograder.reporting.terminal.console import marked, table
from autograder.reporting.text import neutralise

DIFFICULTIES = ("first steps", "easy", "medium", "hard", "demanding")
STATES = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "broken": ("✗", "red")}


def show_catalog(exercises: Sequence[Exercise], stream: TextIO | None = None) -> None:
    """The exercises in learning order, and what they ask of a student."""
    console = make_console(stream)
    rows = table("", "exercise", "difficulty")
    for column in ("functions", "points", "minutes"):
        rows.add_column(column, justify="right")
    for exercise in exercises:
        rows.add_row(
            exercise.stem.partition("_")[0],
            Text.assemble((exercise.name, "bold"), f"\n{exercise.title}"),
            _difficulty(console, exercise.difficulty),
            str(len(exercise.functions)),
            number(exercise.points),
            str(exercise.minutes),
        )
    console.print(rows)
    console.print("\nNext: run `autograder start`, then `autograder check NAME` as you work.")


def show_rates(
    rows: Iterable[tuple[str, int, int, bool]], faults: Sequence[str], stream: TextIO | None = None
) -> None:
    """A row for each `(title, count, total, whether it is as it must be)`; then every fault."""
    console = make_console(stream)
    shown = table("", "", "share", "answers")
    for title, count, total, holds in rows:
        symbol, style = STATES["ok" if holds else "broken"]
        shown.add_row(
            marked(console, symbol, "", style), title, f"{count / max(total, 1):.1%}", f"{count} of {total}"
        )
    console.print(shown)
    for fault in faults:
        console.print(marked(console, "✗", neutralise(fault), ""), soft_wrap=True)
    if faults:
        console.print("\nNext: fix the check that is named, or the answer that promises something else.")


def show_term(rows: Iterable[Sequence[str]], steps: Iterable[str], stream: TextIO | None = None) -> None:
    """How everybody stands in a course, and what to type next."""
    console = make_console(stream)
    shown = table("assignment", "student", "collected", "autograded", "marked", "stale", "fed back")
    for row in rows:
        shown.add_row(*map(neutralise, row))
    console.print(shown)
    for step in steps:
        console.print(f"Next for {neutralise(step)}", soft_wrap=True)


def show_error(error: AutograderError, stream: TextIO | None = None) -> None:
    """The fact and the next step of an error that the user can mend."""
    console = make_console(stream or sys.stderr)
    console.print(Text.assemble(("Error: ", "bold red"), neutralise(error.fact)), soft_wrap=True)
    console.print(Text.assemble(("Next: ", "bold"), neutralise(error.remedy)), soft_wrap=True)


def show_doctor(rows: Iterable[tuple[str, str, str, str]], stream: TextIO | None = None) -> None:
    """A line for each `(state, subject, finding, remedy)`; `state` is "ok", "warning" or "broken"."""
    console = make_console(stream)
    lines = Table.grid(padding=(0, 2, 0, 0))
    for state, subject, finding, remedy in rows:
        symbol, style = STATES[state]
        lines.add_row(marked(console, symbol, state, style), subject, neutralise(finding))
        if remedy:
            lines.add_row("", "", f"Next: {neutralise(remedy)}")
    console.print(lines)


def show_started(paths: Sequence[Path], folder: Path, stream: TextIO | None = None) -> None:
    """The files that a student can now work on."""
    console = make_console(stream)
    for path in paths:
        console.print(f"new: {path}", soft_wrap=True)
    if not paths:
        console.print(f"Every exercise is in {folder} already; nothing was changed.", soft_wrap=True)
    console.print("Next: open a file, write its first function, and run `autograder check` in that folder.")


def show_hint(target: str, number: int, text: str, count: int, stream: TextIO | None = None) -> None:
    """One hint, and how to get the next."""
    console = make_console(stream)
    console.print(Text(f"Hint {number} of {count} for {target}", style="bold"))
    console.print(text)
    more = (
        f"`autograder hint {target} {number + 1}` says more." if number < count else "That was the last hint."
    )
    console.print(f"\nNext: try it, and run `autograder check {target}`. {more}", soft_wrap=True)


def show_written(paths: Sequence[Path], stream: TextIO | None = None) -> None:
    """What `build` wrote."""
    console = make_console(stream)
    for path in paths:
        console.print(f"wrote {path}", soft_wrap=True)
    if not paths:
        console.print("Everything generated is current.")


def show_problems(problems: Sequence[str], stream: TextIO | None = None) -> None:
    """What `build --check` found."""
    console = make_console(stream)
    for problem in problems:
        console.print(neutralise(problem), soft_wrap=True)
    if not problems:
        console.print("Everything generated is current.")


def _difficulty(console: Console, difficulty: int) -> Text:
    return marked(console, "★" * difficulty, DIFFICULTIES[difficulty - 1], "")
