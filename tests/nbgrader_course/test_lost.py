"""Where nobody judged a submission it has no grade: a person is told, and the next run does exactly those."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import find
from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, answers_of, filled, read

LINE = find("linear_fit")
AUTOGRADE = f"autograde {LINE.stem}"
QUICK = "c.GradeInIsolation.show = False\nc.GradeInIsolation.jobs = 2\n"
GRADERS, SERVERS = b"autograder.grading.grader_process", b"autograder.worker"

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes below /proc"),
]


def right() -> bytes:
    release = read((CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes())
    return json.dumps(filled(release, answers_of(LINE))).encode()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = Course(tmp_path, QUICK)
    course.teach(f"generate_assignment {LINE.stem}")
    return course


def descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from descendants(child)


def is_called(process: int, words: bytes) -> bool:
    try:
        return words.replace(b" ", b"\0") in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def autograde(
    course: Course, meanwhile: Callable[[int], bool], command: str = AUTOGRADE, **identity: Any
) -> tuple[int, str]:
    """Autograde in a process of its own; `meanwhile` is told its number until it says that it is done."""
    words = [course.python, "-m", "nbgrader", *command.split()]
    log = course.root / "log.txt"
    with log.open("w") as file:
        process = subprocess.Popen(words, cwd=course.root, env=course.environment, stderr=file, **identity)
        while process.poll() is None and not meanwhile(process.pid):
            time.sleep(0.01)
        process.wait()
    return process.returncode, log.read_text()


def kill_all(words: bytes) -> Callable[[int], bool]:
    """Kill what is called so below a process, as the system does for want of memory, time and again."""

    def kill(process: int) -> bool:
        for one in list(descendants(process)):
            if is_called(one, words):
                os.kill(one, signal.SIGKILL)
        return False

    return kill


def autograded(course: Course) -> list[str]:
    return sorted(folder.name for folder in (course.root / "autograded").glob("*") if any(folder.iterdir()))


def totals(course: Course) -> dict[str, float]:
    return {student: sum(scores.values()) for (student, _), scores in course.grades().items()}


def graded_in(log: str) -> list[str]:
    """The students whom a run came to."""
    return [line.split("/")[-3] for line in log.splitlines() if "] Autograding " in line]


def last_line(log: str) -> str:
    return log.strip().splitlines()[-1]


def test_a_grader_that_is_killed_gives_no_grade_and_the_next_run_does(course):
    for student in ("amy", "bob", "cleo"):
        course.hand_in(student, LINE, right())
    status, log = autograde(course, kill_all(GRADERS))
    assert status == 1
    assert "Not graded: amy, bob, cleo. " in last_line(log)
    assert f"`nbgrader {AUTOGRADE}`" in last_line(log)
    assert log.count("The grader process died over this submission.") == 3
    assert autograded(course) == []
    assert totals(course) == {}
    course.teach(AUTOGRADE)
    assert totals(course) == {"amy": 20, "bob": 20, "cleo": 20}


def test_a_run_that_is_killed_leaves_nobody_with_zero_points(course):
    for student in ("amy", "bob"):
        course.hand_in(student, LINE, right())
    begun = course.root / "autograded" / "amy" / LINE.stem / f"{LINE.stem}.ipynb"

    def kill(process: int) -> bool:
        there: bool = begun.exists()
        if there:
            os.kill(process, signal.SIGKILL)
        return there

    status, _ = autograde(course, kill)
    assert status == -signal.SIGKILL
    status, log = course.try_to(AUTOGRADE)
    assert (status, graded_in(log)) == (0, ["amy", "bob"])
    assert totals(course) == {"amy": 20, "bob": 20}
    empty_folder(course, "bob")
    (course.root / "autograded" / "amy" / LINE.stem / f"{LINE.stem}.ipynb").chmod(0o644)
    begun.write_bytes(begun.read_bytes()[:5000])
    status, log = course.try_to(AUTOGRADE)
    assert (status, graded_in(log)) == (0, ["amy", "bob"])  # killed as it began, and as it wrote
    status, log = course.try_to(AUTOGRADE)
    assert (status, graded_in(log)) == (0, [])


def empty_folder(course: Course, student: str) -> None:
    for file in (course.root / "autograded" / student / LINE.stem).iterdir():
        file.unlink()


def test_a_notebook_that_another_run_is_at_is_left_to_it(course):
    course.hand_in("amy", LINE, right())
    course.teach(AUTOGRADE)
    path = course.root / "autograded" / "amy" / LINE.stem / f"{LINE.stem}.ipynb"
    notebook = read(path.read_bytes())
    with subprocess.Popen(["sleep", "600"]) as other:
        notebook["metadata"]["torchkata"] = {"at_work": {"host": os.uname().nodename, "process": other.pid}}
        path.chmod(0o644)
        path.write_text(json.dumps(notebook))
        status, log = course.try_to(AUTOGRADE)
        other.kill()
    assert (status, graded_in(log)) == (0, [])
    assert f"Process {other.pid} is grading amy now" in log
    status, log = course.try_to(AUTOGRADE)
    assert (status, graded_in(log)) == (0, ["amy"])


CUT = {"cut": right()[:20_000], "empty": b"", "pdf": b"%PDF-1.4", "page": b"<!DOCTYPE html><p>Sign in</p>"}


def test_a_file_that_is_no_notebook_has_no_grade_until_a_person_says_so(course):
    for student, content in {**CUT, "amy": right()}.items():
        course.hand_in(student, LINE, content)
    status, log = course.try_to(AUTOGRADE)
    assert status == 1
    assert "Not graded: cut, empty, page, pdf. " in last_line(log)
    assert log.count("has no grade. This file could not be read as a notebook.") == len(CUT)
    assert autograded(course) == ["amy"]
    assert totals(course) == {"amy": 20}
    course.hand_in("cut", LINE, right())
    status, log = course.try_to(AUTOGRADE)
    assert "Not graded: empty, page, pdf. " in last_line(log)
    assert totals(course) == {"amy": 20, "cut": 20}
    status, _ = course.try_to(f"{AUTOGRADE} --student=pdf --MendingExporter.zero_unreadable=True")
    assert status == 0
    assert totals(course) == {"amy": 20, "cut": 20, "pdf": 0}
    assert "could not be read as a notebook" in json.dumps(course.autograded("pdf", LINE))


def test_what_a_person_gave_survives_a_later_file_that_is_no_notebook(course):
    course.hand_in("amy", LINE, right())
    course.teach(AUTOGRADE)
    course.mark("amy", LINE.stem, "linear-network", 1.5, "Well said.")
    course.hand_in("amy", LINE, CUT["cut"])
    status, log = course.try_to(f"{AUTOGRADE} --force")
    assert status == 1
    assert "Not graded: amy. " in last_line(log)
    assert course.marks("amy", LINE.stem)["linear-network"] == (1.5, "Well said.")
