"""From the reports on right and wrong answers to the two error rates, and to every fault behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.audit.corpus import Answer
from autograder.report import CheckResult, Report

NAMED_AT_LEAST = 0.95
Pair = tuple[Answer, Report]


@dataclass(frozen=True)
class Rate:
    """Of so many answers so many; `least` and `most` say which share it must be."""

    title: str
    count: int
    total: int
    least: float = 1.0
    most: float = 1.0

    @property
    def holds(self) -> bool:
        """Whether the share lies from `least` to `most`; it does where there are no answers."""
        return self.least <= (self.count / self.total if self.total else self.least) <= self.most


def rates_of(pairs: Sequence[Pair]) -> list[Rate]:
    """The rates over all these answers and their reports."""
    right = [losses(report) for answer, report in pairs if not answer.check]
    wrong = [(answer, losses(report, bonus=True)) for answer, report in pairs if answer.check]
    named = [(answer, named_check(answer, report)) for answer, report in pairs if answer.check]
    n = len(wrong)
    called = sum(answer.mistake == check.mistake is not None for answer, check in named)
    elsewhere = sum(bool(lost - {answer.function}) for answer, lost in wrong)
    return [
        Rate("right answers accepted", sum(not lost for lost in right), len(right)),
        Rate("wrong answers caught", sum(answer.function in lost for answer, lost in wrong), n),
        Rate("caught by the check that is for them", sum(c.outcome.failed for _, c in named), n),
        Rate("mistakes called by their names", called, n, least=NAMED_AT_LEAST),
        Rate("first lines as promised", sum(check.fact in a.says for a, check in named), n),
        Rate("wrong answers that cost points elsewhere", elsewhere, n, least=0.0, most=0.0),
    ]


def faults_of(answer: Answer, report: Report) -> Iterator[str]:
    """What was judged wrongly about one answer, a sentence each."""
    name = f"{answer.exercise.name}.{answer.function or '*'}, {answer.name!r}"
    for function in sorted(losses(report) - {answer.function}):
        yield f"{name}: {function} is right and loses points: {_why(report, function)}"
    if not answer.check:
        return
    check = named_check(answer, report)
    if not check.outcome.failed:
        yield f"{name}: {answer.check} says {check.outcome}; {_why(report, answer.function)}"
    elif check.mistake != answer.mistake:
        yield f"{name}: called {check.mistake} and not {answer.mistake}."
    elif check.fact not in answer.says:
        yield f"{name}: says {check.fact!r} and not {' or '.join(map(repr, answer.says))}."


def idle_checks(pairs: Iterable[Pair]) -> set[str]:
    """The checks worth points that no wrong answer fails alone: "mnist.relu.shape"."""
    worth: set[str] = set()
    alone: set[str] = set()
    for answer, report in pairs:
        worth |= {check.id for check in report.checks if check.max_points and not check.stretch}
        failed = [check.id for check in report.checks if check.outcome.failed]
        alone |= set(failed) if answer.check and len(failed) == 1 else set()
    return worth - alone


def losses(report: Report, *, bonus: bool = False) -> set[str]:
    """The functions at which points were lost, or bonus points, where those are asked for too."""
    lost = (one for one in report.checks if one.points < one.max_points)
    return {one.function for one in lost if bonus or not one.stretch}


def named_check(answer: Answer, report: Report) -> CheckResult:
    """The result of the check that is there for a wrong answer; KeyError where there is no such check."""
    return {check.id: check for check in report.checks}[f"{answer.exercise.name}.{answer.check}"]


def _why(report: Report, function: str) -> str:
    failed = [one for one in report.checks if one.function == function and not one.outcome.passed]
    return f"{failed[0].id}: {failed[0].fact}" if failed else "every check passes."
