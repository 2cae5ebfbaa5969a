"""Carrying grades from a run of `autograder grade` into nbgrader's gradebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.nbgrader.points import points_of
from autograder.report import Report


def carry(folder: Path, db_url: str, assignment: str = "") -> int:
    """Write the points of every report in `folder` into the gradebook; how many reports that were.

    They belong to the assignment that a report names, else to this one, else to the only one that holds the
    exercise. A student who handed in nothing gets no entry, as with nbgrader itself; nor does one whose file
    a person has yet to find, or over whose work the kit failed. UsageError where the folder is no run's, or
    the gradebook does not know an assignment.
    """
    try:
        records = json.loads((folder / "grades.json").read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(
            f"There is no grades.json in {folder}.", "Give the --out folder of `autograder grade`."
        ) from None
    graded = [report for report in map(Report.from_json, records) if report.verdict.on_work]
    with Gradebook(db_url) as gradebook:
        for report in graded:
            exercise = find(report.exercise)
            _enter(
                report, exercise, _notebook(exercise, report.assignment or assignment, gradebook), gradebook
            )
        gradebook.db.commit()
    return len(graded)


def _notebook(exercise: Exercise, assignment: str, gradebook: Any) -> tuple[str, str]:
    """The name of the exercise's notebook in the gradebook, and of the assignment; UsageError."""
    holding = {
        one.name: notebook.name
        for one in gradebook.assignments
        for notebook in one.notebooks
        if is_of(notebook.name, exercise)
    }
    if assignment not in holding and (assignment or not holding):
        raise UsageError(
            f"The gradebook knows no assignment {assignment or exercise.stem} that holds {exercise.stem}.",
            f"Run `nbgrader generate_assignment {assignment or exercise.stem}` first.",
        )
    if not assignment and len(holding) > 1:
        raise UsageError(
            f"{exercise.stem} is in several assignments: {', '.join(holding)}.",
            "Say with --assignment NAME which one the work was handed in for.",
        )
    name = assignment or next(iter(holding))
    return holding[name], name


def is_of(notebook: str, exercise: Exercise) -> bool:
    """Whether a notebook of that name is the exercise's."""
    try:
        return find(notebook) == exercise
    except UsageError:
        return False


def _enter(report: Report, exercise: Exercise, place: tuple[str, str], gradebook: Any) -> None:
    notebook, assignment = place
    gradebook.update_or_create_student(report.student)
    try:
        gradebook.update_or_create_submission(assignment, report.student)
        for function in exercise.functions:
            grade = gradebook.find_grade(check_id(function.name), notebook, assignment, report.student)
            grade.auto_score = points_of(function, report, grade.max_score)
            unsure = any(c.outcome.needs_person for c in report.checks if c.function == function.name)
            grade.needs_manual_grade = unsure or grade.manual_score is not None
    except MissingEntry as missing:
        raise UsageError(
            f"The gradebook does not know {assignment} as it is here ({missing}).",
            f"Run `nbgrader generate_assignment {assignment}` first.",
        ) from None
