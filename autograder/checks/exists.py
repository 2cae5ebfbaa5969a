"""The first two layers of every function, alike in every exercise: it is written, and it can be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.catalog import find
from autograder.checks.failure import CheckFailure, not_written
from autograder.checks.registry import check
from autograder.checks.versions import recognise_version
from autograder.sandbox.missing import advice
from autograder.sandbox.problems import fact_of
from autograder.sandbox.student import RemoteFunction, Student


def existence_checks(module: str) -> Mapping[str, Callable[[Student], None]]:
    """Two checks a function, worth nothing: `globals().update(existence_checks(__name__))` in `public.py`."""
    checks: dict[str, Callable[[Student], None]] = {}
    for function in find(module.split(".")[2]).functions:
        for make in (_written, _callable):
            test = make(function)
            test.__module__ = module
            layer = test.__name__.rpartition("_")[2]
            title = (
                f"{function.name} is written" if layer == "exists" else f"{function.signature} can be called"
            )
            checks[test.__name__] = check(function.name, layer=layer, points=0, title=title)(test)
    return checks


def _written(function: Any) -> Callable[[Student], None]:
    def test(student: Student) -> None:
        expect_written(getattr(student, function.name))

    test.__name__ = f"test_{function.name}_exists"
    return test


def _callable(function: Any) -> Callable[[Student], None]:
    def test(student: Student) -> None:
        expect_callable(getattr(student, function.name), function.parameters)

    test.__name__ = f"test_{function.name}_callable"
    return test


def expect_written(function: RemoteFunction) -> None:
    """The function is there and is more than the stub."""
    found, name = function.student.found.get(function.name), function.name
    if found is None or not found.present:
        stopped = found.stopped if found else None
        cause, mistake = recognise_version(f"{stopped.type}: {stopped.text}" if stopped else "")
        define = f"Define {name} at the top level, with exactly this name; in a notebook, run its cell first."
        mend = f"Fix the line that is named above: without it {name} could not be defined."
        raise CheckFailure(
            f"{name} is missing.",
            got=" ".join(map(fact_of, function.student.problems)),
            cause=cause,
            next=(advice(stopped.text) or mend) if stopped else define,
            mistake=mistake,
        )
    if not found.written:
        raise not_written(name)


def expect_callable(function: RemoteFunction, parameters: Sequence[str]) -> None:
    """The function can be called with the contract's parameters, by position."""
    found = function.student.found[function.name]
    if not found.callable:
        raise CheckFailure(
            f"{function.name} cannot be called.",
            expected="a function or a class",
            got=f"a value of type {found.type}",
            next=f"Look for a line that assigns to {function.name}.",
        )
    if found.parameters is not None and len(found.parameters) < len(parameters):
        raise CheckFailure(
            f"{function.name} does not take the parameters of its contract.",
            expected=f"{function.name}({', '.join(parameters)})",
            got=f"{function.name}({', '.join(found.parameters)})",
            next="Put the `def` line back as it was in the exercise.",
        )
