"""What of a notebook a person judges, by the name of the cell that the points are for."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

HANDED_OUT = ("setup", "example", "check")


@dataclass
class Judged:
    """The student's cells under one grade, and the names of those that can have comments."""

    cells: list[NotebookNode] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """A hash of what stands in them; blanks at the ends of lines, and of the text, make no difference."""
        parts = [_plain(cell) for cell in self.cells]
        return hashlib.sha256(json.dumps([part for part in parts if any(part)]).encode()).hexdigest()


def _plain(cell: NotebookNode) -> tuple[str, list[tuple[str, str]]]:
    lines = [line.rstrip() for line in cell.source.strip().splitlines()]
    files = cell.get("attachments", {})
    return "\n".join(lines), sorted((name, json.dumps(files[name], sort_keys=True)) for name in files)


def judged_texts(cells: Sequence[NotebookNode]) -> dict[str, Judged]:
    """What is judged under each grade and task cell of a notebook, whose metadata are the gradebook's.

    Under a question: the text below it, and code until the next cell that nbgrader knows. Under a cell that a
    person marks: it, and the same. Under a check: the code above it, since the check before. Text above all
    questions is taken for the first one's.
    """
    found: defaultdict[str, Judged] = defaultdict(Judged)
    marked = [cell.metadata.nbgrader.grade_id for cell in cells if _is_a_persons(cell)]
    above, asked, near = Judged(), marked[0] if marked else "", False
    for cell in cells:
        known = cell.metadata.get("nbgrader")
        if known is None:
            if _is_own(cell):
                (found[asked] if near or cell.cell_type != "code" else above).cells.append(cell)
            continue
        name, near = known.grade_id, _is_a_persons(cell)
        if near:
            asked = name
            found[name].cells += [cell] if known.solution else []
        elif known.grade:
            found[name], above = above, Judged()
        elif known.solution:
            above.cells.append(cell)
            above.names.append(name)
    return dict(found)


def _is_a_persons(cell: NotebookNode) -> bool:
    known = cell.metadata.get("nbgrader", {})
    return bool(known.get("task") or (known.get("grade") and known.get("solution")))


def _is_own(cell: NotebookNode) -> bool:
    return cell.metadata.get("torchkata", {}).get("role") not in HANDED_OUT
