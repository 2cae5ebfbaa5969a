"""Where the kit itself fails there is no grade: no table, page or status lets that pass for zero points."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sample_reports as sample
from autograder.errors import KitError
from autograder.grading.pool import LOST, Graders
from autograder.grading.run import require_grades
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import Launch
from autograder.report import Report
from autograder.reporting import summary, terminal
from autograder.reporting.html import render
from autograder.reporting.tables import grades_csv
from autograder.sandbox.budget import Budget
from autograder.sandbox.no_value import Lost
from grading_helpers import QUICK, REFERENCE, InThisProcess, graded, submissions

FACT = "The kit failed over this submission."


def without_grade(student: str = "amy") -> Report:
    checks = [replace(check, points=0.0, outcome="ungraded") for check in sample.perfect().checks]
    return replace(sample.perfect(student), verdict="ungraded", checks=tuple(checks), notes=(FACT,))


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


class LosesAtOnce(InThisProcess):
    """A judgement whose worker is lost as it loads the file."""

    def launch(self, submission: Submission, content: bytes, settings: Settings, budget: Budget) -> Launch:
        raise Lost("gone")


class LosesLater(InThisProcess):
    """A judgement whose worker is lost at the first call."""

    def launch(self, submission: Submission, content: bytes, settings: Settings, budget: Budget) -> Launch:
        begin = super().launch(submission, content, settings, budget)

        def launch(standins: Any) -> Any:
            student = begin(standins)
            student._channel.exchange = lose  # type: ignore[method-assign, assignment] # of this one
            return student

        return launch


def lose(*_: Any) -> bytes:
    raise Lost("gone")


@pytest.mark.parametrize("judge", [LosesAtOnce, LosesLater])
def test_a_worker_that_goes_with_its_server_costs_no_points(tmp_path, judge):
    work = submissions(tmp_path, {"amy": REFERENCE})
    [report] = graded(work, QUICK, judge).values()
    assert report.verdict == "ungraded"
    assert {check.outcome for check in report.checks} == {"ungraded"}


def test_a_grader_that_dies_gives_no_grade(tmp_path: Path):
    [work] = submissions(tmp_path, {"amy": REFERENCE}, functions=("relu",))
    with Graders(QUICK, 1) as graders:
        graders.started[0].process.kill()
        report = graders.begin(work).result()
        again = graders.begin(work).result()
    assert (report.verdict, report.notes) == ("ungraded", (LOST,))
    assert again.verdict == "graded"
