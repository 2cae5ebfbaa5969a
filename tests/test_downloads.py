"""Each system's download is graded as it is, in folders and packed, and its students have their own names."""

from __future__ import annotations

import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.errors import UsageError
from autograder.grading.finding import find_submissions
from autograder.grading.run import grade_paths
from autograder.grading.submissions import Submission
from autograder.programs import reference_of
from autograder.report import Report
from grading_helpers import QUICK

LINE = find("linear_fit")
CODE = b"x = 1\n"

PEOPLE = """---
submission_9001:
  :submitters:
  - :name: Jane Doe
    :sid: '3031'
    :email: jane@example.org
  :created_at: 2026-11-02 10:11:12.000000000 Z
  :score: 0.0
  :results:
    :tests:
    - :name: Not a student
submission_9002:
  :submitters:
  - :name: Zoë O'Neil-Müller
    :sid:
    :email: zoe@example.org
submission_9003:
  :submitters:
    - :name: 'Ann ''Al'' Lee'
      :sid: '7'
    - :name: "Bo \\"B\\" Yu"
      :sid: '8'
  :history:
  - :submitters:
    - :name: Somebody else
submission_9004:
  :submitters:
  - :name: Jane Doe
    :sid: '3032'
"""
MOODLE, OLD = "assignsubmission_file", "assignsubmission_file_"
SAID = "assignsubmission_onlinetext"
AT = "attempt_2026-11-02-10-11-12"

# What each system lets download → the students, each with their file.
DOWNLOADS: dict[str, tuple[list[str], dict[str, str]]] = {
    "Canvas": (
        [
            "doejane_12345_67890_02_linear_fit.py",
            "oneilzoe_LATE_12346_67891_02_linear_fit-1.py",
            "muellerjuergen_12347_67892_Copy of 02_linear_fit.ipynb",
            "leeann_12348_67893_linear_fit_final.py",
            "leeann_12348_67894_plot.png",
        ],
        {
            "doejane": "doejane_12345_67890_02_linear_fit.py",
            "oneilzoe": "oneilzoe_LATE_12346_67891_02_linear_fit-1.py",
            "muellerjuergen": "muellerjuergen_12347_67892_Copy of 02_linear_fit.ipynb",
            "leeann": "leeann_12348_67893_linear_fit_final.py",
        },
    ),
    "Canvas with two people of one name": (
        ["doejane_1_10_02_linear_fit.py", "doejane_2_11_02_linear_fit.py", "leeann_3_12_02_linear_fit.py"],
        {
            "doejane (1)": "doejane_1_10_02_linear_fit.py",
            "doejane (2)": "doejane_2_11_02_linear_fit.py",
            "leeann": "leeann_3_12_02_linear_fit.py",
        },
    ),
    "Moodle": (
        [
            f"Jane Doe_123456_{MOODLE}/02_linear_fit.py",
            f"Zoë O'Neil_123457_{OLD}/02_linear_fit (1).py",
            f"Ann Lee_123458_{MOODLE}/homework/day 2/linear_fit.ipynb",
            f"Ann Lee_123458_{SAID}/onlinetext.html",
        ],
        {
            "Jane Doe": f"Jane Doe_123456_{MOODLE}/02_linear_fit.py",
            "Zoë O'Neil": f"Zoë O'Neil_123457_{OLD}/02_linear_fit (1).py",
            "Ann Lee": f"Ann Lee_123458_{MOODLE}/homework/day 2/linear_fit.ipynb",
        },
    ),
    "Moodle without folders": (
        [f"Jane Doe_123456_{MOODLE}_02_linear_fit.py", f"Jane Doe_9_{MOODLE}_linear_fit.py"],
        {
            "Jane Doe (123456)": f"Jane Doe_123456_{MOODLE}_02_linear_fit.py",
            "Jane Doe (9)": f"Jane Doe_9_{MOODLE}_linear_fit.py",
        },
    ),
    "Gradescope": (
        [
            "submission_metadata.yml",
            "submission_9001/02_linear_fit.py",
            "submission_9002/src/linear_fit.ipynb",
            "submission_9003/02_linear_fit-Copy1.py",
            "submission_9004/02_linear_fit.py",
        ],
        {
            "Jane Doe (3031)": "submission_9001/02_linear_fit.py",
            "Zoë O'Neil-Müller": "submission_9002/src/linear_fit.ipynb",
            "Ann 'Al' Lee and Bo \"B\" Yu": "submission_9003/02_linear_fit-Copy1.py",
            "Jane Doe (3032)": "submission_9004/02_linear_fit.py",
        },
    ),
    "GitHub Classroom": (
        [
            "02-linear-fit-janedoe/02_linear_fit.py",
            "02-linear-fit-janedoe/README.md",
            "02-linear-fit-jane-roe/work/02_linear_fit.ipynb",
            "02-linear-fit-jane-roe/.github/02_linear_fit.py",
            "02-linear-fit-leeann/linear_fit.py",
        ],
        {
            "janedoe": "02-linear-fit-janedoe/02_linear_fit.py",
            "jane-roe": "02-linear-fit-jane-roe/work/02_linear_fit.ipynb",
            "leeann": "02-linear-fit-leeann/linear_fit.py",
        },
    ),
    "GitHub's archives": (
        ["linear-fit-janedoe-main/02_linear_fit.py", "linear-fit-al-master/02_linear_fit.py"],
        {
            "janedoe": "linear-fit-janedoe-main/02_linear_fit.py",
            "al": "linear-fit-al-master/02_linear_fit.py",
        },
    ),
    "Blackboard": (
        [
            f"Homework 2_janedoe_{AT}_02_linear_fit.py",
            f"Homework 2_janedoe_{AT}.txt",
            f"Homework 2_leeann_{AT}_linear fit.ipynb",
            f"Homework 2_leeann_{AT}.txt",
        ],
        {
            "janedoe": f"Homework 2_janedoe_{AT}_02_linear_fit.py",
            "leeann": f"Homework 2_leeann_{AT}_linear fit.ipynb",
        },
    ),
    "nbgrader": (
        [
            "alice/02_linear_fit/02_linear_fit.ipynb",
            "alice/02_linear_fit/timestamp.txt",
            "bob/02_linear_fit/linear_fit.ipynb",
        ],
        {"alice": "alice/02_linear_fit/02_linear_fit.ipynb", "bob": "bob/02_linear_fit/linear_fit.ipynb"},
    ),
    "folders": (
        ["al/02_linear_fit.py", "bo/hw/02_linear_fit (1).py", "cy/02_linear_fit.py"],
        {"al": "al/02_linear_fit.py", "bo": "bo/hw/02_linear_fit (1).py", "cy": "cy/02_linear_fit.py"},
    ),
}
each_download = pytest.mark.parametrize("system", DOWNLOADS)


