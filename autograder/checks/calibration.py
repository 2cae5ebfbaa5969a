"""How a threshold is measured: the ways to train, right and wrong, whose runs set it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torch import Tensor

Numbers = Sequence[float]
Measure = Callable[[range], Numbers]


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
    seeds: int = 1_000  # that the threshold has to rest on
    extra: Callable[[range], Mapping[str, Any]] = lambda seeds: {}

    def worst(self, values: Numbers) -> float:
        """The number of the run that is furthest from good."""
        return min(values) if self.high_is_good else max(values)

    def passing(self, values: Numbers, threshold: float) -> int:
        """How many of the runs the threshold lets through."""
        return sum(value >= threshold if self.high_is_good else value <= threshold for value in values)


def rounded(value: float, digits: int) -> float:
    """The value to so many significant digits."""
    return float(f"{value:.{digits}g}")


def gradient_of(parameter: Tensor) -> Tensor:
    """What `backward` left there, of the parameter's shape; AssertionError where it left nothing."""
    assert parameter.grad is not None
    return parameter.grad
