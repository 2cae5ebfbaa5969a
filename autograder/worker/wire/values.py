"""The values that cross between the grader and a worker, beyond Python's own and tensors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from autograder.worker.wire.text import clean

Value = Any  # a recursive union of all that may cross would help neither mypy nor the reader


@dataclass(frozen=True, eq=False)
class Leaf:
    """A tensor with its place in autograd: whether it requires a gradient, and the gradient it holds."""

    value: torch.Tensor
    gradient: torch.Tensor | None = None
    requires_grad: bool = True


@dataclass(frozen=True, eq=False)
class Loader:
    """Images and labels that the other side hands to the student's code in batches.

    `images` of dtype uint8 become float32 in [0, 1] there, which keeps the frame four times smaller.
    """

    images: torch.Tensor
    labels: torch.Tensor
    batch_size: int
    shuffle: bool = False


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker, by its number there."""

    number: int
    type_name: str


@dataclass(frozen=True)
class Opaque:
    """What cannot cross, described in words: "a function", "a sparse tensor of shape (3, 3)"."""

    description: str


Keep = Callable[[object], "Handle | Opaque"]


def describe(value: object) -> Opaque:
    """The words for a value that no frame can carry."""
    return Opaque(clean(f"an object of type {type(value).__name__}")[:200])
