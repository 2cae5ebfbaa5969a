"""Words for functions that draw points around a line: two columns of random numbers.

The bounds on random numbers are six standard deviations wide, or as improbable: one of a hundred million
correct runs passes them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.compare import Tolerance
from autograder.checks.distributions import comes_from, even
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.sequences import expect_tensor_shapes
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

SIGMAS = 6.0
# The widest and the narrowest of n uniform numbers fall short of the interval by more than 30/n of it, both
# together, once in 3e11 samples.
SHORT = 30.0
# Squared distances of neighbours, times n: 2 for random numbers, 1 for equal steps.
RANDOM_GAPS = 1.5
# How near an estimate from thousands of numbers lies to what it estimates, to tell which mistake was made.
ESTIMATE = Tolerance(0.05, 0.0)
WITHIN_ONE = 0.6827  # the share of a normal distribution within one standard deviation


def expect_columns(
    function: RemoteFunction, arguments: Sequence[Any], n: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """The result is a pair of columns (n, 1); returns them in float64."""
    x, y = expect_tensor_shapes(function, *arguments, shapes=[(n, 1), (n, 1)], names=("x", "y"))
    return x.double(), y.double()


def expect_centred(
    function: RemoteFunction, arguments: Sequence[Any], name: str, column: torch.Tensor, size: float
) -> None:
    """The column's mean is 0, within the rounding of numbers as large as `size`."""
    mean = float(column.mean())
    if not abs(mean) <= 1e-5 * size:
        raise CheckFailure(
            "not-centred",
            function,
            arguments,
            told="not-centred/mean",
            name=name,
            mean=f"{mean:.4g}",
        )


def expect_uniform(
    function: RemoteFunction,
    arguments: Sequence[Any],
    x: torch.Tensor,
    width: float,
    mistakes: Sequence[Mistake],
) -> None:
    """The numbers (at least 1,000) are uniform on an interval of that width, wherever it lies.

    `mistakes` tells by the spread of the numbers what went wrong.
    """
    ordered = x.flatten().sort().values
    n, spread = len(ordered), float(ordered[-1] - ordered[0])
    evenness = n * float((ordered.diff() / spread).square().sum()) if spread > 0 else math.inf
    if not width * (1 - SHORT / n) <= spread <= width * (1 + 1e-5):
        told = recognise(function, arguments, spread, width, mistakes, ESTIMATE)
    elif evenness < RANDOM_GAPS:
        told = (Phrase("equal-steps"),)
    elif not comes_from(ordered, even(float(ordered[0]), float(ordered[-1]))):
        told = (Phrase("not-uniform"),)
    else:
        return
    raise CheckFailure(
        "not-uniform",
        function,
        arguments,
        told=told,
        count=n,
        width=f"{spread / width:.4g}",
    )


def expect_noise(
    function: RemoteFunction,
    arguments: Sequence[Any],
    noise: torch.Tensor,
    x: torch.Tensor,
    deviation: float,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """What is left of y when the line is taken away is normal, of that deviation, and not tied to x.

    `mistakes` tells by the deviation of the noise what went wrong.
    """
    n, spread = noise.numel(), float(noise.std())
    if spread < 0.005 * deviation:
        raise CheckFailure("no-noise", function, arguments, told="noise-missing")
    standard = noise / deviation
    within = float((standard.abs() < 1).double().mean())
    tied = float((noise * x).mean() / (x.std() * spread))
    told: Told
    if not abs(tied) < SIGMAS / math.sqrt(n):
        told = (Phrase("wrong-slope"),)
    elif not abs(spread / deviation - 1) < SIGMAS / math.sqrt(2 * n):
        told = recognise(function, arguments, spread, deviation, mistakes, ESTIMATE)
    elif not abs(within - WITHIN_ONE) < SIGMAS * math.sqrt(WITHIN_ONE * (1 - WITHIN_ONE) / n):
        told = (Phrase("not-normal"),)
    else:
        return
    raise CheckFailure(
        "wrong-noise",
        function,
        arguments,
        told=told,
        deviation=f"{spread / deviation:.4g}",
    )
