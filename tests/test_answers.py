"""Wrong answers lose the points of their function and no others; right answers lose none, however written."""

from __future__ import annotations

import ast
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answers import WrongAnswer, right_answers, wrong_answers
from autograder.catalog import exercises
from autograder.exercise import Exercise
from autograder.grading.checklist import check_files, misfits
from autograder.report import CheckResult, Report
from grading_helpers import (
    CHECKOUT,
    MNIST,
    by_id,
    complaints,
    graded_here,
    losing,
    reference_of,
    reference_with,
    stub_of,
    users_of,
)

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

EXERCISES = exercises()
STYLES_AT_LEAST = 5
WRONG_AT_LEAST = 25


def of_each(pairs: Iterable[tuple[Exercise, Any, str]]) -> list[Any]:
    """Parameters that stay together, exercise by exercise, so that each process grades only what it asks."""
    return [
        pytest.param(
            exercise, one, id=f"{exercise.name} {name}", marks=pytest.mark.xdist_group(exercise.name)
        )
        for exercise, one, name in pairs
    ]


WRONG = [
    (exercise, wrong, f"{wrong.function} {wrong.name}")
    for exercise in EXERCISES
    for wrong in wrong_answers(exercise.name)
]
each_exercise = pytest.mark.parametrize(
    "exercise",
    [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in EXERCISES],
)
each_wrong_answer = pytest.mark.parametrize(("exercise", "wrong"), of_each(WRONG))
each_recognised_mistake = pytest.mark.parametrize(
    ("exercise", "wrong"), of_each(entry for entry in WRONG if entry[1].mistake)
)
each_style = pytest.mark.parametrize(
    ("exercise", "style"),
    of_each((one, style, style) for one in EXERCISES for style in ["reference", *right_answers(one.name)]),
)


@cache
def wrong_reports(exercise: Exercise) -> dict[tuple[str, str], Report]:
    """The reports on the wrong answers, by function and name.

    Only what a mistake can reach is judged: its function, and those that may call it.
    """
    files: dict[str, dict[str, str]] = defaultdict(dict)
    for wrong in wrong_answers(exercise.name):
        files[wrong.function][wrong.name] = reference_with(wrong.source, exercise=exercise)
    found = {}
    for function, sources in files.items():
        with tempfile.TemporaryDirectory() as folder:
            reports = graded_here(
                Path(folder), sources, exercise=exercise, functions=users_of(function, exercise)
            )
        found |= {(function, name): report for name, report in reports.items()}
    return found


def report_on(exercise: Exercise, wrong: WrongAnswer) -> Report:
    return wrong_reports(exercise)[wrong.function, wrong.name]


def result_of_named_check(exercise: Exercise, wrong: WrongAnswer) -> CheckResult:
    return by_id(report_on(exercise, wrong))[f"{exercise.name}.{wrong.check}"]


@each_wrong_answer
def test_a_wrong_answer_loses_points_at_its_own_function_only(exercise, wrong):
    assert losing(report_on(exercise, wrong)) == {wrong.function}


@each_wrong_answer
def test_a_wrong_answer_is_caught_by_the_check_that_is_there_for_it(exercise, wrong):
    assert result_of_named_check(exercise, wrong).outcome in ("failed", "error")


@each_recognised_mistake
def test_a_mistake_that_has_a_name_is_called_by_it(exercise, wrong):
    assert result_of_named_check(exercise, wrong).mistake == wrong.mistake


@each_wrong_answer
def test_every_failure_ends_in_a_next_step(exercise, wrong):
    failures = [one for one in report_on(exercise, wrong).checks if one.outcome != "passed"]
    assert all(one.message.splitlines()[-1].startswith("next: ") for one in failures)


@each_exercise
def test_there_are_many_wrong_answers_and_some_for_every_function(exercise):
    functions = [wrong.function for wrong in wrong_answers(exercise.name)]
    assert len(functions) >= WRONG_AT_LEAST
    assert min(functions.count(function.name) for function in exercise.functions) >= 3


# Every mistake that a check can name is made by somebody


def mistakes_named_in(path: Path) -> set[str]:
    """The strings of a module that have the form of a mistake's name: words-joined-like-this."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}


@each_exercise
def test_every_mistake_that_a_check_names_is_made_by_a_wrong_answer(exercise):
    made = {wrong.mistake for wrong in wrong_answers(exercise.name)}
    named = set().union(*map(mistakes_named_in, check_files(exercise, hidden=True)))
    assert named - made == set()


WORDS = sorted((CHECKOUT / "autograder" / "checks").glob("*.py"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_every_mistake_that_a_word_of_the_checks_names_is_made_by_a_wrong_answer(path):
    made = {wrong.mistake for _, wrong, _ in WRONG}
    assert mistakes_named_in(path) - {"not-written"} - made == set()


# Right answers


@cache
def right_reports(exercise: Exercise) -> dict[str, Report]:
    """The reports on the reference and on the right answers, by style."""
    codes = right_answers(exercise.name)
    files = {style: reference_with(code, exercise=exercise) for style, code in codes.items()}
    with tempfile.TemporaryDirectory() as folder:
        return graded_here(Path(folder), {"reference": reference_of(exercise), **files}, exercise=exercise)


@each_style
def test_a_right_answer_earns_every_point_in_any_style(exercise, style):
    report = right_reports(exercise)[style]
    stretch = {one.id for one in report.checks if one.stretch}
    assert [line for line in complaints(report) if line.partition(":")[0] not in stretch] == []
    assert report.score == report.max_score == exercise.points


@each_exercise
def test_there_are_right_answers_in_several_styles(exercise):
    assert len(right_answers(exercise.name)) >= STYLES_AT_LEAST


# Points


@each_exercise
def test_the_checks_of_an_exercise_fit_it(exercise):
    assert misfits(exercise) == []


def test_points_that_do_not_add_up_are_refused():
    relu = MNIST.function("relu")
    dearer = replace(MNIST, functions=(replace(relu, points=9.0), *MNIST.functions[2:]))
    assert "The checks of mnist.relu are worth 2 points, and its author promises 9: make them equal." in (
        misfits(dearer)
    )


def test_a_check_of_a_function_that_is_not_there_is_refused():
    without = replace(MNIST, functions=tuple(one for one in MNIST.functions if one.name != "relu"))
    assert any(fact.startswith("mnist.relu.exists judges a function that") for fact in misfits(without))


def test_a_function_that_nothing_judges_is_refused():
    more = replace(MNIST, functions=(*MNIST.functions, replace(MNIST.function("relu"), name="tanh")))
    assert [fact for fact in misfits(more) if "mnist.tanh are worth 0 points" in fact] != []


@each_exercise
def test_the_stub_earns_nothing_and_every_check_says_that_it_is_not_written(exercise, tmp_path):
    (report,) = graded_here(tmp_path, {"stub": stub_of(exercise)}, exercise=exercise).values()
    assert report.score == 0.0
    assert [one.id for one in report.checks if "is not written yet" not in one.message] == []
