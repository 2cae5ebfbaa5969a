"""How a message says what was called."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
import torch

from autograder.checks.draw import DrawnName
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf, Loader

SMALL = 12  # entries: as much of a public input as a message shows


def called(function: RemoteFunction, arguments: Sequence[Any]) -> Phrase:
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
    return Phrase("call", function=function.name, arguments=words or "")


def _argument(argument: Any, shown: bool, name: str = "") -> Phrase:
    if isinstance(argument, Leaf):
        return _argument(argument.value, shown)
    if isinstance(argument, torch.Tensor):
        return _array(argument, "tensor", shown)
    if isinstance(argument, np.ndarray):
        return _array(argument, "array", shown)
    if isinstance(argument, Loader):
        return Phrase("a/loader", batches=-(-len(argument.labels) // argument.batch_size))
    if not shown and _is_plain(argument):
        kind = "numbers" if isinstance(argument, (list, tuple)) else "a-number"
        return Phrase("as-is", text=name) if name else Phrase(kind)
    if isinstance(argument, (list, tuple)):
        return Phrase("listed", entries=[_argument(item, shown) for item in argument])
    if isinstance(argument, DrawnName) and not shown:
        return Phrase("as-is", text=name) if name else Phrase("a-name")
    return Phrase("as-is", text=argument.name if isinstance(argument, RemoteFunction) else repr(argument))


def _is_plain(argument: Any) -> bool:
    """Whether an argument is a number or a list of numbers."""
    if isinstance(argument, (list, tuple)):
        return all(map(_is_plain, argument))
    return isinstance(argument, (int, float))


def _array(values: torch.Tensor | np.ndarray[Any, Any], kind: str, shown: bool) -> Phrase:
    shape = tuple(values.shape)
    if shown and math.prod(shape) <= SMALL:
        return Phrase("as-is", text=" ".join(repr(values).split()))
    return Phrase(f"given/{kind}", dtype=str(values.dtype).removeprefix("torch."), shape=shape)
