"""Words for functions that take and return NumPy arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from autograder.checks.compare import FLOAT32, Tolerance, describe, difference
from autograder.checks.expectations import call, unlike
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistakes, recognise
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase


def as_tensor(function: RemoteFunction, arguments: Sequence[Any], value: Any) -> torch.Tensor:
    """The tensor that shares a NumPy array's numbers; CheckFailure where there is no array of numbers."""
    if type(value) is np.ndarray:
        return torch.from_numpy(value)
    mistake = "tensor-for-array" if isinstance(value, torch.Tensor) else None
    raise CheckFailure("no-array", function, arguments, told=mistake, got=describe(value))


def expect_array(
    function: RemoteFunction,
    *arguments: Any,
    want: np.ndarray[Any, Any],
    says: Phrase | str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Mistakes = (),
) -> None:
    """The result is the NumPy array `want`, in shape, dtype and value; `says` is the key of its words."""
    value = as_tensor(function, arguments, call(function, *arguments).value)
    wanted = torch.from_numpy(want)
    gap = difference(value, wanted, tolerance)
    if gap is not None:
        raise unlike(
            function,
            arguments,
            gap,
            says,
            recognise(function, arguments, value, wanted, mistakes, tolerance),
        )


def expect_array_columns(
    function: RemoteFunction, *arguments: Any, length: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The result is a pair of NumPy columns `(length, 1)`; returns both as tensors of their own dtype."""
    value = call(function, *arguments).value
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise CheckFailure("no-array-pair", function, arguments, got=describe(value))
    x, y = (as_tensor(function, arguments, part) for part in value)
    for name, column in (("x", x), ("y", y)):
        if tuple(column.shape) != (length, 1):
            got = Phrase("named-shape", name=name, shape=tuple(column.shape))
            raise CheckFailure(
                "wrong-array-shape",
                function,
                arguments,
                name=name,
                shape=(length, 1),
                got=got,
            )
    return x, y
