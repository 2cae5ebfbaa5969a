"""Measures how near correct training comes to the line of the data, and sets the gap that grading allows.

Runs the task of exercise 02's generalisation check many times, each from its own seed, with three correct
variants of the training loop and, every tenth time, with the nearest wrong ones, and writes the quantiles,
with the threshold that follows, to autograder/checks/hidden/linear_fit/thresholds.json. The threshold lies a
quarter above the largest gap that a correct run left.

    python benchmarks/calibrate_linear_fit.py --seeds 1000
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from autograder.checks.draw import Draw
from autograder.checks.hidden.linear_fit import fit
from autograder.checks.hidden.linear_fit.fit import RATE, STEPS, FitTask
from autograder.checks.hidden.linear_fit.reference import Variant, descend

TABLE = Path(fit.__file__).with_name("thresholds.json")
MARGIN = 1.25
Run = Callable[[FitTask], Sequence[Tensor]]


def library_optimiser(task: FitTask) -> Sequence[Tensor]:
    """nn.Linear, torch's loss and torch.optim.SGD, in float32."""
    network = nn.Linear(1, 1)
    with torch.no_grad():
        network.weight.copy_(task.start[0])
        network.bias.copy_(task.start[1])
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE)
    for _ in range(STEPS):
        optimiser.zero_grad()
        F.mse_loss(network(task.x), task.y).backward()
        optimiser.step()
    return [network.weight.detach(), network.bias.detach()]


def gradients_by_autograd(task: FitTask) -> Sequence[Tensor]:
    """Loss and update written out, gradients from torch.autograd.grad, in float32."""
    params = [value.clone().requires_grad_() for value in task.start]
    for _ in range(STEPS):
        loss = ((task.x @ params[0].T + params[1] - task.y) ** 2).sum() / task.y.numel()
        moves = torch.autograd.grad(loss, params)
        params = [(p - RATE * g).detach().requires_grad_() for p, g in zip(params, moves, strict=True)]
    return [value.detach() for value in params]


def derivative_by_hand(
    task: FitTask, variant: Variant | None = None, steps: int = STEPS, lr: float = RATE
) -> Sequence[Tensor]:
    """The derivative written out, in float64."""
    return descend(task.start, task.x, task.y, steps, lr, variant or Variant()).parameters


RIGHT: dict[str, Run] = {
    "library optimiser": library_optimiser,
    "gradients by autograd": gradients_by_autograd,
    "derivative by hand": derivative_by_hand,
}
WRONG: dict[str, Run] = {
    "gradients never reset": lambda task: derivative_by_hand(task, Variant(resets=False)),
    "momentum 0.9": lambda task: derivative_by_hand(task, Variant(momentum=0.9)),
    "one row a step": lambda task: derivative_by_hand(task, Variant(single=True)),
    "bias left out": lambda task: derivative_by_hand(task, Variant(bias=False)),
    "half the gradient": lambda task: derivative_by_hand(task, Variant(factor=-0.5)),
    "a tenth of the learning rate": lambda task: derivative_by_hand(task, lr=RATE / 10),
    "ten steps": lambda task: derivative_by_hand(task, steps=10),
    "no training": lambda task: task.start,
}


def quantiles(values: Sequence[float]) -> dict[str, float]:
    table = torch.tensor([min(value, 1e9) if math.isfinite(value) else 1e9 for value in values]).double()
    points = {"min": 0.0, "median": 0.5, "99%": 0.99, "99.9%": 0.999, "max": 1.0}
    return {name: round(torch.quantile(table, point).item(), 4) for name, point in points.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    measured: dict[str, list[float]] = {name: [] for name in (*RIGHT, *WRONG)}
    for seed in range(options.seeds):
        task = FitTask(Draw(seed, "calibrate"))
        for name, run in {**RIGHT, **(WRONG if seed % 10 == 0 else {})}.items():
            measured[name].append(task.gap(run(task)))
    table = {
        "threshold": round(MARGIN * max(max(measured[name]) for name in RIGHT), 3),
        "seeds": options.seeds,
        "right": {name: quantiles(measured[name]) for name in RIGHT},
        "wrong": {name: quantiles(measured[name]) for name in WRONG},
    }
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
