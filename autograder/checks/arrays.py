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
    raise CheckFailure(
        f"{function.name} does not return a NumPy array.",
        called=called(function, arguments),
        expected="a NumPy array",
        got=describe(value),
        next=f"{NEXT['type']} A tensor becomes an array with .detach().numpy().",
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
        raise unlike(function, arguments, gap, says, *recognise(value, wanted, mistakes, tolerance))
