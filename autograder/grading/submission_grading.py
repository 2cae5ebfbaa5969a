"""The grading of one submission: which checks run, in which worker, and what the report says."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from autograder.checks.failure import CheckFailure
from autograder.checks.registry import Check
from autograder.grading.collect import checks_of
from autograder.grading.contents import NotHandedIn, NotRecognised
from autograder.grading.fingerprint import fingerprint
from autograder.grading.results import not_reached, not_run, result_of
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import Launcher, References, Workers
from autograder.outcomes import Outcome, Verdict
from autograder.report import LAYERS, CheckResult, Isolation, Report
from autograder.sandbox.isolation import level_name
from autograder.sandbox.no_value import CallFailed, Died, OutOfMemory, Raised, TimedOut, Unreadable
from autograder.sandbox.problems import notes_of, said
from autograder.sandbox.worker import Worker
from autograder.versions import versions_here

# Runs a check on what a worker has loaded, inputs drawn from a seed: what it raised, or None.
RunCheck = Callable[[Check, Worker, int], "BaseException | None"]
READING = "Fix this, then run `autograder check` to see whether the file can be read."
LOADING: dict[type[CallFailed], str] = {
    TimedOut: 'Look for an endless loop, and put what takes long under `if __name__ == "__main__":`.',
    OutOfMemory: 'Put what needs much memory under `if __name__ == "__main__":`.',
}
UNOPENED: dict[type[CallFailed], Verdict] = {
    NotHandedIn: Verdict.MISSING,
    NotRecognised: Verdict.UNRECOGNISED,
}


class Findings(NamedTuple):
    """What the report says, but for whose it is."""

    verdict: Verdict
    notes: tuple[str, ...]
    checks: tuple[CheckResult, ...]
    layers: tuple[str, ...] = ()
    waited: float = 0.0  # seconds, for the worker
    dataset: str = "none"


def ungraded(submission: Submission, settings: Settings, fact: str) -> Report:
    """The report on a submission over which the kit itself failed: no points, and every check says so."""
    checks = checks_of(submission.exercise, settings.hidden)
    results = tuple(not_run(check, Outcome.UNGRADED, fact, "") for check in checks)
    return report_on(submission, settings, 0, 0.0, Findings(Verdict.UNGRADED, (fact,), results))


def report_on(
    submission: Submission, settings: Settings, seed: int, seconds: float, found: Findings
) -> Report:
    """The report on a submission that took so many seconds."""
    return Report(
        submission=submission.label,
        student=submission.student,
        exercise=submission.exercise.name,
        verdict=found.verdict,
        notes=(*found.notes, *submission.notes),
        device=settings.device,
        dataset=found.dataset,
        seed=seed,
        isolation=Isolation(level_name(found.layers), found.layers),
        seconds={"worker": round(found.waited, 3), "grader": round(seconds - found.waited, 3)},
        checks=found.checks,
        versions=versions_here(),
        assignment=submission.assignment,
    )


def public_first(checks: Sequence[Check]) -> list[Check]:
    """The checks, function by function, so ordered that no hidden one keeps a public one from running."""
    functions = list(dict.fromkeys(check.function for check in checks))
    return sorted(checks, key=lambda check: (functions.index(check.function), check.visibility != "public"))


class SubmissionGrading:
    """Grades one submission: `run` runs a check on the worker of its function."""

    def __init__(
        self, submission: Submission, settings: Settings, references: References, run: RunCheck
    ) -> None:
        self.submission = submission
        self.settings = settings
        self.references = references
        self.run = run
        self.seed = settings.submission_seed()

    def report(self, checks: Sequence[Check], launch: Callable[[], Launcher], dataset: str) -> Report:
        """Run `checks`, which have the data set of this name, in workers of the launcher, and report."""
        started = time.monotonic()
        try:
            workers = Workers(self.submission.exercise, launch(), self.references)
        except CallFailed as failure:
            found = self.unloadable(checks, failure)
        else:
            found = self.findings(checks, workers)
        seconds, found = time.monotonic() - started, found._replace(dataset=dataset)
        report = report_on(self.submission, self.settings, self.seed, seconds, found)
        return replace(report, judged_by=fingerprint(self.submission.exercise))

    def unloadable(self, checks: Sequence[Check], failure: CallFailed) -> Findings:
        """What is reported where not one check can be run."""
        layers = failure.layers
        if isinstance(failure, Raised):  # the worker's word: it must not pass for a failure of the kit
            failure = Died(f"The worker failed over the file ({said(failure.type_name, failure.text)}).")
        if failure.outcome.ends_function:
            verdict, outcome = failure.outcome.verdict, failure.outcome
        else:
            verdict, outcome = UNOPENED.get(type(failure), Verdict.UNREADABLE), Outcome.NOT_REACHED
        fact = (
            failure.fact
            if isinstance(failure, Unreadable)
            else f"Loading the file gave no result. {failure.fact}"
        )
        remedy = failure.remedy or LOADING.get(type(failure), READING)
        results = tuple(not_run(check, outcome, fact, remedy) for check in checks)
        return Findings(verdict, (f"{fact} {remedy}",), results, layers)

    def findings(self, checks: Sequence[Check], workers: Workers) -> Findings:
        """What is reported of a submission that is loaded; ends the workers."""
        try:
            results = {check.id: self.result(check, workers) for check in public_first(checks)}
        finally:
            workers.close()
        in_order = tuple(results[check.id] for check in checks)
        ended = [result for result in in_order if result.outcome.ends_function]
        verdict = ended[0].outcome.verdict if ended else Verdict.GRADED
        notes = [*notes_of(workers.problems), *workers.shortcuts()]
        notes += [f"{result.fact} The other functions were judged all the same." for result in ended]
        return Findings(verdict, tuple(dict.fromkeys(notes)), in_order, workers.layers, workers.waited)

    def result(self, check: Check, workers: Workers) -> CheckResult:
        """The result of one check, run if nothing before it stands in its way."""
        blocking = workers.failed.get(check.function)
        if blocking is not None and blocks(blocking, check):
            return not_reached(check, blocking)
        started = time.monotonic()
        try:
            worker = workers.for_function(self.submission.exercise.function(check.function))
            raised = self.run(check, worker, self.seed)
        except CallFailed as failure:  # the fresh worker could not load the file
            raised = failure
        result = result_of(check, raised, time.monotonic() - started)
        slip = isinstance(raised, CheckFailure) and raised.slip
        if result.outcome.failed and not check.stretch and not slip and blocks_more(result, blocking):
            workers.failed[check.function] = result
        return result


def blocks(earlier: CheckResult, check: Check) -> bool:
    """Whether a failed check keeps a later one of its function from being run."""
    return earlier.outcome.ends_function or LAYERS.index(earlier.layer) < LAYERS.index(check.layer)


def blocks_more(result: CheckResult, blocking: CheckResult | None) -> bool:
    """Whether a failure keeps other checks from being run than the one before it."""
    return blocking is None or result.outcome.ends_function or result.layer != blocking.layer
