"""Two assistants of one course write over what the other has written; a side report costs no grade."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import sample_reports as sample
from autograder.grading.report_folder import Store
from nbgrader_course.course import TEACHER, Course, interpreter
from nbgrader_course.test_lost import AUTOGRADE, LINE, QUICK, right, totals

pytestmark = pytest.mark.full

ANN, BEN = "daemon", "nobody"  # two users whom every system has
GROUP = 60010  # a group of both
SHARED = "c.CourseDirectory.groupshared = True\n"
TABLE = "export --exporter=autograder.nbgrader.export.ChecksExport --to checks.csv"


@pytest.fixture
def shared() -> Iterator[Course]:
    """A course folder of the group's, as nbgrader asks for it, with a gradebook; its users can come to it."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    try:
        yield made(folder, interpreter(folder / "python", base=for_all()))
    finally:
        shutil.rmtree(folder)


def for_all() -> str:
    """A Python of this version that every user can start."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can be two users, one after the other")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for path in (sys.executable, f"/usr/bin/python{version}"):
        with suppress(OSError, subprocess.CalledProcessError):
            subprocess.run([path, "-c", "import ssl"], user=ANN, group=GROUP, extra_groups=[], check=True)
            return path
    pytest.skip(f"no Python {version} here that another user can start")


def made(folder: Path, python: str) -> Course:
    course = Course(folder, f"{QUICK}{SHARED}")
    course.teach(f"generate_assignment {LINE.stem}")
    course.python = python
    give(course, ANN)
    return course


def give(course: Course, user: str) -> None:
    """Make all of a course a user's and the group's."""
    course.root.parent.chmod(0o755)
    for path in (course.root, *course.root.rglob("*")):
        shutil.chown(path, user, GROUP)
        path.chmod(0o2775 if path.is_dir() else 0o664)


def identity(user: str) -> dict[str, Any]:
    """A user who lets the group write nothing unless told to."""
    return {"user": user, "group": GROUP, "extra_groups": [], "umask": 0o022}


def run_as(user: str, course: Course, *commands: str) -> list[str]:
    """Run nbgrader's commands as a user; their logs."""
    words = [(course.root, TEACHER, command.split()) for command in commands]
    done = course.attempt(words, **identity(user))
    assert [status for status, _ in done] == [0] * len(done), done
    return [log for _, log in done]


def rights(folder: Path) -> set[tuple[bool, int, str]]:
    """Of all in a folder: whether it is a folder, its group and its rights."""
    found = [(path, path.stat()) for path in (folder, *folder.rglob("*"))]
    return {(path.is_dir(), told.st_gid, oct(stat.S_IMODE(told.st_mode))) for path, told in found}


def test_each_assistant_grades_over_what_the_other_has_graded(shared):
    shared.hand_in("amy", LINE, right())
    run_as(ANN, shared, AUTOGRADE, TABLE)
    shared.hand_in("bob", LINE, right())
    logs = run_as(BEN, shared, f"{AUTOGRADE} --force", TABLE)
    assert "cannot be written" not in "".join(logs)
    assert totals(shared) == {"amy": 20, "bob": 20}
    assert rights(shared.root / "reports") == {(True, GROUP, "0o2775"), (False, GROUP, "0o664")}
    assert len((shared.root / "checks.csv").read_text().splitlines()) == 3
    run_as(ANN, shared, f"{AUTOGRADE} --force", TABLE)
    assert totals(shared) == {"amy": 20, "bob": 20}


def test_a_report_that_cannot_be_written_costs_nobody_the_grade(shared):
    shared.hand_in("amy", LINE, right())
    (shared.root / "reports").mkdir()  # the teacher's, who is neither of them
    (shared.root / "reports").chmod(0o755)
    [log] = run_as(ANN, shared, AUTOGRADE)
    assert totals(shared) == {"amy": 20}
    assert "is graded, but not in checks.csv." in log
    assert "chmod -R g+rwX" in log
    assert "--out" not in log


def test_a_file_in_the_place_of_the_reports_costs_nobody_the_grade(tmp_path):
    course = Course(tmp_path, QUICK)
    course.hand_in("amy", LINE, right())
    (course.root / "reports").write_text("a file, not a folder")
    [_, log, _] = course.teach(f"generate_assignment {LINE.stem}", AUTOGRADE, TABLE)
    assert totals(course) == {"amy": 20}
    assert "is graded, but not in checks.csv." in log
    assert '"amy"' in (course.root / "checks.csv").read_text()


def test_a_store_that_is_shared_lets_the_group_write(tmp_path):
    os.umask(old := os.umask(0o077))
    os.umask(0o077)
    try:
        Store(tmp_path / "out", shared=True).keep(sample.perfect("alice"), sample.mnist())
        Store(tmp_path / "own").keep(sample.perfect("alice"), sample.mnist())
    finally:
        os.umask(old)
    assert {mode for _, _, mode in rights(tmp_path / "out")} == {"0o2770", "0o664"}
    assert {mode for _, _, mode in rights(tmp_path / "own")} == {"0o700", "0o600"}


def test_a_draft_that_somebody_left_is_in_nobodys_way(tmp_path):
    folder = tmp_path / "students" / "alice"
    folder.mkdir(parents=True)
    (folder / ".mnist.json.part").write_text("{")
    Store(tmp_path).keep(sample.perfect("alice"), sample.mnist())
    assert json.loads((folder / "mnist.json").read_text())["student"] == "alice"
    assert not list(folder.glob(".*"))
