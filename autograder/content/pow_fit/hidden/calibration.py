"""Exercise 03: how near correct training comes to the curve.

All seeds are trained at once, along a leading axis: they do not touch each other, since the losses are
averaged within each seed and then added up. The threshold is twice the largest distance of a correct run.
With it goes how often correct code fails from torch's own random starts, the reason for a chosen start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.calibration import Calibration, rounded
from autograder.checks.descent import RIGHT, Way, descend, ends
from autograder.checks.draw import Draw

from .curve import CurveTask
from .reference import Net, network, squared_error

STUCK = 0.02  # between the 0.004 of runs that arrive and the 0.06 of those that are stuck
Params = Sequence[Tensor]  # W1 (S, h, 1), b1 (S, 1, h), W2 (S, 1, h), b2 (S, 1, 1)
Run = Callable[[Params, Tensor, Tensor], Params]


def stepped(
    start: Params,
    x: Tensor,
    y: Tensor,
    steps: int = CurveTask.steps,
    lr: float = CurveTask.lr,
    way: Way = RIGHT,
) -> Params:
    """torch.optim.SGD."""
    return ends(descend(squared_error, start, [[(x, y)]] * steps, lr, way), start)


def by_hand(start: Params, x: Tensor, y: Tensor) -> Params:
    """torch's own loss, an update by hand."""
    params = [value.clone().requires_grad_() for value in start]
    for _ in range(CurveTask.steps):
        loss = F.mse_loss(network(x, *params), y, reduction="none").mean(dim=(1, 2)).sum()
        loss.backward()
        with torch.no_grad():
            for parameter in params:
                assert parameter.grad is not None
                parameter -= CurveTask.lr * parameter.grad
                parameter.grad.zero_()
    return [parameter.detach() for parameter in params]


def functional_double(start: Params, x: Tensor, y: Tensor) -> Params:
    """New tensors in every step, in float64, from the sum of squares over n."""
    params, x, y = [value.double() for value in start], x.double(), y.double()
    for _ in range(CurveTask.steps):
        params = [value.requires_grad_() for value in params]
        loss = ((network(x, *params) - y) ** 2).sum() / x.shape[-2]
        gradients = torch.autograd.grad(loss, params)
        params = [(p - CurveTask.lr * g).detach() for p, g in zip(params, gradients, strict=True)]
    return [value.float() for value in params]


def best_line(start: Params, x: Tensor, y: Tensor) -> Params:
    """The best line, as hinges whose kinks lie outside the interval."""
    slope = (x * y).mean(dim=1, keepdim=True) / (x**2).mean()
    one = torch.ones_like(slope)
    return [one, 2 * one, slope, -2 * slope]


def laid_out(params: Params) -> Params:
    """A network's parameters, as nn.Linear shapes them, with axes that broadcast."""
    W1, b1, W2, b2 = params
    return [W1, b1[None], W2, b2[None]]


def stacked(several: Sequence[Params]) -> Params:
    return [torch.stack(values) for values in zip(*map(laid_out, several), strict=True)]


def distances(seeds: range, run: Run) -> list[float]:
    tasks = [CurveTask(Draw(seed, "calibrate")) for seed in seeds]
    W1, b1, W2, b2 = run(stacked([t.start for t in tasks]), tasks[0].x, torch.stack([t.y for t in tasks]))
    return [task.loss([W1[s], b1[s, 0], W2[s], b2[s, 0]]) for s, task in enumerate(tasks)]


def random_starts(seeds: range) -> dict[str, object]:
    """The best line's distance, and the share of correct runs that torch's own random start leaves stuck."""
    tasks, starts = [CurveTask(Draw(seed, "random start")) for seed in seeds], []
    for seed in seeds:
        torch.manual_seed(seed)
        starts.append([parameter.detach() for parameter in Net(1, 10, 1).parameters()])
    x, y, shares = tasks[0].x, torch.stack([task.y for task in tasks]), {}
    for steps, lr in ((200, 0.5), (600, 0.1)):
        W1, b1, W2, b2 = stepped(stacked(starts), x, y, steps, lr)
        losses = squared_error(W1, b1, W2, b2, x, y)
        shares[f"{steps} steps, lr {lr}"] = round(float((~(losses < STUCK)).double().mean()), 3)
    return {"line": round(4 / 45, 4), "random starts, share that ends above 0.02": shares}


RIGHT_RUNS: dict[str, Run] = {
    "by hand": by_hand,
    "library optimiser": stepped,
    "functional, float64": functional_double,
}
WRONG_RUNS: dict[str, Run] = {
    "no training": partial(stepped, steps=0),
    # Swings, and may pass by: the trajectory tells it from a right run, not the distance.
    "gradients never reset": partial(stepped, way=Way(resets=False)),
    "the best line": best_line,
    "one step": partial(stepped, steps=1),
    "twenty steps": partial(stepped, steps=20),
}
CALIBRATION = Calibration(
    quantity="mean squared distance from the curve",
    high_is_good=False,
    rule=lambda worst: rounded(2 * worst, 2),
    right={name: partial(distances, run=run) for name, run in RIGHT_RUNS.items()},
    wrong={name: partial(distances, run=run) for name, run in WRONG_RUNS.items()},
    extra=random_starts,
)
