"""Carrying grades from a run of `autograder grade` into nbgrader's gradebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.errors import UsageError
from autograder.nbgrader.points import points_of
from autograder.report import Report


def carry(folder: Path, db_url: str) -> int:
    """Write the points of every report in `folder` into the gradebook; how many reports that were.

    A student who handed in nothing gets no entry, as with nbgrader itself; nor does one whose file a person
    has yet to find. UsageError where the folder is no run's, or the gradebook does not know an assignment.
    """
    try:
        records = json.loads((folder / "grades.json").read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(
            f"There is no grades.json in {folder}.", "Give the --out folder of `autograder grade`."
        ) from None
    reports = [Report.from_json(record) for record in records]
    handed_in = [report for report in reports if report.verdict not in ("missing", "unrecognised")]
    with Gradebook(db_url) as gradebook:
        for report in handed_in:
            _enter(report, gradebook)
        gradebook.db.commit()
    return len(handed_in)


def _enter(report: Report, gradebook: Any) -> None:
    exercise = find(report.exercise)
    gradebook.update_or_create_student(report.student)
    try:
        gradebook.update_or_create_submission(exercise.stem, report.student)
        for function in exercise.functions:
            names = (check_id(function.name), exercise.stem, exercise.stem, report.student)
            grade = gradebook.find_grade(*names)
            grade.auto_score = points_of(function, report, grade.max_score)
            unsure = any(c.outcome == "ungraded" for c in report.checks if c.function == function.name)
            grade.needs_manual_grade = unsure or grade.manual_score is not None
    except MissingEntry as missing:
        raise UsageError(
            f"The gradebook does not know {exercise.stem} as it is here ({missing}).",
            f"Run `nbgrader generate_assignment {exercise.stem}` first.",
        ) from None
