"""Reading a notebook: its cells, whatever is in the file, and their text."""

from __future__ import annotations

import json
from typing import Any

from autograder.worker.text import encodable

# Where a cell's text stands: in nbformat 4, in that of code in 3 and 2, and in code and text of 1.
TEXT_KEYS = ("source", "input", "code", "text")


class Unreadable(Exception):  # noqa: N818 - it names what the file is
    """A file that cannot be read as a submission at all; the text says why."""


def cells_of(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook of any nbformat, an empty dict for each that is none.

    Until nbformat 4 they lay in worksheets. Raises Unreadable for anything but a notebook.
    """
    try:
        notebook = json.loads(content)
        sheets = [notebook] if "cells" in notebook else notebook["worksheets"]
        cells = [cell for sheet in sheets for cell in sheet["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("The file is not a Jupyter notebook (its JSON cannot be read).") from None
    return [dict_or_empty(cell) for cell in cells]


def source_of(cell: dict[str, Any]) -> str:
    """A cell's text, in whatever nbformat."""
    return text_of(next((cell[key] for key in TEXT_KEYS if key in cell), ""))


def text_of(stored: object) -> str:
    """A text that a notebook stores as one string or as lines; empty for anything else."""
    lines = stored if isinstance(stored, list) else [stored]
    return encodable("".join(line for line in lines if isinstance(line, str)))


def dict_or_empty(value: object) -> dict[str, Any]:
    """A dict as it is; an empty one for whatever else a notebook holds in its place."""
    return value if isinstance(value, dict) else {}
