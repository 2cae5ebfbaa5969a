"""Exercise 02: the line, and a curve that a line cannot follow."""

from __future__ import annotations

from statistics import median

import torch
from torch import Tensor

from .results import Result, solution, spread

SEEDS = range(21)
SLOPE, NOISE = -1.0, 2.0  # the defaults of create_dataset


def reproduce() -> list[Result]:
    line = solution("02_linear_fit")
    slopes, losses = [], []
    for seed in SEEDS:
        torch.manual_seed(seed)
        x, y = line.create_dataset()
        net = line.Net(1, 1)
        losses.append(line.train(net, x, y)[-1])
        slopes.append(next(p.item() for p in net.parameters() if p.ndim == 2))
    on_curve = [over_best_line(seed) for seed in SEEDS]
    return [
        Result(
            "linear_fit",
            f"slope of the line, {len(SEEDS)} data sets",
            f"{SLOPE:g}, the data's",
            spread(slopes, "{:.2f}".format),
            "each within 0.25",  # some five standard errors: 2 / (4.3 · √100) = 0.046
            all(abs(slope - SLOPE) < 0.25 for slope in slopes),
        ),
        Result(
            "linear_fit",
            "its loss after 100 steps",
            f"near noise² = {NOISE**2:g}",
            spread(losses),
            "median within 0.5",
            abs(median(losses) - NOISE**2) < 0.5,
        ),
        Result(
            "linear_fit",
            "loss on the curve of pow_fit, over that of the best line",
            "never under 1",
            spread(on_curve, "{:.4f}".format),
            "each at least 1",
            min(on_curve) > 1 - 1e-5,  # float32
        ),
    ]


def over_best_line(seed: int) -> float:
    """The last loss of 02's network on 03's data, as a multiple of the loss of the best line."""
    line, curve = solution("02_linear_fit"), solution("03_pow_fit")
    torch.manual_seed(seed)
    x, y = curve.create_dataset()
    return float(line.train(line.Net(1, 1), x, y, num_steps=200, lr=0.5)[-1] / best_line(x, y))


def best_line(x: Tensor, y: Tensor) -> float:
    """The mean squared error of the least squares line through the points."""
    x, y = x.double(), y.double()
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    return float(((columns @ torch.linalg.lstsq(columns, y).solution - y) ** 2).mean())
