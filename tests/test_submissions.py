"""Whose work a file is, and for which exercise, follows from its place and its name."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.desk import find_work
from autograder.errors import UsageError
from autograder.grading.finding import find_submissions
from autograder.grading.submissions import Submission
from grading_helpers import MNIST

LINE = find("linear_fit")


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
        "alice/submission/a/b/06_mnist.py",
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
        "alice/.ipynb_checkpoints/06_mnist-checkpoint.ipynb",
        "alice/__pycache__/06_mnist.py",
        "alice/__MACOSX/._06_mnist.py",
        "alice/venv/lib/python3.11/site-packages/torchvision/datasets/mnist.py",
        "alice/06_mnist/timestamp.txt",
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


# Names of copies

NEAR = [
    "02_linear_fit (1).py",
    "02_linear_fit(3).ipynb",
    "02_linear_fit-1.py",
    "02_linear_fit-Copy1.ipynb",
    "Copy of 02_linear_fit.ipynb",
    "02_linear_fit - Copy (2).py",
    "02_linear_fit copy 2.py",
    "02_linear_fit.py.txt",
    "02_linear_fit.PY",
    "02_LINEAR_FIT.py",
    "02_linear_fit.ipynb.json",
    "02_linear_fit.ipynb.txt",
    "02_linear_fit.py.py",
    "02 linear fit.py",
    "02-linear-fit.py",
    "LinearFit.py",
    "linear_fit_final.py",
    "linear_fit_v2_FINAL(2).py",
    "jürgen_linear_fit.py",
    "ju\u0308rgen müller linear fit.py",
    "Übung 2 - linear_fit.ipynb",
    "lineer_fit.py",
    "2.py",
    "02.ipynb",
    "hw02.py",
    "homework2.py",
    "Exercise 2 (1).py",
    "sub/02_linear_fit (1).py",
]


@pytest.mark.parametrize("name", NEAR)
def test_the_only_file_of_a_copys_name_is_taken_with_a_note(name, tree):
    [one] = found(tree, f"anna/{name}")
    assert (one.exercise, one.path, one.problem) == (LINE, tree / "anna" / name, "")
    assert one.notes[0].startswith(f"Taken: “{name}”, ")


TELLS_NO_EXERCISE = [
    "my homework.py",
    "Untitled2.ipynb",  # Jupyter's third notebook without a name
    "homework-2.py",  # what Canvas makes of the second homework.py
    "final 2.py",
    "hw02-1.py",
    "linear_fit_and_pow_fit.py",
    "06_mnist.py.bak",
    "06_mnist.txt",
    "06_mnist.pyw",
    "06_mnist",
    "notebook.json",
    "report.pdf",
    "homework.rar",
]


@pytest.mark.parametrize("name", TELLS_NO_EXERCISE)
def test_what_lies_there_under_another_name_is_named_and_not_called_missing(name, tree):
    anna, _ = found(tree, f"anna/{name}", "bob/02_linear_fit.py")
    assert not anna.is_missing
    assert anna.unrecognised
    assert name in anna.problem


@pytest.mark.parametrize(
    "name", [name for name in TELLS_NO_EXERCISE if not name.endswith((".bak", ".pdf", ".rar"))]
)
def test_what_is_not_recognised_comes_with_a_command_that_grades_it(name, tree):
    anna, _ = found(tree, f"anna/{name}", "bob/02_linear_fit.py")
    _, _, command = anna.remedy.partition("run: ")
    _, _, path, _, exercise = shlex.split(command)
    assert [one.problem for one in find_submissions([Path(path)], find(exercise))] == [""]


@pytest.mark.parametrize("name", ["my homework.py", "Untitled.ipynb", "homework-2.py", "a/b/solution.PY"])
def test_where_the_exercise_is_named_a_students_only_file_is_taken_whatever_its_name(name, tree):
    put(tree, f"anna/{name}", "anna/notes.pdf", "bob/02_linear_fit.py")
    anna, _ = find_submissions([tree], LINE)
    assert (anna.path, anna.problem) == (tree / "anna" / name, "")
    assert anna.notes[0].startswith(f"Taken: “{name}”, ")


@pytest.mark.parametrize("name", ["03_pow_fit.py", "pow_fit (1).py", "06_mnist/helper.py"])
def test_a_file_for_another_exercise_is_nothing_handed_in_for_this_one(name, tree):
    put(tree, f"anna/{name}")
    [anna] = find_submissions([tree], LINE)
    assert anna.is_missing


@pytest.mark.parametrize(
    "names",
    [
        ("02_linear_fit (1).py", "02_linear_fit (2).py"),
        ("02_linear_fit-1.py", "02_linear_fit-2.ipynb"),
        ("linear_fit_final.py", "linear_fit_final_final.py", "old/linear_fit_v1.py"),
        ("hw02.py", "linear fit.py"),
    ],
)
def test_of_several_near_names_none_is_taken_and_all_are_listed(names, tree):
    [one] = found(tree, *(f"anna/{name}" for name in names))
    assert one.unrecognised
    assert all(name in one.problem and f"anna/{name}" in one.remedy for name in names)


def test_of_two_files_of_no_name_none_is_taken(tree):
    put(tree, "anna/a.py", "anna/b.py")
    [one] = find_submissions([tree], LINE)
    assert one.unrecognised
    assert "“a.py”, “b.py”" in one.problem


def test_a_file_as_it_was_asked_for_is_taken_before_copies_and_the_note_names_them(tree):
    [one] = found(tree, "anna/02_linear_fit.py", "anna/02_linear_fit (1).py")
    assert one.path == tree / "anna" / "02_linear_fit.py"
    assert one.notes == ("Taken: “02_linear_fit.py”. Not taken: “02_linear_fit (1).py”.",)


def test_files_given_by_name_belong_to_the_folders_that_tell_them_apart(tree):
    names = [f"{student}/work/06_mnist.py" for student in ("al", "bo", "cy")]
    put(tree, *names)
    assert [one.student for one in find_submissions([tree / name for name in names])] == ["al", "bo", "cy"]


def test_a_file_where_it_was_asked_for_is_not_doubted_for_one_that_lies_deep(tree):
    [one] = found(tree, "anna/02_linear_fit.py", "anna/old/days/02_linear_fit.py")
    assert (one.path, one.problem) == (tree / "anna" / "02_linear_fit.py", "")


def test_a_number_alone_does_not_make_an_exercise_that_nobody_names(tree):
    assert {one.exercise for one in found(tree, "anna/homework2.py", "bob/06_mnist.py")} == {MNIST}


def test_a_folder_that_cannot_be_read_is_not_called_missing(tree, monkeypatch):
    put(tree, "bob/06_mnist.py", "anna/06_mnist.py")
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "anna":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    anna, _ = find_submissions([tree])
    assert anna.unrecognised
    assert "Permission denied" in anna.problem


def test_a_folder_that_is_a_link_is_not_looked_into_and_not_called_missing(tree, tmp_path):
    put(tmp_path / "secret", "06_mnist.py")
    put(tree, "bob/06_mnist.py")
    (tree / "anna").symlink_to(tmp_path / "secret")
    anna, _ = find_submissions([tree])
    assert anna.unrecognised
    assert "a link" in anna.problem
    assert "06_mnist.py" not in anna.problem


def test_a_folder_without_an_end_has_one(tree):
    put(tree, "bob/06_mnist.py", "anna/" + "a/" * 40 + "06_mnist.py")
    anna, _ = find_submissions([tree])
    assert "too deep" in anna.problem


def test_files_without_folders_belong_to_students_of_their_names_where_the_exercise_is_named(tree):
    put(tree, "anna.py", "bob.ipynb")
    assert [one.student for one in find_submissions([tree], LINE)] == ["anna", "bob"]


@pytest.mark.parametrize("exercise", [None, LINE])
@pytest.mark.parametrize("name", ["02_linear_fit.py", "02_linear_fit (1).py"])
def test_a_folder_may_be_one_students_own(name, exercise, tree):
    put(tree, name, "data/points.csv")
    [one] = find_submissions([tree], exercise)
    assert (one.student, one.path) == ("handed-in", tree / name)


def test_where_no_name_tells_the_exercise_the_option_is_named(tree):
    put(tree, "anna/homework.py")
    with pytest.raises(UsageError, match="--exercise NAME"):
        find_submissions([tree])


@pytest.mark.parametrize("name", ["02_linear_fit (1).py", "02_LINEAR_FIT.PY", "02_linear_fit.py.txt"])
def test_a_copy_given_by_name_names_its_exercise(name, tmp_path):
    put(tmp_path, name)
    [one] = find_submissions([tmp_path / name])
    assert one.exercise == LINE
    assert one.notes == ("Taken for 02_linear_fit, which its name is like.",)


@pytest.mark.parametrize(
    ("name", "read_as"),
    [("a.PY", "a.py"), ("a.py.txt", "a.py"), ("a.ipynb.json", "a.ipynb"), ("a (1).py", "a (1).py")],
)
def test_a_worker_is_told_a_name_that_says_what_the_file_holds(name, read_as, tmp_path):
    put(tmp_path, name)
    assert find_submissions([tmp_path / name], LINE)[0].file == Path(read_as)


# The student's own folder


def own_work() -> Submission:
    """The student's own file for the line."""
    work = find_work(LINE)
    assert work is not None
    return work


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", NEAR[:-1])
def test_a_students_only_file_of_a_copys_name_is_checked_with_a_note(name, here):
    put(here, name)
    work = own_work()
    assert (work.label, work.notes[0].partition(", ")[0]) == (name, f"Taken: “{name}”")


