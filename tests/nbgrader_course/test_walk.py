"""A course from release to export: nbgrader's own commands give the scores that `autograder grade` gives."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.exercise import Exercise
from autograder.grading.collect import check_files
from autograder.grading.pool import grade_cohort
from autograder.grading.report_folder import Store
from autograder.grading.settings import Settings
from autograder.grading.workers import InProcessLauncher
from autograder.nbgrader.gradebook import carry
from autograder.programs import reference_of, stub_of, with_definitions
from autograder.report import Report
from grading_helpers import CHECKOUT, QUICK, graded, submissions
from nbgrader_course.course import TEACHER, Course, answers_of, cell_of, filled, read
from noting import leaves_of, noted

LINE, CURVE = find("linear_fit"), find("pow_fit")
STEMS = (LINE.stem, CURVE.stem)
LATE = """
from nbgrader.plugins import BasePlugin

class TwoPoints(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2.0
"""
LATE_SETTING = 'c.AssignLatePenalties.plugin_class = "late.TwoPoints"\n'
HOSTILE = """
def mse_loss(prediction, target):
    print("<script>alert(1)</script> \\u202e", prediction)
    if prediction.dtype == torch.float64:  # which hidden checks alone give it
        raise ValueError(f"SEEN {prediction.tolist()}")
    return ((prediction - target) ** 2).mean()
"""
WRONG = "def mse_loss(prediction, target):\n    return ((prediction - target) ** 2).sum()\n"


def answers(student: str, exercise: Exercise) -> dict[str, str]:
    """The functions that a student has written."""
    right = answers_of(exercise)
    if exercise == LINE and student == "wrong":
        return right | {"mse_loss": WRONG}
    if exercise == LINE and student == "hostile":
        return right | {"mse_loss": HOSTILE}
    if student == "broken":
        return dict(list(right.items())[:-1])
    return right


STUDENTS = ("right", "wrong", "hostile", "late", "broken")


def work(student: str, exercise: Exercise, fetched: Path) -> None:
    """What a student does to the notebook that was fetched."""
    notebook = filled(read(fetched.read_bytes()), answers(student, exercise))
    if exercise == CURVE:  # its examples train thirty networks
        notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("example-")]
    if student == "broken":
        last = exercise.functions[-1].name
        gone = (f"check-{last}", f"function-{last}", "setup-kit")
        kept = [cell for cell in notebook["cells"] if cell["id"] not in gone]
        notebook["cells"] = [*kept, cell_of(notebook, f"check-{exercise.functions[0].name}")]
    fetched.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("walk"), LATE_SETTING)
    (course.root / "late.py").write_text(LATE)
    due = datetime.now(timezone.utc) + timedelta(hours=1)
    course.teach(
        *(f"{verb} {stem}" for stem in STEMS for verb in ("generate_assignment", "release_assignment"))
    )
    course.run(
        [
            (course.root, TEACHER, ["db", "assignment", "add", stem, f"--duedate={moment(due)}"])
            for stem in STEMS
        ]
    )
    each_student_runs(course, "fetch_assignment")
    for student in STUDENTS:
        for exercise in (LINE, CURVE):
            work(student, exercise, home(course, student) / exercise.stem / f"{exercise.stem}.ipynb")
    each_student_runs(course, "submit")
    for stamp in (course.exchange / "torchkata" / "inbound").glob("late+*/timestamp.txt"):
        stamp.chmod(0o644)
        stamp.write_text(moment(due + timedelta(days=1)))
    verbs = ("collect", "autograde", "generate_feedback", "release_feedback")
    course.teach(*(f"{verb} {stem}" for stem in STEMS for verb in verbs))
    each_student_runs(course, "fetch_feedback")
    course.teach("export", "export --exporter=autograder.nbgrader.export.ChecksExport --to checks.csv")
    return course


def each_student_runs(course: Course, verb: str) -> None:
    """Run a command for both assignments in each student's own folder."""
    told = ["--course", "torchkata", f"--Exchange.root={course.exchange}"]
    pairs = [(student, stem) for student in STUDENTS for stem in STEMS]
    course.run([(home(course, student), student, [verb, stem, *told]) for student, stem in pairs])


def home(course: Course, student: str) -> Path:
    folder = course.root.parent / "home" / student
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S.%f} UTC"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Report]:
    """What `autograder grade` says of the same answers as Python files."""
    folder, found = tmp_path_factory.mktemp("files"), {}
    for exercise in (LINE, CURVE):
        files = {
            student: with_definitions(
                stub_of(exercise), "\n".join(answers(student, exercise).values()), exercise
            )
            for student in STUDENTS
        }
        work = submissions(folder / exercise.name, files, exercise=exercise)
        found.update({(one.student, exercise.stem): one for one in grade_cohort(work, Settings(), 2)})
    return found


