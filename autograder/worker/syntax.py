"""What IPython accepts and Python does not, as Python: magics, commands, prompts, indented cells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import Any

# The body of such a cell is Python; that of any other is another language's, or for a file.
PYTHON_MAGICS = ("time", "timeit", "capture", "prun")
AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook's cell


def statements(source: str, *, awaits: bool = True) -> list[ast.stmt]:
    """The statements of a cell or a file; SyntaxError, ValueError or RecursionError where it has none.

    IPython's own syntax becomes calls of `get_ipython()`, and a cell under a magic such as `%%time` the
    statements in it. Only where Python's parser stops is anything changed: `%` may also begin a line of an
    expression.
    """
    try:
        found = _parsed(source, awaits)
    except SyntaxError:
        plain = _plain(source)
        if plain == source:
            raise
        found = _parsed(plain, awaits)
    return [part for statement in found for part in _under_magic(statement)]


def _parsed(source: str, awaits: bool) -> list[ast.stmt]:
    flags = ast.PyCF_ONLY_AST | (AWAIT if awaits else 0)
    tree: ast.Module = compile(source, "<cell>", "exec", flags, dont_inherit=True)
    return tree.body


def _plain(source: str) -> str:
    """`source` as IPython rewrites it; as it is where IPython cannot read it either."""
    blank = len(source) - len(source.lstrip("\n"))  # lines that IPython drops: the others keep their numbers
    try:
        return "\n" * blank + str(_transformer().transform_cell(source))
    except (SyntaxError, RuntimeError, ValueError, RecursionError):
        return source


@cache
def _transformer() -> Any:
    # Here, because most files are plain Python and IPython takes a quarter of a second to import.
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager()  # type: ignore[no-untyped-call] # IPython gives it no types


def _under_magic(statement: ast.stmt) -> Iterator[ast.stmt]:
    """The statement; in the place of a cell under a magic the cell's own, and none where it is no Python."""
    match statement:
        case ast.Expr(
            ast.Call(
                ast.Attribute(ast.Call(ast.Name("get_ipython")), "run_cell_magic"),
                [ast.Constant(str(name)), ast.Constant(), ast.Constant(str(cell))],
            )
        ):
            if name in PYTHON_MAGICS:
                yield from (ast.increment_lineno(part, statement.lineno) for part in statements(cell))
        case _:
            yield statement
