"""Words for functions that deal mini-batches: iterators of `(features, labels)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.compare import describe
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.sequences import tensors
from autograder.checks.words import called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

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
            "no-pairs-dealt",
            function,
            arguments,
            told="return-for-yield",
            count=expected,
            got=Phrase("single-tensors", tensors=[*map(describe, items[:3])]),
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
        told = _told(got, wanted, lengths[-1] < size)
        raise CheckFailure(
            "wrong-batches",
            function,
            (size, features, labels),
            told=told,
            count=len(wanted),
            wanted=_shapes(wanted),
            got=_shapes(got) if got else Phrase("no-batch"),
        )
    return found


def expect_same_dtypes(function: RemoteFunction, dealt: Sequence[Batch], given: Batch) -> None:
    """Features and labels of every batch keep the dtypes of the inputs."""
    for batch in dealt:
        for name, got, want in zip(("features", "labels"), batch, given, strict=True):
            if got.dtype != want.dtype:
                raise CheckFailure(
                    "dtype-changed",
                    function,
                    name=name,
                    dtype=want.dtype,
                    got=describe(got),
                )


def _shapes(pairs: Sequence[Any]) -> Sequence[Phrase]:
    return [Phrase("pair", first=x, second=y) for x, y in pairs]


def _told(got: Sequence[Any], wanted: Sequence[Any], smaller: bool) -> Told:
    """What explains these batches; `smaller` says whether the last one is smaller than the others."""
    if got == wanted[:-1] and smaller:
        return (Phrase("last-batch-dropped"),)
    if got[: len(wanted)] != wanted:
        return ()
    empty = all(0 in x for x, _ in got[len(wanted) :])
    return (Phrase("empty-batch" if empty else "loop-too-long"),)
