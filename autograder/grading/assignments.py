"""Whose a file is where nbgrader collects, and for which assignment: `submitted/<student>/<assignment>/`."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from autograder.grading.naming import kind_of
from autograder.grading.places import Place, places_in
from autograder.grading.submissions import Submission

SUBMITTED = "submitted"  # its name, unless a course has another
STAMP = "timestamp.txt"  # what nbgrader puts beside what it collects
DEPTH = 3  # parts of a file's place: student, assignment and name


def course_folder(path: Path) -> Path | None:
    """The folder in which nbgrader collects that a path is, or lies in; None where there is none."""
    own = path.resolve()
    for folder in (own, *own.parents)[:DEPTH]:
        if folder.is_dir() and _collects(folder):
            return path if folder == own else Path(os.path.relpath(folder))
    return None


def by_assignment(folder: Path) -> dict[tuple[str, str], list[Place]]:
    """What each student handed in for each assignment, its parts below the assignment's folder."""
    found: dict[tuple[str, str], list[Place]] = {}
    for place in places_in(folder):
        if len(place.parts) >= DEPTH:
            student, assignment, *rest = place.parts
            found.setdefault((student, assignment), []).append(replace(place, parts=tuple(rest)))
    return found


def within(course: Path, path: Path) -> tuple[str, ...]:
    """The student, and the assignment, whose folder in the course's a path is; nothing for the whole."""
    return path.resolve().relative_to(course.resolve()).parts


def told_apart(files: list[Submission]) -> list[Submission]:
    """Files of one name, `alice/06_mnist.py bob/06_mnist.py`, belong to students named as their folders.

    Of `alice/work/06_mnist.py bob/work/06_mnist.py` the next folders are meant, which have a name each.
    """
    files = [_with_assignment(one) for one in files]
    unknown = [one for one in files if not one.assignment]
    names = [one.student for one in unknown]
    same = {one.label: Path(one.label).resolve().parents for one in unknown if names.count(one.student) > 1}
    levels = range(min(map(len, same.values()), default=0))
    level = next((n for n in levels if len({up[n].name for up in same.values()}) == len(same)), 0)
    return [replace(one, student=same[one.label][level].name) if one.label in same else one for one in files]


def _with_assignment(submission: Submission) -> Submission:
    """A file that was given by its name, with the student and the assignment that nbgrader's folders tell."""
    folder = submission.path.resolve().parent
    if not _collects(folder.parent.parent):
        return submission
    return replace(submission, student=folder.parent.name, assignment=folder.name)


def _collects(folder: Path) -> bool:
    """Whether nbgrader collects here: it is called so, or the times at which it collected say so."""
    if folder.name != SUBMITTED and not any(folder.glob(f"*/*/{STAMP}")):
        return False
    return any(kind_of(path.name) for path in folder.glob("*/*/*"))
