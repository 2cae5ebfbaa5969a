"""A run of `nbgrader autograde`: it takes up what a killed one left, and ends with who has no grade.

nbgrader takes a submission that has a folder in `autograded/` for one that is graded. The folder is there as
soon as the work begins: until it is judged, a notebook in it carries a mark.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree

from autograder.grading.assignments import STAMP
from autograder.grading.report_folder import share

KEY = "torchkata"  # in a notebook's metadata, of what is said about its grading


def at_work() -> dict[str, Any]:
    """What a notebook carries until it is judged: which process is at it."""
    return {"host": socket.gethostname(), "process": os.getpid()}


def file_hash(path: Path) -> str:
    """What tells a file that was handed in from any other."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def said_of(path: Path) -> dict[str, Any] | None:
    """What an autograded notebook says about its grading; None where it is not there, or not whole."""
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())["metadata"].get(KEY, {})
    except (OSError, ValueError, KeyError):
        return None
    return found


class Round:
    """One run over the submissions of an assignment, by nbgrader's `Autograde`."""

    def __init__(self, converter: Any) -> None:
        self.converter, self.log, self.course = converter, converter.log, converter.coursedir
        self.notebooks: set[str] = set()  # of the assignment, as the gradebook has them
        self.entered: set[str] = set()  # students who have an entry in the gradebook before the run
        self.graded: set[str] = set()  # those of them who have points in it
        self.stuck: list[str] = []  # students whose half-done work cannot be removed
        # nbgrader has no place for what is to be done before the first submission and after the last.
        self.convert = converter.convert_notebooks
        converter.convert_notebooks = self.run

    def run(self) -> None:
        """Have nbgrader grade what is not graded; NbGraderException where that was not possible for all."""
        self.look_up()
        self.take_up()
        try:
            self.convert()
        finally:
            lost = sorted({*self.stuck, *(student for student, files in self.work() if lacking(files))})
            self.forget([student for student in lost if student not in self.graded])
            if self.course.groupshared:
                self.share()
            if lost:
                self.tell(lost)
        if lost:
            raise NbGraderException("not all could be graded")

    def share(self) -> None:
        """Give students' folders to the group: nbgrader does so with what is above and below them alone."""
        for folder in {file.parent.parent for _, files in self.work() for file in files}:
            if folder.exists():
                share(folder)

    def tell(self, lost: list[str]) -> None:
        """End the log with who is not graded."""
        kept = ", ".join(student for student in lost if student in self.graded)
        before = f" The points of an earlier grading stay meanwhile: {kept}." if kept else ""
        self.log.error(
            f"Not graded: {', '.join(lost)}.{before} For each, the reason stands above. When that is fixed, "
            f"run `nbgrader autograde {self.course.assignment_id}` again: it grades exactly these."
        )

    def work(self) -> Iterator[tuple[str, list[Path]]]:
        """Each student of the run, and the notebooks that are to be in their folder at its end."""
        told = re.compile(self.converter._format_source(".*", "(?P<who>.*)", escape=True))
        for folder, files in sorted(self.converter.assignments.items()):
            student = told.match(folder)["who"]  # type: ignore[index] # nbgrader found it by the same pattern
            autograded = Path(self.converter._format_dest(self.course.assignment_id, student))
            stems = [Path(file).stem for file in files]
            if student not in self.course.student_id_exclude.split(","):
                yield student, [autograded / f"{stem}.ipynb" for stem in stems if stem in self.notebooks]

    # Before the run

    def look_up(self) -> None:
        """Learn from the gradebook which notebooks there are, and who has an entry and points."""
        with Gradebook(self.course.db_url) as gradebook:
            try:
                assignment = gradebook.find_assignment(self.course.assignment_id)
            except MissingEntry:
                return  # which nbgrader says itself
            self.notebooks = {notebook.name for notebook in assignment.notebooks}
            students = {student for student, _ in self.work()}
            entries = [one for one in assignment.submissions if one.student.id in students]
            self.entered = {one.student.id for one in entries}
            self.graded = {one.student.id for one in entries if has_points(one)}

    def take_up(self) -> None:
        """Remove what a killed run left half done, so that nbgrader grades it."""
        for student, files in self.work():
            if any(file.parent.exists() for file in files) and self.is_half_done(student, files):
                self.graded.discard(student)
                try:
                    self.remove(files)
                except OSError as error:
                    self.stuck.append(student)
                    self.log.error(f"{student}'s work was left half done, and cannot be removed: {error}")

    def is_half_done(self, student: str, files: list[Path]) -> bool:
        """Whether a run began with a submission and came to no end, or the gradebook lost what came of it.

        Not where another run is at it now.
        """
        said = [said_of(file) for file in files if file.exists()]
        others = [one["at_work"] for one in said if one and is_alive(one.get("at_work"))]
        if others:
            self.log.warning(f"Process {others[0]['process']} is grading {student} now: left to it.")
            return False
        stamp = Path(self.converter._format_source(self.course.assignment_id, student)) / STAMP
        unstamped = stamp.exists() and not (files[0].parent / STAMP).exists()
        whole = self.course.notebook_id != "*" or not (lacking(files) or unstamped)
        return (
            not whole or student not in self.entered or any(one is None or "at_work" in one for one in said)
        )

    def remove(self, files: list[Path]) -> None:
        """Remove the folder, or the notebooks where the run is about some of them alone."""
        self.log.warning(f"Removing what was left half done: {files[0].parent}")
        if self.course.notebook_id == "*":
            rmtree(str(files[0].parent))
        else:
            for file in files:
                file.unlink(missing_ok=True)

    # After it

    def forget(self, students: list[str]) -> None:
        """Take points out of the gradebook that do not come from a grading; what a person gave stays."""
        with Gradebook(self.course.db_url) as gradebook:
            for student in students:
                try:
                    submission = gradebook.find_submission(self.course.assignment_id, student)
                except MissingEntry:
                    continue
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        grade.auto_score = None
                gradebook.db.commit()
                if not is_touched(submission):
                    gradebook.remove_submission(self.course.assignment_id, student)


def lacking(files: list[Path]) -> bool:
    """Whether not all of these notebooks are there."""
    return not files or not all(file.exists() for file in files)


def has_points(submission: Any) -> bool:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return any(grade.auto_score is not None or grade.manual_score is not None for grade in grades)


def is_touched(submission: Any) -> bool:
    """Whether a person has left anything in a submission's entry: points, comments, or more time."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    comments = [comment for notebook in submission.notebooks for comment in notebook.comments]
    given = any(grade.manual_score is not None or grade.extra_credit is not None for grade in grades)
    return given or submission.extension is not None or any(one.manual_comment for one in comments)


def is_alive(worker: dict[str, Any] | None) -> bool:
    """Whether a process other than this one is at work on this machine, as a mark says."""
    if not worker or worker.get("host") != socket.gethostname() or worker.get("process") == os.getpid():
        return False
    try:
        os.kill(int(worker["process"]), 0)
    except PermissionError:
        return True  # it is another user's
    except OSError:
        return False
    return True
