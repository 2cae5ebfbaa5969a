"""Exercise 01: how far correct training stays from the parabola, at points that it never saw.

All seeds are trained at once, along a leading axis: they do not touch each other, since the losses are
averaged within each seed and then added up. The threshold is one and a half times the largest error of a
correct run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import torch
from torch import Tensor
from torch.nn.functional import mse_loss

from autograder.checks import descent
from autograder.checks.calibration import Calibration, Measure, rounded
from autograder.checks.descent import Loss, Way
from autograder.checks.draw import Draw

from .train import Parabola


@dataclass(frozen=True)
class Tasks:
    """The tasks of S seeds: x, y `(S, n, 1)`; W1 `(S, h, 1)`, b1 and W2 `(S, 1, h)`, b2 `(S, 1, 1)`."""

    params: Sequence[Tensor]
    x: Tensor
    y: Tensor
    unseen: Tensor
    steps: int = Parabola.steps
    lr: float = Parabola.lr

    @classmethod
    def draw(cls, seeds: range) -> Tasks:
        tasks = [Parabola(Draw(seed, "calibrate")) for seed in seeds]
        W1, b1, W2, b2 = (torch.stack([task.start[place] for task in tasks]) for place in range(4))
        x, y = torch.stack([task.x for task in tasks]), torch.stack([task.y for task in tasks])
        return cls((W1, b1[:, None], W2, b2[:, None]), x, y, tasks[0].unseen)

    def errors(self, params: Sequence[Tensor]) -> list[float]:
        """Each seed's mean squared error on points that it never saw."""
        with torch.no_grad():
            return squared(*params, self.unseen, self.unseen**2).tolist()


Variant = Callable[[Tasks], Sequence[Tensor]]


def output(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    return torch.relu(x @ W1.mT + b1) @ W2.mT + b2


def squared(*values: Tensor) -> Tensor:
    """The mean squared error of each seed, `(S,)`: of the parameters, x and y."""
    *params, x, y = values
    return ((output(x, *params) - y) ** 2).mean(dim=(1, 2))


def all_pairs(*values: Tensor) -> Tensor:
    """A column of outputs against flat targets: broadcast to a table."""
    *params, x, y = values
    return ((output(x, *params) - y.mT) ** 2).mean(dim=(1, 2))


def library_loss(*values: Tensor) -> Tensor:
    """What the seeds' losses add up to, by torch's own."""
    *params, x, y = values
    return mse_loss(output(x, *params), y, reduction="sum") / y.shape[1]


def trained(
    tasks: Tasks,
    loss: Loss = squared,
    steps: int = Tasks.steps,
    lr: float = Tasks.lr,
    way: Way = descent.RIGHT,
) -> Sequence[Tensor]:
    """torch.optim.SGD, or another way."""
    return descent.descend(loss, tasks.params, [[(tasks.x, tasks.y)]] * steps, lr, way)[-1].params


def update_by_hand(tasks: Tasks) -> Sequence[Tensor]:
    """Autograd, and the update under no_grad."""
    params = [value.clone().requires_grad_() for value in tasks.params]
    for _ in range(tasks.steps):
        gradients = torch.autograd.grad(squared(*params, tasks.x, tasks.y).sum(), params)
        with torch.no_grad():
            for parameter, gradient in zip(params, gradients, strict=True):
                parameter -= tasks.lr * gradient
    return params


def derivatives_by_hand(tasks: Tasks) -> Sequence[Tensor]:
    """The chain rule on paper, no autograd."""
    W1, b1, W2, b2 = (value.clone() for value in tasks.params)
    for _ in range(tasks.steps):
        u = tasks.x @ W1.mT + b1
        h = u.clamp(min=0)
        error = 2 * (h @ W2.mT + b2 - tasks.y) / tasks.x.shape[1]
        back = (error @ W2) * (u > 0)
        W1 -= tasks.lr * (back.mT @ tasks.x)
        b1 -= tasks.lr * back.sum(1, keepdim=True)
        W2 -= tasks.lr * (error.mT @ h)
        b2 -= tasks.lr * error.sum(1, keepdim=True)
    return [W1, b1, W2, b2]


def double_precision(tasks: Tasks) -> Sequence[Tensor]:
    """The derivatives by hand, all in float64."""
    exact = Tasks(
        [value.double() for value in tasks.params], tasks.x.double(), tasks.y.double(), tasks.unseen
    )
    return [value.float() for value in derivatives_by_hand(exact)]


RIGHT: dict[str, Variant] = {
    "autograd, update by hand": update_by_hand,
    "library loss and optimiser": partial(trained, loss=library_loss),
    "derivatives by hand": derivatives_by_hand,
    "the same in float64": double_precision,
}
WRONG: dict[str, Variant] = {
    "ten steps": partial(trained, steps=10),
    "a tenth of the steps": partial(trained, steps=Tasks.steps // 10),
    "the rate's default": partial(trained, lr=0.001),
    "gradients never reset": partial(trained, way=Way(resets=False)),
    "flat targets": partial(trained, loss=all_pairs),
    "no training": lambda tasks: tasks.params,
}


@cache
def tasks_of(seeds: range) -> Tasks:
    return Tasks.draw(seeds)


def errors(variant: Variant) -> Measure:
    return lambda seeds: tasks_of(seeds).errors(variant(tasks_of(seeds)))


CALIBRATION = Calibration(
    quantity="mean squared error on unseen points",
    high_is_good=False,
    rule=lambda worst: rounded(1.5 * worst, 2),
    seeds=2_000,
    right={name: errors(variant) for name, variant in RIGHT.items()},
    wrong={name: errors(variant) for name, variant in WRONG.items()},
)
