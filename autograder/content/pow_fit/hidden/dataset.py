"""Hidden checks of exercise 03: the points on a curve, and their noise."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from autograder.checks.compare import Tolerance, close, difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes, expect_tensors
from autograder.checks.vocabulary import unlike
from autograder.checks.words import NEXT, called
from autograder.sandbox.student import Student

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
                f"create_dataset makes {name} with the wrong dtype.",
                called=called(student.create_dataset, arguments),
                expected="dtype torch.float32",
                got=f"dtype {column.dtype}",
                cause="NumPy's numbers are float64 unless told otherwise.",
                next="Make the numbers with torch.linspace and torch.rand, or end with .float().",
                mistake="double-precision" if column.dtype == torch.float64 else None,
            )


@check("create_dataset", layer="value", points=1.5, title="any number of points, any power")
def test_create_dataset_powers(student: Student, draw: Draw) -> None:
    for power in (3.0, 4.0, 1.0 + 2 * draw.integer(0, 3)):
        n_data = draw.integer(7, 60)
        says = "x equally spaced from -1 to 1, and x^a less its mean"
        expect_tensors(
            student.create_dataset,
            n_data,
            power,
            0.0,
            want=points(n_data, power),
            says=says,
            mistakes=wrong_points(n_data, power),
        )


@check("create_dataset", layer="value", points=1.5, title="the noise fills a band of height b evenly")
def test_create_dataset_noise(student: Student, draw: Draw) -> None:
    b = 2 + 0.25 * draw.integer(0, 8)
    arguments, noise = (MANY, 2.0, b), noise_of(student, b)
    mistakes = [
        Mistake(
            "noise-missing", "Either the noise is left out, or one number of it is drawn for all points.", 0.0
        ),
        Mistake("noise-not-scaled", "The noise is not multiplied by b.", 1 / math.sqrt(12)),
        Mistake("normal", "The noise is normal (randn), not uniform (rand).", b),
        Mistake("twice-as-wide", "The noise is drawn from [-1, 1): twice too wide.", b / math.sqrt(3)),
        Mistake("draws-averaged", "Two draws are averaged: most noise is in the middle.", b / math.sqrt(24)),
    ]
    spread, band = noise.std().item(), (noise.max() - noise.min()).item()
    even = b / math.sqrt(12)
    cause, mistake = recognise(student.create_dataset, arguments, spread, even, mistakes, SPREAD)
    if not (close(spread, even, SPREAD) and FULL * b <= band <= b + STRAY):
        raise CheckFailure(
            "create_dataset adds noise that is not b times uniform numbers from [0, 1).",
            called=called(student.create_dataset, arguments),
            expected=f"noise in a band of height b, with a standard deviation of b/√12 = {even / b:.4f} · b",
            got=f"a band of height {band / b:.4g} · b, a standard deviation of {spread / b:.4g} · b",
            cause=cause,
            next="Draw one number for each point with torch.rand, multiply by b, and add it to the power.",
            mistake=mistake,
        )


@check("create_dataset", layer="value", points=0.5, title="with noise, too, x is the same and y is centred")
def test_create_dataset_centred(student: Student, draw: Draw) -> None:
    b = 2 + 0.25 * draw.integer(0, 8)
    mean = noise_of(student, b).mean().item()
    early = "The mean is subtracted before the noise is added."
    mistakes = [
        Mistake("noise-not-centred", early, b / 2),
        Mistake("not-centred", "The mean of y is not subtracted.", b / 2 + 1 / 3),
    ]
    if not abs(mean) <= STRAY:
        arguments = (MANY, 2.0, b)
        cause, mistake = recognise(student.create_dataset, arguments, mean, 0.0, mistakes, MEAN)
        raise CheckFailure(
            "create_dataset returns a y that is not centred.",
            called=called(student.create_dataset, arguments),
            expected="a mean of 0, to rounding",
            got=f"a mean of {mean:.4g}",
            cause=cause,
            next="Subtract y.mean() at the very end.",
            mistake=mistake,
        )


def noise_of(student: Student, b: float) -> Tensor:
    """What `create_dataset(MANY, 2.0, b)` adds to the centred parabola, float64; x must be right."""
    arguments = (MANY, 2.0, b)
    x, y = points(MANY, 2.0)
    shapes = [(MANY, 1), (MANY, 1)]
    got = expect_tensor_shapes(student.create_dataset, *arguments, shapes=shapes, names=NAMES)
    gap = difference(got[0], x)
    if gap is not None:
        cause, mistake = random_grid(got[0], b)
        says = "x without any noise"
        raise unlike(student.create_dataset, arguments, gap, says, cause, mistake, next=NEXT["value"])
    return got[1].double() - y.double()


def random_grid(x: Tensor, b: float) -> tuple[str, str | None]:
    """The cause and the mistake where x goes up and down at random; ("", None) where it does not."""
    x, grid = x.double(), points(len(x), 2.0)[0].double()
    if not (x.diff(dim=0) < 0).any() or difference(x.sort(dim=0).values, grid) is None:
        return "", None
    if close(x.std().item(), math.sqrt(1 / 3 + b**2 / 12), SPREAD):
        return "The noise is added to x; it belongs to y.", "noise-on-x"
    if close(x.std().item(), math.sqrt(1 / 3), SPREAD):
        return "x is drawn at random; equal steps are asked for.", "drawn-at-random"
    return "", None


def wrong_points(n_data: int, power: float) -> list[Mistake]:
    """What create_dataset(n_data, power, 0) returns with a known mistake."""
    x, _ = points(n_data, power)
    open_ended = -1 + 2 * torch.arange(n_data).unsqueeze(1) / n_data
    moved = open_ended - open_ended.mean()
    last = "The last point is not at 1."
    lost = x.abs() ** power
    return [
        Mistake("not-centred", "The mean of y is not subtracted.", [x, x**power]),
        Mistake("power-fixed", "The power is 2 whatever a says.", [x, x**2 - (x**2).mean()]),
        Mistake("sign-lost", "Negative x lose their sign.", [x, lost - lost.mean()]),
        *(
            Mistake("end-left-out", last, [shown, raised**power - (raised**power).mean()])
            for shown, raised in ((moved, moved), (moved, open_ended), (open_ended, open_ended))
        ),
    ]
