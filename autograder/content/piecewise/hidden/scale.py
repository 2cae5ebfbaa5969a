"""Hidden checks of exercise 04: the scale of x, and how it is folded into the first layer."""

from __future__ import annotations

import torch

from autograder.checks.compare import FLOAT32, close, describe, number
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.naming import naming
from autograder.checks.parts import expect_part
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensors
from autograder.checks.vocabulary import call, expect_error, expect_unchanged
from autograder.checks.words import NEXT, called
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

DOUBLE = torch.float64


def spread_out(draw: Draw, n: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Numbers whose mean and deviation are neither 0 nor 1, and differ."""
    return draw.normal(n, scale=draw.integer(3, 6), dtype=dtype) + draw.integer(7, 12)


def expect_normalized(student: Student, x: torch.Tensor) -> None:
    """z, mu and sigma belong together, and sigma is one of the two standard deviations of x."""
    value = call(student.normalize, x).value
    if not isinstance(value, (list, tuple)) or len(value) != 3:
        raise not_normalized(student, x, "(z, mu, sigma)", describe(value), NEXT["type"])
    z, mu, sigma = value[0], number(value[1]), number(value[2])
    mean, deviations = x.double().mean().item(), [x.double().std(correction=c).item() for c in (0, 1)]
    if mu is None or not close(mu, mean, FLOAT32):
        mistakes = [Mistake("outputs-swapped", "The order is z, mu, sigma.", one) for one in deviations]
        mistakes.append(Mistake("minimum-for-mean", "This is the smallest entry.", x.min().item()))
        told = recognise(student.normalize, (x,), mu, mean, mistakes)
        got = f"mu: {describe(value[1])}"
        raise not_normalized(student, x, f"mu = {mean:.5g}, a number", got, NEXT["value"], *told)
    if sigma is None or not any(close(sigma, one, FLOAT32) for one in deviations):
        mistakes = [Mistake("variance-for-deviation", "The root is missing.", one**2) for one in deviations]
        told = recognise(student.normalize, (x,), sigma, deviations[1], mistakes)
        expected, got = f"sigma = {deviations[0]:.5g} or {deviations[1]:.5g}", f"sigma: {describe(value[2])}"
        root = "The standard deviation is the square root of the mean squared distance from the mean."
        raise not_normalized(student, x, f"{expected}, a number", got, root, *told)
    says, centred = "z = (x - mu) / sigma, of that mu and sigma", x - mean
    mistakes = [
        Mistake("not-centred", "The mean is not taken away.", x / sigma),
        Mistake("not-scaled", "x is centred, but not divided by sigma.", centred),
    ]
    want = ((x.double() - mean) / sigma).to(x.dtype)
    expect_part(student.normalize, (x,), z, want, says, mistakes=mistakes)


def not_normalized(
    student: Student,
    x: torch.Tensor,
    expected: str,
    got: str,
    next: str,
    cause: str = "",
    mistake: str | None = None,
) -> CheckFailure:
    return CheckFailure(
        "normalize returns a wrong result.",
        called=called(student.normalize, (x,)),
        expected=expected,
        got=got,
        cause=cause,
        next=next,
        mistake=mistake,
    )


@check("normalize", layer="dtype", points=0.25, title="float64 stays float64")
def test_normalize_dtype(student: Student, draw: Draw) -> None:
    x = spread_out(draw, 7, DOUBLE)
    value = call(student.normalize, x).value
    z = value[0] if isinstance(value, (list, tuple)) and value else value
    if type(z) is not torch.Tensor or z.dtype != DOUBLE:
        mistake = "single-precision" if type(z) is torch.Tensor and z.dtype == torch.float32 else None
        got = f"z: {describe(z)}"
        raise not_normalized(student, x, "z of dtype torch.float64", got, NEXT["dtype"], mistake=mistake)


@check("normalize", layer="value", points=0.25, title="z, mu and sigma belong together")
def test_normalize_value(student: Student, draw: Draw) -> None:
    expect_normalized(student, spread_out(draw, draw.integer(5, 9)))
    expect_normalized(student, draw.normal(2) / 50)  # two numbers that lie close together are not constant


CONSTANT = "all entries of x are equal, and sigma would be 0"
REFUSALS = (
    (
        "of 3 entries",
        "not-refused",
        "Either nothing tests for it, or the test does not see it: torch's std() of one number is nan, "
        "and nan == 0 is False.",
    ),
    (
        "Error",
        "another-exception",
        "Another exception comes first, raised on purpose or by an operation that fails.",
    ),
)


@check("normalize", layer="edge", points=0.25, title="numbers that are all equal cannot be normalised")
def test_normalize_constant(student: Student, draw: Draw) -> None:
    for constant in (0.0, draw.integer(1, 9) / 4, -8.0):
        x = torch.full((draw.integer(3, 9),), constant)
        with naming(*REFUSALS):
            expect_error(student.normalize, x, type_name="ValueError", says=CONSTANT)


@check("normalize", layer="edge", points=0.25, title="a single number cannot be normalised")
def test_normalize_one_number(student: Student, draw: Draw) -> None:
    x = torch.tensor([draw.integer(-9, 9) / 4])
    with naming(*REFUSALS):
        expect_error(student.normalize, x, type_name="ValueError", says="a single number has no spread")


@check("normalize", layer="effect", points=0.25, title="the input is left alone")
def test_normalize_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.normalize, spread_out(draw, 6))


def first_layer(draw: Draw, dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, torch.Tensor]:
    """w1 and b1, `(1, 1)`, both far enough from 0 for every mistake to show."""
    w1 = draw.uniform(1, 1, low=0.5, high=2.0) * (2 * draw.integer(0, 1) - 1)
    return w1.to(dtype), (draw.uniform(1, 1, low=0.5, high=2.0)).to(dtype)


@check("fold_normalization", layer="dtype", points=0.25, title="float64 stays float64")
def test_fold_normalization_dtype(student: Student, draw: Draw) -> None:
    w1, b1 = first_layer(draw, DOUBLE)
    arguments = (w1, b1, 1.5, 4.0)
    for name, value in zip(
        ("w1'", "b1'"), call(student.fold_normalization, *arguments).value or (), strict=False
    ):
        if type(value) is not torch.Tensor or value.dtype != DOUBLE:
            single = type(value) is torch.Tensor and value.dtype == torch.float32
            plain = "number-for-tensor" if type(value) is float else None
            raise CheckFailure(
                f"fold_normalization does not keep the dtype of its input in {name}.",
                called=called(student.fold_normalization, arguments),
                expected=f"{name}: a tensor of dtype {DOUBLE}",
                got=f"{name}: {describe(value)}",
                next=NEXT["dtype"],
                mistake="single-precision" if single else plain,
            )


@check(
    "fold_normalization", layer="value", points=0.5, title="trained parameters; mu and sigma of either kind"
)
def test_fold_normalization_value(student: Student, draw: Draw) -> None:
    for as_tensors in (False, True):
        w1, b1 = first_layer(draw)
        mu = draw.uniform(1, low=1.5, high=4.0).item() * (2 * draw.integer(0, 1) - 1)
        sigma = draw.uniform(1, low=2.5, high=5.0).item()
        mistakes = [
            Mistake("bias-kept", "The bias is left as it was.", [w1 / sigma, b1]),
            Mistake("sign-of-the-mean", "mu is added, not taken away.", [w1 / sigma, b1 + w1 * mu / sigma]),
            Mistake("mean-not-scaled", "The bias gets w1·mu, not w1·mu/sigma.", [w1 / sigma, b1 - w1 * mu]),
            Mistake(
                "divided-twice",
                "The bias is computed from the w1 that is divided by sigma already.",
                [w1 / sigma, b1 - w1 * mu / sigma**2],
            ),
            Mistake(
                "bias-divided", "The old bias is divided by sigma too.", [w1 / sigma, (b1 - w1 * mu) / sigma]
            ),
            Mistake("unfolded", "Multiplied where it should be divided.", [w1 * sigma, b1 + w1 * mu]),
        ]
        arguments = (Leaf(w1), Leaf(b1), *(map(torch.tensor, (mu, sigma)) if as_tensors else (mu, sigma)))
        want = [w1 / sigma, b1 - w1 * mu / sigma]
        says = "w1/sigma and b1 - w1·mu/sigma"
        expect_tensors(student.fold_normalization, *arguments, want=want, says=says, mistakes=mistakes)


@check("fold_normalization", layer="effect", points=0.25, title="the trained parameters are left alone")
def test_fold_normalization_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.fold_normalization, *first_layer(draw), 3.0, 2.0)
