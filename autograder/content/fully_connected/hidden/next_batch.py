"""Hidden checks of exercise 05: batches of the data."""

from __future__ import annotations

import torch
from torch import Tensor

from autograder.checks.vocabulary import Draw, Mistake, Student, check, expect_tensors, expect_unchanged

from . import reference
from .networks import LAST


def rows(draw: Draw, kind: str, n: int) -> tuple[Tensor, Tensor]:
    """`XX (n, 2)` and float `YY (n, 1)`; no two rows of XX are alike."""
    XX = draw.uniform(n, 2, low=-1)
    return XX, draw.normal(n, 1) if kind == "regression" else draw.classes(n, 4).float()[:, None]


def expect_batch(student: Student, draw: Draw, n: int, *place: int | None, says: str) -> None:
    """The batch at that place (j, size) of `n` rows is the right one, for each kind."""
    for kind in LAST:
        XX, YY = rows(draw, kind, n)
        while shares_targets(YY, *place):
            XX, YY = rows(draw, kind, n)
        want = list(reference.next_batch(XX, YY, kind, *place))  # type: ignore[arg-type] # j is no None
        mistakes = wrong_batches(XX, YY, kind, want, *place)
        expect_tensors(student.next_batch, XX, YY, kind, *place, want=want, says=says, mistakes=mistakes)


def shares_targets(YY: Tensor, j: int | None = None, size: int | None = None) -> bool:
    """Whether batch j, which is not batch 0, has its targets: then one cannot be told from the other."""
    if not j or not size:
        return False
    wanted = YY[j * size : (j + 1) * size]
    return torch.equal(wanted, YY[: len(wanted)])


def wrong_batches(
    XX: Tensor, YY: Tensor, kind: str, want: list[Tensor], j: int | None = None, size: int | None = None
) -> list[Mistake]:
    """Other rows, and the same rows with targets of another form."""
    j, size = j or 0, size or len(XX)

    def batch(places: range) -> list[Tensor]:
        taken = [place % len(XX) for place in places]
        return list(reference.next_batch(XX[taken], YY[taken], kind))

    start, first = j * size, batch(range(size))
    raw = YY[start : start + size] if kind == "multiclass" else want[1]
    return [
        Mistake("always-first", first),
        Mistake("targets-of-first-batch", [want[0], first[1]]),
        Mistake("last-batch-filled", batch(range(start, start + size))),
        Mistake("axis-lost", [want[0], want[1].squeeze()]),
        Mistake("targets-unconverted", [want[0], raw]),
    ]


@check("next_batch", layer="value", points=0.25, title="any batch, of any of the three kinds")
def test_next_batch_any(student: Student, draw: Draw) -> None:
    size, j = draw.integer(3, 5), draw.integer(2, 4)
    expect_batch(student, draw, 30, j, size, says="next_batch.any")


@check("next_batch", layer="edge", points=0.25, title="rows that are left over make a smaller last batch")
def test_next_batch_last(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 10, 2, 4, says="next_batch.last")


@check("next_batch", layer="edge", points=0.25, title="without a size, all rows")
def test_next_batch_whole(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 6, says="next_batch.whole")
    expect_batch(student, draw, 5, 0, None, says="next_batch.whole")


@check("next_batch", layer="edge", points=0.25, title="a batch of one row")
def test_next_batch_one_row(student: Student, draw: Draw) -> None:
    expect_batch(student, draw, 4, 2, 1, says="next_batch.one-row")


@check("next_batch", layer="effect", points=0.25, title="XX and YY are left alone")
def test_next_batch_effect(student: Student, draw: Draw) -> None:
    for kind in LAST:
        expect_unchanged(student.next_batch, *rows(draw, kind, 6), kind, 1, 3)
