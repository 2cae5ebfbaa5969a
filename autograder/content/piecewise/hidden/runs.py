"""What mini-batch training can come to: one run for every order in which the examples may be dealt.

A student's training loop shuffles with a generator of its own, so no single run is the right one. With a few
examples the orders can be listed, and the student's parameters must be where one of them leads. All runs are
computed side by side, in float64, by autograd.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import torch
from torch import Tensor

NAMES = ("w1", "b1", "w2", "b2", "w3", "b3")


@dataclass(frozen=True, eq=False)
class Task:
    """Examples `(n,)`, a start `(6,)`, and how to train from it; the rest makes the known wrong variants.

    A batch's summed gradient is divided by `divided` times `batch_size`; `sign` is the direction of a step;
    `reset` says whether gradients are; `once` keeps only the last update of an epoch; `fixed` keeps the
    first epoch's order.
    """

    x: Tensor
    y: Tensor
    start: Tensor
    lr: float
    batch_size: int
    n_epochs: int
    divided: float = 1.0
    sign: float = -1.0
    reset: bool = True
    once: bool = False
    fixed: bool = False

    def but(self, **mistake: Any) -> Task:
        return replace(self, **mistake)


@dataclass(frozen=True, eq=False)
class Runs:
    """Where each of `m` runs ends, `(m, 6)`, and its losses: all `(m, n_epochs)`, float64.

    `after` is the mean over all examples after each epoch; `running` the mean over the epoch's examples, each
    before its update; `last` that of the epoch's last batch, before its update.
    """

    params: Tensor
    after: Tensor
    running: Tensor
    last: Tensor


def every_run(task: Task) -> Runs:
    """The runs of the task, one for each sequence of orders."""
    choices = orders(len(task.x), task.batch_size)
    params, total = task.start.double()[None], torch.zeros(1, 6, dtype=torch.float64)
    dealt = torch.arange(len(choices))
    histories = [torch.zeros(1, 0, dtype=torch.float64)] * 3
    for epoch in range(task.n_epochs):
        if not task.fixed or epoch == 0:
            m = len(params)
            params, total = (t.repeat_interleave(len(choices), 0) for t in (params, total))
            histories = [h.repeat_interleave(len(choices), 0) for h in histories]
            dealt = torch.arange(len(choices)).repeat(m)
        seen = []
        for number in range(choices.shape[1]):
            rows = choices[dealt, number]
            gradient, loss = gradients(params, task.x[rows], task.y[rows])
            seen.append(loss)
            if task.once and number < choices.shape[1] - 1:
                continue
            total = gradient + (0.0 if task.reset else total)
            params = params + task.sign * task.lr * total / (task.batch_size * task.divided)
        losses = mean_loss(params, task), torch.stack(seen).mean(0), seen[-1]
        histories = [torch.cat([h, one[:, None]], 1) for h, one in zip(histories, losses, strict=True)]
    return Runs(params, *histories)


def orders(n: int, batch_size: int) -> Tensor:
    """Every way to deal `n` examples into batches that have no order: `(m, n / batch_size, batch_size)`."""
    cuts = range(0, n, batch_size)
    dealt = {tuple(tuple(sorted(p[cut : cut + batch_size])) for cut in cuts) for p in permutations(range(n))}
    return torch.tensor(sorted(dealt))


def gradients(params: Tensor, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """For `m` networks `(m, 6)` with a batch `(m, b)` each: summed gradients `(m, 6)`, mean losses `(m,)`."""
    params = params.detach().requires_grad_()
    losses = (outputs(params, x) - y.double()) ** 2 / 2
    (gradient,) = torch.autograd.grad(losses.sum(), params)
    return gradient, losses.detach().mean(1)


def outputs(params: Tensor, x: Tensor) -> Tensor:
    """What networks `(m, 6)` make of `x`, `(m, b)` or `(b,)`: `(m, b)` in float64."""
    w1, b1, w2, b2, w3, b3 = params.double().t()[:, :, None]
    made: Tensor = w3 * torch.relu(w2 * torch.relu(w1 * x.double() + b1) + b2) + b3
    return made


def mean_loss(params: Tensor, task: Task) -> Tensor:
    """The mean loss `(m,)` of networks `(m, 6)` over all examples of the task."""
    return ((outputs(params, task.x) - task.y.double()) ** 2 / 2).mean(1)


def closest(got: Sequence[Tensor], runs: Tensor) -> list[Tensor]:
    """The end of the run nearest to these parameters, as `(1, 1)` tensors of float32."""
    distances = (runs - torch.stack([tensor.flatten() for tensor in got], 1).double()).abs().amax(1)
    return as_params(runs[distances.nan_to_num(torch.inf).argmin()])


def as_params(values: Tensor) -> list[Tensor]:
    """Six numbers as the exercise's parameters: `(1, 1)` tensors of float32, in memory of their own."""
    return [value.float().reshape(1, 1).clone() for value in values]
