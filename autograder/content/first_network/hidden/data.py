"""Hidden checks of exercise 01: the data."""

from __future__ import annotations

import torch
from torch import Tensor

from autograder.checks.arrays import expect_array_columns
from autograder.checks.compare import describe, difference
from autograder.checks.distributions import comes_from, even
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.words import called
from autograder.sandbox.student import Student

N, N_FEW = 2000, 30
FLOATS = (torch.float32, torch.float64)


@check("create_dataset", layer="shape", points=0.25, title="as many rows as asked for, a single one too")
def test_create_dataset_sizes(student: Student, draw: Draw) -> None:
    always = (r"\(20, 1\)", "fixed-number", "There are 20 rows, whatever n_samples is.")
    flat = "Where there is one row its column is lost: keep both axes."
    for n_samples in (1, draw.integer(30, 60)):
        with naming(always, (r"shape \(1?,?\)", "not-a-column", flat)):
            expect_array_columns(student.create_dataset, n_samples, length=n_samples)


@check("create_dataset", layer="value", points=0.75, title="x is spread evenly over [-3, 3]")
def test_create_dataset_uniform(student: Student) -> None:
    x, _ = expect_array_columns(student.create_dataset, N, length=N)
    if not comes_from(x, even(-3, 3)) or bool((x.abs() > 3).any()) or not bool(x.isfinite().all()):
        cause, mistake = other_distribution(x)
        raise CheckFailure(
            "create_dataset draws x from another distribution.",
            called=called(student.create_dataset, (N,)),
            expected="x between -3 and 3, each value as likely as any other",
            got=f"{describe(x)}, from {x.min():.3g} to {x.max():.3g}, mean {x.double().mean():.3g}",
            cause=cause,
            next="Draw a thousand numbers, look at plt.hist(x), and check both limits.",
            mistake=mistake,
        )


def other_distribution(x: Tensor) -> tuple[str, str | None]:
    """The cause and the name of a mistake, by the distribution that `x` comes from."""
    if bool((x == x.round()).all()):
        return "These are whole numbers: every number in between is as likely.", "whole-numbers"
    others = {
        "minus-one-to-one": ("These numbers lie between -1 and 1: they are not stretched.", even(-1, 1)),
        "plotting-interval": ("These numbers lie between -4 and 4: that is what is drawn.", even(-4, 4)),
        "unit-interval": ("These numbers lie between 0 and 1: they are not stretched.", even(0, 1)),
        "half-the-interval": ("The lower limit is 0 and not -3.", even(0, 3)),
        "not-shifted": ("These numbers lie between 0 and 6: they are not shifted.", even(0, 6)),
        "normal": ("These numbers are normally distributed.", torch.special.ndtr),
        "stretched-normal": ("These numbers are normally distributed.", lambda x: torch.special.ndtr(x / 3)),
    }
    for name, (cause, distribution) in others.items():
        if comes_from(x, distribution):
            return cause, name
    return "", None


@check(
    "create_dataset", layer="effect", points=0.5, title="np.random.seed repeats it, another seed changes it"
)
def test_create_dataset_generator(student: Student, draw: Draw) -> None:
    # Before each call the worker seeds every generator: NumPy's with the seed modulo 2³², Python's with the
    # whole of it. So of two seeds that differ by 2³² NumPy's numbers are the same, and Python's are not.
    first = draw.integer(0, 2**31)
    x, again, alike, other = (drawn_with(student, seed) for seed in (first, first, first + 2**32, first + 1))
    if not torch.equal(x, again) or not torch.equal(x, alike) or is_torchs(x, first):
        raise wrong_generator(
            "the same numbers after the same np.random.seed(...)",
            "other numbers",
            "The numbers come from another generator: torch's, Python's, or one made by default_rng().",
            "another-generator",
        )
    if torch.equal(x.sort(0).values, other.sort(0).values):
        raise wrong_generator(
            "other numbers after another np.random.seed(...)",
            "the same numbers",
            "Either x is not random at all, or the function calls np.random.seed itself.",
            "always-the-same",
        )


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


def wrong_generator(expected: str, got: str, cause: str, mistake: str) -> CheckFailure:
    return CheckFailure(
        "create_dataset does not follow NumPy's global generator.",
        called="np.random.seed(...), then create_dataset(n_samples)",
        expected=expected,
        got=got,
        cause=cause,
        next="Draw with np.random.uniform or a function like it, and leave the seed to the caller.",
        mistake=mistake,
    )