@pytest.mark.parametrize("names", [["02_linear_fit.py"], ["02_linear_fit.py", "02_linear_fit.ipynb"]])
def test_a_file_as_it_was_handed_out_is_checked_without_a_note(names, here):
    put(here, *names)
    work = own_work()
    assert (work.label, work.notes) == ("02_linear_fit.py", ())


def test_a_file_where_the_course_puts_it_is_checked_before_a_copy_here(here):
    put(here, "exercises/02_linear_fit.py", "02_linear_fit (1).py")
    assert own_work().label == "exercises/02_linear_fit.py"


def test_of_several_copies_none_is_checked_and_all_are_named(here):
    put(here, "02_linear_fit (1).py", "02_linear_fit (2).py")
    with pytest.raises(UsageError, match=r"\(1\)\.py, 02_linear_fit \(2\)\.py") as caught:
        find_work(LINE)
    assert caught.value.remedy == 'Name the one that you mean: `autograder check "02_linear_fit (1).py"`.'


@pytest.mark.parametrize("names", [[], ["notes.py"], ["sub/02_linear_fit.py"], ["06_mnist.py"]])
def test_what_has_no_such_name_is_not_checked(names, here):
    put(here, *names)
    assert find_work(LINE) is None


# What is refused


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
    [one] = found(tree, "alice/06_mnist (1).py", "alice/notes.txt")
    assert Submission.from_json(one.to_json()) == one
