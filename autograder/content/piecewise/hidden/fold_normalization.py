"""Hidden checks of `fold_normalization`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Leaf,
    Mistake,
    Student,
    call,
    check,
    describe,
    every,
    expect_tensors,
)

DOUBLE = torch.float64


def first_layer(draw: Draw, dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """w1 and b1, `(1, 1)`, both far enough from 0 for every mistake to show."""
    w1 = draw.uniform(1, 1, low=0.5, high=2.0) * (2 * draw.integer(0, 1) - 1)
    return w1.to(dtype), (draw.uniform(1, 1, low=0.5, high=2.0)).to(dtype)


@check("fold_normalization", layer="dtype", points=0.25, title="float64 stays float64")
def test_fold_normalization_dtype(student: Student, draw: Draw) -> None:
    arguments = (*first_layer(draw, DOUBLE), 1.5, 4.0)
    value = call(student.fold_normalization, *arguments).value or ()
    for name, part in zip(("w1'", "b1'"), value, strict=False):
        if type(part) is not torch.Tensor or part.dtype != DOUBLE:
            single = type(part) is torch.Tensor and part.dtype == torch.float32
            plain = "number-for-tensor/form" if type(part) is float else None
            told, function = "single-precision" if single else plain, student.fold_normalization
            raise CheckFailure("fold-dtype", function, arguments, told=told, name=name, got=describe(part))


@check(
    "fold_normalization", layer="value", points=0.5, title="trained parameters; mu and sigma of either kind"
)
def test_fold_normalization_value(student: Student, draw: Draw) -> None:
    for as_tensors in (False, True):
        w1, b1 = first_layer(draw)
        mu = draw.uniform(1, low=1.5, high=4.0).item() * (2 * draw.integer(0, 1) - 1)
        sigma = draw.uniform(1, low=2.5, high=5.0).item()
        w, shift = w1 / sigma, w1 * mu / sigma
        mistakes = [
            Mistake("bias-kept", [w, b1]),
            Mistake("sign-of-the-mean", [w, b1 + shift]),
            Mistake("mean-not-scaled", [w, b1 - w1 * mu]),
            Mistake("divided-twice/fold", [w, b1 - shift / sigma]),
            Mistake("bias-divided", [w, b1 / sigma - shift]),
            Mistake("unfolded", [w1 * sigma, b1 + w1 * mu]),
        ]
        arguments = (Leaf(w1), Leaf(b1), *(map(torch.tensor, (mu, sigma)) if as_tensors else (mu, sigma)))
        want = [w, b1 - shift]
        expect_tensors(student.fold_normalization, *arguments, want=want, says="folded", mistakes=mistakes)


globals().update(
    every(
        __name__,
        "fold_normalization",
        lambda draw, dtype: (*first_layer(draw, dtype), 3.0, 2.0),
        effect=(0.25, "the trained parameters are left alone"),
    )
)
