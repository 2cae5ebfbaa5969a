"""What a fingerprint looks at: a result beside the expected one, and what went into the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.compare import Tolerance, close, mismatches, number
from autograder.sentences import Phrase

SHORT = 3  # entries: fewer may be in another order, or all alike, by accident


@dataclass(frozen=True, eq=False)
class Case:
    """A result and the expected one, of one dtype; the tensors and the sizes that went in."""

    got: torch.Tensor
    want: torch.Tensor
    tolerance: Tolerance
    inputs: Sequence[torch.Tensor] = ()
    sizes: Sequence[tuple[Phrase, int]] = ()

    def fits(self, other: torch.Tensor, tolerance: Tolerance | None = None) -> bool:
        """Whether the result is `other`, and the expected one is not."""
        tolerance = tolerance or self.tolerance
        return same(self.got, other, tolerance) and not same(other, self.want, tolerance)

    @property
    def alike(self) -> bool:
        """Whether both have the same shape, and rows enough for their order to tell something."""
        return self.got.shape == self.want.shape and self.want.ndim > 0 and len(self.want) >= SHORT


def same(one: torch.Tensor, other: torch.Tensor, tolerance: Tolerance) -> bool:
    """Whether both have one shape, and every number of `one` is near that of `other`; NaN never is."""
    return one.shape == other.shape and not mismatches(one, other, tolerance).any()


def compared(got: Any, want: Any, tolerance: Tolerance) -> tuple[Any, torch.Tensor] | None:
    """The result and the expected one as tensors; of several the first that differs; None: not comparable.

    Where a tensor is asked for, the result may be anything.
    """
    if isinstance(want, torch.Tensor):
        return got, want
    if not isinstance(want, (list, tuple)):
        single = number(got)
        return None if single is None else (_doubles(single), _doubles(want))
    if not isinstance(got, (list, tuple)) or len(got) != len(want):
        return None
    numbers = [number(entry) for entry in got]
    if want and None not in numbers and all(number(entry) is not None for entry in want):
        return _doubles(numbers), _doubles([number(entry) for entry in want])
    differing = (
        (one, other) for one, other in zip(got, want, strict=True) if not close(one, other, tolerance)
    )
    return next((pair for pair in differing if isinstance(pair[1], torch.Tensor)), None)


def _doubles(numbers: Any) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float64)
