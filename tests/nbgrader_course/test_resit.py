"""One exercise in two assignments: points, reports and tables belong to the assignment as well."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.catalog import find
from autograder.cli import main
from autograder.grading.finding import find_submissions
from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, Notebook, answers_of, filled, read

pytestmark = pytest.mark.full

LINE = find("linear_fit")
RESIT = "02_linear_fit_resit"
WRONG = "def mse_loss(prediction, target):\n    return ((prediction - target) ** 2).sum()\n"
FULL, HALF = 20.0, 15.75

# Who handed in what for which assignment, and the points that it is worth
WORK = {
    ("amy", LINE.stem): HALF,
    ("amy", RESIT): FULL,
    ("bob", LINE.stem): FULL,
    ("cleo", RESIT): HALF,
}


def work(points: float) -> bytes:
    answers = answers_of(LINE) | ({"mse_loss": WRONG} if points == HALF else {})
    release = read((CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes())
    notebook: Notebook = filled(release, answers)
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("example-")]
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("resit"), "c.GradeInIsolation.show = False\n")
    shutil.copytree(course.root / "source" / LINE.stem, course.root / "source" / RESIT)
    for (student, assignment), points in WORK.items():
        course.hand_in(student, LINE, work(points), assignment=assignment)
    names = (LINE.stem, RESIT)
    course.teach(*(f"{verb} {name}" for name in names for verb in ("generate_assignment", "autograde")))
    course.teach("export --exporter=autograder.nbgrader.export.ChecksExport --to checks.csv")
    return course


def totals(course: Course, database: str = "gradebook.db") -> dict[tuple[str, str], float]:
    return {key: sum(scores.values()) for key, scores in course.grades(database).items()}


def test_the_gradebook_has_the_points_of_each_assignment(course):
    assert totals(course) == WORK


def test_each_assignment_has_a_report_of_its_own(course):
    found = {
        (path.parent.parent.name, path.parent.name): json.loads(path.read_text())["score"]
        for path in (course.root / "reports").rglob("*.json")
    }
    assert found == WORK


def test_the_table_of_checks_adds_up_in_each_row(course):
    with (course.root / "checks.csv").open() as file:
        rows = {(row["student"], row["assignment"]): row for row in csv.DictReader(file)}
    for key, points in WORK.items():
        own = [float(value) for name, value in rows[key].items() if name.startswith("linear_fit.") and value]
        assert float(rows[key]["raw_score"]) == points
        assert sum(own) == pytest.approx(points)
    assert rows["bob", RESIT]["raw_score"] == "0"


@pytest.fixture(scope="module")
def graded(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The --out folder of `autograder grade submitted/`."""
    out = tmp_path_factory.mktemp("graded") / "out"
    done = CliRunner().invoke(main, ["grade", str(course.root / "submitted"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out


def test_grade_takes_what_nbgrader_collected_by_assignment(graded):
    records = json.loads((graded / "grades.json").read_text())
    found = {(one["student"], one["assignment"]): one["score"] for one in records}
    assert found == {**WORK, ("bob", RESIT): 0.0, ("cleo", LINE.stem): 0.0}
    missing = {(one["student"], one["assignment"]) for one in records if one["verdict"] == "missing"}
    assert missing == {("bob", RESIT), ("cleo", LINE.stem)}


def test_the_table_of_grades_names_the_assignment(graded):
    with (graded / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = {(row["student"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}
    assert {key: rows[key] for key in WORK} == WORK


def test_both_are_carried_into_the_gradebook(course, graded):
    fresh = course.root / "carried.db"
    shutil.copy(course.root / "gradebook.db", fresh)
    done = CliRunner().invoke(main, ["gradebook", str(graded), "--db", f"sqlite:///{fresh}"])
    assert (done.exit_code, done.output) == (0, "4 reports are in the gradebook.\n")
    assert totals(course, "carried.db") == WORK


def test_a_report_that_gives_no_grade_is_not_carried(course, graded, tmp_path):
    records = json.loads((graded / "grades.json").read_text())
    (tmp_path / "grades.json").write_text(json.dumps([one | {"verdict": "ungraded"} for one in records]))
    done = CliRunner().invoke(
        main, ["gradebook", str(tmp_path), "--db", f"sqlite:///{course.root}/gradebook.db"]
    )
    assert (done.exit_code, done.output) == (0, "0 reports are in the gradebook.\n")


def test_files_that_do_not_tell_their_assignment_ask_for_it(course, tmp_path):
    file = tmp_path / "work" / "dan" / f"{LINE.stem}.ipynb"
    file.parent.mkdir(parents=True)
    file.write_bytes(work(HALF))
    fresh = course.root / "asked.db"
    shutil.copy(course.root / "gradebook.db", fresh)
    run = CliRunner()
    run.invoke(main, ["grade", str(tmp_path / "work"), "--out", str(tmp_path / "out")])
    carry = ["gradebook", str(tmp_path / "out"), "--db", f"sqlite:///{fresh}"]
    asked = run.invoke(main, carry)
    assert asked.exit_code == 2
    assert "02_linear_fit is in several assignments: 02_linear_fit, 02_linear_fit_resit." in asked.output
    assert run.invoke(main, [*carry, "--assignment", RESIT]).exit_code == 0
    assert totals(course, "asked.db") == {**WORK, ("dan", RESIT): HALF}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("submitted", 6),
        ("submitted/amy", 2),
        (f"submitted/amy/{RESIT}", 1),
        (f"submitted/amy/{RESIT}/{LINE.stem}.ipynb", 1),
    ],
)
def test_a_part_of_what_was_collected_is_found_as_well(course, path, found):
    submissions = find_submissions([course.root / path])
    assert len(submissions) == found
    assert ("amy", RESIT, "linear_fit") in [one.key for one in submissions]


def test_a_students_own_folders_are_no_assignments(tmp_path):
    for folder in ("old", "new"):
        file = tmp_path / "download" / "amy" / folder / f"{LINE.stem}.py"
        file.parent.mkdir(parents=True)
        file.write_text("x = 1\n")
    [one] = find_submissions([tmp_path / "download"])
    assert one.unrecognised
    assert "There are 2 files for one exercise" in one.problem
