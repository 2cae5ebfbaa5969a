"""The first two layers of every function, alike in every exercise: it is written, and it can be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.catalog import find
from autograder.checks.registry import check
from autograder.checks.vocabulary import expect_callable, expect_written
from autograder.sandbox.student import Student


def existence_checks(module: str, exercise: str) -> Mapping[str, Callable[[Student], None]]:
    """Two checks a function, worth nothing: `globals().update(existence_checks(__name__, "mnist"))`."""
    checks: dict[str, Callable[[Student], None]] = {}
    for function in find(exercise).functions:
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
