"""Words for functions that make a network of one hidden layer, one number in and one out, however built."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from autograder.checks.failure import CheckFailure
from autograder.checks.modules import adopt, expect_module, listed
from autograder.sandbox.student import RemoteFunction, RemoteModule


def shapes_of(n_hidden: int) -> list[tuple[int, ...]]:
    """The shapes of W1, b1, W2 and b2."""
    return [(n_hidden, 1), (n_hidden,), (1, n_hidden), (1,)]


def expect_layers(function: RemoteFunction, n_hidden: int, then: Sequence[str] = ()) -> RemoteModule:
    """The call makes a module with the parameters of Linear(1, h) and Linear(h, 1) and no others.

    The methods in `then` are called on it.
    """
    network = expect_module(function, n_hidden, then=then)
    wanted, got = shapes_of(n_hidden), [tuple(parameter.shape) for parameter in network.parameters()]
    if sorted(got) != sorted(wanted):
        words, count = ", ".join(map(str, wanted)), 3 * n_hidden + 1
        raise CheckFailure("wrong-layers", function, (n_hidden,), count=count, shapes=words, got=listed(got))
    return network


def network_with(
    function: RemoteFunction, values: Sequence[torch.Tensor], then: Sequence[str] = ()
) -> RemoteModule:
    """A network from `function(n_hidden)` that holds W1, b1, W2 and b2 = `values`; n_hidden is 2 or more."""
    return adopt(expect_layers(function, len(values[1]), then), values)
