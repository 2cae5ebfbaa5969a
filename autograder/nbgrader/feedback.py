"""The student's page: nbgrader's, with the points and what to mend first, and with a content policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbgrader
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.report import number

TEMPLATES = Path(__file__).with_name("templates")
FORMGRADER = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
STYLES = FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"
# What MathJax takes for a formula. The page's policy knows the script by its hash.
SCRIPT = (
    'window.MathJax = {tex2jax: {inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]], processEscapes: true},'
    ' messageStyle: "none", CommonHTML: {linebreaks: {automatic: true}}};'
)
SET_BY_HAND = (
    "<p><strong>{score} of {worth} points: a person has set this. The checks below came to {checks}."
    "</strong></p>\n"
)


class FeedbackExporter(HTMLExporter):
    """Writes the page with a template of ours, whatever GenerateFeedback asks of any other exporter."""

    @property
    def default_config(self) -> Config:
        """nbconvert's, and where the templates are."""
        own = {
            "template_name": "torchkata_feedback",
            "extra_template_basedirs": [str(TEMPLATES), str(FORMGRADER / "templates")],
            "extra_template_paths": [str(FORMGRADER / "templates"), str(STYLES)],
        }
        config: Config = super().default_config
        config.merge(Config({"FeedbackExporter": own}))
        return config


class LeadWithPoints(NbGraderPreprocessor):
    """Tells the page what stands at its top, once GetGrades has told the points."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        for cell in nb.cells:
            explain_points_by_hand(cell)
        mark_answers(nb.cells)
        digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
        resources["torchkata"] = {
            "script": SCRIPT,
            "script_hash": f"sha256-{digest}",
            "score": number(told["score"]),
            "worth": number(told["max_score"]),
            "penalty": penalty(told["late_penalty"]),
            "parts": list(parts(nb.cells)),
        }
        return nb, resources


def penalty(points: float) -> str:
    """The sentence on what was taken off for late work; nothing where that is nothing."""
    return f"{number(points)} points were taken off, for it came late." if points else ""


def parts(cells: list[NotebookNode]) -> Iterator[dict[str, Any]]:
    """What is worth points, in the notebook's order, as the top of the page names it."""
    for cell in cells:
        known = cell.metadata.get("nbgrader", {})
        if known.get("grade") or known.get("task"):
            yield {
                "anchor": known["grade_id"] if known.get("grade") else f"comment-{known['grade_id']}",
                "title": title_of(cell),
                "score": number(known["score"]),
                "worth": number(known["points"]),
                "comment": f"comment-{known['grade_id']}" if known.get("comment") else "",
                "to_mend": to_mend(cell),
            }


def title_of(cell: NotebookNode) -> str:
    name = str(cell.metadata.nbgrader.grade_id)
    return name.removeprefix("check-") if cell.cell_type == "code" else f"written: {name}"


def to_mend(cell: NotebookNode) -> str:
    """What is to be mended first, as the checks found it; nothing where all the points were given."""
    known, result = cell.metadata.nbgrader, result_of(cell)
    if result is None or known.score >= known.points:
        return ""
    return str(result.metadata.torchkata.get("to_mend", "")) or "A person has set these points."


def explain_points_by_hand(cell: NotebookNode) -> None:
    """Say above the checks' points that a person has set others."""
    result = result_of(cell)
    if result is None or abs(points_of(result) - cell.metadata.nbgrader.score) < 0.005:
        return
    known = cell.metadata.nbgrader
    score, worth, checks = map(number, (known.score, known.points, points_of(result)))
    words = SET_BY_HAND.format(score=score, worth=worth, checks=checks)
    result.data["text/html"] = words + result.data["text/html"]


def points_of(result: NotebookNode) -> float:
    return float(result.data["text/plain"])


def result_of(cell: NotebookNode) -> NotebookNode | None:
    """The result that GradeInIsolation wrote below a grade cell."""
    if cell.cell_type != "code" or not cell.metadata.get("nbgrader", {}).get("grade"):
        return None
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    known = [output for output in results if "torchkata" in output.metadata]
    return known[0] if known else None


def mark_answers(cells: list[NotebookNode]) -> None:
    """Mark the text below each written question, which is the answer to it."""
    asked = False
    for cell in cells:
        if asked and cell.cell_type == "markdown" and "nbgrader" not in cell.metadata:
            cell.metadata["answers"] = True
        asked = bool(cell.metadata.get("nbgrader", {}).get("task"))
