"""An instructor's own cells that a person marks are run and shown like any; unknown checks are refused."""

from __future__ import annotations

import json

import pytest

from autograder.catalog import find
from nbgrader_course.course import Course, cell_of, own_cell, released

pytestmark = pytest.mark.full

LINE = find("linear_fit")
DRAWS = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('DRAWN')"
# What nbgrader puts into such cells
PLACEHOLDER, QUESTION = "# YOUR CODE HERE\nraise NotImplementedError()", "YOUR ANSWER HERE"
# What a student made of the cell for a picture, and of that for words
ANSWERS: dict[str, tuple[str, str]] = {
    "drew": (DRAWS, "MY-WORDS"),
    "raised": ("1 / 0", QUESTION),
    "uses-a-function": ("print(mse_loss(torch.zeros(2), torch.ones(2)))", "MY-WORDS"),
    "left-it": (PLACEHOLDER, QUESTION),
}
OWN = (own_cell("my-plot", PLACEHOLDER), own_cell("my-words", QUESTION, "markdown"))
UNKNOWN = own_cell("my-check", "assert True", solution=False)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("own"))
    course.add_cells(LINE, *OWN, UNKNOWN)
    course.teach(f"generate_assignment {LINE.stem}")
    for student, (code, words) in ANSWERS.items():
        notebook = released(LINE)
        notebook["cells"] += [own_cell("my-plot", code), own_cell("my-words", words, "markdown"), UNKNOWN]
        course.hand_in(student, LINE, json.dumps(notebook).encode())
    course.teach(f"autograde {LINE.stem}", f"generate_feedback {LINE.stem}")
    return course


@pytest.mark.parametrize(
    ("student", "words"), [("drew", "DRAWN"), ("raised", "ZeroDivisionError"), ("uses-a-function", "1.")]
)
def test_what_the_cell_puts_out_stands_below_it(course, student, words):
    cell = cell_of(course.autograded(student, LINE), "my-plot")
    assert words in json.dumps(cell["outputs"])


def test_a_picture_is_shown(course):
    cell = cell_of(course.autograded("drew", LINE), "my-plot")
    assert "image/png" in json.dumps(cell["outputs"])
    assert "data:image/png;base64" in course.feedback("drew", LINE)


@pytest.mark.parametrize("student", ANSWERS)
def test_only_the_check_that_the_kit_does_not_know_is_refused(course, student):
    cells = course.autograded(student, LINE)["cells"]
    refused = [cell["id"] for cell in cells if "the kit has no check" in json.dumps(cell.get("outputs", []))]
    assert refused == ["my-check"]


@pytest.mark.parametrize(
    ("student", "waiting"),
    [
        ("drew", {"my-plot", "my-words", "my-check"}),
        ("raised", {"my-plot", "my-check"}),
        ("left-it", {"my-check"}),
    ],
)
def test_a_person_is_asked_where_something_was_answered(course, student, waiting):
    assert set(course.waiting(student)) == waiting


def test_the_functions_have_their_points_beside_them(course):
    scores = course.grades()["drew", LINE.stem]
    assert sum(scores[f"check-{function.name}"] for function in LINE.functions) == LINE.points
