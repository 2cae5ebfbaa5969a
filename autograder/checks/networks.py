"""Words for functions that make a network of one hidden layer, one number in and one out, however built."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from autograder.checks.failure import CheckFailure
from autograder.checks.modules import adopt, expect_module
from autograder.checks.words import called
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
        raise CheckFailure(
            f"{function.name} makes a network with other parameters than it should have.",
            called=called(function, (n_hidden,)),
            expected=f"{3 * n_hidden + 1} numbers in parameters of shapes {_listed(wanted)}",
            got=f"parameters of shapes {_listed(got)}" if got else "no parameters at all",
            cause="A layer is missing, is one too many, has its sizes swapped, or comes without its bias.",
            next="Write down what Linear(1, n_hidden) and Linear(n_hidden, 1) hold, and print(network).",
        )
    return network


def network_with(
    function: RemoteFunction, values: Sequence[torch.Tensor], then: Sequence[str] = ()
) -> RemoteModule:
    """A network from `function(n_hidden)` that holds W1, b1, W2 and b2 = `values`; n_hidden is 2 or more."""
    return adopt(expect_layers(function, len(values[1]), then), values)


def _listed(shapes: Sequence[tuple[int, ...]]) -> str:
    return ", ".join(map(str, shapes))
