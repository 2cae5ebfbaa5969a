"""Reports: one submission at length, a cohort in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.outcomes import Outcome, Verdict
from autograder.report import CheckResult, Message, Points, Report, number
from autograder.reporting import summary
from autograder.reporting.terminal.console import console as make_console
from autograder.reporting.terminal.console import marked, table
from autograder.reporting.text import display_name, neutralise, one_line

STYLES = {
    Outcome.PASSED: "green",
    Outcome.NOT_REACHED: "dim",
    Outcome.UNGRADED: "yellow",
    Outcome.TIMEOUT: "yellow",
}


def show_cohort(reports: Sequence[Report], out: Path, stream: TextIO | None = None) -> None:
    """A row for each submission with the first thing to fix; then the totals and where the report is."""
    console = make_console(stream)
    rows = table("student", "exercise", "points", "verdict", "first thing to fix")
    for report in reports:
        rows.add_row(
            display_name(report.student),
            summary.exercise_of(report),
            summary.points_of(report),
            report.verdict,
            one_line(summary.first_to_mend(report), 72),
        )
    console.print(rows)
    verdicts = summary.verdict_counts(reports) or "nothing to grade"
    console.print(f"\n{summary.counted(len(reports), 'submission')}: {verdicts}.")
    for exercise in dict.fromkeys(map(summary.exercise_of, reports)):
        mean = summary.mean([report for report in reports if summary.exercise_of(report) == exercise])
        console.print(f"Mean of {exercise}: {mean}.")
    if warning := summary.unconfined(reports):
        console.print(warning)
    for sentence in summary.for_a_person(reports):
        console.print(sentence)
    console.print(f"Next: open {out / 'report.html'}", soft_wrap=True)


def show_first_failures(reports: Sequence[Report], stream: TextIO | None = None) -> None:
    """The message of the first failing check of each submission that has one."""
    console = make_console(stream)
    for report in reports:
        check = summary.first_open(one for one in report.checks if not one.stretch)
        if check is not None:
            console.print(Text(display_name(report.student), style="bold"))
            _show_check(console, check, verbose=False)
            console.print()


def show_checks(report: Report, ending: str, stream: TextIO | None = None) -> None:
    """All checks of one function, as a notebook shows them under a cell, each failure with its message."""
    console = make_console(stream)
    for check in report.checks:
        symbol, word = summary.mark(check)
        style = STYLES.get(check.outcome, "red")
        _show_line(console, symbol, word, style, Text(summary.titled(check)), indent=0)
        if check.message and summary.needs_words(check):
            _show_message(console, check.message)
    for sentence in ("", *report.notes, summary.next_in_notebook(report), ending):
        console.print(neutralise(sentence), soft_wrap=True)


def show_report(report: Report, verbose: bool = False, stream: TextIO | None = None) -> None:
    """One submission, function by function, with every failure's message; ends with the next step.

    The checks of a function that passes are listed only with `verbose`, as are layers and durations.
    Functions that are not written share a line.
    """
    console = make_console(stream)
    console.print(Text(f"{report.exercise}: {_score(report)}", style="bold"))
    if report.verdict is not Verdict.GRADED:
        console.print(f"Verdict: {report.verdict}. {report.verdict.words}")
    for note in report.notes:
        console.print(neutralise(note))
    if report.checks:
        console.print()
    unwritten = []
    for function, checks in summary.by_function(report).items():
        if summary.is_unwritten(checks):
            unwritten.append(function)
        else:
            _show_function(console, function, checks, verbose)
    if unwritten:
        _show_line(console, *summary.UNWRITTEN, "dim", Text(", ".join(unwritten)), indent=0)
    console.print(f"\n{_next_step(report)}", soft_wrap=True)


def _score(report: Report) -> str:
    total = report.points
    bonus = f", and {number(total.bonus)} as a bonus" if total.bonus else ""
    public = all(check.visibility == "public" for check in report.checks)
    where = " in the public checks" if public and report.checks else ""
    return f"{number(total.earned)} of {number(total.maximum)} points{where}{bonus}"


def _show_function(console: Console, function: str, checks: Sequence[CheckResult], verbose: bool) -> None:
    points = Text.assemble((function, "bold"), f"  {Points.of(checks)}")
    _show_outcome(console, summary.outcome_of(checks), points, indent=0)
    for check in checks if verbose or summary.first_open(checks) else ():
        _show_check(console, check, verbose)


def _show_check(console: Console, check: CheckResult, verbose: bool) -> None:
    details = f" ({check.layer}, {check.visibility}, {1000 * check.seconds:.0f} ms)" if verbose else ""
    _show_outcome(console, check.outcome, Text(f"{summary.titled(check)}{details}"), indent=4)
    if check.message:
        _show_message(console, check.message)


def _show_outcome(console: Console, outcome: Outcome, what: Text, indent: int) -> None:
    _show_line(console, outcome.symbol, outcome.words, STYLES.get(outcome, "red"), what, indent)


def _show_line(console: Console, symbol: str, word: str, style: str, what: Text, indent: int) -> None:
    line = Table.grid(padding=(0, 2, 0, 0))
    line.add_column(min_width=15)
    line.add_row(marked(console, symbol, word, style), what)
    _print_indented(console, line, indent)


def _show_message(console: Console, message: Message) -> None:
    """The fact, wrapped, and below it the labelled lines with their values aligned."""
    _print_indented(console, Text(neutralise(message.fact)), indent=8)
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for label, value in message.details:
        lines.add_row(Text(label, style="bold"), Text(neutralise(value)))
    _print_indented(console, lines, indent=8)


def _print_indented(console: Console, what: Text | Table, indent: int) -> None:
    console.print(Padding(what, (0, 0, 0, indent), expand=False))


def _next_step(report: Report) -> str:
    """The sentence that ends a report; praise only where checks were run and every regular one passed."""
    regular = [check for check in report.checks if not check.stretch]
    check = summary.first_open(regular)
    if check is None:
        graded = regular and report.verdict is Verdict.GRADED
        return _after_success(report) if graded else _again(report.exercise)
    return summary.next_step(check, f"run `autograder check {report.exercise}.{check.function}`")


def _again(exercise: str) -> str:
    return f"Next: fix what is said above, then run `autograder check {exercise}`."


def _after_success(report: Report) -> str:
    bonus = summary.first_open(report.checks)
    more = f"\nA bonus is left in {bonus.function}, if you like." if bonus else ""
    return f"All public checks pass; the hidden ones are run when your work is graded.{more}"
