"""How a message says what was called, and what to do next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
import torch

from autograder.checks.draw import DrawnName
from autograder.sandbox.student import RemoteFunction
from autograder.worker.wire.values import Leaf, Loader

SMALL = 12  # entries: as much of a public input as a message shows

NEXT = {
    "type": "Look at what the function returns on every path through it.",
    "shape": "Print the shape of every intermediate result and compare it with the docstring.",
    "dtype": "Find the line that changes the dtype; the result keeps the dtype of the input.",
    "finite": "Find the division, logarithm or exponential that leaves the range of the dtype.",
    "value": "Work a case of two or three numbers by hand and compare every step.",
}


def called(function: RemoteFunction, arguments: Sequence[Any]) -> str:
    """The call in words: public inputs as they are where they are small.

    Of hidden inputs tensors are shown by dtype and shape, and numbers by the names of their parameters; texts
    are shown, since the exercise's text names them, but for those that are drawn.
    """
    shown = function.student.shows_inputs
    names = () if shown else function.student.contract.get(function.name, ())
    words = [
        _argument(argument, shown, name)
        for argument, name in zip_longest(arguments, names[: len(arguments)], fillvalue="")
    ]
    return f"{function.name}({', '.join(words)})"


def _argument(argument: Any, shown: bool, name: str = "") -> str:
    if isinstance(argument, Leaf):
        return _argument(argument.value, shown)
    if isinstance(argument, torch.Tensor):
        return _array(argument, "tensor", shown)
    if isinstance(argument, np.ndarray):
        return _array(argument, "array", shown)
    if isinstance(argument, Loader):
        return f"a loader of {-(-len(argument.labels) // argument.batch_size)} batches"
    if not shown and _is_plain(argument):
        return name or ("numbers" if isinstance(argument, (list, tuple)) else "a number")
    if isinstance(argument, (list, tuple)):
        return f"[{', '.join(_argument(item, shown) for item in argument)}]"
    if isinstance(argument, DrawnName):
        return f"{argument!r}" if shown else name or "a name"
    return argument.name if isinstance(argument, RemoteFunction) else f"{argument!r}"


def _is_plain(argument: Any) -> bool:
    """Whether an argument is a number or a list of numbers."""
    if isinstance(argument, (list, tuple)):
        return all(map(_is_plain, argument))
    return isinstance(argument, (int, float))


def _array(values: torch.Tensor | np.ndarray[Any, Any], kind: str, shown: bool) -> str:
    shape = tuple(values.shape)
    if shown and math.prod(shape) <= SMALL:
        return " ".join(repr(values).split())
    return f"{str(values.dtype).removeprefix('torch.')} {kind} of shape {shape}"
