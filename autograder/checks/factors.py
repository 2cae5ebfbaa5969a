"""Mistakes that multiply every number by one factor, which is named only where it has a meaning.

It is 2, 1/2 or -1, or a size of what went in, named in words: never the number that it happens to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.cases import Case
from autograder.checks.compare import Tolerance
from autograder.checks.forms import UNTOLD, Told
from autograder.checks.sizes import either, named_sizes
from autograder.sandbox.student import RemoteFunction

FACTORS = {"times -1 (a sign is wrong)": -1.0, "times 2": 2.0, "times 1/2": 0.5}
# A single number may be the expected one times a size by accident: it has to agree in more digits.
ONE_NUMBER = Tolerance(2e-5, 1e-6)
CLEAR = 50.0  # times the absolute tolerance: among smaller numbers several factors fit
ONE_SIZE = 1.001  # numbers that lie nearer together are one number, as far as factors go
FRACTIONS = torch.arange(1, 65, dtype=torch.float64)  # 3/8 is half of 3/4, and for any reason
ESTIMATE = 1e-2  # the relative tolerance of numbers that were drawn at random


def scaled(case: Case) -> str:
    """Every number is the expected one times -1, 2 or 1/2, or times or divided by a size of what went in.

    Of floating tensors of one shape; nothing is said of numbers that several factors fit.
    """
    return _scaled("number", factors(case))


def _scaled(what: str, found: Sequence[str]) -> str:
    if not found:
        return ""
    added, averaged = (all(words.startswith(start) for words in found) for start in ("times the", "divided"))
    why = " This happens with a sum instead of a mean." if added else ""
    why = " This happens with a mean instead of a sum, or with a second mean." if averaged else why
    return f"Every {what} is the expected one {either(found)}.{why}"


def step_scaled(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: torch.Tensor,
    want: torch.Tensor,
    tolerance: Tolerance,
) -> Told:
    """What went wrong where every step, float64 of shape `(n,)`, is the expected one times a factor."""
    found = factors(Case(got, want, tolerance, sizes=named_sizes(function, arguments)))
    return (_scaled("step", found), "step-scaled") if found else UNTOLD


def factors(case: Case) -> list[str]:
    """The factors that lead from the expected numbers to the result's, in words."""
    if not case.want.is_floating_point() or not _tells(case.want):
        return []
    known, tolerance = dict(FACTORS), case.tolerance
    if tolerance.relative < ESTIMATE:
        known |= {f"times {words}": float(size) for words, size in case.sizes}
        known |= {f"divided by {words}": 1 / size for words, size in case.sizes}
        tolerance = tolerance if case.want.numel() > 1 else min(tolerance, ONE_NUMBER, key=_relative)
    largest = float(case.want.abs().max())
    return [
        words
        for words, factor in known.items()
        if largest * abs(factor) > CLEAR * tolerance.absolute and case.fits(case.want * factor, tolerance)
    ]


def _relative(tolerance: Tolerance) -> float:
    return tolerance.relative


def _tells(want: torch.Tensor) -> bool:
    """Whether a factor shows: there are several sizes of number, or one that is no simple fraction."""
    sizes = want[want != 0].double().abs()
    if not sizes.numel() or sizes.max() > ONE_SIZE * sizes.min():
        return sizes.numel() > 0
    multiples = sizes[0] * FRACTIONS
    return bool(((multiples - multiples.round()).abs() > 3e-6 * FRACTIONS).all())
