"""Hidden checks of exercise 02: the points that create_dataset draws."""

from __future__ import annotations

import math

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    Student,
    check,
    comes_from,
    describe,
    expect_centred,
    expect_columns,
    expect_noise,
    expect_tensor_shapes,
    expect_tensors,
    expect_uniform,
    naming,
)

MANY = 4000  # points: enough to tell distributions apart, and little enough for a loop in Python


@check("create_dataset", layer="shape", points=0.25, title="100 points where nothing is asked for")
def test_create_dataset_default_size(student: Student) -> None:
    with naming((r"of shape \(\d+, 1\)$", "other-default/points")):
        expect_columns(student.create_dataset, (), 100)


@check("create_dataset", layer="dtype", points=0.25, title="both columns are float32")
def test_create_dataset_dtype(student: Student) -> None:
    columns = expect_tensor_shapes(student.create_dataset, 5, shapes=[(5, 1), (5, 1)], names=("x", "y"))
    if any(column.dtype != torch.float32 for column in columns):
        double = any(column.dtype == torch.float64 for column in columns)
        raise CheckFailure(
            "wrong-columns-dtype",
            student.create_dataset,
            (5,),
            told="double-precision/form" if double else None,
            got=Phrase("pair", first=describe(columns[0]), second=describe(columns[1])),
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
        Mistake("scale-missing", 1.0),
        Mistake("twice-as-wide", 2.0 * scale),
        Mistake("divided-by-deviation", math.sqrt(12)),
        Mistake("scale-ignored", 15.0),
    ]
    try:
        expect_uniform(student.create_dataset, arguments, x, scale, mistakes)
    except CheckFailure as failure:
        if failure.mistake in (None, "not-uniform") and comes_from(x / x.std(), torch.special.ndtr):
            failure.tell(Phrase("normal"))
        raise


@check("create_dataset", layer="value", points=0.75, title="the noise is normal, of the deviation asked for")
def test_create_dataset_noise(student: Student, draw: Draw) -> None:
    # |a| tells noise times the slope from noise itself, and from noise squared.
    size, noise = float(draw.uniform(low=1.3, high=1.7)), float(draw.uniform(low=2.0, high=2.4))
    a = size * (2 * draw.integer(0, 1) - 1)
    arguments = (MANY, a, 4.0, 5, noise)
    x, y = expect_columns(student.create_dataset, arguments, MANY)
    mistakes = [
        Mistake("variance-for-deviation", math.sqrt(noise)),
        Mistake("noise-squared", noise**2),
        Mistake("noise-not-scaled", 1.0),
        Mistake("noise-times-slope", noise * size),
        Mistake("uniform-noise", noise / math.sqrt(12)),
        Mistake("uniform-noise", noise / math.sqrt(3)),
    ]
    expect_noise(student.create_dataset, arguments, y - a * x, x, noise, mistakes)


@check("create_dataset", layer="value", points=0.25, title="the defaults: slope -1, scale 15, noise 2")
def test_create_dataset_defaults(student: Student) -> None:
    x, y = expect_columns(student.create_dataset, (MANY,), MANY)
    expect_uniform(student.create_dataset, (MANY,), x, 15.0, [])
    other = Mistake("other-default/noise", 1.0)
    expect_noise(student.create_dataset, (MANY,), y + x, x, 2.0, [other])


@check("create_dataset", layer="edge", points=0.25, title="a single point is its own mean")
def test_create_dataset_single_point(student: Student) -> None:
    want = [torch.zeros(1, 1), torch.zeros(1, 1)]
    with naming(("NaN", "divided-by-deviation/single")):
        expect_tensors(student.create_dataset, 1, want=want, says="create_dataset.single-point")
