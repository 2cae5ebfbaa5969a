"""Measures how close correct training runs of exercise 04 come to the kink, and sets what grading asks for.

Runs the task of the generalisation check from many seeds, with several correct variants of the training loop
and with the nearest wrong ones, and writes the quantiles of the test loss, with the threshold that follows,
to autograder/checks/hidden/piecewise/thresholds.json. The threshold is twice the highest correct loss.

    python benchmarks/calibrate_piecewise.py [--seeds 1000]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor

from autograder.checks.draw import Draw
from autograder.checks.hidden.piecewise import kink, reference

TABLE = Path(kink.__file__).with_name("thresholds.json")
FACTOR = 2.0
Variant = Callable[[kink.KinkTask], Sequence[Tensor]]


def leaves(task: kink.KinkTask) -> list[Tensor]:
    return [value.reshape(1, 1).clone().requires_grad_() for value in task.start]


def dealt(task: kink.KinkTask, n_epochs: int = kink.EPOCHS) -> Iterator[tuple[Tensor, Tensor]]:
    for _ in range(n_epochs):
        yield from reference.data_iter(kink.BATCH, task.x, task.y)


def summed_and_divided(
    task: kink.KinkTask, n_epochs: int = kink.EPOCHS, lr: float = kink.RATE
) -> Sequence[Tensor]:
    """The batch's losses added up, an update by hand that divides by batch_size."""
    params = leaves(task)
    for X, y in dealt(task, n_epochs):
        reference.squared_loss(reference.model(X, *params), y).sum().backward()
        reference.sgd(params, lr, kink.BATCH)
    return params


def library_optimiser(task: kink.KinkTask) -> Sequence[Tensor]:
    """The mean of the batch's losses, torch.optim.SGD."""
    params = leaves(task)
    optimiser = torch.optim.SGD(params, lr=kink.RATE)
    for X, y in dealt(task):
        optimiser.zero_grad()
        (torch.nn.functional.mse_loss(reference.model(X, *params).flatten(), y) / 2).backward()
        optimiser.step()
    return params


def by_hand_in_float64(task: kink.KinkTask) -> Sequence[Tensor]:
    """The chain rule on paper, in float64, the order drawn by Python's own permutation of the rows."""
    w1, b1, w2, b2, w3, b3 = task.start.double()
    for X, y in dealt(task):
        x = X.double()
        u = w1 * x + b1
        h = u.clamp(min=0)
        v = w2 * h + b2
        k = v.clamp(min=0)
        error = w3 * k + b3 - y
        into_v = error * w3 * (v > 0)
        into_u = into_v * w2 * (u > 0)
        step = kink.RATE / len(x)
        w1, b1 = w1 - step * (into_u * x).sum(), b1 - step * into_u.sum()
        w2, b2 = w2 - step * (into_v * h).sum(), b2 - step * into_v.sum()
        w3, b3 = w3 - step * (error * k).sum(), b3 - step * error.sum()
    return [torch.stack([w1, b1, w2, b2, w3, b3])]


RIGHT: dict[str, Variant] = {
    "summed, divided by batch_size": summed_and_divided,
    "mean, library optimiser": library_optimiser,
    "chain rule by hand, float64": by_hand_in_float64,
}
WRONG: dict[str, Variant] = {
    "a tenth of the epochs": lambda task: summed_and_divided(task, kink.EPOCHS // 10),
    "a tenth of the learning rate": lambda task: summed_and_divided(task, lr=kink.RATE / 10),
    "ten times the learning rate": lambda task: summed_and_divided(task, lr=kink.RATE * 10),
    "no training": leaves,
}


def quantiles(values: Sequence[float]) -> dict[str, float]:
    table = torch.tensor(sorted(values), dtype=torch.float64).nan_to_num(torch.inf)
    points = {"min": 0.0, "median": 0.5, "99%": 0.99, "99.9%": 0.999, "max": 1.0}
    return {name: float(f"{torch.quantile(table, point).item():.4g}") for name, point in points.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    measured: dict[str, list[float]] = {name: [] for name in (*RIGHT, *WRONG)}
    for seed in track(range(options.seeds), console=Console(stderr=True)):
        task = kink.KinkTask(Draw(seed, "calibrate"))
        torch.manual_seed(seed)
        for name, variant in {**RIGHT, **(WRONG if seed % 10 == 0 else {})}.items():
            params = torch.cat([parameter.detach().flatten() for parameter in variant(task)])
            measured[name].append(task.loss(params))
    table = {
        "threshold": float(f"{FACTOR * max(max(measured[name]) for name in RIGHT):.2g}"),
        "seeds": options.seeds,
        "right": {name: quantiles(measured[name]) for name in RIGHT},
        "wrong": {name: quantiles(measured[name]) for name in WRONG},
    }
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
