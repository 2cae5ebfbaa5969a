"""The line that training finds: gradient descent to it, right and wrong, and noisy points around it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from autograder.checks.vocabulary import RIGHT, Batch, Draw, Epoch, Way, descend

SCALE, NOISE, POINTS = 15.0, 2.0, 100
# 0.99⁴⁰⁰ = 0.02 of the bias's way is left. Fewer steps at a higher rate come as near, but catch fewer who
# give up early: of 100 nobody stops after 130.
STEPS, RATE = 400, 0.005


def affine(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return x @ weight.mT + bias


def squared_error(weight: Tensor, bias: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The mean squared error; of each of the networks that stand along an axis before the last two."""
    return (affine(x, weight, bias) - y).square().mean((-2, -1))


def descend_in_double(
    start: Sequence[Tensor], batches: Sequence[Batch], lr: float, way: Way = RIGHT
) -> list[Epoch]:
    """Descend in float64, a step for each batch; parameters [W, b] come as float32, as in the student's."""
    steps = [[[value.double() for value in batch]] for batch in batches]
    run = descend(squared_error, [value.double() for value in start], steps, lr, way)
    return [Epoch([value.float() for value in step.params], step.losses) for step in run]


class LineTask:
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

    def gap(self, parameters: Sequence[Tensor]) -> float:
        """The mean squared distance between the network's line and the line of the data, where x can be."""
        weight, bias = (value.double() for value in parameters)
        grid = torch.linspace(-SCALE / 2, SCALE / 2, 101, dtype=torch.float64).unsqueeze(1)
        return float((affine(grid, weight, bias) - self.slope * grid).square().mean())
