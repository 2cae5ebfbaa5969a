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
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.sequences import expect_tensor_shapes
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction

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
            f"{function.name} returns {name} with a mean that is not 0.",
            called=called(function, arguments),
            expected=f"{name} with its own mean taken away",
            got=f"{name} with the mean {mean:.4g}",
            cause="The mean is not subtracted, or not that of the numbers that are returned.",
            next=f"Subtract {name}.mean() from {name} last of all, once the noise is in.",
            mistake="not-centred",
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
        cause, mistake = recognise(function, arguments, spread, width, mistakes, ESTIMATE)
    elif evenness < RANDOM_GAPS:
        cause, mistake = "The numbers lie at equal steps and are not drawn at random.", "equal-steps"
    elif not comes_from(ordered, even(float(ordered[0]), float(ordered[-1]))):
        cause, mistake = "The numbers are not spread evenly over the interval.", "not-uniform"
    else:
        return
    raise CheckFailure(
        f"{function.name} draws x from another distribution.",
        called=called(function, arguments),
        expected="numbers drawn uniformly from an interval of the width `scale`",
        got=f"{n} numbers over a width of {spread / width:.4g} · scale",
        cause=cause,
        next="torch.rand is uniform on [0, 1). Draw a few thousand numbers and look at a histogram.",
        mistake=mistake,
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
        raise _noiseless(function, arguments)
    standard = noise / deviation
    within = float((standard.abs() < 1).double().mean())
    tied = float((noise * x).mean() / (x.std() * spread))
    cause: str
    mistake: str | None
    if not abs(tied) < SIGMAS / math.sqrt(n):
        cause, mistake = "What is left grows or falls with x: the line has another slope.", "wrong-slope"
    elif not abs(spread / deviation - 1) < SIGMAS / math.sqrt(2 * n):
        cause, mistake = recognise(function, arguments, spread, deviation, mistakes, ESTIMATE)
    elif not abs(within - WITHIN_ONE) < SIGMAS * math.sqrt(WITHIN_ONE * (1 - WITHIN_ONE) / n):
        cause, mistake = "The noise has the right deviation, but is not normal (Gaussian).", "not-normal"
    else:
        return
    raise CheckFailure(
        f"{function.name} puts another noise on the line.",
        called=called(function, arguments),
        expected="a new normal random number with standard deviation `noise` for each point",
        got=f"noise of standard deviation {spread / deviation:.4g} · noise",
        cause=cause,
        next="torch.randn has deviation 1: draw it in the shape of x, and multiply it by the one asked for.",
        mistake=mistake,
    )


def _noiseless(function: RemoteFunction, arguments: Sequence[Any]) -> CheckFailure:
    return CheckFailure(
        f"{function.name} puts no noise on the line.",
        called=called(function, arguments),
        expected="noise of its own for each point",
        got="points on one line",
        cause="The noise is left out, or one number of it is drawn for all points.",
        next="Draw the noise in the shape of x: torch.randn(n_data, 1).",
        mistake="noise-missing",
    )
