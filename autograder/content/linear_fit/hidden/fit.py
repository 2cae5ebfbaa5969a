"""Training on noisy points of a line, judged by the grader on the line itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.draw import Draw
from autograder.checks.thresholds import alike, expect_at_most, measured
from autograder.sandbox.student import RemoteFunction

SCALE, NOISE, POINTS = 15.0, 2.0, 100
# 0.99⁴⁰⁰ = 0.02 of the bias's way is left. Fewer steps at a higher rate come as near, but catch fewer who
# give up early: of 100 nobody stops after 130.
STEPS, RATE = 400, 0.005


class FitTask:
    """Points around y = a·x, and a start that leans the other way: the loss has a single valley.

    The noise leans no way, so that y = a·x is also the line of least squares, and a hundred points are enough
    to tell how near training came to it: code that goes through them one by one is not kept long.
    """

    def __init__(self, draw: Draw) -> None:
        sign = 2.0 * draw.integer(0, 1) - 1
        self.slope = sign * float(draw.uniform(low=1.0, high=3.0))
        x, noise = draw.uniform(POINTS, 1, high=SCALE), draw.normal(POINTS, 1, scale=NOISE)
        self.x, noise = x - x.mean(), noise - noise.mean()
        self.y = self.slope * self.x + noise - (noise * self.x).sum() / self.x.square().sum() * self.x
        self.start = [torch.tensor([[-self.slope]]), torch.tensor([1.0])]

    def gap(self, parameters: Sequence[torch.Tensor]) -> float:
        """The mean squared distance between the network's line and the line of the data, where x can be."""
        weight, bias = (value.double() for value in parameters)
        grid = torch.linspace(-SCALE / 2, SCALE / 2, 101, dtype=torch.float64).unsqueeze(1)
        return float((grid @ weight.T + bias - self.slope * grid).square().mean())


def expect_fit(
    function: RemoteFunction, arguments: Sequence[Any], task: FitTask, parameters: Sequence[Any]
) -> None:
    """The trained line is as near to the line of the data as correct code brings it."""
    expect_at_most(
        function,
        arguments,
        task.gap(parameters) if alike(parameters, task.start) else None,
        measured(__package__)["threshold"],
        fact="ends too far from the line that the points come from",
        says="a mean squared distance between the two lines",
        next="Train on create_dataset() and draw the line over the points after 0, 10 and 100 steps.",
    )
