"""Training on the kink itself, from a start that leads there, judged on numbers not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.vocabulary import Draw, RemoteFunction, alike, expect_at_most, measured

from .tasks import mean_loss

# 8 examples in two batches: 400 updates, about a tenth of a second on one core.
EXAMPLES, RATE, BATCH, EPOCHS = range(-4, 4), 0.05, 4, 200


class KinkTask:
    """f(x) = 0 for x < 0, 2x + 1 for x ≥ 0, and a start with all weights positive and no relu asleep.

    The examples lie near 0, where one learning rate suits weights and biases alike, and far enough apart for
    a kink between two of them: a network that is right about all of them exists, and right runs get there.
    """

    def __init__(self, draw: Draw) -> None:
        self.x = torch.tensor(EXAMPLES, dtype=torch.float32)
        self.y = target(self.x)
        weights, biases = draw.uniform(3, low=0.6, high=0.9), draw.uniform(3, low=0.0, high=0.3)
        self.start = torch.stack([weights, biases], 1).flatten()
        # Between the examples -1 and 0 the data do not say where the kink lies.
        self.test = torch.cat([draw.uniform(100, low=-4.0, high=-1.0), draw.uniform(100, low=0.0, high=3.0)])

    def loss(self, params: torch.Tensor) -> float:
        """The mean of (ŷ - y)² / 2 over the test inputs, for parameters `(6,)`."""
        return float(mean_loss(params[None], self.test, target(self.test)))


def target(x: torch.Tensor) -> torch.Tensor:
    return torch.where(x < 0, torch.zeros_like(x), 2 * x + 1)


def expect_kink(
    function: RemoteFunction, arguments: Sequence[Any], task: KinkTask, params: Sequence[torch.Tensor]
) -> None:
    """The trained network is as close to f as correct code comes."""
    whole = alike(params, [torch.zeros(1, 1)] * 6)
    loss = task.loss(torch.cat(list(params)).flatten()) if whole else None
    expect_at_most(function, arguments, loss, measured(__package__)["threshold"], "no-kink")
