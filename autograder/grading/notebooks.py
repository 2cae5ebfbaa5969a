"""Notebooks as students hand them in, brought into a form that everything else can rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from autograder.sandbox.trouble import Unreadable
from autograder.worker import notebooks
from autograder.worker.notebooks import cells_of, dict_or_empty, source_of

LARGE = 16 << 20  # bytes: of a larger notebook, most is outputs as a rule
MAX_CELLS, MAX_SOURCE = 2000, 200_000  # of what is shown; characters of one cell
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
KEPT_METADATA = ("nbgrader", "torchkata")


def without_outputs(content: bytes) -> bytes:
    """A notebook with its cells' kinds, roles and text alone; raises Unreadable."""
    cells = [{key: cell.get(key) for key in ("cell_type", "metadata", "source")} for cell in _cells(content)]
    code = json.dumps({"cells": cells}).encode()
    if len(code) > LARGE:
        raise Unreadable(f"The cells hold more than {LARGE >> 20} MiB.", "Take data out of them.")
    return code


def mended(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook as nbformat 4.5 has them, without outputs; raises Unreadable.

    Every cell has an id of its own, its kind, its text and a dict of metadata, whatever was there before; of
    the metadata, what this kit and nbgrader wrote is kept.
    """
    return list(_mended(_cells(content)[:MAX_CELLS]))


def is_graded(cell: dict[str, Any]) -> bool:
    """Whether a mended cell says that it holds a check."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def _cells(content: bytes) -> list[dict[str, Any]]:
    try:
        return cells_of(content)
    except notebooks.Unreadable as error:
        raise Unreadable(str(error), "Save it again from Jupyter, and hand that file in.") from None


def _mended(cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        own, kind = cell.get("id"), cell.get("cell_type")
        fits = isinstance(own, str) and CELL_ID.fullmatch(own) and own not in taken
        identity = str(own) if fits else f"cell-{number}"
        while identity in taken:
            identity += "-"
        taken.add(identity)
        known = dict_or_empty(cell.get("metadata"))
        metadata = {key: known[key] for key in KEPT_METADATA if isinstance(known.get(key), dict)}
        plain = {"id": identity, "metadata": metadata, "source": source_of(cell)[:MAX_SOURCE]}
        if kind == "code":
            yield {"cell_type": "code", "execution_count": None, "outputs": [], **plain}
        else:
            yield {"cell_type": "raw" if kind == "raw" else "markdown", **plain, **_pasted(cell)}


def _pasted(cell: dict[str, Any]) -> dict[str, Any]:
    """The pictures that were pasted into a cell of text; nothing where they are not of the right form."""
    files = cell.get("attachments")
    right = isinstance(files, dict) and all(
        isinstance(forms, dict) and all(isinstance(data, str) for data in forms.values())
        for forms in files.values()
    )
    return {"attachments": files} if files and right else {}
