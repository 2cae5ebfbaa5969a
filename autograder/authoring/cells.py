"""Cut an authored file into cells, each with a role, and refuse those that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.authoring.packages import author_package
from autograder.errors import AuthoringError

NAME = r"[A-Za-z][A-Za-z0-9_-]{0,49}"
# jupytext's own notes on blank lines, which mean nothing to us.
LAYOUT_NOTES = {"lines_to_next_cell", "lines_to_end_of_cell_marker"}


@dataclass(frozen=True)
class Role:
    """What a cell of a role must be: "code" or "markdown", and which settings its marker may hold."""

    cell_type: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


ROLES = {
    "text": Role("markdown"),
    "setup": Role("code"),
    "function": Role("code", required=("name", "points"), optional=("uses", "by_hand")),
    "hints": Role("markdown", required=("name",)),
    "example": Role("code"),
    "question": Role("markdown", required=("name", "points")),
}


@dataclass(frozen=True)
class Cell:
    """One cell as authored: solutions and marking schemes included, comment signs of text removed."""

    where: str  # "solutions/06_mnist.py, cell 7 (line 120)"
    role: str  # one of ROLES
    settings: Mapping[str, Any]
    source: str

    @property
    def name(self) -> str:
        """The name of a function's, hints' or question's cell; empty for others."""
        return str(self.settings.get("name", ""))

    def mistake(self, fact: str, remedy: str) -> AuthoringError:
        return AuthoringError(f"{self.where}: {fact}", remedy)


def read_cells(file: str, text: str) -> tuple[Mapping[str, Any], tuple[Cell, ...]]:
    """The `torchkata` header and the cells of an authored text; `file` is how messages call it.

    The text is only parsed, never run.
    """
    jupytext = author_package("jupytext")
    # Commands such as `%matplotlib` must stay the comments they are in the file.
    form = {"extension": ".py", "format_name": "percent", "comment_magics": False}
    notebook = jupytext.reads(text, fmt=form)
    places = _places(file, text, len(notebook.cells))
    cells = tuple(_cell(where, cell) for where, cell in zip(places, notebook.cells, strict=True))
    return notebook.metadata.get("torchkata", {}), cells


def _places(file: str, text: str, cell_count: int) -> list[str]:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    if len(lines) != cell_count:
        raise AuthoringError(
            f"{file}: {len(lines)} lines begin with `# %%`, but the file has {cell_count} cells.",
            "Begin the text after the header with a `# %%` line, and indent any `# %%` inside a string.",
        )
    return [f"{file}, cell {number} (line {line})" for number, line in enumerate(lines, 1)]


def _cell(where: str, raw: Any) -> Cell:
    settings = {key: value for key, value in raw.metadata.items() if key not in LAYOUT_NOTES}
    if "incorrectly_encoded_metadata" in settings:
        raise AuthoringError(
            f"{where}: its marker cannot be read: {settings['incorrectly_encoded_metadata']}.",
            'Write each setting as key=value with a JSON value, such as role="function" points=2.',
        )
    role = settings.pop("role", "text" if raw.cell_type == "markdown" else "")
    cell = Cell(where, role, settings, raw.source)
    _refuse_wrong_role(cell, raw.cell_type)
    _refuse_wrong_settings(cell)
    return cell


def _refuse_wrong_role(cell: Cell, cell_type: str) -> None:
    if cell.role not in ROLES:
        known = ", ".join(role for role in ROLES if role != "text")
        fact = f'the role "{cell.role}" is unknown.' if cell.role else "a code cell without a role."
        raise cell.mistake(fact, f"Give the cell one of the roles {known}.")
    expected = ROLES[cell.role].cell_type
    if cell_type != expected:
        marker = "# %% [markdown]" if expected == "markdown" else "# %%"
        raise cell.mistake(
            f'a cell of the role "{cell.role}" cannot be a {cell_type} cell.', f"Begin it with `{marker}`."
        )


def _refuse_wrong_settings(cell: Cell) -> None:
    role = ROLES[cell.role]
    for key in role.required:
        if key not in cell.settings:
            raise cell.mistake(f"the marker has no {key}.", f"Add {key}=… to the `# %%` line.")
    for key in cell.settings:
        if key not in role.required + role.optional:
            raise cell.mistake(
                f'the setting "{key}" means nothing in a cell of the role "{cell.role}".',
                "Remove it from the `# %%` line, or correct its spelling.",
            )
    if "name" in role.required and not re.fullmatch(NAME, str(cell.settings["name"])):
        raise cell.mistake(
            f"the name {cell.settings['name']!r} cannot identify a notebook cell.",
            "Use at most 50 letters, digits, hyphens and underscores, a letter first.",
        )
