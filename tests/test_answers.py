"""Wrong answers lose the points of their function and no others; right answers lose none, however written."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from answers import RIGHT_ANSWERS, WRONG_ANSWERS, WrongAnswer
from autograder.grading.checklist import check_files
from autograder.report import Report
from grading_helpers import MNIST, by_id, complaints, graded_here, losing, only, reference_with, users_of

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

each_wrong_answer = pytest.mark.parametrize(
    "wrong", WRONG_ANSWERS, ids=lambda wrong: f"{wrong.function} {wrong.name}"
)


@pytest.fixture(scope="module")
def wrong_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Report]]:
    """The reports on the wrong answers, by function and name.

    Only what a mistake can reach is judged: its function, and those that may call it.
    """
    sources: dict[str, dict[str, str]] = defaultdict(dict)
    for wrong in WRONG_ANSWERS:
        sources[wrong.function][wrong.name] = reference_with(wrong.source)
    return {
        function: graded_here(tmp_path_factory.mktemp(function), files, only(*users_of(function)))
        for function, files in sources.items()
    }


def report_on(wrong: WrongAnswer, reports: dict[str, dict[str, Report]]) -> Report:
    return reports[wrong.function][wrong.name]


@each_wrong_answer
def test_a_wrong_answer_loses_points_at_its_own_function_only(wrong, wrong_reports):
    assert losing(report_on(wrong, wrong_reports)) == {wrong.function}


@each_wrong_answer
def test_a_wrong_answer_is_caught_by_the_check_that_is_there_for_it(wrong, wrong_reports):
    result = by_id(report_on(wrong, wrong_reports))[f"mnist.{wrong.check}"]
    assert result.outcome in ("failed", "error")


@pytest.mark.parametrize(
    "wrong",
    [wrong for wrong in WRONG_ANSWERS if wrong.mistake],
    ids=lambda wrong: f"{wrong.function} {wrong.name}",
)
def test_a_mistake_that_has_a_name_is_called_by_it(wrong, wrong_reports):
    assert by_id(report_on(wrong, wrong_reports))[f"mnist.{wrong.check}"].mistake == wrong.mistake


def mistakes_named_in(path: Path) -> set[str]:
    """The identifiers in `Mistake("its-name", …)`, `wrong_split(…, "its-name")` and `mistake="its-name"`."""
    names: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names += {"Mistake": node.args[:1], "wrong_split": node.args[-1:]}.get(node.func.id, [])
            names += [keyword.value for keyword in node.keywords if keyword.arg == "mistake"]
    return {name.value for name in names if isinstance(name, ast.Constant) and isinstance(name.value, str)}


@pytest.mark.parametrize(
    "path", check_files(MNIST, hidden=True), ids=lambda path: path.parent.name + "." + path.stem
)
def test_every_mistake_that_a_check_names_is_made_by_a_wrong_answer(path):
    assert mistakes_named_in(path) <= {wrong.mistake for wrong in WRONG_ANSWERS}


@each_wrong_answer
def test_every_failure_ends_in_a_next_step(wrong, wrong_reports):
    failures = [one for one in report_on(wrong, wrong_reports).checks if one.outcome != "passed"]
    assert all(one.message.splitlines()[-1].startswith("next: ") for one in failures)


@pytest.fixture(scope="module")
def right_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    files = {name: reference_with(code) for name, code in RIGHT_ANSWERS.items()}
    return graded_here(tmp_path_factory.mktemp("right"), files)


@pytest.mark.parametrize("style", RIGHT_ANSWERS)
def test_a_right_answer_earns_every_point_in_any_style(style, right_reports):
    report = right_reports[style]
    assert [line for line in complaints(report) if ".large-logits:" not in line] == []
    assert report.score == report.max_score == 30.0
