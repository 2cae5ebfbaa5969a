"""The file that is taken for a notebook: the one of its name, or a sole one under another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatchcase
from glob import glob
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.catalog import find
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.grading.finding import mark_doubles, of_student
from autograder.grading.naming import named_in
from autograder.grading.places import places_in
from autograder.grading.submissions import Submission
from autograder.nbgrader.marks import settle
from autograder.sandbox.problems import quoted

RENAME = "Rename the one that is meant to {}, and run `nbgrader autograde {} --student {} --force`."


def folder_of(converter: Any, student: str, assignment: str) -> Path:
    """Where a student's submission of an assignment lies."""
    course = converter.coursedir
    return Path(course.format_path(course.submitted_directory, student, assignment))


def submission_of(path: Path, student: str, exercise: Exercise) -> Submission:
    """The submission that was asked for at a path, or what lies in its place."""
    assignment = path.parent.name
    asked = Submission(student, exercise, path, f"{student}/{assignment}/{path.name}", assignment=assignment)
    return asked if path.exists() else found_for(path, student) or asked


def found_for(path: Path, student: str) -> Submission | None:
    """What lies in the place of a student's notebook that is not there, as `autograder grade` finds it.

    A sole file is taken, with a note; of several none is, and what to do is said. None where none lies there.
    """
    try:
        exercise = find(path.stem)
    except UsageError:
        return None
    places = [place for place in places_in(path.parent) if place.kind or place.problem or not place.is_file]
    told = named_in(f"{path.parent.name}.py")  # what the assignment is about, in whose folder a file lies
    any_name = told is not None and told.exercise == exercise
    found = list(mark_doubles(of_student(student, places, exercise, path.parent, any_name)))
    if not found or found[0].is_missing:
        return None
    one = replace(found[0], assignment=path.parent.name)
    label = f"{student}/{path.parent.name}/{one.path.name}"
    if one.unrecognised:
        remedy = RENAME.format(path.name, path.parent.name, student)
        return replace(one, label=label, remedy=remedy)
    taken = f"Taken: {quoted(one.file.name)}, since there is no {path.name}."
    return replace(one, label=label, notes=one.notes or (taken,))


def look_for_others(converter: Any) -> None:
    """Have nbgrader grade what lies in the place of notebooks that are not in a student's folder."""
    course = converter.coursedir
    with Gradebook(course.db_url) as gradebook:
        for folder in glob(converter._format_source(course.assignment_id, course.student_id)):
            student = Path(folder).parent.name
            lacking = [Path(folder, f"{name}.ipynb") for name in _wanted(gradebook, course)]
            for path in lacking:
                if not path.exists() and found_for(path, student):
                    converter.assignments.setdefault(folder, []).append(str(path))
                    _settle(gradebook, path, student)


def _wanted(gradebook: Gradebook, course: Any) -> Iterator[str]:
    """The notebooks of the assignment that is graded."""
    try:
        names = [notebook.name for notebook in gradebook.find_assignment(course.assignment_id).notebooks]
    except MissingEntry:
        return
    yield from (name for name in names if fnmatchcase(name, course.notebook_id))


def _settle(gradebook: Gradebook, path: Path, student: str) -> None:
    with suppress(MissingEntry):  # nobody has marked what was never graded
        settle(gradebook, gradebook.find_submission_notebook(path.stem, path.parent.name, student))
