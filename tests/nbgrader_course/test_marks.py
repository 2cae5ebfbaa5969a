"""What a person has marked is asked for again where the text under it changed, and kept where it did not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.catalog import find
from nbgrader_course.course import Course, Notebook, cell_of, code_cell, own_cell, released

LINE = find("linear_fit")
QUESTIONS = ("linear-network", "sgd-or-gd", "did-it-work")
MINE = ("my-plot", "my-words")
WITHOUT_JUDGING = "c.Autograde.autograde_preprocessors.pop(0)\n"  # which has no part in this, and takes time
REGRADE = f"autograde {LINE.stem} --force"
PICTURE = {"a.png": {"image/png": "AAAA"}}
OTHER_PICTURE = {"a.png": {"image/png": "BBBB"}}

Change = Callable[[Notebook], object]


def set_source(identity: str, source: str, **fields: Any) -> Change:
    return lambda notebook: cell_of(notebook, identity).update(source=source, **fields)


def add_to(identity: str, words: str) -> Change:
    def change(notebook: Notebook) -> None:
        cell = cell_of(notebook, identity)
        cell["source"] = "".join(cell["source"]) + words

    return change


def add_below(identity: str, cell: dict[str, Any]) -> Change:
    def change(notebook: Notebook) -> None:
        place = notebook["cells"].index(cell_of(notebook, identity))
        notebook["cells"].insert(place + 1, cell)

    return change


def nothing(notebook: Notebook) -> None:
    pass


def words(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def with_files(files: dict[str, Any]) -> Change:
    return set_source("answer-did-it-work", "![p](attachment:a.png)", attachments=files)


def without_metadata(change: Change) -> Change:
    """What a program does that keeps nothing but text."""

    def changed(notebook: Notebook) -> None:
        change(notebook)
        for cell in notebook["cells"]:
            cell["metadata"].pop("torchkata", None)

    return changed


# What is handed in first and then, and the cells that wait for a person afterwards
RESUBMITTED: dict[str, tuple[Change, Change, set[str]]] = {
    "same": (nothing, nothing, set()),
    "blanks": (set_source("answer-sgd-or-gd", "Mine"), set_source("answer-sgd-or-gd", "\nMine  \n"), set()),
    "first-answer": (nothing, set_source("answer-linear-network", "Now I know."), {"linear-network"}),
    "taken-back": (set_source("answer-sgd-or-gd", "Mine"), set_source("answer-sgd-or-gd", ""), {"sgd-or-gd"}),
    "cell-below": (nothing, add_below("answer-did-it-work", words("And more.")), {"did-it-work"}),
    "code-below": (nothing, add_below("answer-sgd-or-gd", code_cell("print(1 / 3)")), {"sgd-or-gd"}),
    "in-the-question": (
        add_to("question-sgd-or-gd", "\n\nMine"), add_to("question-sgd-or-gd", "\n\nBetter"), {"sgd-or-gd"}
    ),
    "picture": (with_files(PICTURE), with_files(OTHER_PICTURE), {"did-it-work"}),
    "same-picture": (with_files(PICTURE), with_files(PICTURE), set()),
    "no-metadata": (
        without_metadata(nothing),
        without_metadata(set_source("answer-linear-network", "Now I know.")),
        {"linear-network"},
    ),
    "function": (nothing, add_to("function-train", "\n# Better"), {"check-train"}),
    "scratch": (nothing, add_below("text-1", code_cell("print(2)")), set()),
    "own-plot": (nothing, set_source("my-plot", "plot(2)"), {"my-plot"}),
    "own-words": (set_source("my-words", "Mine"), set_source("my-words", "Better"), {"my-words"}),
}  # fmt: skip
SAID = "You wrote nothing."


def handed_in(change: Change) -> bytes:
    notebook = released(LINE)
    notebook["cells"] += [own_cell("my-plot", "plot(1)"), own_cell("my-words", "Answer", "markdown")]
    change(notebook)
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which all was marked, handed in anew, and autograded twice since."""
    course = Course(tmp_path_factory.mktemp("marks"), WITHOUT_JUDGING)
    course.add_cells(
        LINE, own_cell("my-plot", "# Draw"), own_cell("my-words", "YOUR ANSWER HERE", "markdown")
    )
    for student, (before, _, _) in RESUBMITTED.items():
        course.hand_in(student, LINE, handed_in(before))
    course.teach(f"generate_assignment {LINE.stem}", f"autograde {LINE.stem}")
    for student in RESUBMITTED:
        for cell in (*QUESTIONS, *MINE, "check-train"):
            course.mark(student, LINE.stem, cell, 1.5, SAID)
    for student, (_, after, _) in RESUBMITTED.items():
        course.hand_in(student, LINE, handed_in(after))
    course.teach(REGRADE, REGRADE)
    return course


ABOUT = "(About an earlier version of this answer, which a person gave 1.5 points.) You wrote nothing."


@pytest.mark.parametrize("student", RESUBMITTED)
def test_what_changed_waits_for_a_person_with_points_and_words_that_are_called_old(course, student):
    flagged = RESUBMITTED[student][2]
    for cell in (*QUESTIONS, *MINE, "check-train"):
        expected = (1.5, True, ABOUT) if cell in flagged else (1.5, False, SAID)
        assert course.marked(student, LINE, cell) == expected


@pytest.mark.full
def test_what_was_looked_at_again_is_left_alone(course):
    course.mark("first-answer", LINE.stem, "linear-network", 1.5, "Good.")
    course.mark("function", LINE.stem, "check-train", 4.5)
    course.teach(REGRADE, REGRADE)
    assert course.marked("first-answer", LINE, "linear-network") == (1.5, False, "Good.")
    assert course.marked("function", LINE, "check-train")[:2] == (4.5, False)
    assert course.marked("picture", LINE, "did-it-work") == (1.5, True, ABOUT)
