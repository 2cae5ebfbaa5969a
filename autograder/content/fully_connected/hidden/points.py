"""Hidden checks of exercise 05: the data, and batches of them."""

from __future__ import annotations

import math

import torch

from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.planes import expect_points, expect_targets
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensors
from autograder.checks.vocabulary import call, expect_error, expect_unchanged
from autograder.checks.words import called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import Student

from . import reference

# What may come where a ValueError has to.
REFUSALS = (
    ("Error", "another-exception", "It is refused, but by another exception than the promised one."),
    ("", "not-refused", "Nothing stops what is not known: the last `else` has to raise."),
)
KINDS = ("regression", "binary", "multiclass")


@check("create_dataset", layer="value", points=0.5, title="'xor' is 1 where the coordinates' signs differ")
def test_create_dataset_xor(student: Student, draw: Draw) -> None:
    def mistakes(XX: torch.Tensor) -> list[Mistake]:
        equal = "It is 1 where the signs are equal, and 0 where they differ."
        signs = -XX.prod(1, keepdim=True).sign()
        return [
            Mistake("xor-negated", equal, 1 - reference.targets("xor", XX)),
            Mistake("plus-and-minus-one", "The targets are signs: -1 and 1.", signs),
        ]

    says = "1 where x1 · x2 < 0, else 0"
    n = draw.integer(60, 80)
    expect_targets(student.create_dataset, "xor", n, lambda XX: reference.targets("xor", XX), says, mistakes)


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
    low, high, mean = XX.min().item(), XX.max().item(), XX.mean().item()
    mistake, cause = _unevenness(low, high, correlation)
    raise CheckFailure(
        "create_dataset draws its points from another distribution.",
        called=called(student.create_dataset, ("prod", n)),
        expected="both coordinates uniform on [-1, 1], and independent of each other",
        got=f"numbers from {low:.3f} to {high:.3f}, mean {mean:.3f}, correlation {correlation:.2f}",
        cause=cause,
        next="torch.rand draws from [0, 1); draw one number for each coordinate of each point.",
        mistake=mistake,
    )


def _unevenness(low: float, high: float, correlation: float) -> tuple[str, str]:
    """The mistake's name and its cause, by where the numbers lie and how the coordinates hang together."""
    if low >= 0:
        return "unit-interval", "These lie in [0, 1]: stretch them to length 2, then move them."
    if correlation > 0.99:
        return "coordinates-alike", "Both coordinates are one and the same number: draw two for each point."
    if -0.5 <= low < -0.48 and 0.48 < high <= 0.5:
        return "half-as-wide", "These lie in [-½, ½]: they are moved, but not stretched to length 2."
    return "not-uniform", "The numbers are not spread evenly over [-1, 1]."


@check("create_dataset", layer="edge", points=0.25, title="an unknown name is refused, known ones are named")
def test_create_dataset_unknown(student: Student, draw: Draw) -> None:
    says, name = "the data sets are 'prod', 'xor' and 'quadrants'", draw.name()
    with naming(*REFUSALS):
        expect_error(student.create_dataset, name, 10, type_name="ValueError", says=says)
    try:
        call(student.create_dataset, name, 10)
    except Raised as error:
        if not all(name in error.text for name in ("prod", "xor", "quadrants")):
            raise CheckFailure(
                "The error of create_dataset does not say which names there are.",
                called=error.called,
                expected="a ValueError whose text names prod, xor and quadrants",
                got=f"a ValueError that says: {error.text:.80}",
                next="Whoever reads it wants to know what to write instead: name all three.",
                mistake="names-left-out",
            ) from None


