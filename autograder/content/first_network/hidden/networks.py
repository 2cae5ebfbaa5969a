"""Networks that are drawn at random, and whether a call has left one as it was."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Leaf,
    Phrase,
    RemoteFunction,
    RemoteModule,
    Student,
    Tolerance,
    difference,
    network_with,
)

from . import reference

Array = np.ndarray[Any, Any]
EXACTLY = Tolerance(0.0, 0.0)


def network_and_inputs(draw: Draw, n_hidden: int, n: int) -> tuple[list[Tensor], Tensor]:
    """W1, b1, W2 and b2 of a network, and a column of n inputs with outputs of both signs.

    No input lies so near a kink that rounding could move it to the other side.
    """
    while True:
        x = draw.normal(n, 1, scale=2.0)
        values = [draw.normal(n_hidden, 1), draw.normal(n_hidden), draw.normal(1, n_hidden), torch.zeros(1)]
        values[3] = -reference.output(x, *values).mean(0)
        outputs, u = reference.output(x, *values), reference.hidden(x, *values[:2])
        if outputs.min() < -0.1 and outputs.max() > 0.1 and bool((u.abs() > 1e-4).all()):
            return values, x


def network_to_ask(student: Student, draw: Draw) -> tuple[RemoteModule, Array, Tensor]:
    """A network, a column of 25 inputs and the outputs that belong to them."""
    values, x = network_and_inputs(draw, 6, 25)
    return network_with(student.make_network, values), x.numpy(), reference.output(x, *values)


def state_with_gradients(network: RemoteModule) -> list[Leaf]:
    """The network's parameters, once one sample's output, sent backward, has left a gradient beside each."""
    network.call(torch.ones(1, 1), then=["backward"])
    return network.state()[0]


def expect_same_state(function: RemoteFunction, before: list[Leaf], network: RemoteModule) -> None:
    """Every parameter and its gradient are what they were, and it still requires one."""
    for old, new in zip(before, network.state()[0], strict=True):
        if difference(new.value, old.value, EXACTLY) is not None:
            raise changed(function, "parameters-changed")
        if not new.requires_grad:
            raise changed(function, "gradients-switched-off")
        if not same_gradient(old.gradient, new.gradient):
            raise changed(function, "gradients-changed")


def same_gradient(old: Tensor | None, new: Tensor | None) -> bool:
    return new is None if old is None else difference(new, old, EXACTLY) is None


def changed(function: RemoteFunction, mistake: str) -> CheckFailure:
    """The failure where a call changed the network; the mistake's key says in `[words]` what of it."""
    return CheckFailure("network-changed", function, told=mistake, what=Phrase(mistake))
