"""The examples of the lessons: none lends a student's function a name that grading does not know."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from autograder.authoring.authored import Authored, read_authored
from autograder.authoring.examples import unguarded
from grading_helpers import CHECKOUT

LESSONS = [read_authored(path) for path in sorted(CHECKOUT.glob("solutions/*.py"))]
OWN_SCOPE = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)

lessons = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.exercise.name)


def bound(node: ast.AST) -> Iterator[str]:
    """The names that a piece of code binds in the module; not those of functions and comprehensions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield child.name
        elif isinstance(child, ast.alias):
            yield (child.asname or child.name).partition(".")[0]
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id
        if not isinstance(child, OWN_SCOPE):
            yield from bound(child)


def bound_by_examples(lesson: Authored) -> set[str]:
    examples = [unguarded(cell) for cell in lesson.cells if cell.role == "example"]
    assert len(examples) >= 10
    return {name for example in examples for name in bound(ast.parse(example))}


def parameters(lesson: Authored) -> set[str]:
    """The parameters of the functions that students write, of a class those of its methods."""
    sources = [cell.source for cell in lesson.cells if cell.role == "function"]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    return {node.arg for node in nodes if isinstance(node, ast.arg)} - {"self"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x = 1", {"x"}),
        ("x, (y, *z) = 1, (2, 3)", {"x", "y", "z"}),
        ("x += 1", {"x"}),
        ("for x in y:\n    with z as a:\n        b = 1", {"x", "a", "b"}),
        ("if x:\n    import a.b, c as d\n    from e import f", {"a", "d", "f"}),
        ("def x(y):\n    z = 1", {"x"}),
        ("class X:\n    y = 1", {"X"}),
        ("print([x for x in y], {z: 1 for z in y}, lambda a: a)", set()),
        ("if (x := 1) > 0: pass", {"x"}),
        ("a[b].c = 1", set()),
    ],
)
def test_the_names_that_code_binds_are_found(code, names):
    assert set(bound(ast.parse(code))) == names


@lessons
def test_no_example_binds_a_parameter_which_a_function_could_then_use_as_a_global(lesson):
    assert len(parameters(lesson)) >= 5
    assert bound_by_examples(lesson) & parameters(lesson) == set()


@lessons
def test_no_example_binds_the_name_of_a_function_of_its_exercise(lesson):
    assert bound_by_examples(lesson) & {function.name for function in lesson.exercise.functions} == set()


def test_all_lessons_draw_with_the_same_function():
    setups = ["\n".join(cell.source for cell in lesson.cells if cell.role == "setup") for lesson in LESSONS]
    definitions = [
        node for setup in setups for node in ast.parse(setup).body if isinstance(node, ast.FunctionDef)
    ]
    assert [node.name for node in definitions] == ["plot"] * 6
    assert len({ast.unparse(node) for node in definitions}) == 1
