"""Exercise 05: how many unseen points of 'xor' correct training puts into the right class.

All seeds of a way are trained at once, as one network whose parameters have one axis more: the sum of their
losses has each one's own gradient, and the optimizers work number by number. The threshold lies 0.02 below
the lowest correct run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.calibration import Calibration, gradient_of
from autograder.checks.descent import Batch, Loss, Way, descend
from autograder.checks.draw import Draw

from .networks import outputs
from .task import SignTask

CHUNK = 250  # seeds trained at once
ADAM = Way(torch.optim.Adam)


def logits(params: Sequence[Tensor], XX: Tensor) -> Tensor:
    """`z (s, n, 1)` of s networks at points `XX (s, n, 2)`."""
    return outputs(params, XX, "relu", "sigmoid")[1]


def loss(*values: Tensor) -> Tensor:
    """The mean loss of each network, `(s,)`: of parameters, points and targets."""
    *params, XX, YY = values
    z = logits(params, XX)
    return F.binary_cross_entropy_with_logits(z, YY, reduction="none").mean(dim=(1, 2))


def loss_by_hand(*values: Tensor) -> Tensor:
    """The same, written out."""
    *params, XX, YY = values
    z = logits(params, XX)
    return (z.clamp(min=0) - z * YY + torch.log1p(torch.exp(-z.abs()))).mean(dim=(1, 2))


class AdamByHand(torch.optim.Optimizer):
    """Adam as its authors write it, with torch's defaults."""

    def __init__(self, params: Sequence[Tensor], lr: float) -> None:
        super().__init__(params, {})
        self.params, self.lr, self.steps = params, lr, 0
        self.means = [torch.zeros_like(p) for p in params]
        self.squares = [torch.zeros_like(p) for p in params]

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override] # no closure is ever given
        self.steps += 1
        for p, mean, square in zip(self.params, self.means, self.squares, strict=True):
            mean += 0.1 * (gradient_of(p) - mean)
            square += 0.001 * (gradient_of(p) ** 2 - square)
            corrected = (square / (1 - 0.999**self.steps)).sqrt() + 1e-8
            p -= self.lr * mean / (1 - 0.9**self.steps) / corrected


BY_HAND = Way(AdamByHand)


def epochs(tasks: Sequence[SignTask], shuffles: bool, first_only: bool) -> Iterator[list[Batch]]:
    """The batches of each epoch, each network's in an order of its own where they are shuffled."""
    XX, YY = torch.stack([t.XX for t in tasks]), torch.stack([t.YY for t in tasks])
    starts = range(0, SignTask.size if first_only else XX.shape[1], SignTask.size)
    for _ in range(SignTask.epochs):
        points, targets = XX, YY
        if shuffles:
            order = torch.rand(XX.shape[:2]).argsort(dim=1)[..., None]
            points, targets = XX.gather(1, order.expand_as(XX)), YY.gather(1, order)
        yield [(points[:, s : s + SignTask.size], targets[:, s : s + SignTask.size]) for s in starts]


def accuracies(
    seeds: range,
    way: Way = ADAM,
    *,
    loss: Loss = loss,
    lr: float = SignTask.lr,
    shuffles: bool = False,
    first_only: bool = False,
) -> list[float]:
    """What training comes to from each seed: the plain one, rows in order, where nothing is changed."""
    torch.manual_seed(seeds.start)
    tasks = [SignTask(Draw(seed, "calibrate")) for seed in seeds]
    found = []
    for chunk in (tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)):
        start = [torch.stack(values) for values in zip(*(t.start for t in chunk), strict=True)]
        ends = descend(loss, start, epochs(chunk, shuffles, first_only), lr, way)[-1].params
        found += [one.accuracy([value[place] for value in ends]) for place, one in enumerate(chunk)]
    return found


CALIBRATION = Calibration(
    quantity="accuracy on unseen points",
    high_is_good=True,
    rule=lambda worst: round(worst - 0.02, 3),
    right={
        "in order, library loss and optimizer": accuracies,
        "shuffled each epoch": partial(accuracies, shuffles=True),
        "loss and Adam by hand": partial(accuracies, way=BY_HAND, loss=loss_by_hand, shuffles=True),
    },
    wrong={
        "optimizer ignored: sgd": partial(accuracies, way=Way(torch.optim.SGD)),
        "gradients never reset": partial(accuracies, way=replace(ADAM, resets=False)),
        "one update an epoch": partial(accuracies, way=replace(ADAM, once=True)),
        "the first batch only": partial(accuracies, first_only=True),
        "lr ten times too small": partial(accuracies, lr=SignTask.lr / 10),
    },
)
