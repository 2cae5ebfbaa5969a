"""Exercise 04: how near correct training comes to the kink.

All seeds are trained at once, a row each: they do not touch each other, since the losses are averaged within
a seed and then added up. The threshold is ten times the highest loss of a correct run. Right runs fall by a
factor of ten in some sixty updates, so the factor gives them room and wrong ones none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import torch
from torch import Tensor

from autograder.checks.calibration import Calibration, gradient_of, rounded
from autograder.checks.draw import Draw

from . import kink


@dataclass(frozen=True)
class Way:
    """A way to train; with nothing changed it is the right one."""

    epochs: int = kink.EPOCHS
    lr: float = kink.RATE
    divided: float = 1.0  # the step, besides by batch_size
    resets: bool = True
    once: bool = False  # one update an epoch, after its last batch


@cache
def tasks(seeds: range) -> list[kink.KinkTask]:
    return [kink.KinkTask(Draw(seed, "calibrate")) for seed in seeds]


def starts(seeds: range) -> list[Tensor]:
    """[w1, b1, w2, b2, w3, b3], each `(S, 1)`."""
    return list(torch.stack([task.start for task in tasks(seeds)]).split(1, dim=1))


def dealt(seeds: range, epochs: int) -> Iterator[tuple[Tensor, Tensor, bool]]:
    """Mini-batches `(S, BATCH)`, each seed's in an order of its own, and whether an epoch ends with them."""
    torch.manual_seed(seeds.start)
    examples = torch.tensor(kink.EXAMPLES, dtype=torch.float32)
    for _ in range(epochs):
        batches = examples[torch.rand(len(seeds), len(examples)).argsort(1)].split(kink.BATCH, dim=1)
        for number, X in enumerate(batches, 1):
            yield X, kink.target(X), number == len(batches)


def output(X: Tensor, params: Sequence[Tensor]) -> Tensor:
    w1, b1, w2, b2, w3, b3 = params
    return w3 * torch.relu(w2 * torch.relu(w1 * X + b1) + b2) + b3


def update_by_hand(seeds: range, way: Way) -> list[Tensor]:
    """The batch's losses added up, an update that divides by batch_size."""
    params = [value.clone().requires_grad_() for value in starts(seeds)]
    for X, y, last in dealt(seeds, way.epochs):
        ((output(X, params) - y) ** 2 / 2).sum().backward()
        if way.once and not last:
            continue
        with torch.no_grad():
            for parameter in params:
                parameter -= way.lr / (kink.BATCH * way.divided) * gradient_of(parameter)
                if way.resets:
                    gradient_of(parameter).zero_()
    return [parameter.detach() for parameter in params]


def library_optimiser(seeds: range) -> list[Tensor]:
    """The mean of the batch's losses, torch.optim.SGD."""
    params = [value.clone().requires_grad_() for value in starts(seeds)]
    optimiser = torch.optim.SGD(params, lr=kink.RATE)
    for X, y, _ in dealt(seeds, kink.EPOCHS):
        optimiser.zero_grad()
        ((output(X, params) - y) ** 2 / 2).mean(1).sum().backward()
        optimiser.step()
    return [parameter.detach() for parameter in params]


def chain_rule_in_float64(seeds: range) -> list[Tensor]:
    """The derivatives on paper, no autograd."""
    w1, b1, w2, b2, w3, b3 = (value.double() for value in starts(seeds))
    step = kink.RATE / kink.BATCH
    for X, y, _ in dealt(seeds, kink.EPOCHS):
        u = w1 * X + b1
        h = u.clamp(min=0)
        v = w2 * h + b2
        k = v.clamp(min=0)
        error = w3 * k + b3 - y
        into_v = error * w3 * (v > 0)
        into_u = into_v * w2 * (u > 0)
        w1, b1 = w1 - step * (into_u * X).sum(1, True), b1 - step * into_u.sum(1, True)
        w2, b2 = w2 - step * (into_v * h).sum(1, True), b2 - step * into_v.sum(1, True)
        w3, b3 = w3 - step * (error * k).sum(1, True), b3 - step * error.sum(1, True)
    return [w1, b1, w2, b2, w3, b3]


def losses(params: Sequence[Tensor], seeds: range) -> list[float]:
    return [task.loss(row) for task, row in zip(tasks(seeds), torch.cat(list(params), 1), strict=True)]


def best_line(seeds: range) -> list[float]:
    """The loss of the line nearest to the examples, which a network without a kink comes to at best."""
    x = torch.tensor(kink.EXAMPLES, dtype=torch.float32)
    columns = torch.stack([x, torch.ones_like(x)], 1)
    slope, intercept = torch.linalg.lstsq(columns, kink.target(x)[:, None]).solution.flatten()
    return [
        float(((slope * task.test + intercept - kink.target(task.test)) ** 2 / 2).mean())
        for task in tasks(seeds)
    ]


def by_hand(seeds: range, way: Way) -> list[float]:
    return losses(update_by_hand(seeds, way), seeds)


WAYS = {
    "a tenth of the epochs": Way(epochs=kink.EPOCHS // 10),
    "half the epochs": Way(epochs=kink.EPOCHS // 2),
    "a tenth of the learning rate": Way(lr=kink.RATE / 10),
    "ten times the learning rate": Way(lr=kink.RATE * 10),
    "divided by batch_size twice": Way(divided=kink.BATCH),
    "not divided by batch_size": Way(divided=1 / kink.BATCH),
    "gradients never reset": Way(resets=False),
    "one update an epoch, gradients added up": Way(once=True),
    "no training": Way(epochs=0),
}
CALIBRATION = Calibration(
    quantity="mean of (ŷ - y)² / 2 on numbers not trained on",
    high_is_good=False,
    rule=lambda worst: rounded(10 * worst, 2),
    seeds=10_000,
    right={
        "summed, divided by batch_size": partial(by_hand, way=Way()),
        "mean, library optimiser": lambda seeds: losses(library_optimiser(seeds), seeds),
        "chain rule by hand, float64": lambda seeds: losses(chain_rule_in_float64(seeds), seeds),
    },
    wrong={**{name: partial(by_hand, way=way) for name, way in WAYS.items()}, "the best line": best_line},
)
