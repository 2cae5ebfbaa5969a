"""Reading a notebook: its cells, whatever is in the file, and their text."""

from __future__ import annotations

import json
from typing import Any

from autograder.worker.text import encodable


class Unreadable(Exception):  # noqa: N818 - it names what the file is
    """A file that cannot be read as a submission at all; the text says why."""


def cells_of(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook, an empty dict for each that is none; raises Unreadable for anything else."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        cells = None
    if not isinstance(cells, list):
        raise Unreadable("The file is not a Jupyter notebook (its JSON cannot be read).")
    return [dict_or_empty(cell) for cell in cells]


def source_of(cell: dict[str, Any]) -> str:
    """A cell's text, whether it is stored as one string or as lines."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return encodable("".join(line for line in lines if isinstance(line, str)))


def dict_or_empty(value: object) -> dict[str, Any]:
    """A dict as it is; an empty one for whatever else a notebook holds in its place."""
    return value if isinstance(value, dict) else {}
