"""What terminal, page and table all say about a report: points, outcomes, what to mend first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from autograder.outcomes import Outcome, Verdict
from autograder.report import CheckResult, Report, number
from autograder.reporting.text import one_line

UNWRITTEN = ("–", "not written")


def by_function(report: Report) -> dict[str, list[CheckResult]]:
    """The checks of each function, functions and checks in the report's order."""
    functions: dict[str, list[CheckResult]] = {}
    for check in report.checks:
        functions.setdefault(check.function, []).append(check)
    return functions


def first_open(checks: Iterable[CheckResult]) -> CheckResult | None:
    """The check to look at first: a failure, else one that has not passed; a bonus only among bonuses."""
    checks = [check for check in checks if not check.outcome.passed]
    return min(checks, key=_urgency, default=None)


def outcome_of(checks: Iterable[CheckResult]) -> Outcome:
    """One outcome for all checks of a function; a missed bonus does not spoil a pass."""
    checks = tuple(checks)
    regular = [check for check in checks if not check.stretch] or checks
    worst = first_open(regular)
    return worst.outcome if worst else Outcome.PASSED


def is_unwritten(checks: Iterable[CheckResult]) -> bool:
    """Whether a function is still the stub: then one word says it for all its checks."""
    return any(check.mistake == "not-written" for check in checks)


def mark(check: CheckResult) -> tuple[str, str]:
    """The symbol and the word for what came of a check."""
    return UNWRITTEN if is_unwritten([check]) else (check.outcome.symbol, check.outcome.words)


def titled(check: CheckResult) -> str:
    return f"{check.title} (bonus)" if check.stretch else check.title


def needs_words(check: CheckResult) -> bool:
    """Whether a check's message says more than its mark, and more than the message of the one before."""
    return (check.outcome.failed or check.outcome.needs_person) and not is_unwritten([check])


def next_step(check: CheckResult, again: str) -> str:
    """What to do about a check that has not passed; `again` is how to run it once more."""
    if check.outcome.needs_person:
        return "Next: run `autograder doctor`, for the kit itself failed; if that is well, tell your teacher."
    return f"Next: {'write' if is_unwritten([check]) else 'fix'} {check.function}, then {again}."


def next_in_notebook(report: Report) -> str:
    """The sentence below the checks of one function in a notebook."""
    check = first_open(report.checks)
    if check is None:
        return "Every check passes."
    if check.stretch:
        return "Every check passes; a bonus is left, if you like."
    return next_step(check, "run its cell and this one")


def unconfined(reports: Iterable[Report]) -> str:
    """A warning where the code of any submission ran without confinement; nothing where all was confined."""
    levels = {report.isolation.level for report in reports if report.isolation.layers}
    low = sorted(levels & {"L0", "L1"})
    if not low:
        return ""
    return (
        f"Submissions were not confined (level {', '.join(low)}): one that means harm could have read the "
        "checks, other submissions and the network. Trust these grades as far as you trust the students."
    )


def first_to_mend(report: Report) -> str:
    """One line: why there is no grade, or the first failing function and its fact; empty if all is well."""
    if report.verdict is not Verdict.GRADED:
        return one_line(report.notes[0]) if report.notes else report.verdict.words
    check = first_open(check for check in report.checks if not check.stretch)
    if check is None:
        return ""
    if check.outcome.needs_person:
        return f"{check.function}: ungraded, a person must look"
    fact = one_line(check.fact) or check.title
    return fact if fact.startswith(check.function) else f"{check.function}: {fact}"


def exercise_of(report: Report) -> str:
    """The exercise, and an assignment that is not called after it: `linear_fit`, `linear_fit (week1)`."""
    plain = report.assignment.partition("_")[2] == report.exercise or not report.assignment
    return report.exercise if plain else f"{report.exercise} ({report.assignment})"


def points_of(report: Report) -> str:
    """`14.5/20 +1`, or that there is no grade, which is not the same as no points."""
    return str(report.points) if report.verdict.gives_grade else "no grade"


def mean(reports: Sequence[Report]) -> str:
    """The mean points, bonus apart, of the reports of one exercise: `21.4 of 30 points`."""
    graded = [report.points for report in reports if report.verdict.gives_grade]
    if not graded:
        return "none"
    points = sum(one.earned for one in graded) / len(graded)
    return f"{number(points)} of {number(max(one.maximum for one in graded))} points"


def counted(count: int, noun: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def verdict_counts(reports: Iterable[Report]) -> str:
    """`9 graded, 1 timeout`: the verdicts of a cohort, the commonest first."""
    verdicts = Counter(report.verdict for report in reports)
    return ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())


def count_ungraded(reports: Iterable[Report]) -> int:
    """How many checks, over all reports, the kit could not judge."""
    return sum(check.outcome.needs_person for report in reports for check in report.checks)


def for_a_person(reports: Iterable[Report]) -> Iterator[str]:
    """A sentence for each thing that the kit leaves to a person."""
    reports = tuple(reports)
    if ungraded := count_ungraded(report for report in reports if report.verdict.gives_grade):
        checks = counted(ungraded, "check")
        yield f'The kit failed on {checks}: look for "ungraded" in the report and decide by hand.'
    if unrecognised := [report for report in reports if report.verdict is Verdict.UNRECOGNISED]:
        submissions = counted(len(unrecognised), "submission")
        yield (
            f"Nobody can tell which file is meant in {submissions}: the report lists what lies there, and "
            "the command that grades it."
        )
    if noted := [report for report in reports if report.verdict is Verdict.GRADED and report.notes]:
        graded = counted(len(noted), "graded submission")
        yield f"There are notes on {graded}, such as which file was taken: read them in the report."


def _urgency(check: CheckResult) -> tuple[bool, bool]:
    return check.stretch, not check.outcome.failed
