"""What people read in a terminal: the only module that prints.

Every function writes to `stream` (standard output, or standard error for errors and progress, where
none is given). Nothing is told by colour alone, and everything reads well piped, at 80 columns.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder.errors import AutograderError
from autograder.exercise import Exercise
from autograder.report import CheckResult, Report
from autograder.reporting import summary
from autograder.reporting.text import display_name, neutralise, one_line, parse_message

STYLES = {"passed": "green", "not-reached": "dim", "ungraded": "yellow", "timeout": "yellow"}
DIFFICULTIES = ("first steps", "easy", "medium", "hard", "demanding")
STATES = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "broken": ("✗", "red")}
# For streams that cannot carry the symbols: a Windows pipe, or the C locale.
ASCII = str.maketrans({"✓": "+", "✗": "x", "…": ".", "–": "-", "★": "*"})


def show_cohort(reports: Sequence[Report], out: Path, stream: TextIO | None = None) -> None:
    """A row for each submission with the first thing to mend; then the totals and where the report is."""
    console = _console(stream)
    table = _table("student", "exercise", "points", "verdict", "first thing to mend")
    for report in reports:
        table.add_row(
            display_name(report.student),
            report.exercise,
            str(summary.tally(report.checks)),
            report.verdict,
            one_line(summary.first_to_mend(report), 72),
        )
    console.print(table)
    verdicts = summary.verdict_counts(reports) or "nothing to grade"
    console.print(f"\n{summary.counted(len(reports), 'submission')}: {verdicts}.")
    for exercise in dict.fromkeys(report.exercise for report in reports):
        mean = summary.mean([report for report in reports if report.exercise == exercise])
        console.print(f"Mean of {exercise}: {mean}.")
    if warning := summary.unconfined(reports):
        console.print(warning)
    if ungraded := summary.count_ungraded(reports):
        checks = summary.counted(ungraded, "check")
        console.print(f'The kit failed on {checks}: look for "ungraded" in the report and decide by hand.')
    console.print(f"Next: open {out / 'report.html'}", soft_wrap=True)


def show_first_failures(reports: Sequence[Report], stream: TextIO | None = None) -> None:
    """The message of the first failing check of each submission that has one."""
    console = _console(stream)
    for report in reports:
        check = summary.first_open(one for one in report.checks if not one.stretch)
        if check is not None:
            console.print(Text(display_name(report.student), style="bold"))
            _show_check(console, check, verbose=False)
            console.print()


def show_report(report: Report, verbose: bool = False, stream: TextIO | None = None) -> None:
    """One submission, function by function, with every failure's message; ends with the next step.

    The checks of a function that passes are listed only with `verbose`, as are layers and durations.
    """
    console = _console(stream)
    console.print(Text(f"{report.exercise}: {_score(report)}", style="bold"))
    if report.verdict != "graded":
        console.print(f"Verdict: {report.verdict}. {summary.VERDICTS[report.verdict]}")
    for note in report.notes:
        console.print(neutralise(note))
    if report.checks:
        console.print()
    for function, checks in summary.by_function(report).items():
        _show_function(console, function, checks, verbose)
    console.print(f"\n{_next_step(report)}", soft_wrap=True)


def show_catalog(exercises: Sequence[Exercise], stream: TextIO | None = None) -> None:
    """The exercises in learning order, and what they ask of a student."""
    console = _console(stream)
    table = _table("", "exercise", "difficulty")
    for column in ("functions", "points", "minutes"):
        table.add_column(column, justify="right")
    for exercise in exercises:
        table.add_row(
            exercise.stem.partition("_")[0],
            Text.assemble((exercise.name, "bold"), f"\n{exercise.title}"),
            _difficulty(console, exercise.difficulty),
            str(len(exercise.functions)),
            summary.number(exercise.points),
            str(exercise.minutes),
        )
    console.print(table)
    console.print("\nNext: run `autograder start`, then `autograder check NAME` as you work.")


def show_error(error: AutograderError, stream: TextIO | None = None) -> None:
    """The fact and the next step of an error that the user can mend."""
    console = _console(stream or sys.stderr)
    console.print(Text.assemble(("Error: ", "bold red"), neutralise(error.fact)), soft_wrap=True)
    console.print(Text.assemble(("Next: ", "bold"), neutralise(error.remedy)), soft_wrap=True)


def show_doctor(rows: Iterable[tuple[str, str, str, str]], stream: TextIO | None = None) -> None:
    """A line for each `(state, subject, finding, remedy)`; `state` is "ok", "warning" or "broken"."""
    console = _console(stream)
    table = Table.grid(padding=(0, 2, 0, 0))
    for state, subject, finding, remedy in rows:
        symbol, style = STATES[state]
        table.add_row(_marked(console, symbol, state, style), subject, neutralise(finding))
        if remedy:
            table.add_row("", "", f"Next: {neutralise(remedy)}")
    console.print(table)


def show_started(paths: Sequence[Path], folder: Path, stream: TextIO | None = None) -> None:
    """The files that a student can now work on."""
    console = _console(stream)
    for path in paths:
        console.print(f"new: {path}", soft_wrap=True)
    if not paths:
        console.print(f"Every exercise is in {folder} already; nothing was changed.", soft_wrap=True)
    console.print("Next: open a file, write its first function, and run `autograder check` in that folder.")


def show_hint(target: str, number: int, text: str, count: int, stream: TextIO | None = None) -> None:
    """One hint, and how to get the next."""
    console = _console(stream)
    console.print(Text(f"Hint {number} of {count} for {target}", style="bold"))
    console.print(text)
    more = (
        f"`autograder hint {target} {number + 1}` says more." if number < count else "That was the last hint."
    )
    console.print(f"\nNext: try it, and run `autograder check {target}`. {more}", soft_wrap=True)


def show_written(paths: Sequence[Path], stream: TextIO | None = None) -> None:
    """What `build` wrote."""
    console = _console(stream)
    for path in paths:
        console.print(f"wrote {path}", soft_wrap=True)
    if not paths:
        console.print("Everything generated is current.")


def show_problems(problems: Sequence[str], stream: TextIO | None = None) -> None:
    """What `build --check` found."""
    console = _console(stream)
    for problem in problems:
        console.print(neutralise(problem), soft_wrap=True)
    if not problems:
        console.print("Everything generated is current.")


@contextmanager
def show_progress(total: int, stream: TextIO | None = None) -> Iterator[Callable[[str], None]]:
    """A progress bar over `total` submissions; yields a function to call with the name of each that is done.

    Silent where the stream is not a terminal, and gone when all is done.
    """
    console = _console(stream or sys.stderr)
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    latest = TextColumn("{task.description}", markup=False)
    silent = not console.file.isatty()
    with Progress(*columns, latest, console=console, transient=True, disable=silent) as progress:
        task = progress.add_task("", total=total)
        yield lambda name: progress.update(task, advance=1, description=display_name(name))


def _console(stream: TextIO | None) -> Console:
    """A console that takes every string literally, and never fails on a character that the stream lacks."""
    stream = stream or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Console(file=stream, markup=False, highlight=False, emoji=False, force_jupyter=False)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _marked(console: Console, symbol: str, word: str, style: str) -> Text:
    """`✓ passed`: the symbol and the word, in colour where there is one."""
    return Text(f"{symbol.translate(ASCII) if console.options.ascii_only else symbol} {word}", style=style)


def _difficulty(console: Console, difficulty: int) -> Text:
    return _marked(console, "★" * difficulty, DIFFICULTIES[difficulty - 1], "")


def _score(report: Report) -> str:
    total = summary.tally(report.checks)
    bonus = f", and {summary.number(total.bonus)} as a bonus" if total.bonus else ""
    return f"{summary.number(total.points)} of {summary.number(total.maximum)} points{bonus}"


def _show_function(console: Console, function: str, checks: Sequence[CheckResult], verbose: bool) -> None:
    points = Text.assemble((function, "bold"), f"  {summary.tally(checks)}")
    if summary.is_unwritten(checks):
        _show_line(console, "–", "not written", "dim", points, indent=0)
        return
    _show_outcome(console, summary.outcome_of(checks), points, indent=0)
    for check in checks if verbose or summary.first_open(checks) else ():
        _show_check(console, check, verbose)


def _show_check(console: Console, check: CheckResult, verbose: bool) -> None:
    bonus = " (bonus)" if check.stretch else ""
    details = f" ({check.layer}, {check.visibility}, {1000 * check.seconds:.0f} ms)" if verbose else ""
    _show_outcome(console, check.outcome, Text(f"{check.title}{bonus}{details}"), indent=4)
    if check.message and check.outcome != "passed":
        _show_message(console, check.message)


def _show_outcome(console: Console, outcome: str, what: Text, indent: int) -> None:
    symbol, word = summary.OUTCOMES[outcome]
    _show_line(console, symbol, word, STYLES.get(outcome, "red"), what, indent)


def _show_line(console: Console, symbol: str, word: str, style: str, what: Text, indent: int) -> None:
    line = Table.grid(padding=(0, 2, 0, 0))
    line.add_column(min_width=15)
    line.add_row(_marked(console, symbol, word, style), what)
    _print_indented(console, line, indent)


def _show_message(console: Console, text: str) -> None:
    """The fact, wrapped, and below it the labelled lines with their values aligned."""
    message = parse_message(text)
    _print_indented(console, Text(message.fact), indent=8)
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for label, value in message.details:
        lines.add_row(Text(label, style="bold"), value)
    _print_indented(console, lines, indent=8)


def _print_indented(console: Console, what: Text | Table, indent: int) -> None:
    console.print(Padding(what, (0, 0, 0, indent), expand=False))


def _next_step(report: Report) -> str:
    """The sentence that ends a report; praise only where checks were run and every regular one passed."""
    regular = [check for check in report.checks if not check.stretch]
    check = summary.first_open(regular)
    if check is None:
        return _after_success(report) if regular and report.verdict == "graded" else _again(report.exercise)
    if check.outcome == "ungraded":
        return "Next: run `autograder doctor`, for the kit itself failed; if that is well, tell your teacher."
    verb = "write" if summary.is_unwritten([check]) else "mend"
    return f"Next: {verb} {check.function}, then run `autograder check {report.exercise}.{check.function}`."


def _again(exercise: str) -> str:
    return f"Next: mend what is said above, then run `autograder check {exercise}`."


def _after_success(report: Report) -> str:
    bonus = summary.first_open(report.checks)
    more = f"\nA bonus is left in {bonus.function}, if you like." if bonus else ""
    return f"All public checks pass; the hidden ones are run when your work is graded.{more}"
