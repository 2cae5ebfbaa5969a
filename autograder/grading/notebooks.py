"""Notebooks as students hand them in, brought into a form that everything else can rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from autograder.exercise import Exercise
from autograder.sandbox.no_value import Unreadable
from autograder.sandbox.problems import fact_of
from autograder.worker.load.notebooks import (
    cells_of,
    dict_or_empty,
    is_to_grade_others,
    kind_of,
    source_of,
    text_of,
)
from autograder.worker.load.setup import missing_from
from autograder.worker.wire import problems

LARGE = 16 << 20  # bytes: of a larger notebook, most is outputs as a rule
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
KEPT_METADATA = ("nbgrader", "torchkata")
# Where two threads parse at once, Python 3.11 may stop with "AST constructor recursion depth mismatch".
ONE_AT_A_TIME = Lock()


def without_outputs(content: bytes) -> bytes:
    """A notebook with its cells' kinds, roles and code alone; raises Unreadable."""
    code = json.dumps({"cells": [_for_grading(cell) for cell in _cells(content)]}).encode()
    if len(code) > LARGE:
        raise Unreadable(f"The cells of code hold more than {LARGE >> 20} MiB.", "Take data out of them.")
    return code


def mended(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook as nbformat 4.5 has them, without outputs; raises Unreadable.

    Every cell has an id of its own, its kind, its whole text and a dict of metadata, whatever was there
    before; of the metadata, what this kit and nbgrader wrote is kept. Attachments are texts by kind.
    """
    return list(_mended(_cells(content)))


def is_graded(cell: dict[str, Any]) -> bool:
    """Whether a mended cell says that it holds a check."""
    return is_to_grade_others(cell)


def turned_into_text(content: bytes) -> list[str]:
    """The sources of cells that were handed out as code and are text now; raises Unreadable."""
    turned = [cell for cell in _cells(content) if kind_of(cell) == "code" != cell.get("cell_type")]
    return [source_of(cell) for cell in turned]


def lost_setup(exercise: Exercise, cells: Iterable[dict[str, Any]]) -> list[str]:
    """The imports that were handed out with an exercise, and that these mended cells use and have lost."""
    own = [cell["source"] for cell in cells if cell["cell_type"] == "code" and not is_graded(cell)]
    try:
        with ONE_AT_A_TIME:
            return missing_from(exercise.setup, own)
    except RecursionError:  # over code that is nested thousands of times
        return []


def _cells(content: bytes) -> list[dict[str, Any]]:
    try:
        return cells_of(content)
    except problems.Unreadable as error:
        remedy = "Save it again from Jupyter, and hand that file in."
        raise Unreadable(fact_of(error.problem), remedy) from None


def _for_grading(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell without what grading does not look at: outputs, pictures, and text that is no code."""
    kind = kind_of(cell)
    source = source_of(cell) if kind == "code" else ""
    return {"cell_type": kind, "metadata": cell.get("metadata"), "source": source}


def _mended(cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        own, kind = cell.get("id"), kind_of(cell)
        fits = isinstance(own, str) and CELL_ID.fullmatch(own) and own not in taken
        identity = str(own) if fits else f"cell-{number}"
        while identity in taken:
            identity += "-"
        taken.add(identity)
        known = dict_or_empty(cell.get("metadata"))
        metadata = {key: known[key] for key in KEPT_METADATA if isinstance(known.get(key), dict)}
        plain = {"id": identity, "metadata": metadata, "source": _heading(cell) + source_of(cell)}
        files = dict_or_empty(cell.get("attachments"))
        plain |= {"attachments": {name: _forms(forms) for name, forms in files.items()}} if files else {}
        if kind == "code":
            yield {"cell_type": "code", "execution_count": None, "outputs": [], **plain}
        else:
            yield {"cell_type": kind, **plain}


def _forms(forms: object) -> dict[str, str]:
    """The forms of an attachment, from kind to text."""
    return {kind: text_of(data) for kind, data in dict_or_empty(forms).items()}


def _heading(cell: dict[str, Any]) -> str:
    """What makes a cell's text a heading in Markdown; until nbformat 4, headings were a kind of cell."""
    level = cell.get("level")
    if cell.get("cell_type") != "heading":
        return ""
    return "#" * level + " " if isinstance(level, int) and 1 <= level <= 6 else "# "
