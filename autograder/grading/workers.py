"""The bench at which one submission is judged: its workers, and the stand-ins they are given."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from autograder.catalog import examples
from autograder.exercise import Exercise, Function
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import Channel, ProcessChannel
from autograder.sandbox.inprocess import InProcessChannel
from autograder.sandbox.no_value import Trouble
from autograder.sandbox.student import Student
from autograder.worker.answer.request_handler import Servant

Launch = Callable[[Mapping[str, str]], Student]  # from the stand-ins' sources to a student that is loaded

PREAMBLE = "from __future__ import annotations\nimport torch\n"


def standin_source(reference: Callable[..., object]) -> str:
    """The source of a reference that stands alone, as a worker can run it."""
    return PREAMBLE + inspect.getsource(reference)


def launch_worker(submission: Submission, content: bytes, settings: Settings, budget: Budget) -> Launch:
    """Students in processes of their own, for one submission."""
    return _launcher(
        lambda: ProcessChannel(settings.device, allow=settings.allow), submission, content, settings, budget
    )


def launch_in_process(submission: Submission, content: bytes, settings: Settings, budget: Budget) -> Launch:
    """Students in this interpreter: for a debugger, and for the test that both ways agree."""
    return _launcher(
        lambda: InProcessChannel(Servant(settings.device)), submission, content, settings, budget
    )


def _launcher(
    open_channel: Callable[[], Channel],
    submission: Submission,
    content: bytes,
    settings: Settings,
    budget: Budget,
) -> Launch:
    def launch(standins: Mapping[str, str]) -> Student:
        student = Student(
            open_channel(), device=settings.device, budget=budget, call_seconds=settings.call_seconds
        )
        return load(student, submission, content, standins)

    return launch


def load(student: Student, submission: Submission, content: bytes, standins: Mapping[str, str]) -> Student:
    """The student with the submission loaded; where that fails the worker is closed."""
    names = {function.name: function.by_hand for function in submission.exercise.functions}
    handed_out = {"examples": examples(submission.exercise), "setup": submission.exercise.setup}
    try:
        student.load(submission.file, content, names, standins, **handed_out)
    except Trouble as trouble:
        trouble.layers = student.layers
        student.close()
        raise
    return student


class Bench:
    """Hands out the student for each function, in a fresh worker where the last one will not do.

    A function that uses others which failed their own checks is judged with plain stand-ins for those, so
    that one mistake costs its points once.
    """

    def __init__(
        self, exercise: Exercise, launch: Launch, references: Mapping[str, Callable[..., object]]
    ) -> None:
        self.exercise = exercise
        self.launch = launch
        self.references = references
        self.failed: set[str] = set()
        self.standins: frozenset[str] = frozenset()
        self.student = launch({})
        self.shortcuts_read = {name: found.shortcuts for name, found in self.student.found.items()}
        self.operations: dict[str, set[str]] = {}
        self.waited = 0.0  # seconds, for workers that have ended
        self.layers, self.problems = self.student.layers, tuple(self.student.problems)

    def student_for(self, function: Function) -> Student:
        """A student that is alive and has a stand-in for every failed function that this one may use."""
        found = self.student.found.get(function.name)
        wanted = frozenset(self.failed.intersection(function.uses).intersection(self.references))
        unwritten = found is None or not (found.present and found.written)
        if self.student.alive and (wanted == self.standins or unwritten):
            return self.student
        self.close()
        self.standins = wanted
        self.student = self.launch({name: standin_source(self.references[name]) for name in sorted(wanted)})
        return self.student

    def close(self) -> None:
        """End the worker; what is known of it is kept."""
        self.waited += self.student.waited
        for name, operations in self.student.operations.items():
            self.operations.setdefault(name, set()).update(operations)
        self.student.close()

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
