"""The workers in which one submission is judged, and the stand-ins they are given."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Protocol

from autograder.catalog import examples
from autograder.exercise import Exercise, Function
from autograder.grading.contents import content_of
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import CheckResult
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import Channel, ProcessChannel
from autograder.sandbox.inprocess import InProcessChannel
from autograder.sandbox.no_value import CallFailed
from autograder.sandbox.worker import Worker
from autograder.worker.answer.request_handler import RequestHandler

References = Mapping[str, Callable[..., object]]  # by function, what stands in for it
PREAMBLE = "from __future__ import annotations\nimport torch\n"


class Launcher(Protocol):
    """Starts workers for one submission."""

    failed: dict[str, CheckResult]  # by function: the check that it failed before this submission is judged

    def start(self, standins: Mapping[str, str]) -> Worker:
        """A worker with the submission loaded, and these sources in the place of functions; CallFailed."""


# Makes the launcher of a submission; Unreadable where there is nothing to load.
MakeLauncher = Callable[[Submission, Settings, Budget], Launcher]


class ProcessLauncher:
    """Starts workers in processes of their own."""

    def __init__(self, submission: Submission, settings: Settings, budget: Budget) -> None:
        self.failed: dict[str, CheckResult] = {}
        self.submission, self.settings, self.budget = submission, settings, budget
        self.content = content_of(submission)

    def start(self, standins: Mapping[str, str]) -> Worker:
        worker = self.worker()
        try:
            load(worker, self.submission, self.content, standins)
        except CallFailed as failure:
            failure.layers = worker.layers
            worker.close()
            raise
        return worker

    def worker(self) -> Worker:
        """A worker that has nothing loaded."""
        settings = self.settings
        return Worker(
            self.channel(), device=settings.device, budget=self.budget, call_seconds=settings.call_seconds
        )

    def channel(self) -> Channel:
        return ProcessChannel(self.settings.device, allow=self.settings.allow)


class InProcessLauncher(ProcessLauncher):
    """Starts workers in this interpreter: for the test that both ways agree."""

    def channel(self) -> Channel:
        return InProcessChannel(RequestHandler(self.settings.device))


def load(worker: Worker, submission: Submission, content: bytes, standins: Mapping[str, str]) -> None:
    """Load the submission; raises CallFailed."""
    names = {function.name: function.by_hand for function in submission.exercise.functions}
    handed_out = {"examples": examples(submission.exercise), "setup": submission.exercise.setup}
    worker.load(submission.file, content, names, standins, **handed_out)


def standin_source(reference: Callable[..., object]) -> str:
    """The source of a reference that stands alone, as a worker can run it."""
    return PREAMBLE + inspect.getsource(reference)


class Workers:
    """Hands out the worker for each function: a fresh one where the last one will not do.

    A function that uses others which failed their own checks is judged with plain stand-ins for those, so
    that one mistake costs its points once.
    """

    def __init__(self, exercise: Exercise, launcher: Launcher, references: References) -> None:
        self.exercise = exercise
        self.launcher = launcher
        self.references = references
        self.failed = launcher.failed  # by function: the result that keeps later checks of it from being run
        self.standins: frozenset[str] = frozenset()
        self.worker = launcher.start({})
        self.shortcuts_read = {name: found.shortcuts for name, found in self.worker.found.items()}
        self.operations: dict[str, set[str]] = {}
        self.waited = 0.0  # seconds, for workers that have ended
        self.layers, self.problems = self.worker.layers, tuple(self.worker.problems)

    def for_function(self, function: Function) -> Worker:
        """A worker that is alive and has a stand-in for every failed function that this one may use."""
        found = self.worker.found.get(function.name)
        wanted = frozenset(self.failed).intersection(function.uses).intersection(self.references)
        unwritten = found is None or not (found.present and found.written)
        if self.worker.alive and (wanted == self.standins or unwritten):
            return self.worker
        self.close()
        self.standins = wanted
        self.worker = self.launcher.start(
            {name: standin_source(self.references[name]) for name in sorted(wanted)}
        )
        return self.worker

    def close(self) -> None:
        """End the worker; what is known of it is kept."""
        self.waited += self.worker.waited
        for name, operations in self.worker.operations.items():
            self.operations.setdefault(name, set()).update(operations)
        self.worker.close()

    def shortcuts(self) -> list[str]:
        """A sentence for each function that seems to use what the text asks to do by hand."""
        return [
            f"{name} seems to use what the exercise asks to write by hand ({'; '.join(seen)}). "
            "This costs no points by itself: a person decides."
            for name in self.shortcuts_read
            if (
                seen := [
                    *self.shortcuts_read[name],
                    *sorted(f"ran {one}" for one in self.operations.get(name, ())),
                ]
            )
        ]
