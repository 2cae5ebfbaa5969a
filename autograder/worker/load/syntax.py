"""What IPython accepts and Python does not, as Python: magics, commands, prompts, indented cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

# The body of such a cell is Python; that of any other is another language's, or for a file.
PYTHON_MAGICS = ("time", "timeit", "capture", "prun")
FILE_MAGICS = ("writefile", "file")  # its body becomes a file, which `import` and `%run` may read
# What IPython takes for a magic without a `%`, where it is all that a cell holds.
BARE_MAGIC = re.compile(
    r"(?:ls|pwd|cd)(?: [^=(\n]*)?|(?:pip|conda|cat|mkdir|cp|mv|rm|run) [^=(\n]*|time(?:it)? +\w[^=\n]*"
)
AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook's cell


def statements(source: str, *, awaits: bool = True) -> list[ast.stmt]:
    """The statements of a cell or a file; SyntaxError, ValueError or RecursionError where it has none.

    IPython's own syntax becomes calls of `get_ipython()`, and a cell under a magic such as `%%time` the
    statements in it. Where Python's parser does not stop nothing is changed but a magic without its `%`: a
    `%` may also begin a line of an expression.
    """
    if awaits and BARE_MAGIC.fullmatch(source.strip()):
        source = f"%{source.strip()}"
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
                [ast.Constant(str(name)), ast.Constant(str(line)), ast.Constant(str(cell))],
            )
        ):
            if name in PYTHON_MAGICS:
                yield from (ast.increment_lineno(part, statement.lineno) for part in statements(cell))
            if name in FILE_MAGICS:
                yield statement
            if name == "capture" and line.partition(" ")[0].isidentifier():
                (caught,) = ast.parse(
                    f"{line.partition(' ')[0]} = get_ipython().run_line_magic('capture')"
                ).body
                yield ast.copy_location(caught, statement)
        case _:
            yield statement
