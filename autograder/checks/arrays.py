"""Words for functions that take and return NumPy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from autograder.checks.compare import FLOAT32, Tolerance, describe, difference
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistakes, recognise
from autograder.checks.vocabulary import call, unlike
from autograder.checks.words import NEXT, called
from autograder.sandbox.student import RemoteFunction


def as_tensor(function: RemoteFunction, arguments: Sequence[Any], value: Any) -> torch.Tensor:
    """The tensor that shares a NumPy array's numbers; CheckFailure where there is no array of numbers."""
    if type(value) is np.ndarray:
        return torch.from_numpy(value)
    still = isinstance(value, torch.Tensor)
    raise CheckFailure(
        f"{function.name} does not return a NumPy array.",
        called=called(function, arguments),
        expected="a NumPy array",
        got=describe(value),
        cause="It is a tensor still." if still else "",
        next=f"{NEXT['type']} A tensor becomes an array with .detach().numpy().",
        mistake="tensor-for-array" if still else None,
    )


def expect_array(
    function: RemoteFunction,
    *arguments: Any,
    want: np.ndarray[Any, Any],
    says: str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Mistakes = (),
) -> None:
    """The result is the NumPy array `want`, in shape, dtype and value; `says` names it in words."""
    value = as_tensor(function, arguments, call(function, *arguments).value)
    wanted = torch.from_numpy(want)
    gap = difference(value, wanted, tolerance)
    if gap is not None:
        raise unlike(
            function,
            arguments,
            gap,
            says,
            *recognise(function, arguments, value, wanted, mistakes, tolerance),
        )


def expect_array_columns(
    function: RemoteFunction, *arguments: Any, length: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The result is a pair of NumPy columns `(length, 1)`; returns both as tensors of their own dtype."""
    value = call(function, *arguments).value
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise CheckFailure(
            f"{function.name} does not return a pair.",
            called=called(function, arguments),
            expected="two NumPy arrays: `return x, y`",
            got=describe(value),
            next=NEXT["type"],
        )
    x, y = (as_tensor(function, arguments, part) for part in value)
    for name, column in (("x", x), ("y", y)):
        if tuple(column.shape) != (length, 1):
            raise CheckFailure(
                f"{function.name} makes {name} with the wrong shape.",
                called=called(function, arguments),
                expected=f"{name} of shape {(length, 1)}: a column, a row for each sample",
                got=f"{name} of shape {tuple(column.shape)}",
                next=NEXT["shape"],
            )
    return x, y
