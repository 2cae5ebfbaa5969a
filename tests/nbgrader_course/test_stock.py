"""The notebooks grade with nbgrader's own steps alone, where somebody chooses to."""

from __future__ import annotations

import json

import pytest

from autograder.catalog import find
from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, answers_of, cell_of, filled, read

pytestmark = pytest.mark.full

LINE = find("linear_fit")
STOCK = """
c.Autograde.autograde_preprocessors[0] = "nbgrader.preprocessors.Execute"
c.Execute.timeout = 300
"""


@pytest.fixture(scope="module")
def totals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Points by student and grade cell; examples are left out, for they take time to draw."""
    course = Course(tmp_path_factory.mktemp("stock"), STOCK)
    course.teach(f"generate_assignment {LINE.stem}")
    release = (CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes()
    right = answers_of(LINE)
    wrong = right | {
        "mse_loss": "def mse_loss(prediction, target):\n    return ((prediction - target) ** 2).sum()"
    }
    for student, answers in {"right": right, "wrong": wrong, "text": right, "imports": right}.items():
        notebook = filled(read(release), answers)
        if student == "text":
            cell_of(notebook, "function-train")["cell_type"] = "markdown"
        if student == "imports":
            notebook["cells"].remove(cell_of(notebook, "setup-1"))
        notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("example-")]
        course.hand_in(student, LINE, json.dumps(notebook).encode())
    course.teach(f"autograde {LINE.stem}")
    return {student: scores for (student, _), scores in course.grades().items()}


def test_right_answers_have_full_points(totals):
    assert sum(totals["right"].values()) == LINE.points


@pytest.mark.parametrize("student", ["text", "imports"])
def test_a_cell_that_became_text_or_was_lost_costs_nothing(totals, student):
    assert sum(totals[student].values()) == LINE.points


def test_a_wrong_answer_has_some_of_its_points_and_costs_no_other(totals):
    differing = [cell for cell, points in totals["wrong"].items() if points != totals["right"][cell]]
    assert differing == ["check-mse_loss"]
    assert 0 < totals["wrong"]["check-mse_loss"] < totals["right"]["check-mse_loss"]
