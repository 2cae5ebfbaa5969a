"""What stands below the cells of a graded notebook: points, reasons, and what students' cells put out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from nbformat.v4 import new_output

from autograder.exercise import Function
from autograder.nbgrader.inert import inert, inert_formulas, rendered
from autograder.nbgrader.points import points_of
from autograder.report import Points, Report, number
from autograder.reporting.html import render_checks
from autograder.reporting.summary import first_to_mend
from autograder.reporting.text import neutralise, one_line

MAX_TEXT = 120_000  # characters of one output
PICTURES = ("image/png", "image/jpeg")


def graded(function: Function, report: Report, worth: float, first: bool) -> list[Any]:
    """The output of a function's grade cell that is worth so many points: its points as a float, and why.

    Notes on the notebook as a whole stand in the first of its grade cells, and where nothing was judged.
    """
    checks = tuple(check for check in report.checks if check.function == function.name)
    points, bonus = points_of(function, report, worth), Points.of(checks).bonus
    unjudged = not any(check.outcome.answered for check in checks)
    notes = report.notes if first or unjudged else ()
    more = f", and {number(bonus)} as a bonus outside the gradebook" if bonus else ""
    ending = f"The checks came to {number(points)} of {number(worth)} points{more}, with the hidden ones."
    own_part = replace(report, checks=checks, notes=notes)
    return [_result(points, render_checks(own_part, ending), first_to_mend(own_part))]


def refused(words: str) -> list[Any]:
    """The output of a grade cell that cannot be judged: no points, and words that say why."""
    return [_result(0.0, f"<p>{escape(neutralise(words))}</p>", one_line(words))]


def _result(points: float, page: str, to_mend: str) -> Any:
    """Points, and why; `to_mend` is a sentence for the top of the student's page."""
    data = {"text/plain": repr(points), "text/html": page}
    return new_output("execute_result", data, metadata={"torchkata": {"to_mend": to_mend}})


def own(outputs: Sequence[dict[str, Any]]) -> list[Any]:
    """What a student's cell put out, made harmless: without control and bidi characters, as inert pages."""
    return [_own(output) for output in outputs]


def _own(output: dict[str, Any]) -> Any:
    kind, data, lines = (output.get(key) for key in ("output_type", "data", "traceback"))
    if kind == "error":
        kept = [_text(line) for line in lines] if isinstance(lines, list) else []
        return new_output(
            "error", ename=_text(output.get("ename")), evalue=_text(output.get("evalue")), traceback=kept
        )
    if kind not in ("execute_result", "display_data") or not isinstance(data, dict):
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_text(output.get("text")))
    return new_output(kind, dict(_forms(data)))


def _forms(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The forms of an output that a page can show, as it shows them."""
    if "text/plain" in data:
        yield "text/plain", _text(data["text/plain"])
    if "text/latex" in data:
        yield "text/latex", inert_formulas(_text(data["text/latex"]))
    for form in PICTURES:
        if isinstance(data.get(form), str):
            yield form, "".join(data[form].split())
    if "text/html" in data:
        yield "text/html", _page(_text(data["text/html"]), inert)
    elif "text/markdown" in data:
        yield "text/html", _page(_text(data["text/markdown"]), lambda words: inert(rendered(words, {})))


def _page(words: str, make: Callable[[str], str]) -> str:
    """What is made of the words; the words themselves where that fails, over whatever a student wrote."""
    try:
        return make(words)
    except Exception:
        return f"<pre>{escape(words)}</pre>"


def _text(text: Any) -> str:
    return neutralise(text, MAX_TEXT) if isinstance(text, str) else ""
