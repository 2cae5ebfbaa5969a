"""Words for functions that deal mini-batches: iterators of `(features, labels)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.compare import describe
from autograder.checks.failure import CheckFailure
from autograder.checks.sequences import tensors
from autograder.checks.words import NEXT, called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import RemoteFunction

Batch = tuple[torch.Tensor, torch.Tensor]

SPARE = 3  # batches asked for beyond those expected, so that too many show


def batches(function: RemoteFunction, size: int, features: torch.Tensor, labels: torch.Tensor) -> list[Batch]:
    """The batches that `function(size, features, labels)` deals, each a pair of tensors."""
    arguments = (size, features, labels)
    expected = -(-len(labels) // size)
    try:
        items = function.iterate(*arguments, limit=expected + SPARE)
    except Raised as error:
        error.called = called(function, arguments)
        raise
    if items and all(isinstance(item, torch.Tensor) for item in items):
        raise CheckFailure(
            f"{function.name} does not deal pairs of features and labels.",
            called=called(function, arguments),
            expected=f"{expected} pairs, one after the other",
            got=f"single tensors: {', '.join(map(describe, items[:3]))}",
            cause="`return` gives a single pair and ends: its two tensors are taken for two batches.",
            next="Write `yield features, labels` in the loop: each yield hands out a batch and goes on.",
            mistake="return-for-yield",
        )
    pairs = [tensors(function, arguments, item, 2) for item in items]
    return [(pair[0], pair[1]) for pair in pairs]


def expect_batches(
    function: RemoteFunction, size: int, features: torch.Tensor, labels: torch.Tensor
) -> list[Batch]:
    """The batches have `size` examples each, the last one what is left, in the inputs' form; returns them."""
    found = batches(function, size, features, labels)
    lengths = [min(size, len(labels) - start) for start in range(0, len(labels), size)]
    wanted = [((n, *features.shape[1:]), (n, *labels.shape[1:])) for n in lengths]
    got = [(tuple(x.shape), tuple(y.shape)) for x, y in found]
    if got != wanted:
        raise CheckFailure(
            f"{function.name} deals batches of the wrong sizes.",
            called=called(function, (size, features, labels)),
            expected=f"{len(wanted)} batches of features and labels: {_shapes(wanted)}",
            got=_shapes(got) if got else "no batch at all",
            cause=_cause(got, wanted),
            next="Cut the order into pieces of batch_size, and let the last piece be what is left.",
            mistake="last-batch-dropped" if got == wanted[:-1] and lengths[-1] < size else None,
        )
    return found


def expect_same_dtypes(function: RemoteFunction, dealt: Sequence[Batch], given: Batch) -> None:
    """Features and labels of every batch keep the dtypes of the inputs."""
    for batch in dealt:
        for name, got, want in zip(("features", "labels"), batch, given, strict=True):
            if got.dtype != want.dtype:
                raise CheckFailure(
                    f"{function.name} changes the dtype of the {name}.",
                    expected=f"{name} of dtype {want.dtype}",
                    got=describe(got),
                    next=NEXT["dtype"],
                )


def _shapes(pairs: Sequence[Any]) -> str:
    return ", ".join(f"{x} and {y}" for x, y in pairs)


def _cause(got: Sequence[Any], wanted: Sequence[Any]) -> str:
    if got == wanted[:-1]:
        return "The last, smaller batch is left out."
    return "The loop goes on after the last example." if got[: len(wanted)] == wanted else ""
