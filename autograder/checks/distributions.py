"""How far drawn numbers lie from the distribution that they should come from."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

# The largest gap between two distribution functions, times √n, exceeds 3.5 for one of 2e10 right samples:
# 2·exp(-2·3.5²), the bound of Dvoretzky, Kiefer and Wolfowitz with Massart's constant, for any n.
KOLMOGOROV = 3.5


def comes_from(x: Tensor, distribution: Callable[[Tensor], Tensor]) -> bool:
    """Whether the numbers may have been drawn from the distribution with this distribution function."""
    ordered = x.double().flatten().sort().values
    wanted, steps = distribution(ordered), torch.arange(len(ordered) + 1) / len(ordered)
    gap = torch.maximum((wanted - steps[:-1]).abs(), (wanted - steps[1:]).abs()).max()
    return float(gap) * math.sqrt(len(ordered)) <= KOLMOGOROV


def even(low: float, high: float) -> Callable[[Tensor], Tensor]:
    """The distribution function of numbers that are uniform on [low, high]."""
    return lambda x: ((x - low) / (high - low)).clamp(0, 1)
