"""The gradebook as a table with a column for every check.

`nbgrader export --exporter=autograder.nbgrader.export.ChecksExport --to checks.csv`
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.grading.report_folder import GROUPS_FILE, report_file
from autograder.nbgrader.points import points_of
from autograder.report import Report, number
from autograder.reporting.text import spreadsheet_cell

OTHER = (
    "The report on the work of {} for {} is of another grading than the points in the gradebook: the columns "
    "of checks stay empty. Autograde it again with --force."
)
COLUMNS = ("assignment", "student", "timestamp", "raw_score", "late_submission_penalty", "score", "max_score")


class ChecksExport(ExportPlugin):
    """Scores from the gradebook, with points given by hand and penalties; the checks' points from reports."""

    reports = Unicode("reports", help="where reports are kept, below the course's root").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Write a row for each student and assignment to `to`, or checks.csv."""
        wanted = [one for one in gradebook.assignments if not self.assignment or one.name in self.assignment]
        rows = [
            self.row(gradebook, assignment, student.id)
            for assignment in wanted
            for student in gradebook.students
            if not self.student or student.id in map(str, self.student)
        ]
        columns = dict.fromkeys([*COLUMNS, *(column for row in rows for column in row)])
        path = Path(self.to or "checks.csv")
        shared = self.parent.coursedir.groupshared
        if path.is_file() and (shared or not os.access(path, os.W_OK)):
            path.unlink()  # it may be another instructor's, whose rights only they can set
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL)
            table.writeheader()
            table.writerows(rows)
        if shared:
            path.chmod(GROUPS_FILE)

    def row(self, gradebook: Any, assignment: Any, student: str) -> dict[str, str]:
        """One student's row; one who handed in nothing has zero points, as in nbgrader's own table."""
        raw, penalty, timestamp, checks = 0.0, 0.0, "", dict[str, str]()
        try:
            submission = gradebook.find_submission(assignment.name, student)
        except MissingEntry:
            pass
        else:
            raw, penalty = submission.score, submission.late_submission_penalty or 0.0
            timestamp = str(submission.timestamp or "")
            checks = dict(self.checks(submission))
        values = (raw, penalty, max(0.0, raw - penalty), assignment.max_score)
        texts = map(spreadsheet_cell, (assignment.name, student, timestamp))
        return dict(zip(COLUMNS, [*texts, *map(number, values)], strict=True)) | checks

    def checks(self, submission: Any) -> Iterator[tuple[str, str]]:
        """The points of each check in the reports on a student's notebooks."""
        folder = Path(self.parent.coursedir.root, self.reports)
        for notebook in submission.notebooks:
            try:
                exercise = find(notebook.name)
                file = report_file(folder, submission.student.id, submission.assignment.name, exercise.name)
                report = Report.from_json(json.loads(file.read_text(encoding="utf-8")))
            except (UsageError, OSError, ValueError):
                continue
            if self.fits(report, exercise, notebook):
                yield from ((check.id, number(check.points)) for check in report.checks)

    def fits(self, report: Report, exercise: Exercise, notebook: Any) -> bool:
        """Whether the gradebook's points come from this report; a warning where they do not."""
        grades = {grade.name: grade for grade in notebook.grades}
        for function in exercise.functions:
            grade = grades.get(check_id(function.name))
            points = None if grade is None else points_of(function, report, grade.max_score)
            if grade is not None and grade.auto_score != points:
                self.log.warning(OTHER.format(report.student, report.assignment))
                return False
        return True
