"""What all calibrations share: the record of one, what is kept of its runs, and the table that people see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from rich.progress import Progress
from rich.table import Table
from torch import Tensor

Numbers = Sequence[float]
Measure = Callable[[range], Numbers]
LOW = {"min": 0.0, "0.1%": 0.001, "1%": 0.01, "median": 0.5, "max": 1.0}  # where bad runs are the low ones
HIGH = {"min": 0.0, "median": 0.5, "99%": 0.99, "99.9%": 0.999, "max": 1.0}
DIVERGED = 1e9  # what a run counts as that ends at infinity or at no number
WRONG_EVERY = 10  # wrong variants are measured from every tenth seed


@dataclass(frozen=True)
class Calibration:
    """What an exercise's threshold is measured with.

    `right` and `wrong` name ways to train; each takes a range of seeds, and returns one number a seed: the
    `quantity`, which is high in good runs where `high_is_good`, and low in good runs elsewhere. `rule` makes
    the threshold of the worst correct run. `extra` are fields for the file that belong to this exercise only.
    """

    quantity: str
    high_is_good: bool
    rule: Callable[[float], float]
    right: Mapping[str, Measure]
    wrong: Mapping[str, Measure]
    extra: Callable[[range], Mapping[str, Any]] = lambda seeds: {}

    def worst(self, values: Numbers) -> float:
        return min(values) if self.high_is_good else max(values)

    def passing(self, values: Numbers, threshold: float) -> int:
        """How many of the runs the threshold lets through."""
        return sum(value >= threshold if self.high_is_good else value <= threshold for value in values)


def measure(calibration: Calibration, n_seeds: int, progress: Progress) -> dict[str, Any]:
    """The entry of the threshold file: the threshold, and what it was made of.

    Runs that set a threshold cannot fail by it, so the first correct variant runs from as many other seeds.
    """
    seeds, others = range(n_seeds), range(n_seeds, 2 * n_seeds)
    right = run(calibration.right, seeds, progress)
    wrong = run(calibration.wrong, range(0, n_seeds, WRONG_EVERY), progress)
    threshold = calibration.rule(calibration.worst([calibration.worst(values) for values in right.values()]))
    first = dict(list(calibration.right.items())[:1])
    fresh = run(first, others, progress)

    points = LOW if calibration.high_is_good else HIGH

    def kept(runs: Mapping[str, Numbers]) -> dict[str, Any]:
        return {
            name: {
                **quantiles(values, points),
                "runs": len(values),
                "pass": calibration.passing(values, threshold),
            }
            for name, values in runs.items()
        }

    return {
        "quantity": calibration.quantity,
        "threshold": threshold,
        "seeds": n_seeds,
        "right": kept(right),
        "wrong": kept(wrong),
        "correct runs that fail": f"{failing(calibration, right, threshold)} that set the threshold, "
        f"{failing(calibration, fresh, threshold)} from other seeds",
        **calibration.extra(seeds),
    }


def run(variants: Mapping[str, Measure], seeds: range, progress: Progress) -> dict[str, Numbers]:
    """The numbers of each variant, one a seed."""
    measured: dict[str, Numbers] = {}
    for name, variant in variants.items():
        task = progress.add_task(f"{name}, {len(seeds)} seeds", total=None)
        measured[name] = [value if abs(value) < DIVERGED else DIVERGED for value in variant(seeds)]
        progress.update(task, total=1, completed=1)
    return measured


def gradient_of(parameter: Tensor) -> Tensor:
    """What `backward` left there, of the parameter's shape; AssertionError where it left nothing."""
    assert parameter.grad is not None
    return parameter.grad


def failing(calibration: Calibration, runs: Mapping[str, Numbers], threshold: float) -> str:
    values = [value for one in runs.values() for value in one]
    return f"{len(values) - calibration.passing(values, threshold)} of {len(values)}"


def quantiles(values: Numbers, points: Mapping[str, float]) -> dict[str, float]:
    """Those of the points that this many runs tell something about, to four digits."""
    table = torch.tensor(sorted(values), dtype=torch.float64)
    return {
        name: rounded(torch.quantile(table, point).item(), 4)
        for name, point in points.items()
        if point in (0.0, 1.0) or min(point, 1 - point) * len(values) > 0.999
    }


def rounded(value: float, digits: int) -> float:
    """The value to so many significant digits."""
    return float(f"{value:.{digits}g}")


def table_of(name: str, entry: Mapping[str, Any]) -> Table:
    """A row a variant, for people."""
    table = Table(
        "way to train", "runs", "min", "median", "max", "pass", title=f"{name}: {entry['quantity']}"
    )
    for kind in ("right", "wrong"):
        for variant, kept in entry[kind].items():
            numbers = [f"{kept[point]:.4g}" for point in ("min", "median", "max")]
            table.add_row(f"{kind}: {variant}", str(kept["runs"]), *numbers, str(kept["pass"]))
    table.caption = (
        f"threshold {entry['threshold']:g}; correct runs that fail: {entry['correct runs that fail']}"
    )
    return table
