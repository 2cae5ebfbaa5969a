"""A public check comes to one outcome: in a notebook's kernel, at the command line and in grading.

So that no luck tells one road from another, no public check hangs on what is drawn. What fails in `check`
because another function failed may pass in `grade`, where that one has a stand-in: nothing else differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.audit.corpus import Answer, right_answers, wrong_answers
from autograder.audit.run import handed_in
from autograder.catalog import exercises, find
from autograder.desk import PUBLIC, check_work
from autograder.exercise import Exercise
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import InProcessLauncher, MakeLauncher, ProcessLauncher
from autograder.notebook import NotebookLauncher
from autograder.report import Report
from autograder.sandbox.budget import Budget
from grading_helpers import reference_with, submissions

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

Outcomes = dict[tuple[str, str], str]  # by student and check
EVERY, SEEDS = 20, 20  # one answer of so many in a quick run; the seeds of a whole one
FEW = 4  # seeds of a quick run
GRADE = Settings(dataset="digits")

each_exercise = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
# Each deals as is asked in some orders alone.
HANGS_ON_THE_ORDER = {
    "sizes": "order[0] > 0",
    "labels": "bool(order[0] < order[1])",
    "the last batch": "order[-1] != len(order) - 1",
    "NumPy's generator": "np.random.rand() < 0.3",
}
DATA_ITER = """
def data_iter(batch_size, features, labels):
    order = torch.randperm(len(features))
    size = batch_size if {} else batch_size + 1
    for start in range(0, len(order), size):
        yield features[order[start : start + size]], labels[order[start : start + size]]
"""


class KernelLauncher(NotebookLauncher):
    """Judges as a notebook's `check()` does, in whose namespace the submission was run."""

    def __init__(self, submission: Submission, settings: Settings, budget: Budget) -> None:
        namespace: dict[str, object] = {"__name__": "submission"}
        exec(compile(submission.path.read_bytes(), submission.path.name, "exec"), namespace)
        super().__init__(submission, settings, budget, namespace=namespace)


def answers_to(exercise: Exercise, every: int = 1) -> list[Answer]:
    """The right and wrong answers, or one of every so many."""
    return [*right_answers(exercise), *wrong_answers(exercise)][::every]


def handed_in_to(folder: Path, answers: Sequence[Answer]) -> list[Submission]:
    return [handed_in(folder, str(number), answer) for number, answer in enumerate(answers)]


def reports_on(work: Sequence[Submission], settings: Settings, launcher: MakeLauncher) -> list[Report]:
    reports: list[Report] = []
    grade_each(work, [work[0].exercise], settings, reports.append, launcher)
    return reports


def outcomes(reports: Sequence[Report]) -> Outcomes:
    """What the public checks came to."""
    checks = ((report.student, check) for report in reports for check in report.checks)
    return {(student, check.id): check.outcome for student, check in checks if check.visibility == "public"}


def spared(exercise: Exercise, graded: Sequence[Report]) -> set[tuple[str, str]]:
    """Students and their functions that were graded with a stand-in for another."""
    found = set()
    for report in graded:
        failed = {check.function for check in report.checks if not check.outcome.passed}
        found |= {(report.student, one.name) for one in exercise.functions if failed.intersection(one.uses)}
    return found


def function_of(key: tuple[str, str]) -> tuple[str, str]:
    """The student and the function of a student and a check."""
    return key[0], key[1].split(".")[1]


def disagreements(exercise: Exercise, folder: Path, every: int = 1) -> list[str]:
    """Where the three roads differ over the answers to an exercise."""
    work = handed_in_to(folder, answers_to(exercise, every))
    kernel, desk = (outcomes(reports_on(work, PUBLIC, one)) for one in (KernelLauncher, ProcessLauncher))
    reports = reports_on(work, GRADE, ProcessLauncher)
    grade, others = outcomes(reports), spared(exercise, reports)
    print(f"{exercise.name}: {len(desk)} public checks of {len(work)} files compared by three roads")
    assert kernel.keys() == desk.keys() == grade.keys()
    return [
        f"{key}: {kernel[key]} in a kernel, {desk[key]} by check, {grade[key]} by grade"
        for key in desk
        if kernel[key] != desk[key]
        or (grade[key] != desk[key] and not (grade[key] == "passed" and function_of(key) in others))
    ]


def varying(exercise: Exercise, folder: Path, seeds: int, every: int = 1) -> list[str]:
    """The public checks whose outcome is not the same for all these seeds."""
    work = handed_in_to(folder, answers_to(exercise, every))
    found: dict[tuple[str, str], set[str]] = {}
    for seed in range(seeds):
        reports = reports_on(work, replace(PUBLIC, seed=seed), InProcessLauncher)
        for key, outcome in outcomes(reports).items():
            found.setdefault(key, set()).add(outcome)
    print(f"{exercise.name}: {len(found)} public checks of {len(work)} files compared over {seeds} seeds")
    return [f"{key}: {sorted(one)}" for key, one in found.items() if len(one) > 1]


@pytest.mark.full
@each_exercise
def test_the_three_roads_agree_on_every_public_check_of_every_answer(exercise, tmp_path):
    assert disagreements(exercise, tmp_path) == []


def test_the_three_roads_agree_on_a_few_answers(tmp_path):
    assert disagreements(find("pow_fit"), tmp_path, EVERY) == []


@pytest.mark.full
@each_exercise
def test_no_public_check_of_any_answer_hangs_on_the_draw(exercise, tmp_path):
    assert varying(exercise, tmp_path, SEEDS) == []


def test_no_public_check_of_a_few_answers_hangs_on_the_draw(tmp_path):
    assert varying(find("linear_fit"), tmp_path, FEW, EVERY) == []


@pytest.mark.parametrize("case", HANGS_ON_THE_ORDER)
def test_batches_that_are_right_in_some_orders_alone_fail_whatever_is_drawn(case, tmp_path):
    piecewise = find("piecewise")
    source = reference_with(DATA_ITER.format(HANGS_ON_THE_ORDER[case]), exercise=piecewise)
    files = {"you": f"import numpy as np\n{source}"}
    work = submissions(tmp_path, files, exercise=piecewise, functions=("data_iter",))
    seen = set()
    for seed in range(FEW):
        reports = reports_on(work, replace(PUBLIC, seed=seed), InProcessLauncher)
        seen.add(outcomes(reports)["you", "piecewise.data_iter.shapes"])
    assert seen == {"failed"}


def test_a_hidden_check_that_fails_keeps_no_public_one_from_running(tmp_path):
    source = "def relu(x):\n    return x.clamp(min=0).float()"
    work = submissions(tmp_path, {"you": reference_with(source)}, functions=("relu",))
    (report,) = reports_on(work, GRADE, InProcessLauncher)
    assert {check.outcome for check in report.checks if check.visibility == "public"} == {"passed"}
    assert "failed" in {check.outcome for check in report.checks if check.visibility == "hidden"}


def test_files_named_at_the_command_line_are_judged_as_in_a_kernel(tmp_path):
    work = handed_in_to(tmp_path, right_answers(find("pow_fit"))[:2])
    files = {str(one.path): one.student for one in work}
    checked = [check for name in files for check in check_work([name], "cpu")[0].checks]
    kernel = outcomes(reports_on(work, PUBLIC, KernelLauncher))
    assert [check.outcome for check in checked] == list(kernel.values())
