"""Hidden checks of exercise 02: the points that create_dataset draws."""

from __future__ import annotations

import math

import torch

from autograder.checks.compare import describe
from autograder.checks.distributions import comes_from
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.scatters import expect_centred, expect_columns, expect_noise, expect_uniform
from autograder.checks.sequences import expect_tensor_shapes, expect_tensors
from autograder.checks.words import called
from autograder.sandbox.student import Student

MANY = 4000  # points: enough to tell distributions apart, and little enough for a loop in Python


@check("create_dataset", layer="shape", points=0.25, title="100 points where nothing is asked for")
def test_create_dataset_default_size(student: Student) -> None:
    other = "Another number of points is the default: compare the signature with the docstring's."
    with naming((r"of shape \(\d+, 1\)$", "other-default", other)):
        expect_columns(student.create_dataset, (), 100)


@check("create_dataset", layer="dtype", points=0.25, title="both columns are float32")
def test_create_dataset_dtype(student: Student) -> None:
    columns = expect_tensor_shapes(student.create_dataset, 5, shapes=[(5, 1), (5, 1)], names=("x", "y"))
    if any(column.dtype != torch.float32 for column in columns):
        double = any(column.dtype == torch.float64 for column in columns)
        raise CheckFailure(
            "create_dataset returns columns of another dtype.",
            called=called(student.create_dataset, (5,)),
            expected="two float32 tensors",
            got=" and ".join(map(describe, columns)),
            cause="Numbers of NumPy and of Python are float64." if double else "",
            next="torch.rand and torch.randn give float32; a NumPy array has to be turned into it.",
            mistake="double-precision" if double else None,
        )


@check("create_dataset", layer="value", points=1.0, title="both columns have mean 0, noise and all")
def test_create_dataset_centred(student: Student, draw: Draw) -> None:
    b = float(draw.uniform(low=20.0, high=40.0))
    for n in (7, 40, 300):
        arguments = (n, 2.0, b, 6, 30.0)
        x, y = expect_columns(student.create_dataset, arguments, n)
        expect_centred(student.create_dataset, arguments, "x", x, 6.0)
        expect_centred(student.create_dataset, arguments, "y", y, 100.0)


@check("create_dataset", layer="value", points=0.75, title="x is drawn uniformly from [0, scale]")
def test_create_dataset_uniform(student: Student, draw: Draw) -> None:
    scale = draw.integer(6, 12)
    arguments = (MANY, -1.0, 5.0, scale)
    x, _ = expect_columns(student.create_dataset, arguments, MANY)
    mistakes = [
        Mistake("scale-missing", "x is drawn from [0, 1): the scale is left out.", 1.0),
        Mistake("twice-as-wide", "x is drawn from both sides of 0, over twice the width.", 2.0 * scale),
        Mistake("divided-by-deviation", "x is divided by its standard deviation.", math.sqrt(12)),
        Mistake("scale-ignored", "x is drawn from [0, 15], whatever `scale` is.", 15.0),
    ]
    try:
        expect_uniform(student.create_dataset, arguments, x, scale, mistakes)
    except CheckFailure as failure:
        if failure.mistake in (None, "not-uniform") and comes_from(x / x.std(), torch.special.ndtr):
            failure.tell("The numbers are normally distributed: torch.randn draws such numbers.", "normal")
        raise


@check("create_dataset", layer="value", points=0.75, title="the noise is normal, of the deviation asked for")
def test_create_dataset_noise(student: Student, draw: Draw) -> None:
    # |a| tells noise times the slope from noise itself, and from noise squared.
    size, noise = float(draw.uniform(low=1.3, high=1.7)), float(draw.uniform(low=2.0, high=2.4))
    a = size * (2 * draw.integer(0, 1) - 1)
    arguments = (MANY, a, 4.0, 5, noise)
    x, y = expect_columns(student.create_dataset, arguments, MANY)
    everywhere = "The noise is uniform, not normal."
    inside = "The noise is multiplied by the slope: it is added to x, and has to be added to a·x + b."
    mistakes = [
        Mistake("variance-for-deviation", "`noise` is taken for the variance.", math.sqrt(noise)),
        Mistake("noise-squared", "The noise is multiplied by `noise` twice.", noise**2),
        Mistake("noise-not-scaled", "The noise has deviation 1, whatever `noise` is.", 1.0),
        Mistake("noise-times-slope", inside, noise * size),
        Mistake("uniform-noise", everywhere, noise / math.sqrt(12)),
        Mistake("uniform-noise", everywhere, noise / math.sqrt(3)),
    ]
    expect_noise(student.create_dataset, arguments, y - a * x, x, noise, mistakes)


@check("create_dataset", layer="value", points=0.25, title="the defaults: slope -1, scale 15, noise 2")
def test_create_dataset_defaults(student: Student) -> None:
    x, y = expect_columns(student.create_dataset, (MANY,), MANY)
    expect_uniform(student.create_dataset, (MANY,), x, 15.0, [])
    either = "Either noise has another default, or the numbers drawn are not multiplied by it."
    other = Mistake("other-default", either, 1.0)
    expect_noise(student.create_dataset, (MANY,), y + x, x, 2.0, [other])


@check("create_dataset", layer="edge", points=0.25, title="a single point is its own mean")
def test_create_dataset_single_point(student: Student) -> None:
    want = [torch.zeros(1, 1), torch.zeros(1, 1)]
    cause = "A single point has no spread: divided by its standard deviation or width, 0 becomes NaN."
    with naming(("NaN", "divided-by-deviation", cause)):
        expect_tensors(student.create_dataset, 1, want=want, says="zeros: the point minus itself")
