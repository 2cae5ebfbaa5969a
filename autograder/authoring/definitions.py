"""What the definition in a function's cell says about itself, read from its syntax tree."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from autograder.authoring.cells import Cell
from autograder.authoring.regions import for_learners

Node = ast.FunctionDef | ast.ClassDef
NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


@dataclass(frozen=True)
class Definition:
    """The parts of an `autograder.exercise.Function` that the code itself tells."""

    name: str
    kind: str  # "function" or "class"
    signature: str
    parameters: tuple[str, ...]
    summary: str


def read_definition(cell: Cell) -> Definition:
    """The definition as learners see it: solutions removed, signature and docstring left."""
    node = _single_definition(cell, for_learners(cell))
    if node.name != cell.name:
        raise cell.mistake(
            f'the cell is named "{cell.name}" but defines {node.name}.', "Give both the same name."
        )
    arguments, returns = _arguments(node)
    return Definition(
        name=node.name,
        kind="class" if isinstance(node, ast.ClassDef) else "function",
        signature=f"{node.name}({ast.unparse(arguments)}){returns}",
        parameters=_names(arguments),
        summary=_summary(cell, node),
    )


def called_names(cell: Cell) -> set[str]:
    """The plain names that the solution calls, without those that are parameters of the definition."""
    node = _single_definition(cell, cell.source)
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    return {call.id for call in calls if isinstance(call, ast.Name)} - set(_names(_arguments(node)[0]))


def _single_definition(cell: Cell, source: str) -> Node:
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise cell.mistake(
            f"line {error.lineno} of the cell is no valid Python: {error.msg}.",
            "Correct it; without its solutions the cell must be valid too.",
        ) from error
    if len(statements) != 1 or not isinstance(statements[0], Node):
        raise cell.mistake(
            "a function's cell holds exactly one `def` or `class` and nothing beside it.",
            'Move the rest into a cell of the role "setup" or into the solution.',
        )
    return statements[0]


def _arguments(node: Node) -> tuple[ast.arguments, str]:
    """The arguments of a call, and the return annotation as written after the signature."""
    if isinstance(node, ast.FunctionDef):
        return node.args, f" -> {ast.unparse(node.returns)}" if node.returns else ""
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and member.name == "__init__":
            del member.args.args[0]
            return member.args, ""
    return NO_ARGUMENTS, ""


def _names(arguments: ast.arguments) -> tuple[str, ...]:
    """The parameters' names in the order of the signature."""
    ordered = [
        *arguments.posonlyargs,
        *arguments.args,
        arguments.vararg,
        *arguments.kwonlyargs,
        arguments.kwarg,
    ]
    return tuple(argument.arg for argument in ordered if argument)


def _summary(cell: Cell, node: Node) -> str:
    docstring = ast.get_docstring(node)
    if not docstring:
        raise cell.mistake(
            f"{node.name} has no docstring that learners see.",
            "Write its contract as a docstring above `### BEGIN SOLUTION`.",
        )
    return docstring.splitlines()[0]
