"""The checks' plugin for the pytest of whoever writes or debugs them: `pytest ... --submission FILE`.

The file is run in a worker, as in grading, with `--pdb` too: a debugger is in the check, and never in the
submission. Each check judges the file as it is: no function has a stand-in, and none is left out.
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.checks.failure import CheckFailure
from autograder.checks.registry import Check
from autograder.errors import AutograderError
from autograder.grading.pytest_plugin import GIVEN, ChecksPlugin, Given, check_in
from autograder.grading.results import result_of
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import ProcessLauncher, Workers
from autograder.sandbox.budget import Budget
from autograder.sandbox.no_value import CallFailed
from autograder.sandbox.worker import Worker


class AuthorPlugin(ChecksPlugin):
    """Has pytest judge one file by the checks that it collects."""

    def __init__(self, file: Path, seed: int, dataset: str) -> None:
        super().__init__(Settings(dataset=dataset, seed=seed))
        self.file, self.seed = file, seed
        self.workers: dict[str, Workers] = {}  # by exercise

    def pytest_report_header(self) -> str:
        return f"submission: {self.file} (in a worker; seed {self.seed})"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if is_check(item):
            check = check_in(item)
            item.stash[GIVEN] = Given.to(check, self.worker_for(check), self.seed)

    def worker_for(self, check: Check) -> Worker:
        """A worker with the file loaded; raises CallFailed."""
        exercise = find(check.exercise)
        if exercise.name not in self.workers:
            submission = Submission("you", exercise, self.file.resolve(), self.file.name)
            launcher = ProcessLauncher(submission, self.settings, Budget(math.inf))
            self.workers[exercise.name] = Workers(exercise, launcher, references={})
        return self.workers[exercise.name].for_function(exercise.function(check.function))

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """pytest's report; what a check has to say stands in the place of its traceback."""
        report = pytest.TestReport.from_item_and_call(item, call)
        error = None if call.excinfo is None else call.excinfo.value
        if isinstance(error, (CheckFailure, CallFailed)) and is_check(item):
            report.longrepr = str(result_of(check_in(item), error, call.duration).message)
        elif isinstance(error, AutograderError):
            report.longrepr = f"{error.fact} {error.remedy}"
        return report

    def pytest_sessionfinish(self) -> None:
        for workers in self.workers.values():
            workers.close()


def is_check(item: pytest.Item) -> bool:
    """Whether an item is one of ours, and not a test of whoever runs pytest."""
    return hasattr(getattr(item, "obj", None), "check")
