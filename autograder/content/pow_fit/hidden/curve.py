"""Learning a parabola, from a start that is known to work, judged by the grader between the points."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from autograder.checks.vocabulary import Draw

from .reference import network


class CurveTask:
    """A hundred noisy points of a parabola, and ten hinges with kinks spread over the interval.

    From random starts correct code gets stuck now and then (thresholds.json says how often): bold first steps
    push the hinges of one side out of the interval. Here five hinges open to either side, none of them steep.
    """

    steps, lr, noise = 200, 0.2, 0.2

    def __init__(self, draw: Draw) -> None:
        n, hidden = 100, 10
        x = torch.linspace(-1, 1, n).unsqueeze(1)
        self.shift = (x**2).mean()
        y = x**2 + self.noise * draw.uniform(n, 1)
        self.x, self.y = x, y - y.mean()
        side = torch.tensor([1.0, -1.0]).repeat(hidden // 2)
        kinks = draw.uniform(hidden, low=-0.3, high=0.7) * side
        W1 = side * draw.uniform(hidden, low=0.56, high=0.84)
        self.start = [
            W1.unsqueeze(1),
            -W1 * kinks,
            draw.normal(1, hidden, scale=0.2),
            torch.zeros(1),
        ]

    @property
    def arguments(self) -> tuple[Tensor, Tensor, int, float]:
        """What `train` is given besides the network."""
        return self.x, self.y, self.steps, self.lr

    def loss(self, params: Sequence[Tensor]) -> float:
        """The mean squared distance from the parabola itself, between the points and without noise."""
        x = torch.linspace(-1, 1, 397).unsqueeze(1)
        return float(((network(x, *params) - (x**2 - self.shift)) ** 2).mean())
