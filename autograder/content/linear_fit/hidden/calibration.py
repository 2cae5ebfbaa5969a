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
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.calibration import Calibration, rounded
from autograder.checks.draw import Draw

from .fit import RATE, STEPS, FitTask

CHUNK = 100  # seeds trained at once


@dataclass(frozen=True)
class Tasks:
    """The tasks of S seeds: x and y `(S, n, 1)`, weight and bias of the starts `(S, 1, 1)`."""

    singly: list[FitTask]
    x: Tensor
    y: Tensor
    weight: Tensor
    bias: Tensor

    @classmethod
    def draw(cls, seeds: range) -> Tasks:
        tasks = [FitTask(Draw(seed, "calibrate")) for seed in seeds]
        weight, bias = (torch.stack([t.start[place].view(1, 1) for t in tasks]) for place in (0, 1))
        return cls(tasks, torch.stack([t.x for t in tasks]), torch.stack([t.y for t in tasks]), weight, bias)


@dataclass(frozen=True)
class Way:
    """A way to descend; with nothing changed it is the right one."""

    steps: int = STEPS
    lr: float = RATE
    resets: bool = True
    momentum: float = 0.0
    bias: bool = True  # whether the bias moves
    single: bool = False  # whether a step looks at one row, the next one each time


Params = tuple[Tensor, Tensor]
Run = Callable[[Tasks], Params]


def library_optimiser(tasks: Tasks) -> Params:
    """torch's loss and torch.optim.SGD, in float32."""
    weight, bias = params = [value.clone().requires_grad_() for value in (tasks.weight, tasks.bias)]
    optimiser = torch.optim.SGD(params, lr=RATE)
    for _ in range(STEPS):
        optimiser.zero_grad()
        F.mse_loss(tasks.x * weight + bias, tasks.y, reduction="none").mean(1).sum().backward()
        optimiser.step()
    return weight.detach(), bias.detach()


def gradients_by_autograd(tasks: Tasks) -> Params:
    """Loss and update written out, gradients from torch.autograd.grad, new tensors in every step."""
    weight, bias = tasks.weight, tasks.bias
    for _ in range(STEPS):
        weight, bias = weight.detach().requires_grad_(), bias.detach().requires_grad_()
        loss = ((tasks.x @ weight + bias - tasks.y) ** 2).sum() / tasks.x.shape[1]
        into_weight, into_bias = torch.autograd.grad(loss, (weight, bias))
        weight, bias = weight - RATE * into_weight, bias - RATE * into_bias
    return weight.detach(), bias.detach()


def derivative_by_hand(tasks: Tasks, way: Way) -> Params:
    """The derivative written out, in float64."""
    x, y, weight, bias = (value.double() for value in (tasks.x, tasks.y, tasks.weight, tasks.bias))
    kept = torch.zeros_like(weight), torch.zeros_like(bias)
    share = way.momentum if way.resets else 1.0  # of the old gradients, added to the new ones
    for step in range(way.steps):
        rows = slice(step % x.shape[1], step % x.shape[1] + 1) if way.single else slice(None)
        error = 2 * (x[:, rows] * weight + bias - y[:, rows])
        new = (error * x[:, rows]).mean(1, keepdim=True), error.mean(1, keepdim=True)
        kept = new[0] + share * kept[0], new[1] + share * kept[1]
        weight, bias = weight - way.lr * kept[0], bias - way.lr * kept[1] * way.bias
    return weight.float(), bias.float()


def gaps(seeds: range, run: Run) -> list[float]:
    found = []
    for chunk in (seeds[start : start + CHUNK] for start in range(0, len(seeds), CHUNK)):
        tasks = Tasks.draw(chunk)
        weight, bias = run(tasks)
        found += [task.gap([weight[place], bias[place, 0]]) for place, task in enumerate(tasks.singly)]
    return found


WAYS = {
    "gradients never reset": Way(resets=False),
    "momentum 0.9": Way(momentum=0.9),
    "one row a step": Way(single=True),
    "bias left out": Way(bias=False),
    "half the gradient": Way(lr=RATE / 2),
    "a tenth of the learning rate": Way(lr=RATE / 10),
    "ten steps": Way(steps=10),
    "no training": Way(steps=0),
}
CALIBRATION = Calibration(
    quantity="mean squared distance between the two lines",
    high_is_good=False,
    rule=lambda worst: rounded(100 * worst, 2),
    right={
        "library loss and optimiser": partial(gaps, run=library_optimiser),
        "gradients by autograd": partial(gaps, run=gradients_by_autograd),
        "derivative by hand, float64": partial(gaps, run=partial(derivative_by_hand, way=Way())),
    },
    wrong={name: partial(gaps, run=partial(derivative_by_hand, way=way)) for name, way in WAYS.items()},
)
