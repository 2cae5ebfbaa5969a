"""Hidden checks of exercise 01: the data that `create_dataset` draws."""

from __future__ import annotations

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Phrase,
    Student,
    Told,
    check,
    comes_from,
    describe,
    difference,
    even,
    expect_array_columns,
    naming,
)

N, N_FEW = 2000, 30
FLOATS = (torch.float32, torch.float64)


@check("create_dataset", layer="shape", points=0.25, title="as many rows as asked for, a single one too")
def test_create_dataset_sizes(student: Student, draw: Draw) -> None:
    for n_samples in (1, draw.integer(30, 60)):
        with naming((r"\(20, 1\)", "fixed-number/rows"), (r"shape \(1?,?\)", "not-a-column/row")):
            expect_array_columns(student.create_dataset, n_samples, length=n_samples)


@check("create_dataset", layer="value", points=0.75, title="x is spread evenly over [-3, 3]")
def test_create_dataset_uniform(student: Student) -> None:
    x, _ = expect_array_columns(student.create_dataset, N, length=N)
    if not comes_from(x, even(-3, 3)) or bool((x.abs() > 3).any()) or not bool(x.isfinite().all()):
        raise CheckFailure(
            "another-distribution",
            student.create_dataset,
            (N,),
            told=other_distribution(x),
            what=describe(x),
            lowest=f"{x.min():.3g}",
            highest=f"{x.max():.3g}",
            mean=f"{x.double().mean():.3g}",
        )


def other_distribution(x: Tensor) -> Told:
    """The mistake, by the distribution that `x` comes from."""
    if bool((x == x.round()).all()):
        return (Phrase("whole-numbers/drawn"),)
    others = {
        "minus-one-to-one": even(-1, 1),
        "plotting-interval": even(-4, 4),
        "unit-interval": even(0, 1),
        "half-the-interval": even(0, 3),
        "not-shifted": even(0, 6),
        "normal": torch.special.ndtr,
        "stretched-normal": lambda x: torch.special.ndtr(x / 3),
    }
    found = [Phrase(key) for key, distribution in others.items() if comes_from(x, distribution)]
    return tuple(found[:1])


@check(
    "create_dataset", layer="effect", points=0.5, title="np.random.seed repeats it, another seed changes it"
)
def test_create_dataset_generator(student: Student, draw: Draw) -> None:
    # Before each call the worker seeds every generator: NumPy's with the seed modulo 2³², Python's with the
    # whole of it. So of two seeds that differ by 2³² NumPy's numbers are the same, and Python's are not.
    first = draw.integer(0, 2**31)
    x, again, alike, other = (drawn_with(student, seed) for seed in (first, first, first + 2**32, first + 1))
    if not torch.equal(x, again) or not torch.equal(x, alike) or is_torchs(x, first):
        raise CheckFailure("not-repeated", student.create_dataset, (N_FEW,), told="another-generator")
    if torch.equal(x.sort(0).values, other.sort(0).values):
        raise CheckFailure("never-changing", student.create_dataset, (N_FEW,), told="always-the-same")


def drawn_with(student: Student, seed: int) -> Tensor:
    student.seed = seed
    x, _ = expect_array_columns(student.create_dataset, N_FEW, length=N_FEW)
    return x


def is_torchs(x: Tensor, seed: int) -> bool:
    """Whether these are the numbers that torch draws under this seed: NumPy's are others."""
    drawn = [
        torch.rand(N_FEW, generator=torch.Generator().manual_seed(seed), dtype=dtype) for dtype in FLOATS
    ]
    ordered = x.double().flatten().sort().values
    return any(difference(ordered, (6 * u.double() - 3).sort().values) is None for u in drawn)
