"""The grades of a cohort as CSV, for a spreadsheet or a learning management system."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from autograder.report import Points, Report, number
from autograder.reporting.summary import by_function
from autograder.reporting.text import spreadsheet_cell

COLUMNS = (
    *("student", "assignment", "exercise", "submission", "verdict"),
    *("score", "max_score", "bonus", "dataset", "device"),
    "notes",  # why there is no grade, and what a person should know of how there came to be one
)


def grades_csv(reports: Sequence[Report]) -> str:
    """A header and a row for each report: `COLUMNS`, then the points in a column `exercise.function` each.

    `score` lies in [0, max_score] and `bonus` beyond it; together they are the sum of the function columns.
    A function that no check names is left empty, and so are all points where the kit failed.
    """
    rows = [_row(report) for report in reports]
    functions = dict.fromkeys(column for row in rows for column in row if column not in COLUMNS)
    table = io.StringIO()
    # Every cell in quotes: a spreadsheet that splits at semicolons must not find a second cell inside a name.
    writer = csv.DictWriter(table, [*COLUMNS, *functions], quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def _row(report: Report) -> dict[str, str]:
    texts = ("student", "assignment", "exercise", "submission", "verdict", "dataset", "device")
    row = {
        **{column: spreadsheet_cell(getattr(report, column)) for column in texts},
        "max_score": number(report.max_score),
        "notes": spreadsheet_cell(" ".join(report.notes)),
    }
    if not report.verdict.gives_grade:
        return row
    return row | {
        "score": number(report.score),
        "bonus": number(report.bonus),
        **{
            f"{report.exercise}.{function}": number(Points.of(checks).total)
            for function, checks in by_function(report).items()
        },
    }
