"""An authored exercise, parsed and found to be in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.authoring.cells import Cell, read_cells
from autograder.authoring.definitions import called_names, read_definition
from autograder.authoring.examples import unguarded
from autograder.authoring.regions import for_learners, refuse_missing_region, refuse_stray_markers
from autograder.errors import AuthoringError
from autograder.exercise import Exercise, Function, Question
from autograder.worker.load.setup import imports

FEWEST_HINTS, MOST_HINTS = 2, 4
KIT_SETUP_ID = "setup-kit"  # the nbgrader id of the cell that imports `check`


@dataclass(frozen=True)
class Authored:
    """One exercise as authored: what the catalogue says of it, and its cells in order."""

    exercise: Exercise
    cells: tuple[Cell, ...]


def read_authored(path: Path) -> Authored:
    """The exercise authored in that file; AuthoringError names what is not in order."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AuthoringError(
            f"{path.name} is not UTF-8 at byte {error.start}.", "Save it as UTF-8."
        ) from error
    return parse(f"{path.parent.name}/{path.name}", text)


def parse(file: str, text: str) -> Authored:
    """The exercise of an authored text; `file` gives its stem, and is how messages call it."""
    stem = PurePosixPath(file).stem
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", stem):
        raise AuthoringError(
            f"{file} is no exercise's name.", "Name it like 06_mnist.py: two digits, then the name."
        )
    header, cells = read_cells(file, text)
    for cell in cells:
        refuse_stray_markers(cell)
        if cell.role == "example":
            unguarded(cell)
    _refuse_shared_names(cells)
    title, difficulty, minutes = _read_header(file, header)
    functions = _functions(cells)
    if not functions:
        raise AuthoringError(f"{file} has no function to write.", 'Add a cell of the role "function".')
    digits = "load_dataset" in text
    setup = tuple(statement for cell in _with_role(cells, "setup") for statement in imports(cell.source))
    exercise = Exercise(stem, title, difficulty, minutes, functions, _questions(cells), digits, setup)
    return Authored(exercise, cells)


def check_id(function: str) -> str:
    """The nbgrader id of the cell that checks a function."""
    return f"check-{function}"


def _read_header(file: str, header: Mapping[str, Any]) -> tuple[str, int, int]:
    title, difficulty, minutes = (header.get(field) for field in ("title", "difficulty", "minutes"))
    if not isinstance(title, str) or not title:
        raise _header_mistake(file, "title", "a text, in quotes where it holds a colon")
    if difficulty not in (1, 2, 3, 4, 5):
        raise _header_mistake(file, "difficulty", "a whole number from 1 to 5")
    if type(minutes) is not int or minutes < 1:
        raise _header_mistake(file, "minutes", "a whole number of at least 1")
    return title, difficulty, minutes


def _with_role(cells: tuple[Cell, ...], role: str) -> list[Cell]:
    return [cell for cell in cells if cell.role == role]


def _header_mistake(file: str, field: str, form: str) -> AuthoringError:
    return AuthoringError(
        f"{file}: the header has no usable {field}.",
        f"Under `jupyter: torchkata:`, write {field}: as {form}.",
    )


def _refuse_shared_names(cells: tuple[Cell, ...]) -> None:
    """Names become nbgrader ids, which are unique in a notebook or grades get lost."""
    taken = {KIT_SETUP_ID}
    for cell in cells:
        ids = {"function": {cell.name, check_id(cell.name)}, "question": {cell.name}}.get(cell.role, set())
        if ids & taken:
            raise cell.mistake(
                f'the name "{cell.name}" is taken by an earlier cell.', "Give this one another name."
            )
        taken |= ids


def _functions(cells: tuple[Cell, ...]) -> tuple[Function, ...]:
    function_cells = _with_role(cells, "function")
    names = {cell.name for cell in function_cells}
    hints = _hints(cells, names)
    return tuple(_function(cell, names, hints) for cell in function_cells)


def _function(cell: Cell, names: set[str], hints: Mapping[str, tuple[str, ...]]) -> Function:
    refuse_missing_region(cell)
    definition = read_definition(cell)
    if cell.name not in hints:
        raise cell.mistake(f"{cell.name} has no hints.", 'Add a cell of the role "hints" right after it.')
    return Function(
        name=definition.name,
        kind=definition.kind,
        signature=definition.signature,
        parameters=definition.parameters,
        summary=definition.summary,
        points=_points(cell),
        uses=_uses(cell, names),
        by_hand=_names(cell, "by_hand"),
        hints=hints[cell.name],
    )


def _points(cell: Cell) -> float:
    points = cell.settings["points"]
    if type(points) not in (int, float) or points <= 0:
        raise cell.mistake(f"points={points!r} is no positive number.", "Write points=2, say.")
    return float(points)


def _uses(cell: Cell, names: set[str]) -> tuple[str, ...]:
    """The functions that the cell says it uses, which must exist and include those it calls by name."""
    uses = _names(cell, "uses")
    for unknown in sorted(set(uses) - (names - {cell.name})):
        raise cell.mistake(
            f'uses names "{unknown}", which is no other function of this exercise.',
            "Correct the name or drop it.",
        )
    for missing in sorted((called_names(cell) & names) - {cell.name, *uses}):
        raise cell.mistake(
            f"the solution of {cell.name} calls {missing}, but uses does not say so.",
            f'Add "{missing}" to uses, so that grading can stand in for it.',
        )
    return uses


def _names(cell: Cell, setting: str) -> tuple[str, ...]:
    """The names in a setting of the cell's marker; none where it is not there."""
    names = cell.settings.get(setting, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise cell.mistake(
            f"{setting}={names!r} is no list of names.", f'Write {setting}=["relu", "softmax"], say.'
        )
    return tuple(names)


def _hints(cells: tuple[Cell, ...], names: set[str]) -> dict[str, tuple[str, ...]]:
    hints = {}
    for position, cell in enumerate(cells):
        if cell.role != "hints":
            continue
        if cell.name not in names:
            raise cell.mistake(
                f'these are hints for "{cell.name}", which is no function here.', "Correct the name."
            )
        before = cells[max(position - 1, 0)]
        if (before.role, before.name) != ("function", cell.name):
            raise cell.mistake(
                f"the hints for {cell.name} do not follow its function.", "Move them right after its cell."
            )
        hints[cell.name] = _hint_items(cell)
    return hints


def _hint_items(cell: Cell) -> tuple[str, ...]:
    """The items of the ordered list, each brought to one line."""
    before, *items = re.split(r"^\d+\.(?:\s+|$)", cell.source, flags=re.MULTILINE)
    hints = tuple(" ".join(item.split()) for item in items)
    if before.strip() or not all(hints) or not FEWEST_HINTS <= len(hints) <= MOST_HINTS:
        raise cell.mistake(
            f"the hints for {cell.name} are no list of {FEWEST_HINTS} to {MOST_HINTS} items.",
            "Write them as `1. …`, `2. …`, from a nudge to nearly the answer, and nothing else.",
        )
    return hints


def _questions(cells: tuple[Cell, ...]) -> tuple[Question, ...]:
    return tuple(_question(cell) for cell in _with_role(cells, "question"))


def _question(cell: Cell) -> Question:
    refuse_missing_region(cell)
    heading, _, text = for_learners(cell).partition("\n")
    match = re.fullmatch(r"### Question: (\S.*)", heading)
    if not match or not text.strip():
        raise cell.mistake(
            "a question begins with its title, and its text follows.",
            "Begin it with `### Question: …`, then ask.",
        )
    return Question(cell.name, match[1], _points(cell))
