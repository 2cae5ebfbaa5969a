"""Hidden checks of exercise 05: the data."""

from __future__ import annotations

import math

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Raised,
    Student,
    call,
    check,
    expect_error,
    expect_points,
    expect_targets,
    naming,
)

from . import reference
from .refusals import REFUSALS


@check("create_dataset", layer="value", points=0.5, title="'xor' is 1 where the coordinates' signs differ")
def test_create_dataset_xor(student: Student, draw: Draw) -> None:
    def right(XX: torch.Tensor) -> torch.Tensor:
        return reference.targets("xor", XX)

    def mistakes(XX: torch.Tensor) -> list[Mistake]:
        signs = -XX.prod(1, keepdim=True).sign()
        return [Mistake("xor-negated", 1 - right(XX)), Mistake("plus-and-minus-one", signs)]

    n = draw.integer(60, 80)
    expect_targets(student.create_dataset, "xor", n, right, "create_dataset.xor", mistakes)


@check("create_dataset", layer="value", points=0.5, title="the points fill the square [-1, 1]² evenly")
def test_create_dataset_uniform(student: Student) -> None:
    n = 2000
    XX, _ = expect_points(student.create_dataset, "prod", n, n=n)
    # Kolmogorov's distance, by coordinate, and the correlation of the two: 3.2/√n and 6/√n are exceeded by
    # chance in fewer than one of a hundred million data sets.
    even = torch.arange(n).double() / n
    distance = ((XX.double().sort(dim=0).values + 1) / 2 - even[:, None]).abs().max().item()
    correlation = torch.corrcoef(XX.double().T)[0, 1].abs().item()
    if XX.abs().max() <= 1 and distance < 3.2 / math.sqrt(n) and correlation < 6 / math.sqrt(n):
        return
    low, high = XX.min().item(), XX.max().item()
    raise CheckFailure(
        "uneven-points",
        student.create_dataset,
        ("prod", n),
        told=_unevenness(low, high, correlation),
        low=f"{low:.3f}",
        high=f"{high:.3f}",
        mean=f"{XX.mean().item():.3f}",
        correlation=f"{correlation:.2f}",
    )


def _unevenness(low: float, high: float, correlation: float) -> str:
    """The mistake, by where the numbers lie and how the coordinates hang together."""
    if low >= 0:
        return "unit-interval"
    if correlation > 0.99:
        return "coordinates-alike"
    return "half-as-wide" if -0.5 <= low < -0.48 and 0.48 < high <= 0.5 else "not-uniform"


@check("create_dataset", layer="edge", points=0.25, title="an unknown name is refused, known ones are named")
def test_create_dataset_unknown(student: Student, draw: Draw) -> None:
    arguments = (draw.name(), 10)
    with naming(*REFUSALS):
        says = "create_dataset.unknown"
        expect_error(student.create_dataset, *arguments, type_name="ValueError", says=says)
    try:
        call(student.create_dataset, *arguments)
    except Raised as error:
        if not all(name in error.text for name in ("prod", "xor", "quadrants")):
            kind, text = "names-left-out", f"{error.text:.80}"
            raise CheckFailure(kind, student.create_dataset, arguments, told=kind, text=text) from None
