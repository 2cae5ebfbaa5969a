"""What stands below the cells of a graded notebook: points, reasons, and what students' cells put out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

from nbconvert.filters import clean_html
from nbformat.v4 import new_output

from autograder.exercise import Function
from autograder.nbgrader.points import points_of
from autograder.report import Report
from autograder.reporting.html import render_checks
from autograder.reporting.summary import number, tally
from autograder.reporting.text import neutralise

MAX_TEXT = 120_000  # characters of one output
OWN_TEXT = ("text/plain", "text/latex", "text/markdown")
PICTURES = ("image/png", "image/jpeg")


def graded(function: Function, report: Report, worth: float, first: bool) -> list[Any]:
    """The output of a function's grade cell that is worth so many points: its points as a float, and why.

    Notes on the notebook as a whole stand in the first of its grade cells, and where nothing was judged.
    """
    checks = tuple(check for check in report.checks if check.function == function.name)
    points, bonus = points_of(function, report, worth), tally(checks).bonus
    unjudged = not any(check.outcome in ("passed", "failed", "error") for check in checks)
    notes = report.notes if first or unjudged else ()
    more = f", and {number(bonus)} as a bonus outside the gradebook" if bonus else ""
    ending = f"{number(points)} of {number(worth)} points{more}, with the hidden checks."
    return [_result(points, render_checks(replace(report, checks=checks, notes=notes), ending))]


def refused(words: str) -> list[Any]:
    """The output of a grade cell that cannot be judged: no points, and words that say why."""
    return [_result(0.0, f"<p>{escape(neutralise(words))}</p>")]


def _result(points: float, page: str) -> Any:
    return new_output("execute_result", {"text/plain": repr(points), "text/html": page})


def own(outputs: Sequence[dict[str, Any]]) -> list[Any]:
    """What a student's cell put out, made harmless: no control or bidi characters, no script."""
    return [_own(output) for output in outputs]


def _own(output: dict[str, Any]) -> Any:
    kind = output["output_type"]
    if kind == "stream":
        return new_output("stream", name=output["name"], text=_text(output["text"]))
    if kind == "error":
        lines = [_text(line) for line in output["traceback"]]
        return new_output(
            "error", ename=_text(output["ename"]), evalue=_text(output["evalue"]), traceback=lines
        )
    data = {form: _text(text) for form, text in output["data"].items() if form in OWN_TEXT}
    data |= {form: "".join(text.split()) for form, text in output["data"].items() if form in PICTURES}
    if "text/html" in output["data"]:
        data["text/html"] = clean_html(_text(output["data"]["text/html"]))
    return new_output(kind, data)


def _text(text: str) -> str:
    return neutralise(text, MAX_TEXT)
