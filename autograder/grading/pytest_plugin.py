"""The pytest session of a grader: started once, it judges one submission after another.

The session collects the checks once; its loop, instead of running them once, runs all of them for each
submission that comes, with the fixtures `student`, `draw` and `dataset`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property

import pytest

from autograder import folders
from autograder.catalog import find
from autograder.checks.draw import Draw, derive
from autograder.checks.registry import Check, check_of
from autograder.data import Dataset, load_dataset
from autograder.errors import AutograderError, KitError
from autograder.exercise import Exercise
from autograder.grading.collect import CONTENT, check_files, checks_of, references_of
from autograder.grading.fingerprint import fingerprint
from autograder.grading.settings import Settings
from autograder.grading.submission_grading import Judgement, unjudged
from autograder.grading.submissions import Submission
from autograder.report import LAYERS, Report
from autograder.sandbox.no_value import Lost
from autograder.sandbox.student import Student

ARGUMENTS = (
    "--import-mode=importlib",
    "--noconftest",
    "--capture=no",
    "--assert=plain",
    f"--rootdir={CONTENT}",
    f"--config-file={os.devnull}",
    *(f"-pno:{plugin}" for plugin in ("cacheprovider", "terminal", "faulthandler", "logging", "warnings")),
)
ISOLATED = {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_ADDOPTS": "",
    "PYTEST_PLUGINS": "",
    **folders.TORCHS,
}


def grade_each(
    submissions: Iterable[Submission],
    exercises: Iterable[Exercise],
    settings: Settings,
    emit: Callable[[Report], None],
    judge: Callable[..., Judgement] = Judgement,
) -> None:
    """Grade submissions of these exercises as they come, and hand each report to `emit`; raises KitError."""
    session = Session(submissions, exercises, settings, emit, judge)
    files = [str(path) for exercise in session.exercises for path in check_files(exercise, settings.hidden)]
    for exercise in session.exercises:
        fingerprint(exercise)  # before its checks are loaded: they may be mended while this process lives
    with folders.environment(ISOLATED):
        pytest.main([*ARGUMENTS, *files], plugins=[session])
    if session.trouble is not None:
        raise session.trouble


class Session:
    """The one plugin of the grader's pytest."""

    def __init__(
        self,
        submissions: Iterable[Submission],
        exercises: Iterable[Exercise],
        settings: Settings,
        emit: Callable[[Report], None],
        judge: Callable[..., Judgement],
    ) -> None:
        self.submissions = submissions
        self.exercises = tuple(exercises)
        self.settings = settings
        self.emit = emit
        self.judge = judge
        self.trouble: BaseException | None = None
        self.raised: BaseException | None = None
        self.current: tuple[Student, Check, int]

    # Fixtures

    @pytest.fixture
    def student(self) -> Student:
        student, check, seed = self.current
        # The worker seeds its generators with a number from which the grader's inputs cannot be drawn.
        student.seed, student.shows_inputs = derive(seed, f"worker:{check.id}"), check.visibility == "public"
        student.contract = {one.name: one.parameters for one in find(check.exercise).functions}
        return student

    @pytest.fixture
    def draw(self) -> Draw:
        _, check, seed = self.current
        return Draw(seed, check.id)

    @pytest.fixture(name="dataset")
    def dataset_fixture(self) -> Dataset:
        return self.dataset

    @cached_property
    def dataset(self) -> Dataset:
        return load_dataset(self.settings.dataset, self.settings.data_root, download=False)

    # Hooks

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = KitError(
                f"The checks cannot be collected: {report.longrepr}", "Report this as a bug."
            )

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        owed = {one.id for exercise in self.exercises for one in checks_of(exercise, self.settings.hidden)}
        lacking = owed - {_check(item).id for item in items}
        if lacking:
            self.trouble = KitError(f"Checks were not collected: {sorted(lacking)}.", "Report this as a bug.")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if self.trouble is None:
                for submission in self.submissions:
                    self.emit(self.grade_safely(submission, session.items))
        except BaseException as error:
            self.trouble = error
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note what a check raised; pytest's own report, with its traceback, is not needed."""
        if call.excinfo is not None and self.raised is None:
            self.raised = call.excinfo.value
        return pytest.TestReport(
            item.nodeid, item.location, {}, "failed" if call.excinfo else "passed", None, "call", []
        )

    # One submission

    def grade_safely(self, submission: Submission, items: list[pytest.Item]) -> Report:
        """The report on one submission; where the kit fails over it, one that gives no grade."""
        try:
            return self.grade(submission, items)
        except AutograderError:
            raise
        except Exception as error:
            fact = f"The kit failed over this submission ({type(error).__name__}: {error})."
            return unjudged(submission, self.settings, fact)

    def grade(self, submission: Submission, items: list[pytest.Item]) -> Report:
        """The report on one submission, from the checks among `items` that belong to its exercise."""
        wanted = submission.functions or [function.name for function in submission.exercise.functions]
        own = [item for item in items if _check(item).exercise == submission.exercise.name]
        own = [item for item in own if _check(item).function in wanted]
        order = {function.name: place for place, function in enumerate(submission.exercise.functions)}
        own.sort(key=lambda item: (order[_check(item).function], LAYERS.index(_check(item).layer)))
        by_check = {_check(item): item for item in own}
        uses_data = any("dataset" in getattr(item, "fixturenames", ()) for item in own)
        judgement = self.judge(
            submission, self.settings, references_of(submission.exercise, self.settings.hidden)
        )
        name = self.dataset.name if uses_data else "none"
        return judgement.report(
            list(by_check), lambda check, student: self.run(by_check[check], student, judgement.seed), name
        )

    def run(self, item: pytest.Item, student: Student, seed: int) -> BaseException | None:
        """Run one check as pytest runs a test; what it raised, or None; raises Lost."""
        self.current, self.raised = (student, _check(item), seed), None
        assert isinstance(item, pytest.Function)
        fresh = pytest.Function.from_parent(item.getparent(pytest.Module), name=item.name, callobj=item.obj)
        item.config.hook.pytest_runtest_protocol(item=fresh, nextitem=None)
        if isinstance(self.raised, Lost):
            raise self.raised
        return self.raised


def _check(item: pytest.Item) -> Check:
    return check_of(getattr(item, "obj", None))
