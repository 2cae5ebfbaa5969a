"""The definitions in a student's code: which there are, whether they are written, and what wraps them."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
IMPORTS = (ast.Import, ast.ImportFrom)
RETURNS = (ast.Return, ast.Yield, ast.YieldFrom)
WRAPPERS = 4  # how many layers of wrappers are looked through
BLOCKS = (ast.If, ast.Try, ast.With, ast.ExceptHandler)


def definitions(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """What these bind by `def`, `class` or `name = lambda`, by name, also under `if` or `try`."""
    for statement in unfolded(statements):
        match statement:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                yield name, statement
            case ast.Assign([ast.Name(name)], ast.Lambda()):
                yield name, statement


def definition_of(value: object, candidates: Sequence[ast.stmt]) -> ast.stmt | None:
    """The definition among these, of one source, by which a function or a class was made; None for none."""
    line = _line_of(value)
    for node in reversed(candidates):
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        if line is not None and first <= line <= (node.end_lineno or line):
            return node
    return candidates[-1] if candidates and line is None else None


def _line_of(value: object) -> int | None:
    """A line within the definition of a function, or of a class that has one; None where nothing tells."""
    parts = list(vars(value).values()) if isinstance(value, type) else [inspect.unwrap(value)]  # type: ignore[arg-type] # any value
    found = (part.__code__.co_firstlineno for part in parts if isinstance(part, types.FunctionType))
    return next(found, None)


def unfolded(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """These statements and those in their blocks; not those of loops, functions and classes."""
    for statement in statements:
        yield statement
        if isinstance(statement, BLOCKS):
            for part in ("body", "handlers", "orelse", "finalbody"):
                yield from unfolded(getattr(statement, part, ()))


def defines(statement: ast.stmt) -> bool:
    """Whether running a statement defines or imports something: such a one is needed, and takes its time."""
    return any(isinstance(part, (*DEFINITIONS, *IMPORTS)) for part in unfolded([statement]))


def bound(statement: ast.stmt) -> set[str]:
    """The names that a statement would have bound at the top level, had it run."""
    names: set[str] = set()
    for part in unfolded([statement]):
        if isinstance(part, IMPORTS):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in part.names}
        elif isinstance(part, DEFINITIONS):
            names.add(part.name)
        elif not isinstance(part, BLOCKS):
            names |= {node.id for node in ast.walk(part) if isinstance(node, ast.Name) and _stores(node)}
    return names


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def is_stub(definition: ast.AST) -> bool:
    """Whether a definition for certain comes to a `raise NotImplementedError` of its own.

    One that stands behind a `return` may never be reached: then a call tells.
    """
    if isinstance(definition, ast.ClassDef):
        return any(is_stub(part) for part in definition.body)
    if not isinstance(definition, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    for statement in definition.body:
        if isinstance(statement, ast.Raise):
            return "NotImplementedError" in ast.dump(statement)
        if any(isinstance(node, RETURNS) for node in _own_nodes(statement)):
            return False
    return False


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All that belongs to a statement itself, and not to a function that is defined in it."""
    if isinstance(node, FUNCTIONS):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _own_nodes(child)


def wraps(value: object, is_inner: Callable[[object], bool], layers: int = WRAPPERS) -> bool:
    """Whether a value is what is asked for, or around it: a decorated, partial, compiled or derived one."""
    with suppress(Exception):  # an object may refuse every question
        return is_inner(value) or (
            layers > 0 and any(wraps(part, is_inner, layers - 1) for part in _parts(value))
        )
    return False


def _parts(value: Any) -> Iterator[object]:
    """What a wrapper may hold its function in."""
    if isinstance(value, type):
        yield from value.__bases__
        return
    if isinstance(value, types.ModuleType):
        return
    if isinstance(value, types.MethodType):
        yield from (value.__func__, value.__self__)
    if isinstance(value, partial):
        yield from (value.func, *value.args)
    if isinstance(value, types.FunctionType):
        for cell in value.__closure__ or ():
            with suppress(ValueError):  # it may be empty
                yield cell.cell_contents
    with suppress(TypeError):  # it may have no attributes of its own
        yield from list(vars(value).values())
