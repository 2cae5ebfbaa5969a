"""Taking in what students did to a notebook, so that nbgrader's own steps can go on with it.

Stock nbgrader stops at a missing, doubled or renamed cell, at odd metadata, and, for every student, at
metadata of an older schema. Here the gradebook says what each cell is.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from autograder.errors import UsageError
from autograder.grading.notebooks import mended
from autograder.nbgrader.rounds import KEY, Round, at_work
from autograder.sandbox.trouble import Unreadable

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class MendingExporter(NotebookExporter):
    """Reads any notebook, in whatever state it is; of what it writes, it marks what is not judged yet."""

    zero_unreadable = Bool(False, help="give a file that is no notebook no points, and say why").tag(
        config=True
    )

    def __init__(self, config: Any = None, parent: Any = None, **options: Any) -> None:
        super().__init__(config=config, parent=parent, **options)
        if isinstance(parent, Autograde):
            Round(parent)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """The notebook of a file, run through the preprocessors, with the resources.

        A file that is no notebook is refused, unless `zero_unreadable`: then it becomes one of a single cell,
        which says so. UsageError where it is refused.
        """
        path = Path(filename)
        try:
            cells = mended(path.read_bytes())
        except (Unreadable, OSError) as error:
            words = f"This file could not be read as a notebook. {error}"
            if not self.zero_unreadable:
                raise refusal(words, (resources or {}).get("nbgrader", {})) from None
            cells = [{"cell_type": "markdown", "id": "unreadable", "metadata": {}, "source": words}]
        mark = {KEY: {"at_work": at_work()}} if getattr(self.parent, "_sanitizing", False) else {}
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA | mark, "cells": cells}
        where = {"metadata": {"name": path.stem, "path": str(path.parent)}}
        return self.from_notebook_node(from_dict(notebook), {**where, **(resources or {})}, **options)


def refusal(words: str, told: dict[str, str]) -> UsageError:
    """The error for a file that cannot be judged: nobody is to find zero points where no work was seen."""
    student, assignment = told.get("student", ""), told.get("assignment", "")
    return UsageError(
        f"{student} has no grade. {words}",
        "Ask for the file again, collect it and autograde; or give it no points: `nbgrader autograde "
        f"{shlex.quote(assignment)} --student={shlex.quote(student)} --MendingExporter.zero_unreadable=True`",
    )


class RestoreCells(NbGraderPreprocessor):
    """Makes every cell what the gradebook says it is, and adds those to be graded that are not there."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(told["notebook"], told["assignment"])
            wanted = {cell.name: metadata_of(cell, notebook) for cell in notebook.source_cells}
            sources = {cell.name: cell.source for cell in notebook.source_cells}
        kept = self.keep_known(nb.cells, wanted)
        place = 0 if kept else len(nb.cells)
        for name, metadata in wanted.items():
            if name in kept:
                place = nb.cells.index(kept[name]) + 1
            elif metadata["grade"] or metadata["task"]:
                nb.cells.insert(place, added(name, metadata, sources[name]))
                place += 1
        return nb, resources

    @staticmethod
    def keep_known(cells: list[NotebookNode], wanted: dict[str, dict[str, Any]]) -> dict[str, NotebookNode]:
        """The last cell of each name that is wanted, with its metadata put right; others lose theirs."""
        kept: dict[str, NotebookNode] = {}
        for cell in reversed(cells):
            name = cell.metadata.pop("nbgrader", {}).get("grade_id")
            if isinstance(name, str) and name in wanted and name not in kept:
                kept[name] = cell
                cell.metadata.nbgrader = from_dict(wanted[name])
                set_kind(cell, wanted[name]["cell_type"])
        return kept


def metadata_of(cell: Any, notebook: Any) -> dict[str, Any]:
    """nbgrader's metadata of a cell, schema 3, from the gradebook's record of it."""
    points = {one.name: one.max_score for one in (*notebook.grade_cells, *notebook.task_cells)}
    kinds = {"grade": notebook.grade_cells, "solution": notebook.solution_cells, "task": notebook.task_cells}
    metadata = {
        "schema_version": 3,
        **{flag: any(one.name == cell.name for one in cells) for flag, cells in kinds.items()},
        "locked": cell.locked,
        "grade_id": cell.name,
        "cell_type": cell.cell_type,
        "checksum": cell.checksum,
    }
    return metadata | ({"points": points[cell.name]} if cell.name in points else {})


def set_kind(cell: NotebookNode, kind: str) -> None:
    """Make a cell one of code or of text."""
    cell.cell_type = kind
    if kind == "code":
        cell.pop("attachments", None)
        cell.update(outputs=[], execution_count=None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def added(name: str, metadata: dict[str, Any], source: str) -> NotebookNode:
    """A cell that was not in what the student handed in."""
    cell: NotebookNode = from_dict(
        {"id": f"added-{name}"[:64], "metadata": {"nbgrader": metadata}, "source": source}
    )
    set_kind(cell, metadata["cell_type"])
    return cell
