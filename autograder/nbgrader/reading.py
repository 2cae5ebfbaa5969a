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
from nbgrader.utils import is_locked
from traitlets import Bool

from autograder.catalog import find
from autograder.errors import UsageError
from autograder.grading.notebooks import lost_setup, mended
from autograder.grading.submissions import Submission
from autograder.nbgrader.marks import take_in
from autograder.nbgrader.rounds import KEY, Round, at_work
from autograder.nbgrader.surplus import is_as_handed_out, moved, put_back, surplus
from autograder.nbgrader.taking import folder_of, found_for, look_for_others
from autograder.sandbox.no_value import Unreadable

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
            look_for_others(parent)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """The notebook of a file, run through the preprocessors, with the resources.

        A file that is no notebook is refused, unless `zero_unreadable`: then it becomes one of a single cell,
        which says so. Where there is no file of that name, it is the one that is taken for it. UsageError
        where it is refused.
        """
        path, told = Path(filename), (resources or {}).get("nbgrader", {})
        found = None if path.exists() else found_for(path, told["student"])
        try:
            cells = mended(path.read_bytes()) if found is None else self.cells_of(found)
        except (Unreadable, OSError) as error:
            words = f"This file could not be read as a notebook. {error}"
            if not self.zero_unreadable:
                raise refusal(words, told) from None
            cells = [_one_cell("markdown", words)]
        mark = {KEY: {"at_work": at_work()}} if getattr(self.parent, "_sanitizing", False) else {}
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA | mark, "cells": cells}
        where = {"metadata": {"name": path.stem, "path": str(path.parent)}}
        return self.from_notebook_node(from_dict(notebook), {**where, **(resources or {})}, **options)

    def cells_of(self, found: Submission) -> list[dict[str, Any]]:
        """The cells of the file that is taken for the one asked for, or one cell that says why none is."""
        for words in (f"{found.problem} {found.remedy}",) if found.problem else found.notes:
            self.log.warning("%s: %s", found.label, words)
        if found.problem:
            return [_one_cell("markdown", f"{found.problem} {found.remedy}")]
        if found.file.suffix == ".py":
            return [_one_cell("code", found.read().decode("utf-8", "replace"))]
        return mended(found.read())


def _one_cell(kind: str, source: str) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": "whole-file", "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def refusal(words: str, told: dict[str, str]) -> UsageError:
    """The error for a file that cannot be judged: nobody is to find zero points where no work was seen."""
    student, assignment = told.get("student", ""), told.get("assignment", "")
    return UsageError(
        f"{student} has no grade. {words}",
        "Ask for the file again, collect it and autograde; or give it no points: `nbgrader autograde "
        f"{shlex.quote(assignment)} --student={shlex.quote(student)} --MendingExporter.zero_unreadable=True`",
    )


class RestoreCells(NbGraderPreprocessor):
    """Makes every cell what the gradebook says it is, and adds those to be graded that are not there.

    What a student wrote into a cell that nbgrader fills again is kept beside it, imports that were handed out
    and lost are put back, and the gradebook notes what of it a person marks.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(told["notebook"], told["assignment"])
            wanted = {cell.name: metadata_of(cell, notebook) for cell in notebook.source_cells}
            sources = {cell.name: cell.source for cell in notebook.source_cells}
            self.restore(nb, wanted, sources)
            self.put_back_imports(nb, told["notebook"])
            submission = gradebook.find_submission(told["assignment"], told["student"])
            for one in submission.notebooks:
                self.take_in(gradebook, one, nb, told)
        return nb, resources

    def take_in(self, gradebook: Gradebook, one: Any, nb: NotebookNode, told: dict[str, str]) -> None:
        """Note what there is to mark: in this notebook, and in those of the submission that are missing."""
        folder = folder_of(self.parent.parent, told["student"], told["assignment"])
        path = folder / f"{one.name}.ipynb"
        if one.name == told["notebook"]:
            take_in(gradebook, one, nb.cells, not path.exists())
        elif not path.exists() and found_for(path, told["student"]) is None:
            take_in(gradebook, one, [], True)

    @staticmethod
    def put_back_imports(nb: NotebookNode, notebook: str) -> None:
        try:
            lost = lost_setup(find(notebook), nb.cells)
        except UsageError:
            return
        if lost:
            nb.cells.insert(0, put_back(lost))

    def restore(self, nb: NotebookNode, wanted: dict[str, dict[str, Any]], sources: dict[str, str]) -> None:
        """Every cell that is wanted, in its place, with what the gradebook says of it."""
        kept = self.keep_known(nb.cells, wanted, sources)
        place = 0 if kept else len(nb.cells)
        for name, metadata in wanted.items():
            if name in kept:
                place = nb.cells.index(kept[name]) + 1
            elif metadata["grade"] or metadata["task"]:
                nb.cells.insert(place, added(name, metadata, sources[name]))
                place += 1

    @staticmethod
    def keep_known(
        cells: list[NotebookNode], wanted: dict[str, dict[str, Any]], sources: dict[str, str]
    ) -> dict[str, NotebookNode]:
        """The last cell of each name that is wanted, with its metadata put right; others lose theirs."""
        kept: dict[str, NotebookNode] = {}
        for place, cell in reversed(list(enumerate(cells))):
            known = cell.metadata.pop("nbgrader", {})
            name = known.get("grade_id")
            if isinstance(name, str) and name in wanted and name not in kept:
                kept[name] = cell
                words = "" if is_as_handed_out(cell, known) else surplus(sources[name], cell.source)
                files = cell.get("attachments", {})
                cell.metadata.nbgrader = from_dict(wanted[name])
                set_kind(cell, wanted[name]["cell_type"])
                if is_locked(cell) and words:
                    # Code must come before the check that may need it, and an answer below its question.
                    below = place + (cell.cell_type != "code")
                    cells.insert(below, moved(name, cell.cell_type, words, files))
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
