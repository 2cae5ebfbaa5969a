"""The plugin by which pytest runs checks, and the session of a grader, which runs them for each submission.

A check is a pytest function with the fixtures `student`, `draw` and `dataset`. The session of a grader is
started once: it collects the checks, and its loop runs all of them for each submission that comes.
`pytest_author` is the same plugin for the pytest of somebody who writes or debugs checks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

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
from autograder.grading.submission_grading import SubmissionGrading, ungraded
from autograder.grading.submissions import Submission
from autograder.grading.workers import MakeLauncher, ProcessLauncher
from autograder.report import LAYERS, Report
from autograder.sandbox.budget import Budget
from autograder.sandbox.no_value import Lost
from autograder.sandbox.student import Student
from autograder.sandbox.worker import Worker

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


@dataclass(frozen=True)
class Given:
    """What a check is given to judge and to judge with."""

    student: Student
    draw: Draw

    @classmethod
    def to(cls, check: Check, worker: Worker, seed: int) -> Given:
        """The submission in the worker as this check sees it, and inputs from the seed.

        The worker seeds its generators with a number from which the inputs cannot be drawn.
        """
        student = Student(
            worker,
            seed=derive(seed, f"worker:{check.id}"),
            shows_inputs=check.visibility == "public",
            contract={one.name: one.parameters for one in find(check.exercise).functions},
        )
        return cls(student, Draw(seed, check.id))


GIVEN = pytest.StashKey[Given]()  # of a check's item, from before it is run
RAISED = pytest.StashKey[BaseException]()  # of a check's item, once it has raised something


class ChecksPlugin:
    """Gives each check its fixtures, from its item's `GIVEN`, and notes what it raised as its `RAISED`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Student:
        given: Given = request.node.stash[GIVEN]
        return given.student

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        given: Given = request.node.stash[GIVEN]
        return given.draw

    @pytest.fixture(name="dataset")
    def dataset_fixture(self) -> Dataset:
        return self.dataset

    @cached_property
    def dataset(self) -> Dataset:
        return load_dataset(self.settings.dataset, self.settings.data_root, download=False)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        if call.excinfo is not None:
            item.stash.setdefault(RAISED, call.excinfo.value)
        return (yield)


def check_in(item: pytest.Item) -> Check:
    """The check that an item runs."""
    return check_of(getattr(item, "obj", None))


def run_check(item: pytest.Item, worker: Worker, seed: int) -> BaseException | None:
    """Run a check as pytest runs a test; what it raised, or None; raises Lost."""
    assert isinstance(item, pytest.Function)
    fresh = pytest.Function.from_parent(item.getparent(pytest.Module), name=item.name, callobj=item.obj)
    fresh.stash[GIVEN] = Given.to(check_in(item), worker, seed)
    item.config.hook.pytest_runtest_protocol(item=fresh, nextitem=None)
    raised = fresh.stash.get(RAISED, None)
    if isinstance(raised, Lost):
        raise raised
    return raised


def grade_each(
    submissions: Iterable[Submission],
    exercises: Iterable[Exercise],
    settings: Settings,
    emit: Callable[[Report], None],
    launcher: MakeLauncher = ProcessLauncher,
) -> None:
    """Grade submissions of these exercises as they come, and hand each report to `emit`; raises KitError."""
    exercises = tuple(exercises)
    plugin = ChecksPlugin(settings)
    grading = GradingSession(submissions, exercises, plugin, emit, launcher)
    files = [str(path) for exercise in exercises for path in check_files(exercise, settings.hidden)]
    for exercise in exercises:
        fingerprint(exercise)  # before its checks are loaded: they may be mended while this process lives
    with folders.environment(ISOLATED):
        pytest.main([*ARGUMENTS, *files], plugins=[plugin, grading])
    if grading.failure is not None:
        raise grading.failure


class GradingSession:
    """What a grader's pytest does instead of running each test once."""

    def __init__(
        self,
        submissions: Iterable[Submission],
        exercises: Sequence[Exercise],
        plugin: ChecksPlugin,
        emit: Callable[[Report], None],
        launcher: MakeLauncher,
    ) -> None:
        self.submissions = submissions
        self.exercises = exercises
        self.plugin, self.settings = plugin, plugin.settings
        self.emit = emit
        self.launcher = launcher
        self.failure: BaseException | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failure = KitError(
                f"The checks cannot be collected: {report.longrepr}", "Report this as a bug."
            )

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        owed = {one.id for exercise in self.exercises for one in checks_of(exercise, self.settings.hidden)}
        lacking = owed - {check_in(item).id for item in items}
        if lacking:
            self.failure = KitError(f"Checks were not collected: {sorted(lacking)}.", "Report this as a bug.")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if self.failure is None:
                for submission in self.submissions:
                    self.emit(self.grade_safely(submission, session.items))
        except BaseException as error:
            self.failure = error
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """A report that nobody reads, made in no time: what a check raised is noted already."""
        outcome: Literal["failed", "passed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, "call", [])

    def grade_safely(self, submission: Submission, items: Sequence[pytest.Item]) -> Report:
        """The report on one submission; where the kit fails over it, one that gives no grade."""
        try:
            return self.grade(submission, items)
        except AutograderError:
            raise
        except Exception as error:
            fact = f"The kit failed over this submission ({type(error).__name__}: {error})."
            return ungraded(submission, self.settings, fact)

    def grade(self, submission: Submission, items: Sequence[pytest.Item]) -> Report:
        """The report on one submission, from the checks among `items` that are for it."""
        chosen = {check_in(item): item for item in in_order(submission, items)}
        uses_data = any("dataset" in getattr(item, "fixturenames", ()) for item in chosen.values())
        grading = SubmissionGrading(
            submission,
            self.settings,
            references_of(submission.exercise, self.settings.hidden),
            run=lambda check, worker, seed: run_check(chosen[check], worker, seed),
        )
        return grading.report(
            list(chosen),
            lambda: self.launcher(submission, self.settings, Budget(self.settings.seconds)),
            self.plugin.dataset.name if uses_data else "none",
        )


def in_order(submission: Submission, items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The items of checks that are for a submission, by function as the exercise has them, then by layer."""
    functions = [function.name for function in submission.exercise.functions]
    wanted = functions if submission.functions is None else submission.functions
    own = [item for item in items if check_in(item).exercise == submission.exercise.name]
    own = [item for item in own if check_in(item).function in wanted]

    def place(item: pytest.Item) -> tuple[int, int]:
        check = check_in(item)
        return functions.index(check.function), LAYERS.index(check.layer)

    return sorted(own, key=place)
