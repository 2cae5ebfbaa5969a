"""A term in small: what happens in twelve weeks, and everybody's points, written down beforehand."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from grading_helpers import CHECKOUT
from nbgrader_course.course import TEACHER, Course, cell_of, interpreter, read
from nbgrader_course.test_assistants import ANN, BEN, SHARED, TABLE, for_all, give, identity
from nbgrader_course.test_lost import GRADERS, QUICK, autograde, graded_in, kill_all, last_line
from nbgrader_course.test_mended import TEST, checks
from nbgrader_course.test_resit import FULL, HALF, LINE, work
from nbgrader_course.test_walk import LATE, LATE_SETTING, moment

pytestmark = [pytest.mark.full, pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills processes")]

FIRST, RESIT = "week1", "week6"  # two assignments of one exercise
QUESTIONS = ("linear-network", "sgd-or-gd", "did-it-work")
DUE = datetime(2026, 10, 9, 12, tzinfo=timezone.utc)
ON_TIME, LATER, LATE_TIME = DUE - timedelta(days=2), DUE - timedelta(days=1), DUE + timedelta(days=1)
PENALTY = 2

# The points at the end: of the functions, of the questions, and what comes off
AT_THE_END = {
    ("amy", FIRST): FULL + 2 + 1 + 2,  # handed in a second time, after some was marked
    ("bob", FIRST): FULL + 2 + 2 + 2,
    ("cleo", FIRST): FULL + 1 + 1 + 1 - PENALTY,
    ("dan", FIRST): FULL + 2 + 2 + 1 - PENALTY,  # whose first file was cut off
    ("eve", FIRST): HALF + 0 + 1 + 0,  # other points until a check was mended
    ("amy", RESIT): HALF + 2 + 2 + 2,
    ("bob", RESIT): 0.0,
    ("cleo", RESIT): 0.0,
    ("dan", RESIT): 0.0,
    ("eve", RESIT): FULL + 2 + 2 + 2,
}
MARKS = {
    ("amy", FIRST): (2, 1, 2),
    ("bob", FIRST): (2, 2, 2),
    ("cleo", FIRST): (1, 1, 1),
    ("dan", FIRST): (2, 2, 1),
    ("eve", FIRST): (0, 1, 0),
    ("amy", RESIT): (2, 2, 2),
    ("eve", RESIT): (2, 2, 2),
}


class Term:
    """A course with a kit of its own, in which a check is broken, and two assistants where that can be."""

    def __init__(self, folder: Path) -> None:
        self.kit = folder / "kit"
        shutil.copytree(CHECKOUT / "autograder", self.kit / "autograder")
        for path in checks(self.kit):
            path.write_text(TEST.sub(r"\1    return\n", path.read_text()))
        self.ann, self.ben, base = assistants()
        self.course = Course(folder, QUICK + LATE_SETTING + (SHARED if self.ann else ""))
        (self.course.root / "late.py").write_text(LATE)
        source = self.course.root / "source"
        for name in (FIRST, RESIT):
            shutil.copytree(source / LINE.stem, source / name)
        for name in (FIRST, RESIT):
            due = ["db", "assignment", "add", name, f"--duedate={moment(DUE)}"]
            self.course.teach(f"generate_assignment {name}")
            self.course.run([(self.course.root, TEACHER, due)])
        self.teacher = copy(self.course)  # who has the Python of these tests
        self.course.python = interpreter(folder / "python", self.kit, base)
        if self.ann:
            give(self.course, ANN)

    def collect(self, student: str, assignment: str, content: bytes, time: datetime) -> None:
        self.course.hand_in(student, LINE, content, assignment=assignment)
        folder = self.course.root / "submitted" / student / assignment
        (folder / "timestamp.txt").write_text(moment(time))

    def run(self, who: dict[str, Any], command: str) -> tuple[object, str]:
        """What an assistant types: exit status and log."""
        [done] = self.course.attempt([(self.course.root, TEACHER, command.split())], **who)
        return done

    def mark(self, *works: tuple[str, str], questions: int = len(QUESTIONS)) -> None:
        for work_ in works:
            for cell, points in list(zip(QUESTIONS, MARKS[work_], strict=True))[:questions]:
                self.course.mark(*work_, cell, points, f"{points} points for this.")

    def status(self, assignment: str) -> dict[str, dict[str, Any]]:
        """What `autograder term status` says of everybody in an assignment."""
        words = [self.course.python, "-m", "autograder", "term", "status", "--json", assignment]
        done = subprocess.run(
            words,
            cwd=self.course.root,
            env=self.course.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return {row["student"]: row for row in json.loads(done.stdout)}


def assistants() -> tuple[dict[str, Any], dict[str, Any], str]:
    """Whom two assistants are on this system, and a Python for both; one person where it has no two."""
    try:
        return identity(ANN), identity(BEN), for_all()
    except pytest.skip.Exception as reason:
        print(f"One assistant only: {reason}")
        return {}, {}, shutil.which("python3") or "python3"


@pytest.fixture
def term() -> Iterator[Term]:
    folder = Path(tempfile.mkdtemp(prefix="term-"))
    try:
        yield Term(folder)
    finally:
        shutil.rmtree(folder)


def test_a_term_ends_with_the_points_that_were_written_down(term):
    # Week 1: five notebooks, one of them late, one cut off, one wrong where the check is broken.
    term.collect("amy", FIRST, work(HALF), ON_TIME)
    term.collect("bob", FIRST, work(FULL), ON_TIME)
    term.collect("cleo", FIRST, work(FULL), LATE_TIME)
    term.collect("dan", FIRST, work(FULL)[:9_000], ON_TIME)
    term.collect("eve", FIRST, work(HALF), ON_TIME)
    status, log = term.run(term.ann, f"autograde {FIRST}")
    assert status == 1
    assert "Not graded: dan. " in last_line(log)

    # Week 2: what is there is marked, all but two of amy's answers, and fed back.
    term.mark(("bob", FIRST), ("cleo", FIRST), ("eve", FIRST))
    term.mark(("amy", FIRST), questions=1)
    assert term.status(FIRST)["amy"]["waiting"] == list(QUESTIONS[1:])
    term.teacher.teach(f"generate_feedback {FIRST}")
    seen = term.status(FIRST)
    assert {who: row["fed_back"] for who, row in seen.items()} == {
        **dict.fromkeys(("amy", "bob", "cleo", "eve"), "yes"),
        "dan": "",
    }
    assert seen["dan"]["autograded"] == ""

    # Week 3: amy hands in a second time, with a better answer to what was marked; dan hands in a whole file;
    # the other assistant's graders die once.
    term.collect("amy", FIRST, better(work(FULL)), LATER)
    term.collect("dan", FIRST, work(FULL), LATE_TIME)
    assert term.status(FIRST)["amy"]["stale"] == ["newer file"]
    status, log = autograde(term.course, kill_all(GRADERS), f"autograde {FIRST}", **term.ben)
    assert status == 1
    assert "Not graded: amy, dan. " in last_line(log)
    status, log = term.run(term.ben, f"autograde {FIRST}")
    assert (status, graded_in(log)) == (0, ["amy", "dan"])
    assert term.status(FIRST)["amy"]["waiting"] == list(QUESTIONS)
    term.mark(("amy", FIRST), ("dan", FIRST))
    assert term.status(FIRST)["amy"]["fed_back"] != "yes"

    # Week 5: the check is mended, and all are graded again; what a person gave stays.
    for path in checks(term.kit):
        path.write_text((CHECKOUT / path.relative_to(term.kit)).read_text())
    assert {row["stale"][0] for row in term.status(FIRST).values()} == {"other checks"}
    assert term.run(term.ann, f"autograde {FIRST} --force")[0] == 0
    assert {tuple(row["stale"]) for row in term.status(FIRST).values()} == {()}

    # Week 6: the resit.
    term.collect("amy", RESIT, work(HALF), ON_TIME)
    term.collect("eve", RESIT, work(FULL), ON_TIME)
    assert term.run(term.ben, f"autograde {RESIT}")[0] == 0
    term.mark(("amy", RESIT), ("eve", RESIT))
    assert term.status(RESIT)["bob"]["collected"] == ""

    # Week 12: feedback for all, and the tables.
    term.teacher.teach(*(f"generate_feedback {name} --force" for name in (FIRST, RESIT)))
    assert {row["fed_back"] for row in term.status(FIRST).values()} == {"yes"}
    assert term.run(term.ben, "export")[0] == 0
    assert term.run(term.ben, TABLE)[0] == 0
    assert table(term, "grades.csv", "student_id") == AT_THE_END
    assert table(term, "checks.csv", "student") == AT_THE_END


def better(content: bytes) -> bytes:
    """The notebook with another answer to the first question."""
    notebook = read(content)
    cell_of(notebook, f"answer-{QUESTIONS[0]}")["source"] = "A line of lines is a line."
    return json.dumps(notebook).encode()


def table(term: Term, name: str, student: str) -> dict[tuple[str, str], float]:
    with (term.course.root / name).open() as file:
        return {(row[student], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)}
