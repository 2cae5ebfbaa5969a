"""The instructor's notebook, `source/06_mnist/06_mnist.ipynb`, with all that nbgrader needs to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from autograder import __version__
from autograder.authoring.authored import KIT_SETUP_ID, Authored, check_id
from autograder.authoring.cells import ROLES, Cell
from autograder.authoring.examples import unguarded
from autograder.authoring.packages import author_package
from autograder.authoring.stub import ANSWER

KIT_SETUP = "from autograder.notebook import check"
# nbgrader keeps what is between the markers from students, and puts it back before it grades.
GRADE_CELL = """\
check("{target}")
### BEGIN HIDDEN TESTS
check("{target}", hidden=True)
### END HIDDEN TESTS"""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def source_notebook(authored: Authored) -> bytes:
    """The notebook of nbformat 4.5 with solutions, checks and marking schemes.

    Cell ids come from roles and names, so that the same exercise gives the same bytes everywhere.
    """
    cells = list(_notebook_cells(authored))
    starts_with_text = authored.cells[0].role == "text"
    cells.insert(1 if starts_with_text else 0, _kit_setup())
    metadata = {**METADATA, "torchkata": {"exercise": authored.exercise.name, "release": __version__}}
    return written({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def written(notebook: dict[str, Any]) -> bytes:
    """The notebook as a file's bytes: keys sorted, a newline at the end."""
    nbformat = author_package("nbformat")
    text: str = nbformat.writes(nbformat.from_dict(notebook), version=nbformat.NO_CONVERT)
    return (text.rstrip("\n") + "\n").encode()


def _notebook_cells(authored: Authored) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for cell in authored.cells:
        seen[cell.role] += 1
        identity = cell.name or str(seen[cell.role])
        if cell.role == "function":
            yield _notebook_cell(
                cell.role, identity, "code", cell.source, _nbgrader(cell.name, solution=True)
            )
            yield _check(authored, cell)
        elif cell.role == "question":
            grading = _nbgrader(cell.name, locked=True, task=True, points=float(cell.settings["points"]))
            yield _notebook_cell(cell.role, identity, "markdown", cell.source, grading)
            yield _notebook_cell("answer", identity, "markdown", ANSWER)
        elif cell.role != "hints":
            source = unguarded(cell) if cell.role == "example" else cell.source
            yield _notebook_cell(cell.role, identity, ROLES[cell.role].cell_type, source)


def _check(authored: Authored, cell: Cell) -> dict[str, Any]:
    points = authored.exercise.function(cell.name).points
    grading = _nbgrader(check_id(cell.name), grade=True, locked=True, points=points)
    source = GRADE_CELL.format(target=f"{authored.exercise.name}.{cell.name}")
    return _notebook_cell("check", cell.name, "code", source, grading)


def _kit_setup() -> dict[str, Any]:
    return _notebook_cell("setup", "kit", "code", KIT_SETUP, _nbgrader(KIT_SETUP_ID, locked=True))


def _nbgrader(
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    task: bool = False,
    points: float | None = None,
) -> dict[str, Any]:
    """nbgrader's cell metadata, schema 3: every flag, and `points` only where there are any."""
    flags = {"schema_version": 3, "grade": grade, "solution": solution, "locked": locked, "task": task}
    return {**flags, "grade_id": grade_id, **({} if points is None else {"points": points})}


def _notebook_cell(
    role: str, identity: str, cell_type: str, source: str, nbgrader: dict[str, Any] | None = None
) -> dict[str, Any]:
    # nbgrader's schema refuses keys it does not know, so our own live beside it.
    metadata: dict[str, Any] = {"torchkata": {"role": role, "name": identity}}
    if nbgrader:
        metadata["nbgrader"] = nbgrader
    cell = {"cell_type": cell_type, "id": f"{role}-{identity}", "metadata": metadata, "source": source}
    return {**cell, "execution_count": None, "outputs": []} if cell_type == "code" else cell
