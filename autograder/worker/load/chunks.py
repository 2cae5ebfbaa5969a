"""A student's file as pieces to run: a Python file, the cells of a notebook, or those of an exported one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import decode_source
from itertools import pairwise
from typing import Any

from autograder.worker.load import syntax
from autograder.worker.load.definitions import defines, definitions
from autograder.worker.load.notebooks import (
    cells_of,
    dict_or_empty,
    is_to_grade_others,
    kind_of,
    source_of,
)
from autograder.worker.wire.problems import Problem, Unreadable, reading_problem

HANDED_OUT = ("example", "check")  # roles of cells that are to be looked at, and not graded
# Where cells begin in a script: in VS Code's and jupytext's way, nbconvert's, and jupytext's light one.
MARKER = re.compile(r"^# ?%%|^# In\[[\d *]*\]:|^# \+(?: |$)|^# <codecell>", re.MULTILINE)


@dataclass(frozen=True)
class Chunk:
    """A piece of source that is parsed as a whole: a Python file, or one cell."""

    filename: str  # as tracebacks name it
    place: str  # "" for a file, "cell 7, " for a cell
    source: str
    cell: bool = False  # cells may stand in another order than they were run in
    handed_out: bool = False
    as_main: bool = False  # in a notebook `__name__` is "__main__"

    @cached_property
    def parsed(self) -> list[ast.stmt]:
        """Its statements; SyntaxError, ValueError or RecursionError where it has none."""
        return syntax.statements(self.source, awaits=self.cell)

    def steps(self) -> Iterator[Step]:
        """Its statements, one by one; raises as `parsed` does.

        A notebook runs what stands under `if __name__ == "__main__":`, and so do its cells here, at the end.
        """
        for statement in self.parsed:
            main = guarded(statement) if self.as_main else []
            yield from (Step(self, part, main=True) for part in main)
            yield from (Step(self, part) for part in one_by_one(statement) if not main)

    @property
    def statements(self) -> list[ast.stmt]:
        """Its statements; none where it does not parse, which running it reports."""
        try:
            return self.parsed
        except (SyntaxError, ValueError, RecursionError):
            return []


@dataclass(frozen=True, eq=False)
class Step:
    """One statement of a chunk."""

    chunk: Chunk
    statement: ast.stmt
    main: bool = False  # it stands where what takes long belongs

    @property
    def defines(self) -> bool:
        return defines(self.statement)

    @property
    def place(self) -> str:
        return f"{self.chunk.place}line {self.statement.lineno}"


def chunks_of(name: str, content: bytes) -> list[Chunk]:
    """The pieces of the file of that name; raises Unreadable."""
    chunks = list(_cells(name, content) if _is_notebook(name, content) else _script(name, content))
    if not any(chunk.source.strip() for chunk in chunks):
        raise Unreadable(Problem("empty"))
    return chunks


def _is_notebook(name: str, content: bytes) -> bool:
    """Whether a file is a notebook: what is in it counts, where that is the other kind than the name says."""
    looks_so = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    if name.endswith(".ipynb"):
        return looks_so or not any(True for _ in definitions(Chunk(name, "", _text(content)).statements))
    return looks_so and b'"cells"' in content


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _script(name: str, content: bytes) -> list[Chunk]:
    """A Python file in one piece, or its cells where it is an export of which only some can be read."""
    source = _decoded(content)
    whole = Chunk(name, "", source, cell=MARKER.search(source) is not None)
    try:
        if whole.cell and not whole.statements:
            cells = list(_between_markers(whole))
            if any(True for cell in cells for _ in definitions(cell.statements)):
                return cells
        whole.parsed  # noqa: B018 - it raises where it is not to be had
        return [whole]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(reading_problem(error)) from None


def _decoded(content: bytes) -> str:
    """The text of a Python file, as Python reads it: by the encoding that the file declares."""
    with suppress(SyntaxError, ValueError):
        source = decode_source(content)
        if "\0" not in source:  # which UTF-16 has in every other place
            return source
    raise Unreadable(Problem("no-text"))


def _between_markers(whole: Chunk) -> Iterator[Chunk]:
    """The cells of a script; each has the blank lines before it that keep its numbers those of the file."""
    starts = [0, *(match.start() for match in MARKER.finditer(whole.source)), len(whole.source)]
    for start, end in pairwise(starts):
        above = whole.source.count("\n", 0, start)
        text = "\n" * above + whole.source[start:end]
        yield Chunk(f"{whole.filename} line {above + 1}", "", text, cell=True)


def _cells(name: str, content: bytes) -> Iterator[Chunk]:
    """The code cells of a notebook that are not there to grade others."""
    for number, cell in enumerate(cells_of(content), 1):
        if kind_of(cell) == "code":
            place, handed_out = f"cell {number}", _handed_out(cell)
            yield Chunk(f"{name} {place}", f"{place}, ", source_of(cell), True, handed_out, as_main=True)


def _handed_out(cell: dict[str, Any]) -> bool:
    role = dict_or_empty(dict_or_empty(cell.get("metadata")).get("torchkata")).get("role")
    return role in HANDED_OUT or is_to_grade_others(cell)


def one_by_one(statement: ast.stmt) -> list[ast.stmt]:
    """What `import a, b` imports, one by one: that one is not there does not cost the other."""
    if not isinstance(statement, ast.Import):
        return [statement]
    return [ast.copy_location(ast.Import([alias]), statement) for alias in statement.names]


def guarded(statement: ast.stmt) -> list[ast.stmt]:
    """What stands under `if __name__ == "__main__":`; nothing for any other statement."""
    match statement:
        case ast.If(ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]), body):
            return body
    return []
