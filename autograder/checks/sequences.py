"""Words for functions that return several tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.compare import FLOAT32, Tolerance, describe, difference
from autograder.checks.expectations import call, unlike
from autograder.checks.failure import CheckFailure
from autograder.checks.forms import by_shape
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.sizes import shapes_in
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase


def tensors(function: RemoteFunction, arguments: Sequence[Any], value: Any, count: int) -> list[torch.Tensor]:
    """The `count` tensors in a list or tuple; CheckFailure where there is anything else."""
    if (
        isinstance(value, (list, tuple))
        and len(value) == count
        and all(type(v) is torch.Tensor for v in value)
    ):
        return list(value)
    got = describe(value)
    if isinstance(value, (list, tuple)):
        got = Phrase("with-parts", whole=got, parts=[*map(describe, value[:6])])
    raise CheckFailure("not-so-many-tensors", function, arguments, count=count, got=got)


def expect_tensors(
    function: RemoteFunction,
    *arguments: Any,
    want: Sequence[torch.Tensor],
    says: Phrase | str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """The result is a list or tuple of these tensors, in order."""
    value = tensors(function, arguments, call(function, *arguments).value, len(want))
    for one, wanted in zip(value, want, strict=True):
        gap = difference(one, wanted, tolerance)
        if gap is not None:
            raise unlike(
                function,
                arguments,
                gap,
                says,
                recognise(function, arguments, value, want, mistakes, tolerance),
            )


def expect_tensor_shapes(
    function: RemoteFunction, *arguments: Any, shapes: Sequence[Sequence[int]], names: Sequence[Phrase | str]
) -> list[torch.Tensor]:
    """The result is a list or tuple of tensors of these shapes; returns them."""
    value = tensors(function, arguments, call(function, *arguments).value, len(shapes))
    for name, one, shape in zip(names, value, shapes, strict=True):
        if tuple(one.shape) != tuple(shape):
            told = by_shape(tuple(one.shape), tuple(shape), shapes_in(arguments))
            got = Phrase("named-shape", name=name, shape=tuple(one.shape))
            raise CheckFailure(
                "wrong-part-shape",
                function,
                arguments,
                told=told,
                name=name,
                shape=tuple(shape),
                got=got,
            )
    return value


def expect_pairs(
    function: RemoteFunction, *arguments: Any, sizes: Sequence[int]
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The result is one (images, labels) pair for each size, of that length; returns the pairs.

    The function's first two arguments are the images and the labels that the pairs are taken from.
    """
    value = call(function, *arguments).value
    if not isinstance(value, (list, tuple)) or len(value) != len(sizes):
        raise CheckFailure("not-so-many-pairs", function, arguments, count=len(sizes), got=describe(value))
    pairs = [tuple(tensors(function, arguments, pair, 2)) for pair in value]
    wanted = [tuple((size, *given.shape[1:]) for given in arguments[:2]) for size in sizes]
    got = [tuple(tuple(tensor.shape) for tensor in pair) for pair in pairs]
    if got != wanted:
        raise CheckFailure(
            "wrong-parts",
            function,
            arguments,
            first=wanted[0],
            second=wanted[1],
            got=Phrase("pair", first=got[0], second=got[1]),
        )
    return [(pair[0], pair[1]) for pair in pairs]
