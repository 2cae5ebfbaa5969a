"""Exercise 05: how many unseen points of 'xor' correct training puts into the right class.

All seeds of a way are trained at once, as one network whose parameters have one axis more: the sum of their
losses has each one's own gradient, and the optimizers work number by number. The threshold lies 0.02 below
the lowest correct run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.calibration import Calibration
from autograder.checks.draw import Draw

from .task import SignTask

CHUNK = 250  # seeds trained at once


@dataclass(frozen=True)
class Way:
    """A way to train; with nothing changed it is the plain one: rows in order, Adam, the library's loss."""

    optimizer: str = "adam"
    shuffles: bool = False
    by_hand: bool = False  # loss and Adam written out
    resets: bool = True
    once: bool = False
    first_batch_only: bool = False
    lr: float = SignTask.way.lr


RIGHT = {
    "in order, library loss and optimizer": Way(),
    "shuffled each epoch": Way(shuffles=True),
    "loss and Adam by hand": Way(shuffles=True, by_hand=True),
}
WRONG = {
    "optimizer ignored: sgd": Way(optimizer="sgd"),
    "gradients never reset": Way(resets=False),
    "one update an epoch": Way(once=True),
    "the first batch only": Way(first_batch_only=True),
    "lr ten times too small": Way(lr=SignTask.way.lr / 10),
}


def logits(params: Sequence[Tensor], XX: Tensor) -> Tensor:
    """`z (s, n, 1)` of s networks at points `XX (s, n, 2)`."""
    W1, b1, W2, b2 = params
    hidden = torch.relu(XX @ W1.transpose(1, 2) + b1[:, None])
    return hidden @ W2.transpose(1, 2) + b2[:, None]


def loss(z: Tensor, YY: Tensor, way: Way) -> Tensor:
    """The sum over the networks of each one's mean loss."""
    if way.by_hand:
        return (z.clamp(min=0) - z * YY + torch.log1p(torch.exp(-z.abs()))).mean(dim=(1, 2)).sum()
    return F.binary_cross_entropy_with_logits(z, YY, reduction="none").mean(dim=(1, 2)).sum()


class AdamByHand:
    """Adam as its authors write it, with torch's defaults."""

    def __init__(self, params: Sequence[Tensor], lr: float) -> None:
        self.params, self.lr, self.steps = params, lr, 0
        self.means = [torch.zeros_like(p) for p in params]
        self.squares = [torch.zeros_like(p) for p in params]

    def zero_grad(self) -> None:
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self) -> None:
        self.steps += 1
        for p, mean, square in zip(self.params, self.means, self.squares, strict=True):
            mean += 0.1 * (p.grad - mean)
            square += 0.001 * (p.grad**2 - square)
            corrected = (square / (1 - 0.999**self.steps)).sqrt() + 1e-8
            p -= self.lr * mean / (1 - 0.9**self.steps) / corrected


def batches(XX: Tensor, YY: Tensor, way: Way) -> Iterator[tuple[Tensor, Tensor]]:
    """The batches of one epoch, each network's in an order of its own where the way shuffles."""
    if way.shuffles:
        order = torch.rand(XX.shape[:2]).argsort(dim=1)[..., None]
        XX, YY = XX.gather(1, order.expand_as(XX)), YY.gather(1, order)
    size = SignTask.way.size
    for start in range(0, size if way.first_batch_only else XX.shape[1], size):
        yield XX[:, start : start + size], YY[:, start : start + size]


def train(tasks: Sequence[SignTask], way: Way) -> list[Tensor]:
    """The parameters of a network a task after training, stacked along a first axis."""
    params = [torch.stack(values).requires_grad_() for values in zip(*(t.start for t in tasks), strict=True)]
    XX, YY = torch.stack([t.XX for t in tasks]), torch.stack([t.YY for t in tasks])
    kinds = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}
    optimizer = AdamByHand(params, way.lr) if way.by_hand else kinds[way.optimizer](params, lr=way.lr)
    for _ in range(SignTask.way.epochs):
        epoch = list(batches(XX, YY, way))
        for number, (points, targets) in enumerate(epoch, 1):
            if way.resets:
                optimizer.zero_grad()
            loss(logits(params, points), targets, way).backward()
            if not way.once or number == len(epoch):
                optimizer.step()
    return [parameter.detach() for parameter in params]


def accuracies(seeds: range, way: Way) -> list[float]:
    torch.manual_seed(seeds.start)
    tasks = [SignTask(Draw(seed, "calibrate")) for seed in seeds]
    found = []
    for chunk in (tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)):
        trained = train(chunk, way)
        found += [one.accuracy([value[place] for value in trained]) for place, one in enumerate(chunk)]
    return found


CALIBRATION = Calibration(
    quantity="accuracy on unseen points",
    high_is_good=True,
    rule=lambda worst: round(worst - 0.02, 3),
    right={name: partial(accuracies, way=way) for name, way in RIGHT.items()},
    wrong={name: partial(accuracies, way=way) for name, way in WRONG.items()},
)
