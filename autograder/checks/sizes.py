"""The sizes of what went into a call, each in words: a message never shows one by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch

from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf, Loader

# The names of parameters that count something: a factor as large as `j` or `seed` is so by accident.
COUNTS = re.compile(r"n|(n|nb|num)_\w+|\w*(size|steps|epochs)")


def tensors_in(arguments: Sequence[Any]) -> list[torch.Tensor]:
    """The tensors that are among the arguments, as themselves, as leaves or as arrays."""
    return [tensor for argument in arguments if (tensor := _tensor(argument)) is not None]


def _tensor(argument: Any) -> torch.Tensor | None:
    if isinstance(argument, Leaf):
        return argument.value
    if isinstance(argument, np.ndarray):
        return torch.from_numpy(argument)
    return argument if isinstance(argument, torch.Tensor) else None


def shapes_in(arguments: Sequence[Any]) -> list[tuple[int, ...]]:
    """The shapes of the tensors that are among the arguments, in the order of `tensors_in`."""
    return [tuple(tensor.shape) for tensor in tensors_in(arguments)]


def named_sizes(function: RemoteFunction, arguments: Sequence[Any]) -> list[tuple[Phrase, int]]:
    """Every size above 1, with its words; words that two arguments share say whose they are."""
    found = function.student.found.get(function.name)
    names = dict(enumerate((found.parameters if found else None) or ()))
    classes = any(isinstance(one, torch.Tensor) and one.dtype == torch.int64 for one in arguments)
    sizes: dict[Phrase, dict[int, int]] = {}  # words → size → position of the argument
    for position, argument in enumerate(arguments):
        for words, size in _sizes(argument, names.get(position, ""), classes):
            if size > 1:
                sizes.setdefault(words, {}).setdefault(size, position + 1)
    return [
        (words if len(places) == 1 else Phrase("size/of-argument", size=words, place=place), size)
        for words, places in sizes.items()
        for size, place in places.items()
    ]


def _sizes(argument: Any, name: str, classes: bool) -> Iterator[tuple[Phrase, int]]:
    tensor = _tensor(argument)
    if isinstance(argument, Loader):
        yield Phrase("size/batch-size"), argument.batch_size
        yield Phrase("size/batches"), -(-len(argument.labels) // argument.batch_size)
        yield Phrase("size/images"), len(argument.labels)
    elif type(argument) is int and COUNTS.fullmatch(name):
        yield Phrase("size/parameter", name=name), argument
    elif tensor is not None and tensor.ndim == 1:
        yield Phrase("size/entries"), len(tensor)
    elif tensor is not None and tensor.ndim > 1:
        yield Phrase("size/rows"), len(tensor)
        if tensor.numel() > len(tensor):
            yield Phrase("size/all-entries"), tensor.numel()
            yield Phrase("size/classes" if classes else "size/columns"), tensor.shape[-1]


def either(words: Sequence[Phrase]) -> Phrase:
    """The words as one choice: "times 2", or "either times 2 or times the number of rows"."""
    if len(words) == 1:
        return words[0]
    choice = words[-1]
    for one in reversed(words[:-1]):
        choice = Phrase("or", one=one, other=choice)
    return Phrase("one-of", choice=choice)
