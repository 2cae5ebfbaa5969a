"""Whole programs of a checkout: the authored files, and what becomes of them with other definitions."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.exercise import Exercise

CHECKOUT = Path(__file__).parents[1]


def reference_of(exercise: Exercise) -> str:
    """The authored file; UsageError outside a checkout."""
    return read(f"solutions/{exercise.stem}.py")


def definitions_of(exercise: Exercise) -> dict[str, str]:
    """The code of each function in the authored file, by name: without contracts and marks of regions.

    UsageError outside a checkout.
    """
    names = {function.name for function in exercise.functions}
    source = reference_of(exercise)
    nodes = [node for node in ast.parse(source).body if getattr(node, "name", None) in names]
    return {node.name: _code_of(node, source.split("\n")) for node in nodes}  # type: ignore[attr-defined] # named


def _code_of(node: ast.stmt, lines: Sequence[str]) -> str:
    """The lines of a definition, from `lines`, but for its docstring, marks of regions and empty lines."""
    docstring = node.body[0]  # type: ignore[attr-defined] # an authored definition begins with its contract
    code = [*lines[node.lineno - 1 : docstring.lineno - 1], *lines[docstring.end_lineno : node.end_lineno]]
    return "".join(f"{line}\n" for line in code if line.strip() and "###" not in line)


def stub_of(exercise: Exercise) -> str:
    """The file that students start from; UsageError outside a checkout."""
    return read(f"exercises/{exercise.stem}.py")


def read(name: str) -> str:
    """A file of the checkout, by its path from the root; UsageError where it is not there."""
    path = CHECKOUT / name
    if not path.is_file():
        raise UsageError(f"There is no {name} here.", "Run this in a checkout: the wheel has no solutions.")
    return path.read_text(encoding="utf-8")


def with_definitions(source: str, code: str, exercise: Exercise) -> str:
    """`source` with the functions of the exercise that `code` defines in the place of its own.

    Whatever else `code` holds comes after it.
    """
    functions = {function.name for function in exercise.functions}
    for node in ast.parse(code).body:
        first = min([node.lineno, *(line.lineno for line in getattr(node, "decorator_list", []))])
        statement = "\n".join(code.split("\n")[first - 1 : node.end_lineno])
        if getattr(node, "name", None) in functions:
            source = replace_function(source, statement)
        else:
            source = f"{source}\n{statement}\n"
    return source


def replace_function(source: str, definition: str) -> str:
    """`source` with the top-level function that `definition` defines replaced by it."""
    name = ast.parse(definition).body[0].name  # type: ignore[attr-defined] # a function, by contract
    lines = source.split("\n")
    node = next(node for node in ast.parse(source).body if getattr(node, "name", None) == name)
    return "\n".join([*lines[: node.lineno - 1], definition.strip(), *lines[node.end_lineno :]])