each_submission = pytest.mark.parametrize("stem", STEMS)
each_student = pytest.mark.parametrize("student", STUDENTS)


@each_submission
@each_student
def test_the_gradebook_holds_the_points_that_the_files_earn(course, reports, student, stem):
    report = reports[student, stem]
    expected = {
        check_id(name): sum(c.points for c in report.checks if c.function == name and not c.stretch)
        for name in {check.function for check in report.checks}
    }
    assert course.grades()[student, stem] == pytest.approx(expected)


def test_right_answers_have_full_points_and_wrong_ones_fewer(course):
    totals = {key: sum(scores.values()) for key, scores in course.grades().items()}
    assert totals["right", LINE.stem] == LINE.points
    assert totals["right", CURVE.stem] == CURVE.points
    assert 0 < totals["wrong", LINE.stem] < LINE.points
    assert 0 < totals["hostile", LINE.stem] < LINE.points
    assert totals["broken", LINE.stem] == LINE.points - LINE.functions[-1].points


def test_late_work_loses_what_the_plugin_takes_and_keeps_its_points_in_the_checks(course):
    with (course.root / "grades.csv").open() as file:
        rows = {(row["student_id"], row["assignment"]): row for row in csv.DictReader(file)}
    assert float(rows["late", LINE.stem]["raw_score"]) == LINE.points
    assert float(rows["late", LINE.stem]["score"]) == LINE.points - 2
    assert float(rows["right", LINE.stem]["late_submission_penalty"]) == 0


def test_the_export_has_the_points_of_every_check(course, reports):
    with (course.root / "checks.csv").open() as file:
        rows = {(row["student"], row["assignment"]): row for row in csv.DictReader(file)}
    for (student, stem), report in reports.items():
        row = rows[student, stem]
        assert {c.id: float(row[c.id]) for c in report.checks} == {
            c.id: pytest.approx(c.points, abs=0.01) for c in report.checks
        }


@each_submission
@each_student
def test_every_student_has_the_feedback_page(course, student, stem):
    pages = list((home(course, student) / stem / "feedback").rglob("*.html"))
    assert len(pages) == 1
    assert pages[0].read_text(encoding="utf-8") == course.feedback(student, find(stem))


# What a page must not hold

TELLING = 24  # characters: shorter lines say nothing


def secret_lines(exercise: Exercise) -> set[str]:
    """The telling lines of hidden checks and of marking schemes that stand in nothing handed out."""
    release = (CHECKOUT / "release" / exercise.stem / f"{exercise.stem}.ipynb").read_text(encoding="utf-8")
    handed_out = "\n".join("".join(cell["source"]) for cell in json.loads(release)["cells"])
    hidden = [path for path in check_files(exercise, hidden=True) if "hidden" in path.parts]
    source = read((CHECKOUT / "source" / exercise.stem / f"{exercise.stem}.ipynb").read_bytes())
    texts = [path.read_text(encoding="utf-8") for path in hidden]
    texts += ["".join(cell["source"]) for cell in source["cells"] if cell["id"].startswith("question-")]
    lines = {line.strip() for text in texts for line in text.split("\n")}
    return {line for line in lines if len(line) >= TELLING and line not in handed_out}


