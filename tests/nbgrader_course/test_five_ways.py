"""Forty notebooks have the same points by `grade`, `autograde`, both tables and `autograder gradebook`."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.audit.corpus import Answer, right_answers, wrong_answers
from autograder.catalog import find
from autograder.exercise import Exercise
from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, answers_of, code_cell, filled, read

pytestmark = pytest.mark.full

# How many right and wrong answers to each
COUNTS = {"linear_fit": (5, 14), "first_network": (4, 11), "mnist": (3, 3)}
EXERCISES = [find(name) for name in COUNTS]
CHOSEN: list[Answer] = [
    answer
    for exercise, (right, wrong) in zip(EXERCISES, COUNTS.values(), strict=True)
    for answer in (*right_answers(exercise)[:right], *wrong_answers(exercise)[::2][:wrong])
]
WORK = {f"student{number:02}": answer for number, answer in enumerate(CHOSEN)}

SETTINGS = 'c.GradeInIsolation.show = False\nc.GradeInIsolation.dataset = "digits"\n'

# What one way says and another does not, by its name
EXPLAINED = "a bonus lies outside of the gradebook: it is in `grade` and in the columns of checks.csv"

Points = dict[str, float]  # by student


def notebook_of(answer: Answer) -> bytes:
    """The released notebook with the reference's functions, and below them those of the answer."""
    stem = answer.exercise.stem
    release = read((CHECKOUT / "release" / stem / f"{stem}.ipynb").read_bytes())
    notebook = filled(release, answers_of(answer.exercise))
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("example-")]
    notebook["cells"].append(code_cell(answer.source, id="the-answer"))
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("ways"), SETTINGS)
    for student, answer in WORK.items():
        course.hand_in(student, answer.exercise, notebook_of(answer))
    course.teach(*(f"generate_assignment {one.stem}" for one in EXERCISES))
    shutil.copy(course.root / "gradebook.db", course.root / "carried.db")
    kit(course, "grade", "submitted", "--out", "graded", "--dataset", "digits")
    kit(course, "gradebook", "graded", "--db", f"sqlite:///{course.root}/carried.db")
    course.teach(*(f"autograde {one.stem}" for one in EXERCISES))
    course.teach("export", "export --exporter=autograder.nbgrader.export.ChecksExport --to checks.csv")
    return course


def kit(course: Course, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "autograder", *words], cwd=course.root, check=True)


def handed_in(student: str, assignment: str) -> bool:
    return student in WORK and WORK[student].exercise.stem == assignment


@pytest.fixture(scope="module")
def records(course: Course) -> dict[str, dict[str, float]]:
    """What `grade` says, by student."""
    found = json.loads((course.root / "graded" / "grades.json").read_text())
    return {one["student"]: one for one in found if handed_in(one["student"], one["assignment"])}


def in_database(course: Course, name: str) -> Points:
    return {student: sum(scores.values()) for (student, _), scores in course.grades(name).items()}


def in_table(path: Path, student: str, column: str) -> Points:
    with path.open() as file:
        rows = [row for row in csv.DictReader(file) if handed_in(row[student], row["assignment"])]
    return {row[student]: float(row[column]) for row in rows}


def in_columns(course: Course, exercise: Exercise) -> Points:
    """The sum of the columns of checks."""
    with (course.root / "checks.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == exercise.stem]
    return {
        row["student"]: sum(float(value) for name, value in row.items() if "." in name and value)
        for row in rows
        if handed_in(row["student"], exercise.stem)
    }


def test_there_are_forty_with_full_points_and_fewer(records):
    assert len(records) == 40
    scores = [(one["score"], one["max_score"]) for one in records.values()]
    assert 12 <= sum(score == most for score, most in scores) < 40
    assert sum(score < most for score, most in scores) >= 20


def test_all_ways_give_the_same_points(course, records):
    by_grade = {student: one["score"] for student, one in records.items()}
    ways = {
        "autograde": in_database(course, "gradebook.db"),
        "autograder gradebook": in_database(course, "carried.db"),
        "nbgrader export": in_table(course.root / "grades.csv", "student_id", "raw_score"),
        "checks.csv": in_table(course.root / "checks.csv", "student", "raw_score"),
    }
    for way, points in ways.items():
        assert points == pytest.approx(by_grade, abs=0.005), way


def test_what_the_columns_of_checks_have_beyond_is_the_bonus(course, records):
    columns: Points = {}
    for exercise in EXERCISES:
        columns |= in_columns(course, exercise)
    assert any(one["bonus"] for one in records.values())
    with_bonus = {student: one["score"] + one["bonus"] for student, one in records.items()}
    assert columns == pytest.approx(with_bonus, abs=0.005), EXPLAINED