def content(name: str) -> bytes:
    return PEOPLE.encode() if name.endswith(".yml") else CODE


def put(root: Path, names: list[str]) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(name))
    return root


def packed(path: Path, names: list[str], within: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(within + name, content(name))
    return path


def by_student(root: Path) -> dict[str, str]:
    """Each student's file, as the label has it below `root`; or what is wrong with it."""
    found = {one.student: one for one in find_submissions([root])}
    return {student: one.problem or one.label for student, one in found.items()}


def below(root: str, students: dict[str, str]) -> dict[str, str]:
    return {student: f"{root}/{name}" for student, name in students.items()}


@each_download
def test_a_download_is_taken_as_it_is(system, tmp_path):
    names, students = DOWNLOADS[system]
    root = put(tmp_path / "download", names)
    assert by_student(root) == below(root.as_posix(), students)


@each_download
def test_a_zip_of_a_download_is_taken_as_it_is(system, tmp_path):
    names, students = DOWNLOADS[system]
    root = packed(tmp_path / "download.zip", names)
    assert by_student(root) == below(root.as_posix(), students)


@each_download
@pytest.mark.parametrize("folder", ["assignment_123_export", "download"])
def test_a_folder_around_a_packed_download_is_no_student(folder, system, tmp_path):
    names, students = DOWNLOADS[system]
    root = packed(tmp_path / "download (1).zip", names, within=f"{folder}/")
    assert by_student(root) == below(f"{root.as_posix()}/{folder}", students)


@pytest.mark.parametrize("system", [name for name in DOWNLOADS if name not in ("nbgrader", "folders")])
def test_a_folder_around_a_download_is_no_student(system, tmp_path):
    names, students = DOWNLOADS[system]
    put(tmp_path / "here" / "02-linear-fit-submissions", names)
    root = f"{(tmp_path / 'here').as_posix()}/02-linear-fit-submissions"
    assert by_student(tmp_path / "here") == below(root, students)


@each_download
def test_a_packed_file_is_read_as_it_was_packed(system, tmp_path):
    root = packed(tmp_path / "download.zip", DOWNLOADS[system][0])
    assert {one.read() for one in find_submissions([root])} == {CODE}


@each_download
def test_a_packed_submission_travels_to_a_grader_and_back(system, tmp_path):
    for one in find_submissions([packed(tmp_path / "download.zip", DOWNLOADS[system][0])]):
        assert Submission.from_json(one.to_json()) == one


@each_download
def test_the_label_of_a_packed_file_grades_it(system, tmp_path):
    for one in find_submissions([packed(tmp_path / "download.zip", DOWNLOADS[system][0])]):
        [again] = find_submissions([Path(one.label)], LINE)
        assert (again.path, again.entry, again.read()) == (one.path, one.entry, CODE)


ZIPPED = {
    "a folder a student": ("anna/homework.zip", "anna"),
    "an archive a student": ("anna.zip", "anna"),
    "Canvas": ("doejane_12345_67890_homework.zip", "doejane"),
    "Moodle": (f"Jane Doe_123456_{MOODLE}/homework.zip", "Jane Doe"),
    "Moodle without folders": (f"Jane Doe_123456_{MOODLE}_homework.zip", "Jane Doe"),
    "GitHub": ("02-linear-fit-janedoe-main.zip", "janedoe"),
    "Blackboard": (f"Homework_janedoe_{AT}_homework.zip", "janedoe"),
}


@pytest.mark.parametrize(
    "inner", ["02_linear_fit.py", "hand in/a/02_linear_fit (1).py", "Übung/linear fit.py"]
)
@pytest.mark.parametrize("whole", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("system", ZIPPED)
def test_what_a_student_packed_is_looked_into(system, whole, inner, tmp_path):
    name, student = ZIPPED[system]
    root = tmp_path / "download"
    (root / name).parent.mkdir(parents=True)
    packed(root / name, [inner, "data.csv", "__MACOSX/._02_linear_fit.py"])
    if whole:
        with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
            archive.write(root / name, name)
        root = tmp_path / "download.zip"
    [one] = find_submissions([root])
    assert (one.student, one.problem, one.read()) == (student, "", CODE)


@pytest.mark.parametrize("inner", ["02_linear_fit.py", "hw/02_linear_fit.py", "a/b/linear fit.py"])
def test_of_several_archives_each_is_a_students(inner, tmp_path):
    roots = [packed(tmp_path / f"{student}.zip", [inner]) for student in ("al", "bo", "cy")]
    assert [one.student for one in find_submissions(roots)] == ["al", "bo", "cy"]


def test_a_file_is_not_doubted_for_one_that_was_packed_as_well(tmp_path):
    put(tmp_path, ["anna/02_linear_fit.py"])
    packed(tmp_path / "anna" / "homework.zip", ["02_linear_fit.py"])
    [one] = find_submissions([tmp_path])
    assert (one.path, one.problem) == (tmp_path / "anna" / "02_linear_fit.py", "")
    assert one.notes == ("Taken: “02_linear_fit.py”. Not taken: “homework.zip/02_linear_fit.py”.",)


def test_clones_of_an_assignment_of_any_name_belong_to_the_users_at_the_end_of_theirs(tmp_path):
    for user in ("janedoe", "al-lee", "al-yu"):
        put(tmp_path, [f"week-2-{user}/02_linear_fit.py", f"week-2-{user}/.git/HEAD"])
    assert sorted(by_student(tmp_path)) == ["al-lee", "al-yu", "janedoe"]


def test_a_folder_of_gradescope_that_its_list_does_not_know_keeps_its_name(tmp_path):
    put(tmp_path, ["submission_metadata.yml", "submission_9009/02_linear_fit.py"])
    assert list(by_student(tmp_path)) == ["submission_9009"]


@pytest.mark.parametrize(
    "text", ["", "\x00\xff", "- 1\n- 2\n", "submission_9001:\n", "a: &a [*a]\n:name: x\n"]
)
def test_a_list_of_gradescopes_that_is_none_does_no_harm(text, tmp_path):
    put(tmp_path, ["submission_9001/02_linear_fit.py"])
    (tmp_path / "submission_metadata.yml").write_text(text, encoding="latin-1")
    assert list(by_student(tmp_path)) == ["submission_9001"]


def test_what_a_student_prints_does_not_get_them_another_name(tmp_path):
    put(tmp_path, ["submission_9001/02_linear_fit.py"])
    printed = "submission_9001:\n  :results:\n    :output: |\n      :submitters:\n      - :name: Jane Doe\n"
    (tmp_path / "submission_metadata.yml").write_text(printed)
    assert list(by_student(tmp_path)) == ["submission_9001"]


@pytest.mark.parametrize(
    ("system", "names", "student", "listed"),
    [
        ("Canvas", ["doejane_1_2_report.pdf", "leeann_3_4_02_linear_fit.py"], "doejane", "report.pdf"),
        ("Moodle", [f"J D_1_{MOODLE}/a b.docx", f"A L_2_{MOODLE}/02_linear_fit.py"], "J D", "a b.docx"),
        ("Blackboard", [f"H_jd_{AT}_x.rar", f"H_al_{AT}_02_linear_fit.py"], "jd", "x.rar"),
        ("GitHub", ["linear-fit-jd/README.md", "linear-fit-al/linear_fit.py"], "jd", "README.md"),
    ],
)
@pytest.mark.parametrize("whole", [False, True], ids=["folder", "zip"])
def test_nobody_who_handed_in_something_is_missing(whole, system, names, student, listed, tmp_path):
    root = packed(tmp_path / "d.zip", names) if whole else put(tmp_path / "d", names)
    one = {one.student: one for one in find_submissions([root])}[student]
    assert one.unrecognised
    assert listed in one.problem


def test_a_packed_file_of_no_name_comes_with_a_command_that_grades_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    packed(tmp_path / "d.zip", ["anna/my homework.py", "bob/02_linear_fit.py"])
    anna, _ = find_submissions([Path("d.zip")])
    assert "autograder grade 'd.zip/anna/my homework.py' --exercise linear_fit" in anna.remedy
    [again] = find_submissions([Path("d.zip/anna/my homework.py")], LINE)
    assert again.read() == CODE


def test_an_empty_folder_in_a_zip_is_a_student_who_handed_in_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("anna/", "")
        archive.writestr("bob/02_linear_fit.py", CODE)
    anna, _ = find_submissions([tmp_path / "d.zip"])
    assert (anna.student, anna.is_missing) == ("anna", True)


def test_a_path_that_leads_nowhere_in_a_zip_is_nothing_to_grade(tmp_path):
    packed(tmp_path / "d.zip", ["anna/02_linear_fit.py"])
    with pytest.raises(UsageError, match="nothing to grade"):
        find_submissions([tmp_path / "d.zip" / "bob" / "02_linear_fit.py"])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The reports on one right file under many names, on files of other kinds, and on nothing."""
    root = tmp_path_factory.mktemp("run")
    right = reference_of(LINE).encode()
    for student, name in COPIES.items():
        (root / "d" / student / name).parent.mkdir(parents=True)
        (root / "d" / student / name).write_bytes(right)
    for student, name in {"zipped": "homework.zip", "twice": "homework.zip"}.items():
        (root / "d" / student).mkdir()
        inner = {"zipped": ["a/02_linear_fit (1).py"], "twice": ["hw02.py", "linear fit.ipynb"]}[student]
        with zipfile.ZipFile(root / "d" / student / name, "w") as archive:
            for one in inner:
                archive.writestr(one, right)
    (root / "d" / "nothing").mkdir()
    reports = grade_paths(
        [root / "d"], None, QUICK, 2, root / "out", lambda total: nullcontext(lambda student: None)
    )
    return {report.student: report for report in reports}


COPIES = {
    "as-asked": "02_linear_fit.py",
    "browser": "02_linear_fit (1).py",
    "canvas": "02_linear_fit-1.py",
    "colab": "Copy of 02_linear_fit.py",
    "jupyter": "02_linear_fit-Copy1.py",
    "windows": "02_linear_fit.py.txt",
    "capitals": "02_LINEAR_FIT.PY",
    "deeper": "a/b/02_linear_fit.py",
}


@pytest.mark.parametrize("student", [*COPIES, "zipped"])
def test_a_right_file_gets_full_points_whatever_became_of_its_name(student, run):
    assert (run[student].verdict, run[student].score) == ("graded", 20.0)


@pytest.mark.parametrize("student", [*COPIES, "zipped"])
def test_the_report_says_which_file_was_taken_where_it_is_not_the_one_that_was_asked_for(student, run):
    taken = [note for note in run[student].notes if note.startswith("Taken: ")]
    assert len(taken) == (student not in ("as-asked", "deeper"))


def test_work_that_nobody_recognises_gets_no_points_and_a_verdict_of_its_own(run):
    assert (run["twice"].verdict, run["twice"].score, run["twice"].max_score) == ("unrecognised", 0.0, 20.0)


def test_the_report_on_it_says_what_lies_there_and_how_to_grade_it(run):
    [note] = run["twice"].notes
    assert note.startswith(
        "Several files may be 02_linear_fit: “homework.zip/hw02.py”, “homework.zip/linear fit"
    )
    assert "homework.zip/hw02.py --exercise linear_fit" in note


def test_an_empty_folder_alone_is_missing(run):
    assert [student for student, report in run.items() if report.verdict == "missing"] == ["nothing"]
