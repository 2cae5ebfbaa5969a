"""Hidden checks of exercise 03: the points on a curve, and their noise."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    Student,
    Told,
    Tolerance,
    check,
    close,
    difference,
    expect_tensor_shapes,
    expect_tensors,
    recognise,
    unlike,
)

from .reference import points

# The standard deviation of 4,000 uniform numbers lies within 5 % of the true one by seven standard errors,
# and their range falls short of the band by more than 1 % once in 10^14 draws.
MANY = 4000
SPREAD = Tolerance(0.05, 1e-3)
FULL = 0.99
STRAY = 1e-4
# The mean of 4,000 uniform numbers from a band of height 4 errs by 0.15 once in eight standard errors.
MEAN = Tolerance(0.0, 0.15)
NAMES = ("x", "y")


@check("create_dataset", layer="dtype", points=0.5, title="both columns are float32")
def test_create_dataset_dtype(student: Student) -> None:
    arguments = (6, 2.0, 0.5)
    columns = expect_tensor_shapes(student.create_dataset, *arguments, shapes=[(6, 1), (6, 1)], names=NAMES)
    for name, column in zip(NAMES, columns, strict=True):
        if column.dtype != torch.float32:
            raise CheckFailure(
                "wrong-column-dtype",
                student.create_dataset,
                arguments,
                told="double-precision/form" if column.dtype == torch.float64 else None,
                name=name,
                got=Phrase("dtype", dtype=column.dtype),
            )


@check("create_dataset", layer="value", points=1.5, title="any number of points, any power")
def test_create_dataset_powers(student: Student, draw: Draw) -> None:
    for power in (3.0, 4.0, 1.0 + 2 * draw.integer(0, 3)):
        n_data = draw.integer(7, 60)
        expect_tensors(
            student.create_dataset,
            n_data,
            power,
            0.0,
            want=points(n_data, power),
            says="create_dataset.powers",
            mistakes=wrong_points(n_data, power),
        )


@check("create_dataset", layer="value", points=1.5, title="the noise fills a band of height b evenly")
def test_create_dataset_noise(student: Student, draw: Draw) -> None:
    b = 2 + 0.25 * draw.integer(0, 8)
    arguments, noise = (MANY, 2.0, b), noise_of(student, b)
    mistakes = [
        Mistake("noise-missing", 0.0),
        Mistake("noise-not-scaled", 1 / math.sqrt(12)),
        Mistake("normal", b),
        Mistake("twice-as-wide", b / math.sqrt(3)),
        Mistake("draws-averaged", b / math.sqrt(24)),
    ]
    spread, band = noise.std().item(), (noise.max() - noise.min()).item()
    even = b / math.sqrt(12)
    if not (close(spread, even, SPREAD) and FULL * b <= band <= b + STRAY):
        raise CheckFailure(
            "noise-not-in-the-band",
            student.create_dataset,
            arguments,
            told=recognise(student.create_dataset, arguments, spread, even, mistakes, SPREAD),
            even=f"{even / b:.4f}",
            band=f"{band / b:.4g}",
            deviation=f"{spread / b:.4g}",
        )


@check("create_dataset", layer="value", points=0.5, title="with noise, too, x is the same and y is centred")
def test_create_dataset_centred(student: Student, draw: Draw) -> None:
    b = 2 + 0.25 * draw.integer(0, 8)
    mean = noise_of(student, b).mean().item()
    mistakes = [Mistake("noise-not-centred", b / 2), Mistake("not-centred", b / 2 + 1 / 3)]
    if not abs(mean) <= STRAY:
        arguments = (MANY, 2.0, b)
        told = recognise(student.create_dataset, arguments, mean, 0.0, mistakes, MEAN)
        raise CheckFailure("y-not-centred", student.create_dataset, arguments, told=told, mean=f"{mean:.4g}")


def noise_of(student: Student, b: float) -> Tensor:
    """What `create_dataset(MANY, 2.0, b)` adds to the centred parabola, float64; x must be right."""
    arguments = (MANY, 2.0, b)
    x, y = points(MANY, 2.0)
    shapes = [(MANY, 1), (MANY, 1)]
    got = expect_tensor_shapes(student.create_dataset, *arguments, shapes=shapes, names=NAMES)
    gap = difference(got[0], x)
    if gap is not None:
        raise unlike(student.create_dataset, arguments, gap, "create_dataset.x", random_grid(got[0], b))
    return got[1].double() - y.double()


def random_grid(x: Tensor, b: float) -> Told:
    """The mistake where x goes up and down at random."""
    x, grid = x.double(), points(len(x), 2.0)[0].double()
    if not (x.diff(dim=0) < 0).any() or difference(x.sort(dim=0).values, grid) is None:
        return ()
    if close(x.std().item(), math.sqrt(1 / 3 + b**2 / 12), SPREAD):
        return (Phrase("noise-on-x"),)
    return (Phrase("drawn-at-random"),) if close(x.std().item(), math.sqrt(1 / 3), SPREAD) else ()


def wrong_points(n_data: int, power: float) -> list[Mistake]:
    """What create_dataset(n_data, power, 0) returns with a known mistake."""
    x, _ = points(n_data, power)
    open_ended = -1 + 2 * torch.arange(n_data).unsqueeze(1) / n_data
    moved = open_ended - open_ended.mean()
    lost = x.abs() ** power
    return [
        Mistake("not-centred", [x, x**power]),
        Mistake("power-fixed", [x, x**2 - (x**2).mean()]),
        Mistake("sign-lost", [x, lost - lost.mean()]),
        *(
            Mistake("end-left-out", [shown, raised**power - (raised**power).mean()])
            for shown, raised in ((moved, moved), (moved, open_ended), (open_ended, open_ended))
        ),
    ]
