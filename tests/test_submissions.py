"""Whose work a file is, and for which exercise, follows from its place and its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.submissions import Submission, find_submissions
from grading_helpers import MNIST


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return tmp_path / "handed-in"


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")


def found(root: Path, *names: str) -> list[Submission]:
    put(root, *names)
    return find_submissions([root])


@pytest.mark.parametrize(
    "name",
    [
        "alice/06_mnist.py",
        "alice/mnist.py",
        "alice/6_mnist.py",
        "alice/06_mnist.ipynb",
        "alice/mnist.ipynb",
        "alice/06_mnist/06_mnist.ipynb",
        "alice/week 6/mnist.py",
    ],
)
def test_a_student_is_a_folder_and_an_exercise_the_name_of_a_file(name, tree):
    [one] = found(tree, name)
    assert (one.student, one.exercise, one.path, one.problem) == ("alice", MNIST, tree / name, "")


def test_a_label_ends_in_the_student_and_the_file(tree):
    [one] = found(tree, "alice/06_mnist.py")
    assert one.label.endswith("alice/06_mnist.py")


@pytest.mark.parametrize(
    "name",
    [
        "alice/notes.py",
        "alice/06_mnist.txt",
        "alice/06_mnist.py.bak",
        "alice/a/b/06_mnist.py",
        ".git/06_mnist.py",
        "_templates/06_mnist.py",
        "06_mnist.py",
    ],
)
def test_what_is_no_submission_is_passed_over(name, tree):
    students = [one.student for one in found(tree, name, "bob/06_mnist.py") if not one.is_missing]
    assert students == ["bob"]


def test_students_come_in_alphabetical_order(tree):
    names = [f"{name}/mnist.py" for name in ("zoe", "al", "mia")]
    assert [one.student for one in found(tree, *names)] == ["al", "mia", "zoe"]


def test_a_student_who_handed_in_nothing_is_missing(tree):
    (tree / "bob").mkdir(parents=True)
    by_student = {one.student: one for one in found(tree, "alice/06_mnist.py")}
    assert by_student["bob"].is_missing
    assert not by_student["alice"].is_missing


def test_a_folder_in_which_nobody_handed_in_anything_is_nothing_to_grade(tree):
    (tree / "bob").mkdir(parents=True)
    with pytest.raises(UsageError, match="nothing to grade"):
        find_submissions([tree])


def test_nobody_handed_in_anything_for_the_exercise_that_is_named(tree):
    (tree / "bob").mkdir(parents=True)
    assert [one.is_missing for one in find_submissions([tree], MNIST)] == [True]


def test_two_files_for_one_exercise_are_a_problem_that_names_both(tree):
    [one] = found(tree, "alice/06_mnist.py", "alice/mnist.ipynb")
    assert "alice/06_mnist.py" in one.problem
    assert "alice/mnist.ipynb" in one.problem


def test_a_link_is_a_problem(tree):
    put(tree, "alice/06_mnist.py")
    (tree / "bob").mkdir()
    (tree / "bob" / "06_mnist.py").symlink_to(tree / "alice" / "06_mnist.py")
    by_student = {one.student: one for one in find_submissions([tree])}
    assert "a link" in by_student["bob"].problem
    assert by_student["alice"].problem == ""


def test_a_file_given_by_name_belongs_to_the_student_of_that_name(tmp_path):
    put(tmp_path, "alice.py")
    [one] = find_submissions([tmp_path / "alice.py"], MNIST)
    assert (one.student, one.exercise) == ("alice", MNIST)


def test_a_file_given_by_name_may_name_its_exercise(tmp_path):
    put(tmp_path, "06_mnist.py")
    assert find_submissions([tmp_path / "06_mnist.py"])[0].exercise == MNIST


def test_a_file_whose_name_tells_no_exercise_is_refused_with_the_option_that_helps(tmp_path):
    put(tmp_path, "alice.py")
    with pytest.raises(UsageError, match="--exercise NAME"):
        find_submissions([tmp_path / "alice.py"])


def test_a_file_of_another_kind_is_refused(tmp_path):
    put(tmp_path, "mnist.txt")
    with pytest.raises(UsageError, match=r"neither a \.py nor an \.ipynb"):
        find_submissions([tmp_path / "mnist.txt"])


def test_the_same_path_given_twice_is_graded_once(tree):
    put(tree, "alice/06_mnist.py")
    assert len(find_submissions([tree, tree])) == 1


def test_a_submission_travels_to_a_grader_and_back(tree):
    [one] = found(tree, "alice/06_mnist.py", "alice/mnist.py")
    assert Submission.from_json(one.to_json()) == one
