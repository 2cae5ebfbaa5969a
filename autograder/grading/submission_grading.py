"""The judgement of one submission: which checks run, in which worker, and what the report says."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from autograder.checks.failure import CheckFailure
from autograder.checks.registry import Check
from autograder.grading.archives import ArchiveError
from autograder.grading.collect import checks_of
from autograder.grading.fingerprint import fingerprint
from autograder.grading.notebooks import LARGE, without_outputs
from autograder.grading.results import not_reached, not_run, result_of
from autograder.grading.settings import Settings
from autograder.grading.submissions import SIZE_LIMITS, Submission
from autograder.grading.workers import Bench, Launch, launch_worker
from autograder.report import LAYERS, CheckResult, Isolation, Report
from autograder.sandbox.budget import Budget
from autograder.sandbox.isolation import level_name
from autograder.sandbox.no_value import Died, OutOfMemory, Raised, TimedOut, Trouble, Unreadable
from autograder.sandbox.problems import notes_of, said
from autograder.sandbox.student import Student
from autograder.versions import versions_here

RunCheck = Callable[[Check, Student], "BaseException | None"]
VERDICTS: dict[type[Trouble], str] = {TimedOut: "timeout", OutOfMemory: "out-of-memory", Died: "crashed"}
READING = "Fix this, then run `autograder check` to see whether the file can be read."
LOADING: dict[type[Trouble], str] = {
    TimedOut: 'Look for an endless loop, and put what takes long under `if __name__ == "__main__":`.',
    OutOfMemory: 'Put what needs much memory under `if __name__ == "__main__":`.',
}
BY_OUTCOME = {"timeout": "timeout", "memory": "out-of-memory", "crashed": "crashed"}
ENDING = ("timeout", "memory", "crashed")  # after one of these a function is not called again


class NotHandedIn(Unreadable):
    """There is no file."""

    def __init__(self) -> None:
        super().__init__("No file was handed in.", "Hand in a file that is named after the exercise.")


class NotRecognised(Unreadable):
    """Files are there, and nobody can tell which one is meant."""


UNOPENED: dict[type[Trouble], str] = {NotHandedIn: "missing", NotRecognised: "unrecognised"}


def unjudged(submission: Submission, settings: Settings, fact: str) -> Report:
    """The report on a submission over which the kit itself failed: no points, and every check says so."""
    checks = checks_of(submission.exercise, settings.hidden)
    return Report(
        submission=submission.label,
        student=submission.student,
        exercise=submission.exercise.name,
        verdict="ungraded",
        notes=(fact, *submission.notes),
        device=settings.device,
        dataset="none",
        seed=0,
        isolation=Isolation("L0", ()),
        seconds={"worker": 0.0, "grader": 0.0},
        checks=tuple(not_run(check, "ungraded", fact, "") for check in checks),
        versions=versions_here(),
        assignment=submission.assignment,
    )


def public_first(checks: Sequence[Check]) -> list[Check]:
    """The checks, function by function, so ordered that no hidden one keeps a public one from running."""
    functions = list(dict.fromkeys(check.function for check in checks))
    return sorted(checks, key=lambda check: (functions.index(check.function), check.visibility != "public"))


class Judgement:
    """Judges one submission; a subclass may launch its student elsewhere than in a worker."""

    def __init__(
        self, submission: Submission, settings: Settings, references: Mapping[str, Callable[..., object]]
    ) -> None:
        self.submission = submission
        self.settings = settings
        self.references = references
        self.seed = settings.submission_seed()
        self.results: list[CheckResult] = []
        self.blocked: dict[str, CheckResult] = {}

    def report(self, checks: Sequence[Check], run: RunCheck, dataset: str) -> Report:
        """Run `checks`, in order, through `run`, and say what came of it."""
        started = time.monotonic()
        try:
            bench = self.open_bench(Budget(self.settings.seconds))
        except Trouble as trouble:
            verdict, notes, layers = self.refuse(checks, trouble)
            waited = 0.0
        else:
            try:
                judged = {check.id: self.judge(check, bench, run) for check in public_first(checks)}
                self.results = [judged[check.id] for check in checks]
            finally:
                bench.close()
            verdict, notes, layers = *self.summary(bench), bench.layers
            waited = bench.waited
        total = time.monotonic() - started
        return Report(
            submission=self.submission.label,
            student=self.submission.student,
            exercise=self.submission.exercise.name,
            verdict=verdict,
            notes=(*notes, *self.submission.notes),
            device=self.settings.device,
            dataset=dataset,
            seed=self.seed,
            isolation=Isolation(level_name(layers), layers),
            seconds={"worker": round(waited, 3), "grader": round(total - waited, 3)},
            checks=tuple(self.results),
            versions=versions_here(),
            assignment=self.submission.assignment,
            judged_by=fingerprint(self.submission.exercise),
        )

    def open_bench(self, budget: Budget) -> Bench:
        """The bench with the submission loaded; raises Trouble where it cannot be."""
        launch = self.launch(self.submission, self.content(), self.settings, budget)
        return Bench(self.submission.exercise, launch, self.references)

    def launch(self, submission: Submission, content: bytes, settings: Settings, budget: Budget) -> Launch:
        """How workers with the submission in them are started; a subclass may start none."""
        return launch_worker(submission, content, settings, budget)

    def content(self) -> bytes:
        """The submission's bytes; raises Unreadable."""
        if self.submission.problem:
            kind = NotRecognised if self.submission.unrecognised else Unreadable
            raise kind(self.submission.problem, self.submission.remedy)
        if self.submission.is_missing:
            raise NotHandedIn
        try:
            content = self.submission.read()
        except OSError as error:
            raise Unreadable(
                f"The file cannot be read: {error.strerror}.", "Fix that, and grade again."
            ) from None
        except ArchiveError as refused:
            raise Unreadable(f"The file cannot be read. {refused}", "Hand in one plain file.") from None
        limit = SIZE_LIMITS[self.submission.file.suffix]
        if len(content) > limit:
            raise Unreadable(f"The file is larger than {limit >> 20} MiB.", "Clear outputs and data from it.")
        return without_outputs(content) if len(content) > LARGE else content

    def refuse(
        self, checks: Sequence[Check], trouble: Trouble
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Verdict, notes and layers where not one check can be run."""
        if isinstance(trouble, Raised):  # the worker's word: it must not pass for a failure of the kit
            told, layers = said(trouble.type_name, trouble.text), trouble.layers
            trouble = Died(f"The worker failed over the file ({told}).")
            trouble.layers = layers
        verdict = {**UNOPENED, **VERDICTS}.get(type(trouble), "unreadable")
        outcome = trouble.outcome if type(trouble) in VERDICTS else "not-reached"
        fact = (
            trouble.fact
            if isinstance(trouble, Unreadable)
            else f"Loading the file gave no result. {trouble.fact}"
        )
        remedy = trouble.remedy or LOADING.get(type(trouble), READING)
        self.results = [not_run(check, outcome, fact, remedy) for check in checks]
        return verdict, (f"{fact} {remedy}",), trouble.layers

    def judge(self, check: Check, bench: Bench, run: RunCheck) -> CheckResult:
        """The result of one check, run if nothing before it stands in its way."""
        blocking = self.blocked.get(check.function)
        if blocking is not None and self.blocks(blocking, check):
            return not_reached(check, blocking)
        started = time.monotonic()
        try:
            raised = run(check, bench.student_for(self.submission.exercise.function(check.function)))
        except Trouble as trouble:  # the fresh worker could not load the file
            raised = trouble
        result = result_of(check, raised, time.monotonic() - started)
        slip = isinstance(raised, CheckFailure) and raised.slip
        if result.outcome not in ("passed", "ungraded") and not check.stretch and not slip:
            bench.failed.add(check.function)
            if blocking is None or result.outcome in ENDING or check.layer != blocking.layer:
                self.blocked[check.function] = result  # what blocks more: an earlier layer, or the end
        return result

    @staticmethod
    def blocks(earlier: CheckResult, check: Check) -> bool:
        """Whether a failed check keeps a later one of its function from being run."""
        return earlier.outcome in ENDING or LAYERS.index(earlier.layer) < LAYERS.index(check.layer)

    def summary(self, bench: Bench) -> tuple[str, tuple[str, ...]]:
        """The verdict, and notes on the submission as a whole."""
        notes = [*notes_of(bench.problems), *bench.shortcuts()]
        verdict = "graded"
        for result in self.results:
            if result.outcome in BY_OUTCOME:
                verdict = BY_OUTCOME[result.outcome] if verdict == "graded" else verdict
                notes.append(f"{result.fact} The other functions were judged all the same.")
        return verdict, tuple(dict.fromkeys(notes))
