"""The one strict comparator: type, dtype, shape, finite, then closeness. It never raises.

`torch.allclose` is true of empty tensors and broadcasts; `not (error > tolerance)` is true of NaN. Every
check compares through `difference`, so that neither can give a point away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch

from autograder.sandbox.problems import described, named, quoted
from autograder.sentences import Phrase
from autograder.worker.wire.values import Handle, Opaque


@dataclass(frozen=True)
class Tolerance:
    """How far a number may lie from the expected one: |got - want| ≤ absolute + relative·|want|."""

    relative: float
    absolute: float


# float32 carries 24 bits (6e-8); a sum of 784 products in another order loses two to three digits of them.
FLOAT32 = Tolerance(1e-4, 1e-5)
# float64 carries 53 bits (1e-16); rounding an intermediate to float32 (6e-8) must show.
FLOAT64 = Tolerance(1e-9, 1e-10)
# A few updates in float32: rounding adds up over the steps.
TRAJECTORY = Tolerance(1e-3, 2e-5)
# Losses along such a trajectory: measured to differ by 2e-7 between float32 and float64; a small number added
# inside the logarithm may add 1e-5.
HISTORY = Tolerance(1e-4, 1e-6)


@dataclass(frozen=True)
class Difference:
    """How a value differs: `aspect` is the layer it shows in, `expected` and `got` are words."""

    aspect: str  # "type", "shape", "dtype", "finite" or "value"
    expected: Phrase | str
    got: Phrase | str


def difference(got: Any, want: torch.Tensor, tolerance: Tolerance = FLOAT32) -> Difference | None:
    """None where `got` is `want` within the tolerance, else the first aspect in which it is not."""
    unlike = form(got, want)
    if unlike is not None:
        return unlike
    if want.is_floating_point() and not torch.isfinite(got).all():
        bad = int((~torch.isfinite(got)).sum())
        return Difference("finite", Phrase("finite"), Phrase("not-finite", bad=bad, count=got.numel()))
    wrong = mismatches(got, want, tolerance)
    if not wrong.any():
        return None
    return Difference("value", *_worst(got, want, wrong))


def form(got: Any, want: torch.Tensor) -> Difference | None:
    """None where `got` is a tensor of `want`'s shape and dtype."""
    if type(got) is not torch.Tensor:
        return Difference("type", Phrase("a-tensor"), describe(got))
    if got.shape != want.shape:
        return Difference("shape", *(Phrase("shape", shape=tuple(one.shape)) for one in (want, got)))
    if got.dtype != want.dtype:
        return Difference("dtype", *(Phrase("dtype", dtype=one.dtype) for one in (want, got)))
    return None


def mismatches(got: torch.Tensor, want: torch.Tensor, tolerance: Tolerance) -> torch.Tensor:
    """A bool tensor: where `got` is not within the tolerance of `want`.

    NaN never is, and nothing is close to an infinite `want`, whose tolerance would be infinite too.
    """
    if not want.is_floating_point():
        return got != want
    got, want = got.double(), want.double()
    within = (got - want).abs() <= tolerance.absolute + tolerance.relative * want.abs()
    return ~(within & torch.isfinite(want))


def close(got: Any, want: Any, tolerance: Tolerance = FLOAT32) -> bool:
    """Whether `got` is `want`, a tensor, a number, or a list or tuple of them, within the tolerance."""
    if isinstance(want, (list, tuple)):
        alike = isinstance(got, (list, tuple)) and len(got) == len(want)
        return alike and all(close(g, w, tolerance) for g, w in zip(got, want, strict=True))
    if isinstance(want, torch.Tensor):
        return difference(got, want, tolerance) is None
    value = number(got)
    if value is None or not math.isfinite(want):
        return False
    return bool(abs(value - want) <= tolerance.absolute + tolerance.relative * abs(want))


def number(value: Any) -> float | None:
    """The finite number in a float, an int or a 0-dim tensor; None for anything else."""
    if type(value) is torch.Tensor and value.ndim == 0:
        value = value.item()
    if type(value) not in (float, int) or not math.isfinite(value):
        return None
    return float(value)


def describe(value: Any) -> Phrase:
    """A value in a few words: never a whole tensor."""
    if type(value) is torch.Tensor:
        dtype = str(value.dtype).removeprefix("torch.")
        return Phrase("a/tensor", dtype=dtype, shape=tuple(value.shape))
    if isinstance(value, Opaque):
        return Phrase("as-is", text=described(value.description))
    if isinstance(handle := getattr(value, "target", value), Handle):  # an object that stayed in the worker
        return Phrase("a", type=named(handle.type_name))
    if value is None:
        return Phrase("none")
    if isinstance(value, (list, tuple)):
        return Phrase("a/sequence", type=type(value).__name__, count=len(value))
    if isinstance(value, dict):
        return Phrase("a/dict", keys=str([f"{key:.40}" for key in value][:8]))
    if isinstance(value, str):
        return Phrase("as-is", text=quoted(value, 78))
    if isinstance(value, (int, float, bool)):
        return Phrase("as-is", text=f"{value!r:.80}")
    return Phrase("a", type=type(value).__name__)


def _worst(got: torch.Tensor, want: torch.Tensor, wrong: torch.Tensor) -> tuple[Phrase | str, Phrase | str]:
    """Words for what was expected and what came, at the place where they differ most."""
    if got.ndim == 0:
        return apart(want.item(), got.item())
    gap = torch.where(wrong, (got.double() - want.double()).abs(), -1.0)
    index = tuple(int(i) for i in torch.unravel_index(gap.argmax(), got.shape))
    expected, found = apart(want[index].item(), got[index].item())
    counts = {"wrong": int(wrong.sum()), "count": got.numel()}
    return Phrase("at-index", number=expected, index=list(index)), Phrase("there", number=found, **counts)


def apart(want: float, got: float) -> tuple[str, str]:
    """Both numbers with six digits, or with as many as tell them apart."""
    if type(want) is not float:
        return str(want), str(got)
    digits = next((d for d in range(6, 17) if f"{want:.{d}g}" != f"{got:.{d}g}"), 17)
    return f"{want:.{digits}g}", f"{got:.{digits}g}"
