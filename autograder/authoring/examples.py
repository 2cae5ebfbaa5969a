"""Examples: guarded in files, so that importing one runs nothing, and bare in notebooks."""

from __future__ import annotations

import ast

from autograder.authoring.cells import Cell

GUARD = 'if __name__ == "__main__":'
INDENT = "    "


def unguarded(cell: Cell) -> str:
    """The example's lines without the guard, dedented; comments above the guard stay.

    AuthoringError where the cell is anything but one guarded block, or where dedenting would change a
    string that runs over several lines.
    """
    lines = cell.source.splitlines()
    if GUARD not in lines:
        raise _not_guarded(cell)
    body = _guarded_statements(cell)
    guard = lines.index(GUARD)
    bare = "\n".join([*lines[:guard], *(line.removeprefix(INDENT) for line in lines[guard + 1 :])])
    if ast.dump(ast.Module(body, [])) != ast.dump(ast.parse(bare)):
        raise cell.mistake(
            "a string over several lines would lose its indentation in the notebook.",
            'Write it as adjacent strings, one a line, each ending in "\\n".',
        )
    return bare


def _guarded_statements(cell: Cell) -> list[ast.stmt]:
    try:
        statements = ast.parse(cell.source).body
    except SyntaxError as error:
        raise cell.mistake(
            f"line {error.lineno} of the cell is no valid Python: {error.msg}.", "Correct the example."
        ) from error
    if len(statements) != 1 or not isinstance(statements[0], ast.If) or statements[0].orelse:
        raise _not_guarded(cell)
    return statements[0].body


def _not_guarded(cell: Cell) -> Exception:
    return cell.mistake(
        "the example would run when the file is imported.", f"Put all of it under one `{GUARD}`."
    )
