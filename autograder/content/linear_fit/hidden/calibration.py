"""Exercise 02: how near correct training comes to the line that the points come from.

All seeds are trained at once, along a leading axis: they do not touch each other, since the losses are
averaged within each seed and then added up. Correct runs leave what the bias has still to go, 0.99⁴⁰⁰ of 1,
and nothing else. The threshold lies a hundred times higher: half the gradient finds the line too, only later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from autograder.checks.calibration import Calibration, rounded
from autograder.checks.descent import RIGHT, Batch, Way, descend, ends
from autograder.checks.draw import Draw

from .line import RATE, STEPS, LineTask, squared_error

CHUNK = 100  # seeds trained at once


@dataclass(frozen=True)
class Tasks:
    """The tasks of S seeds: x and y `(S, n, 1)`, weight and bias of the starts `(S, 1, 1)`."""

    singly: list[LineTask]
    x: Tensor
    y: Tensor
    weight: Tensor
    bias: Tensor

    @classmethod
    def draw(cls, seeds: range) -> Tasks:
        tasks = [LineTask(Draw(seed, "calibrate")) for seed in seeds]
        weight, bias = (torch.stack([t.start[place].view(1, 1) for t in tasks]) for place in (0, 1))
        return cls(tasks, torch.stack([t.x for t in tasks]), torch.stack([t.y for t in tasks]), weight, bias)


Params = list[Tensor]  # weight and bias, both (S, 1, 1)
Run = Callable[[Tasks], Params]


def stepped(
    tasks: Tasks, steps: int = STEPS, lr: float = RATE, way: Way = RIGHT, single: bool = False
) -> Params:
    """torch.optim.SGD, in float32; where `single` a step looks at one row, the next one each time."""
    rows = [[step % tasks.x.shape[1]] if single else slice(None) for step in range(steps)]
    batches: list[list[Batch]] = [[(tasks.x[:, row], tasks.y[:, row])] for row in rows]
    start = [tasks.weight, tasks.bias]
    return ends(descend(squared_error, start, batches, lr, way), start)


def gradients_by_autograd(tasks: Tasks) -> Params:
    """Loss and update written out, gradients from torch.autograd.grad, new tensors in every step."""
    weight, bias = tasks.weight, tasks.bias
    for _ in range(STEPS):
        weight, bias = weight.detach().requires_grad_(), bias.detach().requires_grad_()
        loss = ((tasks.x @ weight + bias - tasks.y) ** 2).sum() / tasks.x.shape[1]
        into_weight, into_bias = torch.autograd.grad(loss, (weight, bias))
        weight, bias = weight - RATE * into_weight, bias - RATE * into_bias
    return [weight.detach(), bias.detach()]


def derivative_by_hand(tasks: Tasks) -> Params:
    """The derivative written out, in float64."""
    x, y, weight, bias = (value.double() for value in (tasks.x, tasks.y, tasks.weight, tasks.bias))
    for _ in range(STEPS):
        error = 2 * (x * weight + bias - y)
        weight, bias = (
            weight - RATE * (error * x).mean(1, keepdim=True),
            bias - RATE * error.mean(1, keepdim=True),
        )
    return [weight.float(), bias.float()]


def gaps(seeds: range, run: Run) -> list[float]:
    found = []
    for chunk in (seeds[start : start + CHUNK] for start in range(0, len(seeds), CHUNK)):
        tasks = Tasks.draw(chunk)
        weight, bias = run(tasks)
        found += [task.gap([weight[place], bias[place, 0]]) for place, task in enumerate(tasks.singly)]
    return found


WRONG_RUNS: dict[str, Run] = {
    "gradients never reset": partial(stepped, way=Way(resets=False)),
    "momentum 0.9": partial(stepped, way=Way(partial(torch.optim.SGD, momentum=0.9))),
    "one row a step": partial(stepped, single=True),
    "bias left out": partial(stepped, way=Way(learning=[0])),
    "half the gradient": partial(stepped, way=Way(scale=0.5)),
    "a tenth of the learning rate": partial(stepped, lr=RATE / 10),
    "ten steps": partial(stepped, steps=10),
    "no training": partial(stepped, steps=0),
}
CALIBRATION = Calibration(
    quantity="mean squared distance between the two lines",
    high_is_good=False,
    rule=lambda worst: rounded(100 * worst, 2),
    right={
        "library loss and optimiser": partial(gaps, run=stepped),
        "gradients by autograd": partial(gaps, run=gradients_by_autograd),
        "derivative by hand, float64": partial(gaps, run=derivative_by_hand),
    },
    wrong={name: partial(gaps, run=run) for name, run in WRONG_RUNS.items()},
)
