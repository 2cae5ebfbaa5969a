"""What a training loop reports, read for certain, and the slips in how it is written down.

A slip is a history whose numbers are all there and can be read, but are not the Python numbers in a list that
the docstring asks for. It costs the check of the form, and every later check reads the numbers.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import numpy as np
import torch


def entries_in(value: Any) -> list[Any] | None:
    """The entries of a list, a tuple, an array or a tensor; None for anything else."""
    if isinstance(value, (np.ndarray, torch.Tensor)):
        value = value.tolist()  # of an array without axes this is a number
    return list(value) if isinstance(value, (list, tuple)) else None


def numbers_in(value: Any) -> list[float] | None:
    """The numbers of a history, in order; None where it holds anything that is not one number."""
    entries = entries_in(value)
    found = [number_in(entry) for entry in entries or []]
    numbers = [number for number in found if number is not None]
    return None if entries is None or len(numbers) != len(entries) else numbers


def number_in(entry: Any) -> float | None:
    """The one number that an entry is, spells, or holds alone; None where there is none, or several."""
    if isinstance(entry, (np.ndarray, torch.Tensor)):
        return float(entry.item()) if entry.shape.count(1) == entry.ndim else None
    if isinstance(entry, (list, tuple)):
        return number_in(entry[0]) if len(entry) == 1 else None
    if type(entry) in (int, float):
        return float(entry)
    with suppress(ValueError):
        return float(entry) if type(entry) is str else None
    return None


def is_finite(entry: Any) -> bool:
    """Whether an entry is, spells, or holds alone, a finite number."""
    number = number_in(entry)
    return number is not None and math.isfinite(number)


def slip_in(value: Any) -> str | None:
    """The name of a slip in a history that can be read; None where it is a list of numbers."""
    outer = {tuple: "tuple-for-list", np.ndarray: "array-for-list", torch.Tensor: "tensor-for-list"}
    if type(value) in outer:
        return outer[type(value)]
    inner = {torch.Tensor: "tensor-in-history", np.ndarray: "array-in-history", str: "text-in-history"}
    others = [entry for entry in value if type(entry) not in (float, int)]
    return inner.get(type(others[0]), "list-in-history") if others else None
