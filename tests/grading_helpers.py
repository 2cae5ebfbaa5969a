"""What the tests of grading share: submissions to grade, and quick ways to have them graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.exercise import Exercise
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import InProcessLauncher, MakeLauncher, ProcessLauncher
from autograder.programs import reference_of, stub_of, with_definitions
from autograder.report import CheckResult, Report
from autograder.sandbox.isolation import level_of
from autograder.sandbox.processes import probe

CHECKOUT = Path(__file__).resolve().parents[1]
QUICK = Settings(dataset="digits", seed=7)
WITHOUT_MNIST = "MNIST is not here: name its torchvision root with AUTOGRADER_DATA"


# What is true of submissions to any exercise is tested with this one.
MNIST: Exercise = find("mnist")
FILE = f"{MNIST.stem}.py"
REFERENCE = reference_of(MNIST)
STUB = stub_of(MNIST)


def require_level(level: int) -> None:
    """Skip a test where the machine does not have this isolation level, and say what brings it."""
    layers, lacking = probe("cpu", level)
    if level_of(layers) < level:
        pytest.skip(f"isolation level {level} is not to be had here: {'; '.join(lacking.values())}")


def reference_with(code: str, source: str | None = None, exercise: Exercise = MNIST) -> str:
    """The reference, or another source, with the functions of `code` in the place of its own."""
    return with_definitions(source or reference_of(exercise), code, exercise)


def submissions(
    folder: Path,
    files: Mapping[str, str | bytes],
    suffix: str = ".py",
    exercise: Exercise = MNIST,
    functions: tuple[str, ...] | None = None,
) -> list[Submission]:
    """The submissions of students who handed in these files, written to `<folder>/<student>/`."""
    found = []
    for student, content in files.items():
        path = folder / student.replace("/", "-") / f"{exercise.stem}{suffix}"
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found.append(Submission(student, exercise, path, f"{student}/{path.name}", functions=functions))
    return found


def graded(
    work: Sequence[Submission], settings: Settings = QUICK, launcher: MakeLauncher = ProcessLauncher
) -> dict[str, Report]:
    """The reports on these submissions, all in one session, by student."""
    reports: dict[str, Report] = {}
    exercises = list({one.exercise.name: one.exercise for one in work}.values())
    grade_each(work, exercises, settings, lambda report: reports.update({report.student: report}), launcher)
    return reports


def graded_here(
    folder: Path,
    files: Mapping[str, str],
    settings: Settings = QUICK,
    exercise: Exercise = MNIST,
    functions: tuple[str, ...] | None = None,
) -> dict[str, Report]:
    """The reports on these files, judged in this process, by student."""
    work = submissions(folder, files, exercise=exercise, functions=functions)
    return graded(work, settings, InProcessLauncher)


def users_of(function: str, exercise: Exercise) -> tuple[str, ...]:
    """A function of the exercise and all that may call it: what a mistake in it can reach."""
    return (function, *(one.name for one in exercise.functions if function in one.uses))


def by_id(report: Report) -> dict[str, CheckResult]:
    return {check.id: check for check in report.checks}


def losing(report: Report) -> set[str]:
    """The functions at which a submission lost points."""
    return {
        check.function for check in report.checks if check.points < check.max_points and not check.stretch
    }


def complaints(report: Report) -> list[str]:
    """What is said about every check that did not pass: a readable thing to compare with []."""
    return [f"{one.id}: {one.outcome}: {one.message}" for one in report.checks if not one.outcome.passed]
