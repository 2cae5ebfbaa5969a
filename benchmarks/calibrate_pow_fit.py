"""Measures how close correct training comes to the curve of exercise 03, and sets what grading allows.

Runs the task of the generalisation check many times, each from its own seed, with several correct variants
of the training loop and with the nearest wrong ones, and writes the quantiles, with the threshold that
follows, to autograder/checks/hidden/pow_fit/thresholds.json. The threshold is twice the largest distance of
a correct run. With them it writes how often correct code fails from random starts: the reason for a chosen
start.

    python benchmarks/calibrate_pow_fit.py [--seeds 1000]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from rich.console import Console
from rich.progress import track
from torch import Tensor

from autograder.checks.draw import Draw
from autograder.checks.hidden.pow_fit import curve, reference

TABLE = Path(curve.__file__).with_name("thresholds.json")
MARGIN = 2.0
STUCK = 0.02  # between the 0.004 of runs that arrive and the 0.06 of those that are stuck
Params = Sequence[Tensor]
Variant = Callable[[curve.CurveTask], Params]


def by_hand(task: curve.CurveTask, **mistake: bool) -> Params:
    """The error squared and averaged, an update by hand."""
    return reference.train(task.start, *task.arguments, **mistake).params


def library_optimiser(task: curve.CurveTask) -> Params:
    """torch.optim.SGD and torch's loss, on a module."""
    module = torch.nn.Sequential(torch.nn.Linear(1, 10), torch.nn.ReLU(), torch.nn.Linear(10, 1))
    torch.nn.utils.vector_to_parameters(torch.cat([p.flatten() for p in task.start]), module.parameters())
    optimiser = torch.optim.SGD(module.parameters(), lr=task.lr)
    for _ in range(task.steps):
        optimiser.zero_grad()
        F.mse_loss(module(task.x), task.y).backward()
        optimiser.step()
    return [parameter.detach() for parameter in module.parameters()]


def functional_double(task: curve.CurveTask) -> Params:
    """New tensors in every step, in float64, from the sum of squares over n."""
    params, x, y = [p.double() for p in task.start], task.x.double(), task.y.double()
    for _ in range(task.steps):
        params = [p.requires_grad_() for p in params]
        loss = ((reference.network(x, *params) - y) ** 2).sum() / len(x)
        gradients = torch.autograd.grad(loss, params)
        params = [p.detach() - task.lr * g for p, g in zip(params, gradients, strict=True)]
    return [p.float() for p in params]


def a_line(task: curve.CurveTask) -> Params:
    """The best line, as hinges whose kinks lie outside the interval."""
    slope = (task.x * task.y).mean() / (task.x**2).mean()
    return [torch.ones(1, 1), torch.full((1,), 2.0), slope.view(1, 1), -2 * slope.view(1)]


RIGHT: dict[str, Variant] = {
    "by hand": by_hand,
    "library optimiser": library_optimiser,
    "functional, float64": functional_double,
}
WRONG: dict[str, Variant] = {
    "no training": lambda task: task.start,
    # Swings, and may pass by: the trajectory tells it from a right run, not the distance.
    "gradients never reset": lambda task: by_hand(task, resets=False),
    "the best line": a_line,
    "one step": lambda task: reference.train(task.start, task.x, task.y, 1, task.lr).params,
    "twenty steps": lambda task: reference.train(task.start, task.x, task.y, 20, task.lr).params,
}


def random_start(seed: int, steps: int, lr: float) -> float:
    """The last loss of a correct run of exercise 03's own task from torch's own random start."""
    torch.manual_seed(seed)
    task = curve.CurveTask(Draw(seed, "random start"))
    module = reference.Net(1, 10, 1)
    start = [parameter.detach() for parameter in module.parameters()]
    return reference.train(start, task.x, task.y, steps, lr).losses[-1]


def quantiles(values: Sequence[float]) -> dict[str, float]:
    table = torch.tensor(sorted(values), dtype=torch.float64).nan_to_num(posinf=1e9, nan=1e9)
    points = {"min": 0.0, "median": 0.5, "99%": 0.99, "99.9%": 0.999, "max": 1.0}
    return {name: float(f"{torch.quantile(table, point).item():.3g}") for name, point in points.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    measured: dict[str, list[float]] = {name: [] for name in (*RIGHT, *WRONG)}
    starts: dict[str, list[float]] = {"200 steps, lr 0.5": [], "600 steps, lr 0.1": []}
    for seed in track(range(options.seeds), console=Console(stderr=True)):
        task = curve.CurveTask(Draw(seed, "calibrate"))
        for name, variant in {**RIGHT, **(WRONG if seed % 10 == 0 else {})}.items():
            measured[name].append(task.loss(variant(task)))
        if seed % 4 == 0:
            starts["200 steps, lr 0.5"].append(random_start(seed, 200, 0.5))
            starts["600 steps, lr 0.1"].append(random_start(seed, 600, 0.1))
    highest = max(max(measured[name]) for name in RIGHT)
    entry = {
        "threshold": float(f"{MARGIN * highest:.2g}"),
        "line": round(4 / 45, 4),
        "seeds": options.seeds,
        "right": {name: quantiles(measured[name]) for name in RIGHT},
        "wrong": {name: quantiles(measured[name]) for name in WRONG},
        "random starts, share that ends above 0.02": {
            name: round(sum(not loss < STUCK for loss in losses) / len(losses), 3)
            for name, losses in starts.items()
        },
    }
    TABLE.write_text(json.dumps(entry, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(entry, indent=1))


if __name__ == "__main__":
    main()
