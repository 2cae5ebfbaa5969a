"""Fingerprints: mistakes that any function of numbers can make, told by what came back and what went in.

Each is a function from a case to what is said of it, or to None where its mistake was not made: the numbers
have to fit the mistake, and the right answer must not fit it as well.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from autograder.checks import forms
from autograder.checks.cases import Case, same
from autograder.checks.compare import Tolerance
from autograder.checks.factors import scaled
from autograder.sentences import Phrase

LARGE = 1_000_000  # pairs of numbers: more are not compared for a word
FEW = 4  # rows: so many can be alike by chance


def transposed(case: Case) -> Phrase | None:
    """The expected matrix `(m, n)` came as its transpose `(n, m)`."""
    return Phrase("transposed") if case.want.ndim == 2 and case.fits(case.want.T) else None


def wrong_axis(case: Case) -> Phrase | None:
    """The columns add up to 1 where the rows should, or the rows where the columns should."""
    if case.want.ndim != 2 or case.got.shape != case.want.shape or min(case.want.shape) == 1:
        return None

    def to_one(table: torch.Tensor, axis: int) -> bool:
        sums = table.sum(axis)
        return same(sums, torch.ones_like(sums), case.tolerance)

    for axis, added in enumerate(("columns", "rows")):
        if to_one(case.got, axis) and to_one(case.want, 1 - axis) and not to_one(case.got, 1 - axis):
            return Phrase(f"wrong-axis/{added}")
    return None


def off_by_one(case: Case) -> Phrase | None:
    """Whole numbers one too large, rows one place too late, or one row too many; or the other way round."""
    if case.want.dtype == torch.int64:
        for step, words in ((1, "large"), (-1, "small")):
            if case.fits(case.want + step):
                return Phrase(f"off-by-one/{words}")
    if case.alike:
        for step, words in ((1, "late"), (-1, "early")):
            if case.fits(case.want.roll(step, 0)):
                return Phrase(f"off-by-one/{words}")
    return _one_more(case) if case.got.ndim == case.want.ndim > 0 else None


def _one_more(case: Case) -> Phrase | None:
    many = len(case.got) > len(case.want)
    longer, shorter = (case.got, case.want) if many else (case.want, case.got)
    for place, rest in (("last", longer[:-1]), ("first", longer[1:])):
        if len(shorter) > 1 and same(rest, shorter, case.tolerance):
            return Phrase(f"off-by-one/{place}-{'too-much' if many else 'missing'}")
    return None


def given_back(case: Case) -> Phrase | None:
    """An input came back as it was, of its own shape and dtype, where other numbers are expected."""
    found = any(case.got.dtype == one.dtype and case.fits(one) for one in case.inputs)
    return Phrase("inputs-given-back") if found else None


def rows_alike(case: Case) -> Phrase | None:
    """One row everywhere, where neither the expected rows nor those of an input are all alike."""

    def one_row(rows: torch.Tensor) -> bool:
        return same(rows, rows[:1].expand_as(rows), case.tolerance)

    if not case.alike or len(case.want) <= FEW:
        return None
    if not case.got.any() or not one_row(case.got) or one_row(case.want):
        return None
    fed = any(one.ndim > 0 and len(one) == len(case.want) and not one_row(one) for one in case.inputs)
    return Phrase("rows-alike") if fed else None


def other_rows(case: Case) -> Phrase | None:
    """Rows of an input, in which no two are alike, where other rows of it, or another order, are expected."""
    got, want = case.got, case.want
    if want.ndim == 0 or got.shape != want.shape or same(got, want, case.tolerance):
        return None
    for one in case.inputs:
        if one.ndim == 0 or one.shape[1:] != want.shape[1:] or len(one) * want.numel() > LARGE:
            continue
        if _all_differ(one) and _picked(got, one) and _picked(want, one):
            return Phrase("other-rows")
    return None


def _all_differ(rows: torch.Tensor) -> bool:
    return len(torch.unique(rows, dim=0)) == len(rows)


def _picked(rows: torch.Tensor, table: torch.Tensor) -> bool:
    """Whether each of the rows is among those of the table."""
    found = (rows[:, None] == table).flatten(2).all(-1) if rows.ndim > 1 else rows[:, None] == table
    return bool(found.any(1).all())


def measured_late(case: Case) -> Phrase | None:
    """Of a history `(n,)` each number is the next of the expected history: taken after an update."""
    late = case.alike and _moved_on(case.got[:-1], case.want[1:], case.want[:-1], case.tolerance)
    return Phrase("loss-after-update/next") if late else None


def measured_early(case: Case) -> Phrase | None:
    """Of a history `(n,)` each number is the one before it there: taken before an update."""
    early = case.alike and _moved_on(case.got[1:], case.want[:-1], case.want[1:], case.tolerance)
    return Phrase("loss-before-update/previous") if early else None


def _moved_on(got: torch.Tensor, shifted: torch.Tensor, in_place: torch.Tensor, tolerance: Tolerance) -> bool:
    return same(got, shifted, tolerance) and not same(shifted, in_place, tolerance)


Fingerprint = Callable[[Case], Phrase | None]
IN_VALUES: tuple[Fingerprint, ...] = (
    transposed,
    wrong_axis,
    off_by_one,
    given_back,
    rows_alike,
    other_rows,
    scaled,
)
IN_HISTORIES: tuple[Fingerprint, ...] = (measured_late, measured_early, scaled)
IN_GRADIENTS: tuple[Fingerprint, ...] = (transposed, scaled)
# A check knows its function better: what it says of these names goes before what is said here.
GENERAL = forms.GENERAL | {
    *("transposed", "wrong-axis", "off-by-one", "inputs-given-back", "rows-alike", "other-rows", "scaled"),
    *("loss-after-update", "loss-before-update"),
}
