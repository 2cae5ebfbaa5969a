"""What a notebook calls: `check("mnist.softmax")` under the cell that defines `softmax`."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from autograder.catalog import find_target
from autograder.desk import PUBLIC
from autograder.errors import UsageError
from autograder.grading.bench import Launch
from autograder.grading.judgement import Judgement
from autograder.grading.session import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import Report
from autograder.reporting.terminal import show_report
from autograder.sandbox.channel import InProcessChannel
from autograder.sandbox.student import Student
from autograder.worker.servant import Servant
from autograder.worker.submission import Submission as Module


def check(target: str) -> float:
    """Run the public checks of one function on what this notebook defines; prints what came of them.

    Returns the points earned, in proportion: the function's points where all its public checks pass, so that
    nbgrader can read the value of the cell. UsageError for an unknown name.
    """
    exercise, function = find_target(target)
    if function is None:
        raise UsageError(
            f'"{target}" names an exercise.',
            f'Name a function: check("{target}.{exercise.functions[0].name}").',
        )
    namespace = sys._getframe(1).f_globals
    file = Path("notebook.ipynb")
    submission = Submission("you", exercise, file, "this notebook", functions=(function.name,))
    reports: list[Report] = []

    def judge(
        submission: Submission, settings: Settings, references: Mapping[str, Callable[..., object]]
    ) -> Judgement:
        return InThisNotebook(submission, settings, references, namespace)

    with redirect_stderr(StringIO()):  # nbgrader gives no points to a cell that writes to standard error
        grade_each([submission], [exercise], PUBLIC, reports.append, judge)
    show_report(reports[0], in_notebook=True)
    share = reports[0].score / reports[0].max_score if reports[0].max_score else 0.0
    return round(share * function.points, 2)


class InThisNotebook(Judgement):
    """A judgement whose student is the namespace of a running notebook."""

    def __init__(
        self,
        submission: Submission,
        settings: Settings,
        references: Mapping[str, Callable[..., object]],
        namespace: dict[str, object],
    ) -> None:
        super().__init__(submission, settings, references)
        self.module = types.ModuleType("notebook")
        self.module.__dict__.update(namespace)

    def content(self) -> bytes:
        return b""

    def launch(self, submission: Submission, content: bytes, settings: Settings, deadline: float) -> Launch:
        def launch(standins: Mapping[str, str]) -> Student:
            student = Student(InProcessChannel(Servant(settings.device, Module(module=self.module))))
            student.describe({function.name: function.by_hand for function in submission.exercise.functions})
            return student

        return launch
