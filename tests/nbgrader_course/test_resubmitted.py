"""Marks through what becomes of a submission in a term: collected anew, in parts, by a killed run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.catalog import find
from nbgrader_course.course import TEACHER, Course, cell_of, released

pytestmark = pytest.mark.full

LINE, CURVE = find("linear_fit"), find("pow_fit")
WITHOUT_JUDGING = "c.Autograde.autograde_preprocessors.pop(0)\n"  # which has no part in this, and takes time
REGRADE = f"autograde {LINE.stem} --force"
KILLS = """
import os
from pathlib import Path
from nbgrader.preprocessors import NbGraderPreprocessor

class Kill(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        if Path("kill").exists():
            os._exit(9)
        return nb, resources
"""


def answering(answer: str) -> bytes:
    notebook = released(LINE)
    cell_of(notebook, "answer-sgd-or-gd")["source"] = answer
    return json.dumps(notebook).encode()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path, WITHOUT_JUDGING)


def test_a_notebook_that_is_collected_anew_is_read_again(course):
    home = course.root.parent / "home"
    home.mkdir()
    course.teach(f"generate_assignment {LINE.stem}", f"release_assignment {LINE.stem}")
    told = [LINE.stem, "--course", "torchkata", f"--Exchange.root={course.exchange}"]
    course.run([(home, "amy", ["fetch_assignment", *told])])
    for answer in ("Mine.", "Better."):
        (home / LINE.stem / f"{LINE.stem}.ipynb").write_bytes(answering(answer))
        course.run([(home, "amy", ["submit", *told])])
        course.teach(f"collect {LINE.stem} --update", f"autograde {LINE.stem}")
        if answer == "Mine.":
            for cell in ("sgd-or-gd", "did-it-work"):
                course.mark("amy", LINE.stem, cell, 1.0, "No.")
    earlier = "(About an earlier version of this answer, which a person gave 1 points.) No."
    assert course.marked("amy", LINE, "sgd-or-gd") == (1.0, True, earlier)
    assert course.marked("amy", LINE, "did-it-work") == (1.0, False, "No.")


def scores(course: Course) -> dict[str, tuple[float | None, float | None, bool]]:
    """Of the questions of the second notebook, by name: the points of both kinds, and whether they wait."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(CURVE.stem, LINE.stem, "amy")
        grades = [grade for grade in notebook.grades if grade.cell.type == "TaskCell"]
        return {one.name: (one.auto_score, one.manual_score, one.needs_manual_grade) for one in grades}


def test_a_notebook_that_comes_later_waits_for_a_person(course):
    second = course.root / "source" / LINE.stem / f"{CURVE.stem}.ipynb"
    second.write_bytes((course.root / "source" / CURVE.stem / second.name).read_bytes())
    course.teach(f"generate_assignment {LINE.stem}")
    course.hand_in("amy", LINE, answering("Mine."))
    course.teach(REGRADE)
    questions = [question.name for question in CURVE.questions]
    assert scores(course) == dict.fromkeys(questions, (0.0, None, False))  # nbgrader's own step says so
    later = json.dumps(released(CURVE)).encode()
    course.hand_in("amy", LINE, later, f"{CURVE.stem}.ipynb")
    course.teach(REGRADE)
    assert scores(course) == dict.fromkeys(questions, (None, None, True))
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for name in questions:
            grade = gradebook.find_grade(name, CURVE.stem, LINE.stem, "amy")
            grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    course.teach(REGRADE, REGRADE)
    assert scores(course) == dict.fromkeys(questions, (None, 1.0, False))
    (course.root / "submitted" / "amy" / LINE.stem / f"{CURVE.stem}.ipynb").unlink()
    course.teach(REGRADE)
    assert scores(course) == dict.fromkeys(questions, (0.0, 1.0, True))
    course.hand_in("amy", LINE, later, f"{CURVE.stem}.ipynb")
    course.teach(REGRADE)
    assert scores(course) == dict.fromkeys(questions, (None, 1.0, True))


@pytest.mark.parametrize("step", [0, 2, 3])
def test_a_run_that_was_killed_asks_for_no_more_and_no_less(tmp_path, step):
    course = Course(
        tmp_path, f'{WITHOUT_JUDGING}c.Autograde.autograde_preprocessors.insert({step}, "killing.Kill")\n'
    )
    (course.root / "killing.py").write_text(KILLS)
    course.hand_in("amy", LINE, answering("Mine."))
    course.hand_in("bob", LINE, answering("Mine."))
    course.teach(f"generate_assignment {LINE.stem}", REGRADE)
    for student in ("amy", "bob"):
        for cell in ("sgd-or-gd", "check-train"):
            course.mark(student, LINE.stem, cell, 1.0, "No.")
    course.hand_in("amy", LINE, answering("Better."))
    (course.root / "kill").touch()
    for student in ("amy", "bob"):
        with pytest.raises(AssertionError):
            course.run([(course.root, TEACHER, ["autograde", LINE.stem, "--force", f"--student={student}"])])
    (course.root / "kill").unlink()
    course.teach(REGRADE)
    assert course.marked("amy", LINE, "sgd-or-gd")[1:] == (
        True,
        "(About an earlier version of this answer, which a person gave 1 points.) No.",
    )
    assert course.marked("bob", LINE, "sgd-or-gd") == (1.0, False, "No.")
    assert course.marked("amy", LINE, "check-train") == (1.0, False, "No.")
    assert course.marked("bob", LINE, "check-train") == (1.0, False, "No.")
