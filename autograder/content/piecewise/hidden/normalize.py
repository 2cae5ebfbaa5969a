"""Hidden checks of `normalize`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Student,
    call,
    check,
    close,
    describe,
    every,
    expect_error,
    expect_part,
    naming,
    number,
    recognise,
)

DOUBLE = torch.float64
REFUSALS = (("of 3 entries", "not-refused"), ("Error", "another-exception"))


def spread_out(draw: Draw, n: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Numbers whose mean and deviation are neither 0 nor 1, and differ."""
    return draw.normal(n, scale=draw.integer(3, 6), dtype=dtype) + draw.integer(7, 12)


def expect_normalized(student: Student, x: torch.Tensor) -> None:
    """z, mu and sigma belong together, and sigma is one of the two standard deviations of x."""
    function, value = student.normalize, call(student.normalize, x).value
    if not isinstance(value, (list, tuple)) or len(value) != 3:
        raise CheckFailure("not-normalized", function, (x,), got=describe(value))
    z, mu, sigma = value[0], number(value[1]), number(value[2])
    mean, deviations = x.double().mean().item(), [x.double().std(correction=c).item() for c in (0, 1)]
    if mu is None or not close(mu, mean):
        mistakes = [Mistake("outputs-swapped", one) for one in deviations]
        told = recognise(function, (x,), mu, mean, [*mistakes, Mistake("minimum-for-mean", x.min().item())])
        got = describe(value[1])
        raise CheckFailure("not-normalized/mu", function, (x,), told=told, mu=f"{mean:.5g}", got=got)
    if sigma is None or not any(close(sigma, one) for one in deviations):
        mistakes = [Mistake("variance-for-deviation", one**2) for one in deviations]
        told = recognise(function, (x,), sigma, deviations[1], mistakes)
        low, high = (f"{one:.5g}" for one in deviations)
        got = describe(value[2])
        raise CheckFailure("not-normalized/sigma", function, (x,), told=told, low=low, high=high, got=got)
    mistakes = [Mistake("not-centred", x / sigma), Mistake("not-scaled", x - mean)]
    want = ((x.double() - mean) / sigma).to(x.dtype)
    expect_part(function, (x,), z, want, "normalized", mistakes=mistakes)


@check("normalize", layer="dtype", points=0.25, title="float64 stays float64")
def test_normalize_dtype(student: Student, draw: Draw) -> None:
    x = spread_out(draw, 7, DOUBLE)
    value = call(student.normalize, x).value
    z = value[0] if isinstance(value, (list, tuple)) and value else value
    if type(z) is not torch.Tensor or z.dtype != DOUBLE:
        told = "single-precision" if type(z) is torch.Tensor and z.dtype == torch.float32 else None
        raise CheckFailure("not-normalized/dtype", student.normalize, (x,), told=told, got=describe(z))


@check("normalize", layer="value", points=0.25, title="z, mu and sigma belong together")
def test_normalize_value(student: Student, draw: Draw) -> None:
    expect_normalized(student, spread_out(draw, draw.integer(5, 9)))
    expect_normalized(student, draw.normal(2) / 50)  # two numbers that lie close together are not constant


@check("normalize", layer="edge", points=0.25, title="numbers that are all equal cannot be normalised")
def test_normalize_constant(student: Student, draw: Draw) -> None:
    for constant in (0.0, draw.integer(1, 9) / 4, -8.0):
        x = torch.full((draw.integer(3, 9),), constant)
        with naming(*REFUSALS):
            expect_error(student.normalize, x, type_name="ValueError", says="all-equal")


@check("normalize", layer="edge", points=0.25, title="a single number cannot be normalised")
def test_normalize_one_number(student: Student, draw: Draw) -> None:
    x = torch.tensor([draw.integer(-9, 9) / 4])
    with naming(*REFUSALS):
        expect_error(student.normalize, x, type_name="ValueError", says="single-number")


globals().update(
    every(
        __name__,
        "normalize",
        lambda draw, dtype: (spread_out(draw, 6, dtype),),
        effect=(0.25, "the input is left alone"),
    )
)
