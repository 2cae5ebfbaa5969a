"""Mistakes that multiply every number by one factor, which is named only where it has a meaning.

It is 2, 1/2 or -1, or a size of what went in, named in words: never the number that it happens to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.cases import Case
from autograder.checks.compare import Tolerance
from autograder.checks.failure import Told
from autograder.checks.sizes import either, named_sizes
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

FACTORS = {"minus-one": -1.0, "two": 2.0, "half": 0.5}
# A single number may be the expected one times a size by accident: it has to agree in more digits.
ONE_NUMBER = Tolerance(2e-5, 1e-6)
CLEAR = 50.0  # times the absolute tolerance: among smaller numbers several factors fit
ONE_SIZE = 1.001  # numbers that lie nearer together are one number, as far as factors go
FRACTIONS = torch.arange(1, 65, dtype=torch.float64)  # 3/8 is half of 3/4, and for any reason
ESTIMATE = 1e-2  # the relative tolerance of numbers that were drawn at random


def scaled(case: Case) -> Phrase | None:
    """What is said where every number is the expected one times a factor; None where it is not."""
    return _scaled("scaled", factors(case))


def _scaled(mistake: str, found: Sequence[Phrase]) -> Phrase | None:
    if not found:
        return None
    kinds = {factor.key for factor in found}
    why = {"factor/times": "/sum", "factor/divided": "/mean"}.get(kinds.pop(), "") if len(kinds) == 1 else ""
    return Phrase(f"{mistake}{why}", factors=either(found))


def step_scaled(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: torch.Tensor,
    want: torch.Tensor,
    tolerance: Tolerance,
) -> Told:
    """What went wrong where every step, float64 of shape `(n,)`, is the expected one times a factor."""
    told = _scaled("step-scaled", factors(Case(got, want, tolerance, sizes=named_sizes(function, arguments))))
    return (told,) if told else ()


def factors(case: Case) -> list[Phrase]:
    """The factors that lead from the expected numbers to the result's, in words."""
    if not case.want.is_floating_point() or not _tells(case.want):
        return []
    known = [(Phrase(f"factor/{name}"), factor) for name, factor in FACTORS.items()]
    tolerance = case.tolerance
    if tolerance.relative < ESTIMATE:
        known += [(Phrase("factor/times", size=words), float(size)) for words, size in case.sizes]
        known += [(Phrase("factor/divided", size=words), 1 / size) for words, size in case.sizes]
        tolerance = tolerance if case.want.numel() > 1 else min(tolerance, ONE_NUMBER, key=_relative)
    largest = float(case.want.abs().max())
    return [
        words
        for words, factor in known
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
