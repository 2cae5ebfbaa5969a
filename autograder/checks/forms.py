"""Mistakes that the form of a result gives away, whatever its numbers: its type, its shape, its dtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

Shape = tuple[int, ...]
Told = tuple[str, str | None]  # a cause in words and the mistake's name
UNTOLD: Told = ("", None)

TYPES = {
    "return-missing": "The function has no `return`, so it gives back None.",
    "number-for-tensor": "A Python number passes no gradient on: leave .item() and float() out.",
    "array-for-tensor": "A NumPy array is no tensor, and passes no gradient on: leave .numpy() out.",
}
DTYPES = {
    "double-precision": "The numbers are float64: NumPy's are unless told otherwise; .double() makes such, "
    "and from NumPy 2.0 on also an array of float32 times an np.float64, such as np.sqrt(2).",
    "single-precision": "It is rounded to float32: by .float(), or where a tensor is made anew.",
    "whole-numbers": "These are integers. Counts and indices are integers: convert with .float().",
    "truth-values": "These are booleans from a comparison. Convert with .float().",
    "classes-as-floats": "Class indices are whole numbers: .long() makes them so.",
}
SHAPES = {
    "column-made": "The result has an extra axis of length 1.",
    "not-a-column": "The result is flat: a column has a second axis, of length 1.",
    "broadcast": "A column meets a flat tensor, and broadcasting makes a table of all pairs of them.",
    "wrong-axis": "A sum, a mean or a maximum runs along the other axis of the table.",
    "transposed": "Rows and columns are swapped.",
    "not-reduced": "One number is expected. Add `.mean()` or `.sum()`.",
    "reduced-to-one": "`.mean()`, `.sum()` or an index has made one number of all of them.",
    "off-by-one": "There is one too many or one too few: look at where the count begins and ends.",
}


def by_type(got: Any) -> Told:
    """What went wrong where `got` is no tensor, and a tensor is asked for."""
    kinds = {type(None): "return-missing", float: "number-for-tensor", int: "number-for-tensor"}
    return _told(TYPES, (kinds | {np.ndarray: "array-for-tensor"}).get(type(got)))


def by_dtype(got: torch.dtype, want: torch.dtype) -> Told:
    """What went wrong where this dtype came in the place of the other."""
    if want.is_floating_point:
        found = {
            torch.float64: "double-precision",
            torch.float32: "single-precision",
            torch.int64: "whole-numbers",
            torch.bool: "truth-values",
        }
        return _told(DTYPES, found.get(got))
    return _told(DTYPES, "classes-as-floats" if got.is_floating_point else None)


def by_shape(got: Shape, want: Shape, inputs: Sequence[Shape] = ()) -> Told:
    """What went wrong where this shape came in the place of the other, from inputs of these shapes."""
    n = want[0] if want else 0
    rows = n > 1 and want in ((n,), (n, 1))
    fits = {
        "column-made": rows and got == (*want, 1),
        "not-a-column": rows and (*got, 1) == want,
        "broadcast": rows and got == (n, n),
        "wrong-axis": any(_other_axis(got, want, shape) for shape in inputs),
        "transposed": len(want) == 2 and got == want[::-1],
        "not-reduced": want == () and max(got, default=0) > 1,
        "reduced-to-one": n > 1 and got == (),
        "off-by-one": n > 1 and len(got) == len(want) and abs(got[0] - n) == 1 and got[1:] == want[1:],
    }
    return _told(SHAPES, next((name for name, fit in fits.items() if fit), None))


def _other_axis(got: Shape, want: Shape, table: Shape) -> bool:
    """Whether both come from the table `(n, d)` by reducing it, along one axis each."""
    if len(table) != 2 or table[0] == table[1] or min(table) == 1:
        return False
    n, d = table
    by_row, by_column = ((n,), (n, 1)), ((d,), (1, d))
    return (want in by_row and got in by_column) or (want in by_column and got in by_row)


def _told(causes: dict[str, str], name: str | None) -> Told:
    return (causes[name], name) if name else UNTOLD
