"""What terminal, page and table all say about a report: points, outcomes, what to mend first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.report import CheckResult, Report
from autograder.reporting.text import one_line

# A symbol and a word for every outcome: colour alone tells some readers nothing.
OUTCOMES = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "failed"),
    "error": ("!", "error"),
    "timeout": ("…", "timeout"),
    "memory": ("!", "out of memory"),
    "crashed": ("!", "crashed"),
    "not-reached": ("–", "not reached"),
    "ungraded": ("?", "ungraded"),
}
UNWRITTEN = ("–", "not written")
FAILURES = ("failed", "error", "timeout", "memory", "crashed")

VERDICTS = {
    "graded": "Every check was run or accounted for.",
    "timeout": "The work ran out of time.",
    "out-of-memory": "The work asked for more memory than it may have.",
    "crashed": "The process that ran the work died.",
    "unreadable": "The file could not be read as Python or as a notebook.",
    "unrecognised": "Files were handed in, and a person must say which one is meant.",
    "missing": "No file was handed in.",
    "ungraded": "The kit itself failed: there is no grade, and not even zero points.",
}


@dataclass(frozen=True)
class Tally:
    """Points of some checks; those of stretch checks are a bonus beyond `maximum`."""

    points: float
    maximum: float
    bonus: float

    def __str__(self) -> str:
        bonus = f" +{number(self.bonus)}" if self.bonus else ""
        return f"{number(self.points)}/{number(self.maximum)}{bonus}"


def number(points: float) -> str:
    """Points with at most two decimals and no trailing zero."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def tally(checks: Iterable[CheckResult]) -> Tally:
    """The points of `checks`, the bonus apart."""
    checks = tuple(checks)
    regular = [check for check in checks if not check.stretch]
    return Tally(
        points=round(sum(check.points for check in regular), 6),
        maximum=round(sum(check.max_points for check in regular), 6),
        bonus=round(sum(check.points for check in checks if check.stretch), 6),
    )


def by_function(report: Report) -> dict[str, list[CheckResult]]:
    """The checks of each function, functions and checks in the report's order."""
    functions: dict[str, list[CheckResult]] = {}
    for check in report.checks:
        functions.setdefault(check.function, []).append(check)
    return functions


def first_open(checks: Iterable[CheckResult]) -> CheckResult | None:
    """The check to look at first: a failure, else one that has not passed; a bonus only among bonuses."""
    checks = [check for check in checks if check.outcome != "passed"]
    return min(checks, key=_urgency, default=None)


def outcome_of(checks: Iterable[CheckResult]) -> str:
    """One outcome for all checks of a function; a missed bonus does not spoil a pass."""
    checks = tuple(checks)
    regular = [check for check in checks if not check.stretch] or checks
    worst = first_open(regular)
    return worst.outcome if worst else "passed"


def is_unwritten(checks: Iterable[CheckResult]) -> bool:
    """Whether a function is still the stub: then one word says it for all its checks."""
    return any(check.mistake == "not-written" for check in checks)


def mark(check: CheckResult) -> tuple[str, str]:
    """The symbol and the word for what came of a check."""
    return UNWRITTEN if is_unwritten([check]) else OUTCOMES[check.outcome]


def titled(check: CheckResult) -> str:
    return f"{check.title} (bonus)" if check.stretch else check.title


def needs_words(check: CheckResult) -> bool:
    """Whether a check's message says more than its mark, and more than the message of the one before."""
    return check.outcome not in ("passed", "not-reached") and not is_unwritten([check])


def next_step(check: CheckResult, again: str) -> str:
    """What to do about a check that has not passed; `again` is how to run it once more."""
    if check.outcome == "ungraded":
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
    if report.verdict != "graded":
        return one_line(report.notes[0]) if report.notes else VERDICTS[report.verdict]
    check = first_open(check for check in report.checks if not check.stretch)
    if check is None:
        return ""
    if check.outcome == "ungraded":
        return f"{check.function}: ungraded, a person must look"
    fact = one_line(check.fact) or check.title
    return fact if fact.startswith(check.function) else f"{check.function}: {fact}"


def exercise_of(report: Report) -> str:
    """The exercise, and an assignment that is not called after it: `linear_fit`, `linear_fit (week1)`."""
    plain = report.assignment.partition("_")[2] == report.exercise or not report.assignment
    return report.exercise if plain else f"{report.exercise} ({report.assignment})"


def points_of(report: Report) -> str:
    """`14.5/20 +1`, or that there is no grade, which is not the same as no points."""
    return "no grade" if report.verdict == "ungraded" else str(tally(report.checks))


def mean(reports: Sequence[Report]) -> str:
    """The mean points, bonus apart, of the reports of one exercise: `21.4 of 30 points`."""
    tallies = [tally(report.checks) for report in reports if report.verdict != "ungraded"]
    if not tallies:
        return "none"
    points = sum(one.points for one in tallies) / len(tallies)
    return f"{number(points)} of {number(max(one.maximum for one in tallies))} points"


def counted(count: int, noun: str) -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def verdict_counts(reports: Iterable[Report]) -> str:
    """`9 graded, 1 timeout`: the verdicts of a cohort, the commonest first."""
    verdicts = Counter(report.verdict for report in reports)
    return ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())


def count_ungraded(reports: Iterable[Report]) -> int:
    """How many checks, over all reports, the kit could not judge."""
    return sum(check.outcome == "ungraded" for report in reports for check in report.checks)


def for_a_person(reports: Iterable[Report]) -> Iterator[str]:
    """A sentence for each thing that the kit leaves to a person."""
    reports = tuple(reports)
    if ungraded := count_ungraded(report for report in reports if report.verdict != "ungraded"):
        checks = counted(ungraded, "check")
        yield f'The kit failed on {checks}: look for "ungraded" in the report and decide by hand.'
    if unrecognised := [report for report in reports if report.verdict == "unrecognised"]:
        submissions = counted(len(unrecognised), "submission")
        yield (
            f"Nobody can tell which file is meant in {submissions}: the report lists what lies there, and "
            "the command that grades it."
        )
    if noted := [report for report in reports if report.verdict == "graded" and report.notes]:
        graded = counted(len(noted), "graded submission")
        yield f"There are notes on {graded}, such as which file was taken: read them in the report."


def _urgency(check: CheckResult) -> tuple[bool, bool]:
    return check.stretch, check.outcome not in FAILURES
