"""Where the kit itself fails there is no grade: no table, page or status lets that pass for zero points."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sample_reports as sample
from autograder.errors import KitError
from autograder.grading.pool import LOST, GraderPool
from autograder.grading.run import require_grades
from autograder.grading.workers import InProcessLauncher
from autograder.outcomes import Outcome, Verdict
from autograder.report import Report
from autograder.reporting import summary, terminal
from autograder.reporting.html import render
from autograder.reporting.tables import grades_csv
from autograder.sandbox.no_value import Lost
from autograder.sandbox.worker import Worker
from grading_helpers import QUICK, REFERENCE, graded, submissions

FACT = "The kit failed over this submission."


def without_grade(student: str = "amy") -> Report:
    checks = [replace(check, points=0.0, outcome=Outcome.UNGRADED) for check in sample.perfect().checks]
    return replace(sample.perfect(student), verdict=Verdict.UNGRADED, checks=tuple(checks), notes=(FACT,))


def row_of(*reports: Report) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(grades_csv(reports))))


def test_the_table_has_no_points_and_says_why():
    row = row_of(without_grade(), sample.perfect("bob"))
    assert (row["verdict"], row["score"], row["bonus"], row["notes"]) == ("ungraded", "", "", FACT)
    assert [value for name, value in row.items() if name.startswith("mnist.")] == [""] * len(
        summary.by_function(sample.perfect())
    )


def test_the_list_has_none_for_a_score():
    assert without_grade().to_json()["score"] is None
    assert Report.from_json(without_grade().to_json()) == without_grade()


def test_page_and_terminal_say_that_there_is_no_grade(tmp_path):
    shown = io.StringIO()
    terminal.show_cohort([without_grade()], tmp_path, shown)
    page = re.sub("<[^>]*>", "", render([without_grade()], [sample.mnist()]))
    assert "no grade" in shown.getvalue()
    assert "amy: no grade" in page
    assert "0 of" not in page.split("amy: no grade")[0].split("Students by functions")[1]


def test_the_mean_is_that_of_the_others():
    other = sample.perfect("bob")
    assert summary.mean([without_grade(), other]) == summary.mean([other])
    assert summary.mean([without_grade()]) == "none"


def test_a_run_with_such_work_ends_with_who_it_is():
    require_grades([sample.perfect()])
    with pytest.raises(KitError, match=r"2 submissions, over which the kit failed: .*amy.*cleo") as caught:
        require_grades([without_grade("amy"), sample.perfect("bob"), without_grade("cleo")])
    assert caught.value.exit_code == 3


class LosesAtOnce(InProcessLauncher):
    """Loses the worker as it loads the file."""

    def start(self, standins: Mapping[str, str]) -> Worker:
        raise Lost("gone")


class LosesLater(InProcessLauncher):
    """Loses the worker at the first call."""

    def start(self, standins: Mapping[str, str]) -> Worker:
        worker = super().start(standins)
        worker._channel.exchange = lose  # type: ignore[method-assign, assignment] # of this one
        return worker


def lose(*_: Any) -> bytes:
    raise Lost("gone")


@pytest.mark.parametrize("launcher", [LosesAtOnce, LosesLater])
def test_a_worker_that_goes_with_its_server_costs_no_points(tmp_path, launcher):
    work = submissions(tmp_path, {"amy": REFERENCE})
    [report] = graded(work, QUICK, launcher).values()
    assert report.verdict == "ungraded"
    assert {check.outcome for check in report.checks} == {"ungraded"}


def test_a_grader_that_dies_gives_no_grade(tmp_path: Path):
    [work] = submissions(tmp_path, {"amy": REFERENCE}, functions=("relu",))
    with GraderPool(QUICK, 1) as graders:
        graders.started[0].process.kill()
        report = graders.begin(work).result()
        again = graders.begin(work).result()
    assert (report.verdict, report.notes) == ("ungraded", (LOST,))
    assert again.verdict == "graded"
