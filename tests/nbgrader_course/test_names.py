"""A notebook under another name is graded, with a note; of several none is, and a person is asked."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from autograder.catalog import find
from autograder.programs import reference_of
from nbgrader_course.course import Course, Notebook, cell_of, released

pytestmark = pytest.mark.full

LINE = find("linear_fit")
RIGHT = json.dumps(released(LINE)).encode()
WITHOUT_SHOWING = "c.GradeInIsolation.show = False\n"

# What lies in a student's folder; the points; and what the page says
FOLDERS: dict[str, tuple[dict[str, bytes], float, str]] = {
    "asked-for": ({"02_linear_fit.ipynb": RIGHT}, 20.0, ""),
    "downloaded-twice": ({"02_linear_fit (1).ipynb": RIGHT}, 20.0, "Taken: “02_linear_fit (1).ipynb”"),
    "final": ({"linear_fit_final.ipynb": RIGHT}, 20.0, "Taken: “linear_fit_final.ipynb”"),
    "named-anyhow": ({"homework.ipynb": RIGHT}, 20.0, "Taken: “homework.ipynb”"),
    "python": ({"02_linear_fit.py": reference_of(LINE).encode()}, 20.0, "Taken: “02_linear_fit.py”"),
    "data-beside": ({"Linear-Fit.ipynb": RIGHT, "data.csv": b"1,2"}, 20.0, "Taken: “Linear-Fit.ipynb”"),
    "several": (
        {"02_linear_fit (1).ipynb": RIGHT, "02_linear_fit (2).ipynb": RIGHT},
        0.0,
        "Several",
    ),
    "both-kinds": ({"02_linear_fit.py": b"", "work/02_linear_fit.ipynb": RIGHT}, 0.0, "There are 2 files"),
}
SEVERAL = "“02_linear_fit (1).ipynb”, “02_linear_fit (2).ipynb”"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("names"), WITHOUT_SHOWING)
    course.teach(f"generate_assignment {LINE.stem}")
    for student, (files, _, _) in FOLDERS.items():
        for name, content in files.items():
            course.hand_in(student, LINE, content, name)
    course.teach(f"autograde {LINE.stem}", f"generate_feedback {LINE.stem}")
    return course


@pytest.mark.parametrize("student", FOLDERS)
def test_it_has_its_points(course, student):
    assert sum(course.grades()[student, LINE.stem].values()) == FOLDERS[student][1]


@pytest.mark.parametrize("student", FOLDERS)
def test_the_page_says_which_file_was_taken(course, student):
    assert FOLDERS[student][2] in course.feedback(student, LINE)
    assert ("Taken: " in course.feedback(student, LINE)) == ("Taken: " in FOLDERS[student][2])


def test_of_several_a_person_is_told_which_there_are_and_what_to_do(course):
    page = course.feedback("several", LINE)
    assert SEVERAL in page
    assert "Rename the one that is meant to 02_linear_fit.ipynb" in page
    for student in ("several", "both-kinds"):
        assert set(course.waiting(student)) == {f"check-{function.name}" for function in LINE.functions}


def test_the_status_of_the_term_knows_the_file_that_was_taken(course):
    command = [sys.executable, "-m", "autograder", "term", "status", "--json"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=True)
    rows = {row["student"]: row for row in json.loads(done.stdout)}
    assert {
        name: bool(row["collected"] and row["autograded"]) for name, row in rows.items()
    } == dict.fromkeys(FOLDERS, True)
    assert [name for name, row in rows.items() if row["stale"]] == []


@pytest.mark.parametrize("student", FOLDERS)
def test_written_answers_wait_for_a_person(course, student):
    assert course.marked(student, LINE, "sgd-or-gd") == (None, True, None)


def test_what_was_handed_in_stays_as_it_was(course):
    for student, (files, _, _) in FOLDERS.items():
        folder = course.root / "submitted" / student / LINE.stem
        assert {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")
        } == files


def test_what_was_marked_stays_marked_through_a_regrade(course):
    for student in ("final", "python"):
        course.mark(student, LINE.stem, "sgd-or-gd", 1.5, "Good.")
    regrade = f"autograde {LINE.stem} --force"
    course.teach(regrade, regrade)
    assert course.marked("final", LINE, "sgd-or-gd") == (1.5, False, "Good.")
    assert course.marked("python", LINE, "sgd-or-gd") == (1.5, False, "Good.")


def test_a_file_that_was_renamed_is_graded(course):
    folder = course.root / "submitted" / "several" / LINE.stem
    (folder / "02_linear_fit (1).ipynb").rename(folder / "02_linear_fit.ipynb")
    course.teach(f"autograde {LINE.stem} --student several --force")
    assert sum(course.grades()["several", LINE.stem].values()) == LINE.points


def changed(notebook: Notebook) -> bytes:
    cell_of(notebook, "answer-sgd-or-gd")["source"] = "Better."
    return json.dumps(notebook).encode()


def test_a_new_file_of_another_name_is_read_again(course):
    course.mark("final", LINE.stem, "sgd-or-gd", 1.5, "Good.")
    course.hand_in("final", LINE, changed(released(LINE)), "linear_fit_final.ipynb")
    regrade = f"autograde {LINE.stem} --student final --force"
    course.teach(regrade, regrade)
    points, waits, said = course.marked("final", LINE, "sgd-or-gd")
    assert (points, waits, said[:9]) == (1.5, True, "(About an")
