"""Recognised mistakes: wrong variants whose numbers give them away.

A check names the variants of its function; where the student's numbers match a variant's, the message
names the cause. A few mistakes have a fingerprint in any function and are tried on every numeric failure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.compare import FLOAT32, Tolerance, close, mismatches, number

FACTORS = {-1.0: "-1 (a sign is wrong)", 2.0: "2", 0.5: "1/2"}


@dataclass(frozen=True, eq=False)
class Mistake:
    """A known wrong variant: its stable identifier, the sentence that teaches, and the numbers it gives."""

    id: str
    cause: str
    value: Any


# Variants that take time to compute come as a function, which is called only where something is wrong.
Mistakes = Sequence[Mistake] | Callable[[], Sequence[Mistake]]


def recognise(
    got: Any, want: Any, mistakes: Mistakes, tolerance: Tolerance = FLOAT32
) -> tuple[str, str | None]:
    """The cause in words and the mistake's identifier; ("", None) where nothing is recognised."""
    mistakes = mistakes() if callable(mistakes) else mistakes
    found = [m for m in mistakes if close(got, m.value, tolerance) and not close(m.value, want, tolerance)]
    found = found or general(got, want, tolerance)
    if not found:
        return "", None
    if len(found) == 1:
        return found[0].cause, found[0].id
    return "Either: " + " Or: ".join(mistake.cause for mistake in found), found[0].id


def general(got: Any, want: Any, tolerance: Tolerance) -> list[Mistake]:
    """Mistakes that any function of numbers can have: wrong by a factor, transposed."""
    if isinstance(want, (list, tuple)):
        return []
    if not isinstance(want, torch.Tensor):
        value = number(got)
        got, want = torch.tensor(value if value is not None else float("nan")), torch.tensor(float(want))
    if type(got) is not torch.Tensor or not want.is_floating_point() or not want.any():
        return []
    if got.ndim == 2 and got.shape == want.T.shape and not mismatches(got.T, want, tolerance).any():
        return [Mistake("transposed", "Rows and columns are swapped.", want.T)]
    if got.shape != want.shape:
        return []
    return [
        Mistake("scaled", f"Every number is the expected one times {words}.", want * factor)
        for factor, words in FACTORS.items()
        if not mismatches(got, want * factor, tolerance).any()
    ]
