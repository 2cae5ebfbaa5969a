"""The imports that were handed out: put back where a student's file uses them and has lost them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from autograder.worker.load import syntax
from autograder.worker.load.chunks import Chunk
from autograder.worker.load.definitions import bound
from autograder.worker.wire.problems import Problem


def imports(source: str) -> Iterator[str]:
    """The imports of a source, one for each name; no function needs what else a setup defines."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Import):
            yield from (ast.unparse(ast.Import([alias])) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                yield ast.unparse(ast.ImportFrom(statement.module, [alias], statement.level))


def missing(setup: Iterable[str], statements: Iterable[ast.stmt]) -> list[str]:
    """Those statements of a setup that bind a name which these statements use and none of them binds."""
    parts = list(statements)
    taken = set().union(*map(bound, parts))
    used = {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}
    return [line for line in setup if names_of(line) & (used - taken)]


def names_of(line: str) -> set[str]:
    """The names that a statement of a setup binds."""
    return set().union(*map(bound, ast.parse(line).body))


def put_back(setup: Iterable[str], chunks: list[Chunk]) -> list[Problem]:
    """Put what is missing of a setup before these chunks; a problem for each statement."""
    own = [chunk for chunk in chunks if not chunk.handed_out]
    lost = missing(setup, [statement for chunk in own for statement in chunk.statements])
    if lost:
        chunks.insert(0, Chunk("what was handed out", "", "\n".join(lost)))
    return [Problem("put-back", text=line) for line in lost]


def missing_from(setup: Iterable[str], sources: Iterable[str]) -> list[str]:
    """The same for the sources of cells, of which those count that can be read."""
    return missing(setup, [part for source in sources for part in _readable(source)])


def _readable(source: str) -> list[ast.stmt]:
    try:
        return syntax.statements(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
