"""Exercise 05: three questions on the plane, from several random starts each."""

from __future__ import annotations

from statistics import median

import torch

from .results import Result, percent, solution, spread

SEEDS = range(7)
PUBLISHED_LOSS = 7.4e-4
PUBLISHED_ACCURACY = {"xor": 0.9980, "quadrants": 0.9984}
WAYS = {"prod": ("regression", "linear", 1), "xor": ("binary", "sigmoid", 1)}
WAYS["quadrants"] = ("multiclass", "softmax", 4)


def reproduce() -> list[Result]:
    losses = [trained("prod", seed) for seed in SEEDS]
    return [regression(losses), *(classification(name) for name in PUBLISHED_ACCURACY)]


def trained(name: str, seed: int) -> float:
    """The loss of the last epoch where numbers are learnt, the accuracy on all points where classes are."""
    plane = solution("05_fully_connected")
    kind, last, outputs = WAYS[name]
    torch.manual_seed(seed)
    XX, YY = plane.create_dataset(name)
    model = plane.FCNN([2, 6, outputs], "relu", last)
    history = plane.train(model, XX, YY, kind)
    return history[-1] if kind == "regression" else float(plane.accuracy(model, XX, YY, kind))


def regression(losses: list[float]) -> Result:
    return Result(
        "fully_connected",
        f"prod: loss, {len(SEEDS)} random starts",
        f"{PUBLISHED_LOSS:.1e}",
        spread(losses, "{:.1e}".format),
        "published within our range; best start under 1.5e-3",
        min(losses) <= PUBLISHED_LOSS <= max(losses),
        known=min(losses) < 1.5e-3,
        why="One run was published, and the start settles which of the six relus look in a useful direction. "
        "Measured apart, 40 starts of this network ended at 7.5e-4 at best, half of them under 1.4e-3, and "
        "five near 0.03: the published run looks like a lucky one.",
    )


def classification(name: str) -> Result:
    published, accuracies = PUBLISHED_ACCURACY[name], [trained(name, seed) for seed in SEEDS]
    return Result(
        "fully_connected",
        f"{name}: accuracy, {len(SEEDS)} random starts",
        percent(published),
        spread(accuracies, percent),
        "median within 0.5 points",
        abs(median(accuracies) - published) <= 0.005,
    )
