"""What mini-batch training can come to: one run for every order in which the examples may be dealt.

A student's training loop shuffles with a generator of its own, so no single run is the right one. With a few
examples the orders can be listed, and the student's parameters must be where one of them leads. All runs are
computed side by side, in float64.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import torch
from torch import Tensor

from autograder.checks.vocabulary import RIGHT, Draw, Leaf, Way, descend

NAMES = ("w1", "b1", "w2", "b2", "w3", "b3")


@dataclass(frozen=True, eq=False)
class Task:
    """Examples `(n,)`, a start `(6,)`, and how to train from it."""

    x: Tensor
    y: Tensor
    start: Tensor
    lr: float
    batch_size: int
    n_epochs: int

    def but(self, **changes: Any) -> Task:
        return replace(self, **changes)

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What `train` is called with."""
        params = [Leaf(value) for value in as_params(self.start)]
        return params, self.x, self.y, self.lr, self.batch_size, self.n_epochs


@dataclass(frozen=True, eq=False)
class Runs:
    """Where each of `m` runs ends, `(m, 6)`, and its losses: all `(m, n_epochs)`, float64.

    `running` is the mean over the epoch's examples, each before its update; `last` that of the epoch's last
    batch, before its update.
    """

    params: Tensor
    running: Tensor
    last: Tensor


def draw_task(draw: Draw, n: int, batch_size: int, n_epochs: int, lr: float = 0.1) -> Task:
    """A few examples on both sides of the first kink, and a start from which every parameter moves."""
    weights = draw.uniform(3, low=0.8, high=1.4) * torch.tensor([1.0, 1.0, 2.0 * draw.integer(0, 1) - 1])
    biases = torch.cat([draw.uniform(2, low=0.1, high=0.4), draw.normal(1, scale=0.3)])
    signs = torch.where(torch.arange(n) % 2 == 0, 1.0, -1.0)
    return Task(
        x=draw.uniform(n, low=0.6, high=1.6) * signs,
        y=draw.uniform(n, low=-2.0, high=2.0),
        start=torch.stack([weights, biases], 1).flatten(),
        lr=lr,
        batch_size=batch_size,
        n_epochs=n_epochs,
    )


def every_run(task: Task, way: Way = RIGHT, fixed: bool = False) -> Runs:
    """The runs of the task, one for each sequence of orders; `fixed` ones keep an order for all epochs."""
    choices, drawn = orders(len(task.x), task.batch_size), 1 if fixed else task.n_epochs
    sequences = torch.cartesian_prod(*[torch.arange(len(choices))] * drawn).reshape(-1, drawn)
    dealt = choices[sequences.expand(-1, task.n_epochs)]  # (m, n_epochs, n / batch_size, batch_size)
    epochs = [[(task.x[rows], task.y[rows]) for rows in epoch.unbind(1)] for epoch in dealt.unbind(1)]
    run = descend(mean_loss, [task.start.double().repeat(len(dealt), 1)], epochs, task.lr, way)
    losses = torch.stack([torch.stack(epoch.losses) for epoch in run])  # (n_epochs, n / batch_size, m)
    return Runs(run[-1].params[0], losses.mean(1).t(), losses[:, -1].t())


def orders(n: int, batch_size: int) -> Tensor:
    """Every way to deal `n` examples into batches that have no order: `(m, n / batch_size, batch_size)`."""
    cuts = range(0, n, batch_size)
    dealt = {tuple(tuple(sorted(p[cut : cut + batch_size])) for cut in cuts) for p in permutations(range(n))}
    return torch.tensor(sorted(dealt))


def mean_loss(params: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The mean losses `(m,)` of networks `(m, 6)` over examples `(m, b)`, or over the same `(b,)` for all."""
    return ((outputs(params, x) - y.double()) ** 2 / 2).mean(1)


def outputs(params: Tensor, x: Tensor) -> Tensor:
    """What networks `(m, 6)` make of `x`, `(m, b)` or `(b,)`: `(m, b)` in float64."""
    w1, b1, w2, b2, w3, b3 = params.double().t()[:, :, None]
    made: Tensor = w3 * torch.relu(w2 * torch.relu(w1 * x.double() + b1) + b2) + b3
    return made


def closest(got: Sequence[Tensor], runs: Tensor) -> list[Tensor]:
    """The end of the run nearest to these parameters, as `(1, 1)` tensors of float32."""
    distances = (runs - torch.stack([tensor.flatten() for tensor in got], 1).double()).abs().amax(1)
    return as_params(runs[distances.nan_to_num(torch.inf).argmin()])


def as_params(values: Tensor) -> list[Tensor]:
    """Six numbers as the exercise's parameters: `(1, 1)` tensors of float32, in memory of their own."""
    return [value.float().reshape(1, 1).clone() for value in values]
