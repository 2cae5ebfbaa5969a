"""Networks of known parameters: worked out here in plain algebra, and the student's own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    RemoteFunction,
    RemoteModule,
    Student,
    adopt,
    expect_module,
    in_order,
)

Activation = Callable[[Tensor], Tensor]


def unchanged(z: Tensor) -> Tensor:
    return z


ACTIVATIONS: dict[str, Activation] = {
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softmax": lambda z: z.softmax(-1),
    "linear": unchanged,
}
LAST = {"regression": "linear", "binary": "sigmoid", "multiclass": "softmax"}


def parameters(draw: Draw, dims: Sequence[int]) -> list[Tensor]:
    """A weight and a bias for each layer, all of different shapes, and outputs of a moderate size."""
    layers = [
        (draw.normal(d_out, d_in) * 1.5 / math.sqrt(d_in), draw.normal(d_out))
        for d_in, d_out in pairwise(dims)
    ]
    return [tensor for layer in layers for tensor in layer]


def outputs(params: Sequence[Tensor], x: Tensor, between: str, at_the_end: str) -> tuple[Tensor, Tensor]:
    """`(y_pred, z_pred)` of a network with these activations.

    Parameters that have an axis more, and points `(s, n, d)`, are those of s networks side by side.
    """
    n_layers = len(params) // 2
    z = logits(params, x, [unchanged, *[ACTIVATIONS[between]] * (n_layers - 1)])
    return ACTIVATIONS[at_the_end](z), z


def logits(params: Sequence[Tensor], x: Tensor, before: Sequence[Activation]) -> Tensor:
    """What comes out of the last layer, with these activations, one before each layer."""
    for activate, weight, bias in zip(before, params[::2], params[1::2], strict=True):
        x = activate(x) @ weight.transpose(-1, -2) + bias.unsqueeze(-2)
    return x


def built(
    student: Student, dims: Sequence[int], activation: str, last: str, params: Sequence[Tensor]
) -> RemoteModule:
    """The student's network of that form with these parameters."""
    return adopt(expect_module(student.FCNN, dims, activation, last), params)


def expect_same_parameters(function: RemoteFunction, model: RemoteModule, params: Sequence[Tensor]) -> None:
    """The function, which was called with the model, has left its parameters alone."""
    now = in_order(model.parameters(), params)
    if len(now) != len(params) or any(not torch.equal(a, b) for a, b in zip(now, params, strict=True)):
        raise CheckFailure("network-changed", function, told="parameters-changed")