@each_submission
@each_student
def test_no_page_holds_a_line_of_a_hidden_check_or_of_a_marking_scheme(course, student, stem):
    page = course.feedback(student, find(stem))
    secrets = secret_lines(find(stem))
    assert len(secrets) > 20
    assert [line for line in secrets if line in page or line.replace('"', "&quot;") in page] == []
    assert "hidden=True" not in page
    assert "HIDDEN TESTS" not in page
    assert "MARK SCHEME" not in page


def neighbours(tensor: torch.Tensor) -> set[tuple[float, float]]:
    """Each two numbers that follow each other in a tensor, to the four decimals that torch prints."""
    numbers = [round(number, 4) for number in tensor.flatten().tolist()]
    return {pair for pair in pairwise(numbers) if all(number % 1 for number in pair)}


def pairs_in(page: str) -> set[tuple[float, float]]:
    """The same for the numbers of a page that have four decimals or more."""
    written = re.findall(r"-?\d*\.\d{4,}(?:e[-+]?\d+)?", page)
    return set(pairwise(round(float(number), 4) for number in written))


def hidden_inputs(exercise: Exercise, seed: int) -> list[torch.Tensor]:
    """What hidden checks drew and sent from this seed: they run again, in this process, on the reference."""
    with tempfile.TemporaryDirectory() as folder, noted() as notes:
        work = submissions(Path(folder), {"reference": reference_of(exercise)}, exercise=exercise)
        (report,) = graded(work, replace(QUICK, seed=seed), launcher=InProcessLauncher).values()
    hidden = [check.id for check in report.checks if check.visibility == "hidden"]
    kinds = (torch.Tensor, np.ndarray)
    found = [torch.as_tensor(one) for name in hidden for one in leaves_of(notes.by_check[name], kinds)]
    return [one for one in found if one.is_floating_point()]


def report_of(course: Course, student: str, exercise: Exercise) -> str:
    return (course.root / f"reports/students/{student}/{exercise.stem}/{exercise.name}.json").read_text()


@each_submission
@each_student
def test_no_page_holds_an_input_of_a_hidden_check(course, student, stem):
    exercise = find(stem)
    report = json.loads(report_of(course, student, exercise))
    inputs = hidden_inputs(exercise, report["seed"])
    secret = set().union(*map(neighbours, inputs))
    assert len(secret) > 300
    assert secret & pairs_in(course.feedback(student, exercise)) == set()
    largest = max(inputs, key=torch.Tensor.numel)
    assert (
        secret & pairs_in(f"ValueError: {largest} {largest.tolist()}") != set()
    )  # the search does find them


def test_numbers_that_a_function_puts_into_an_exception_do_not_come_back_from_hidden_checks(course):
    report = json.loads(report_of(course, "hostile", LINE))
    hidden = [check["message"] for check in report["checks"] if check["visibility"] == "hidden"]
    told = [message["got"] for message in hidden if message and "SEEN" in message["got"]]
    assert told
    assert [got for got in told if "…" not in got or re.search(r"\d", got)] == []


def test_what_a_student_prints_is_text_and_no_markup(course):
    page = course.feedback("hostile", LINE)
    assert "<script>alert(1)" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_students_pictures_are_on_the_page(course):
    assert course.feedback("right", LINE).count("data:image/png;base64") >= 10


def test_a_failure_is_explained_in_the_house_format(course):
    page = course.feedback("wrong", LINE)
    for word in ("expected", "got", "cause", "next"):
        assert f">{word}</dt>" in page


# By the other road


def test_grades_of_files_can_be_carried_into_the_gradebook(course, reports, tmp_path):
    run = tmp_path / "run"
    Store(run).finish(list(reports.values()), [LINE, CURVE])
    copy = tmp_path / "gradebook.db"
    shutil.copy(course.root / "gradebook.db", copy)
    before = course.grades()
    assert carry(run, f"sqlite:///{copy}") == len(reports)
    shutil.copy(copy, course.root / "carried.db")
    assert course.grades("carried.db") == {key: pytest.approx(value) for key, value in before.items()}