def rows(draw: Draw, kind: str, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """`XX (n, 2)` and float `YY (n, 1)`; no two rows of XX are alike."""
    XX = draw.uniform(n, 2, low=-1)
    return XX, draw.normal(n, 1) if kind == "regression" else draw.classes(n, 4).float()[:, None]


def expect_batch(student: Student, draw: Draw, n: int, *place: int | None, says: str) -> None:
    """The batch at that place (j, size) of `n` rows is the right one, for each kind."""
    for kind in KINDS:
        XX, YY = rows(draw, kind, n)
        while shares_targets(YY, *place):
            XX, YY = rows(draw, kind, n)
        want = list(reference.next_batch(XX, YY, kind, *place))  # type: ignore[arg-type] # j is no None
        mistakes = wrong_batches(XX, YY, kind, want, *place)
        expect_tensors(student.next_batch, XX, YY, kind, *place, want=want, says=says, mistakes=mistakes)


def shares_targets(YY: torch.Tensor, j: int | None = None, size: int | None = None) -> bool:
    """Whether batch j, which is not batch 0, has its targets: then one cannot be told from the other."""
    if not j or not size:
        return False
    wanted = YY[j * size : (j + 1) * size]
    return torch.equal(wanted, YY[: len(wanted)])


def wrong_batches(
    XX: torch.Tensor, YY: torch.Tensor, kind: str, want: list[torch.Tensor], *place: int | None
) -> list[Mistake]:
    """Other rows, and the same rows with targets of another form."""
    size = (place[1] if len(place) > 1 else None) or len(XX)
    j = (place[0] if place else None) or 0

    def batch(rows: list[int]) -> list[torch.Tensor]:
        return list(reference.next_batch(XX[rows], YY[rows], kind))

    start, end = j * size, min((j + 1) * size, len(XX))
    around = "The batch is filled up from the beginning: rows would be used twice."
    apart = "The points are those of batch j, and the targets are those of batch 0."
    first = batch(list(range(size)))
    return [
        Mistake("always-first", "It is the first batch, whatever j is.", first),
        Mistake("targets-of-first-batch", apart, [want[0], first[1]]),
        Mistake("last-batch-filled", around, batch([row % len(XX) for row in range(start, start + size)])),
        *wrong_targets(YY[start:end], kind, want),
    ]


def wrong_targets(raw: torch.Tensor, kind: str, want: list[torch.Tensor]) -> list[Mistake]:
    """The right rows, with targets of another form than the one asked for."""
    several = kind == "multiclass"
    return [
        Mistake(
            "axis-lost",
            "The target of a single row lost its axis: see squeeze.",
            [want[0], want[1].squeeze()],
        ),
        Mistake("whole-numbers", "The targets are whole numbers.", [want[0], raw.long()]),
        Mistake("classes-as-floats", "The classes are floats: see .long().", [want[0], raw.flatten()]),
        Mistake(
            "targets-unconverted",
            "The targets stay as they are in YY.",
            [want[0], raw if several else want[1]],
        ),
    ]


@check("next_batch", layer="value", points=0.25, title="any batch, of any of the three kinds")
def test_next_batch_any(student: Student, draw: Draw) -> None:
    size, j = draw.integer(3, 5), draw.integer(2, 4)
    expect_batch(student, draw, 30, j, size, says="rows j · size to (j + 1) · size - 1, in order")


@check("next_batch", layer="edge", points=0.25, title="rows that are left over make a smaller last batch")
def test_next_batch_last(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 10, 2, 4, says="the rows that are left")


@check("next_batch", layer="edge", points=0.25, title="without a size, all rows")
def test_next_batch_whole(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 6, says="all rows")
    expect_batch(student, draw, 5, 0, None, says="all rows")


@check("next_batch", layer="edge", points=0.25, title="a batch of one row")
def test_next_batch_one_row(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 4, 2, 1, says="one row, and a target with as many axes as ever")


@check("next_batch", layer="effect", points=0.25, title="XX and YY are left alone")
def test_next_batch_effect(student: Student, draw: Draw) -> None:
    for kind in KINDS:
        expect_unchanged(student.next_batch, *rows(draw, kind, 6), kind, 1, 3)
