"""Mistakes that the form of a result gives away, whatever its numbers: its type, its shape, its dtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from autograder.checks.failure import Told
from autograder.sentences import Phrase

Shape = tuple[int, ...]
TYPES = {
    type(None): "return-missing",
    float: "number-for-tensor",
    int: "number-for-tensor",
    np.ndarray: "array-for-tensor",
}
DTYPES = {
    torch.float64: "double-precision",
    torch.float32: "single-precision",
    torch.int64: "whole-numbers",
    torch.bool: "truth-values",
}
CLASSES = "classes-as-floats"


def by_type(got: Any) -> Told:
    """What went wrong where `got` is no tensor, and a tensor is asked for."""
    return _told(TYPES.get(type(got)))


def by_dtype(got: torch.dtype, want: torch.dtype) -> Told:
    """What went wrong where this dtype came in the place of the other."""
    if want.is_floating_point:
        return _told(DTYPES.get(got))
    return _told(CLASSES if got.is_floating_point else None)


def by_shape(got: Shape, want: Shape, inputs: Sequence[Shape] = ()) -> Told:
    """What went wrong where this shape came in the place of the other, from inputs of these shapes."""
    return _told(next((name for name, fits in _fitting(got, want, inputs).items() if fits), None))


def _fitting(got: Shape, want: Shape, inputs: Sequence[Shape] = ()) -> dict[str, bool]:
    """By the name of each mistake, whether these shapes fit it."""
    n = want[0] if want else 0
    rows = n > 1 and want in ((n,), (n, 1))
    return {
        "column-made": rows and got == (*want, 1),
        "not-a-column": rows and (*got, 1) == want,
        "broadcast": rows and got == (n, n),
        "wrong-axis": any(_other_axis(got, want, shape) for shape in inputs),
        "transposed": len(want) == 2 and got == want[::-1],
        "not-reduced": want == () and max(got, default=0) > 1,
        "reduced-to-one": n > 1 and got == (),
        "off-by-one": n > 1 and len(got) == len(want) and abs(got[0] - n) == 1 and got[1:] == want[1:],
    }


def _other_axis(got: Shape, want: Shape, table: Shape) -> bool:
    """Whether both come from the table `(n, d)` by reducing it, along one axis each."""
    if len(table) != 2 or table[0] == table[1] or min(table) == 1:
        return False
    n, d = table
    by_row, by_column = ((n,), (n, 1)), ((d,), (1, d))
    return (want in by_row and got in by_column) or (want in by_column and got in by_row)


def _told(name: str | None) -> Told:
    return (Phrase(f"{name}/form"),) if name else ()


GENERAL = frozenset((*TYPES.values(), *DTYPES.values(), CLASSES, *_fitting((), ())))
