"""What a student wrote into a cell that nbgrader fills again, kept beside it; and imports that were lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.utils import compute_checksum

# What nbgrader keeps from students of a cell.
KEPT_FROM_STUDENTS = re.compile(r"(?ms)^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?END \1[^\n]*$")
MOVED = "The student wrote this into the cell {}, which nbgrader fills again; it was moved here."
NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
PUT_BACK = "# This was handed out, and is not in what was handed in; it was put back."


def is_as_handed_out(cell: NotebookNode, known: dict[str, Any]) -> bool:
    """Whether a cell is what some release handed out, by the checksum in what nbgrader knows of it there."""
    copy = from_dict({**cell, "metadata": {"nbgrader": known}})
    try:
        return bool(compute_checksum(copy) == known["checksum"])
    except (KeyError, TypeError, ValueError):
        return False


def surplus(handed_out: str, found: str) -> str:
    """The lines of a cell that are not those that were handed out."""
    given = Counter(line.strip() for line in KEPT_FROM_STUDENTS.sub("", handed_out).splitlines())
    return "\n".join(_beyond(given, found)).strip("\n")


def _beyond(given: Counter[str], found: str) -> Iterator[str]:
    for line in found.splitlines():
        words = line.strip()
        if words and given[words]:
            given[words] -= 1
        else:
            yield line


def moved(name: str, kind: str, source: str, attachments: dict[str, Any]) -> NotebookNode:
    """A cell of the student's own with what stood in the cell of that name."""
    words = MOVED.format(name)
    lead = f"# {words}\n" if kind == "code" else f"*{words}*\n\n"
    return _cell(f"moved-{name}", kind, lead + source, attachments)


def put_back(lines: list[str]) -> NotebookNode:
    """A cell with the imports that were handed out and lost."""
    return _cell("put-back", "code", "\n".join([PUT_BACK, *lines]), {})


def _cell(identity: str, kind: str, source: str, attachments: dict[str, Any]) -> NotebookNode:
    more = {"attachments": attachments} if attachments and kind != "code" else {}
    cell: NotebookNode = NEW[kind](source, id=identity[:64], **more)
    return cell
