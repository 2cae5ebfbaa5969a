"""What most functions are checked for in the same words: a row declares it, and checks come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.checks.draw import Draw
from autograder.checks.expectations import expect_dtype, expect_gradient, expect_unchanged
from autograder.checks.registry import check
from autograder.sandbox.student import Student

Given = Callable[[Draw, torch.dtype], Sequence[Any]]
Row = tuple[float, str]  # what a check is worth, and its title
Test = Callable[[Student, Draw], None]


def every(
    module: str,
    function: str,
    given: Given,
    *,
    dtype: Row | None = None,
    effect: Row | None = None,
    gradient: Row | None = None,
    like: Callable[..., torch.Tensor] | None = None,
) -> Mapping[str, Test]:
    """Checks of a function's inputs and result: `globals().update(every(__name__, "relu", …))`.

    `given(draw, dtype)` makes the arguments. dtype: a result of float64 arguments is of float64. effect: the
    arguments stay as they were. gradient: in float64 it is that of `like`, for an upstream gradient of the
    result's shape; the words for it are "FUNCTION.gradient".
    """

    def keeps_dtype(student: Student, draw: Draw) -> None:
        expect_dtype(getattr(student, function), *given(draw, torch.float64), dtype=torch.float64)

    def leaves_inputs(student: Student, draw: Draw) -> None:
        expect_unchanged(getattr(student, function), *given(draw, torch.float32))

    def has_gradient(student: Student, draw: Draw) -> None:
        assert like is not None
        arguments = given(draw, torch.float64)
        upstream = draw.normal(*like(*arguments).shape, dtype=torch.float64)
        says = f"{function}.gradient"
        expect_gradient(getattr(student, function), *arguments, upstream=upstream, like=like, says=says)

    tests = {
        "dtype": (dtype, keeps_dtype),
        "effect": (effect, leaves_inputs),
        "gradient": (gradient, has_gradient),
    }
    return {
        f"test_{function}_{layer}": _marked(module, function, layer, row, test)
        for layer, (row, test) in tests.items()
        if row is not None
    }


def _marked(module: str, function: str, layer: str, row: Row, test: Test) -> Test:
    points, title = row
    test.__module__, test.__name__ = module, f"test_{function}_{layer}"
    return check(function, layer=layer, points=points, title=title)(test)
