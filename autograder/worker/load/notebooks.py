"""Reading a notebook: its cells, whatever is in the file, and their text."""

from __future__ import annotations

import json
import re
from typing import Any

from autograder.worker.load import syntax
from autograder.worker.wire.problems import Problem, Unreadable
from autograder.worker.wire.text import encodable

# Where a cell's text stands: in nbformat 4, in that of code in 3 and 2, and in code and text of 1.
TEXT_KEYS = ("source", "input", "code", "text")
# Roles of cells that hold code by which a student is judged, and of cells that hold words.
OF_CODE, OF_WORDS = ("setup", "function"), ("text", "question", "answer")
FENCED = re.compile(r"\s*(`{3,}|~{3,})[ \w]*\n(.*?)\n\1\s*", re.DOTALL)


def cells_of(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook of any nbformat, an empty dict for each that is none.

    Until nbformat 4 they lay in worksheets. Raises Unreadable for anything but a notebook.
    """
    try:
        notebook = json.loads(content)
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(Problem("no-notebook")) from None
    return [dict_or_empty(cell) for cell in cells]


def kind_of(cell: dict[str, Any]) -> str:
    """What a cell is read as: `code`, `markdown` or `raw`.

    One that was handed out as code is code, whatever a key pressed by mistake made of it; one that was handed
    out for words and became code stays code only where it can be read as such.
    """
    kind, metadata = cell.get("cell_type"), dict_or_empty(cell.get("metadata"))
    role = dict_or_empty(metadata.get("torchkata")).get("role")
    handed_out = dict_or_empty(metadata.get("nbgrader")).get("cell_type")
    if kind != "code" and (role in OF_CODE or handed_out == "code"):
        return "code"
    if kind == "code" and (role in OF_WORDS or handed_out == "markdown") and not _is_python(cell):
        return "markdown"
    return kind if kind in ("code", "raw") else "markdown"


def _is_python(cell: dict[str, Any]) -> bool:
    try:
        syntax.statements(source_of(cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def source_of(cell: dict[str, Any]) -> str:
    """A cell's text, in whatever nbformat; of code that became Markdown, without the fences around it."""
    text = text_of(next((cell[key] for key in TEXT_KEYS if key in cell), ""))
    fenced = FENCED.fullmatch(text) if cell.get("cell_type") == "markdown" else None
    return fenced[2] if fenced and kind_of(cell) == "code" else text


def is_to_grade_others(cell: dict[str, Any]) -> bool:
    """Whether nbgrader knows a cell as one that holds a check; one that a person marks is the student's."""
    known = dict_or_empty(dict_or_empty(cell.get("metadata")).get("nbgrader"))
    return bool(known.get("grade")) and not known.get("solution")


def text_of(stored: object) -> str:
    """A text that a notebook stores as one string or as lines; empty for anything else."""
    lines = stored if isinstance(stored, list) else [stored]
    return encodable("".join(line for line in lines if isinstance(line, str)))


def dict_or_empty(value: object) -> dict[str, Any]:
    """A dict as it is; an empty one for whatever else a notebook holds in its place."""
    return value if isinstance(value, dict) else {}
