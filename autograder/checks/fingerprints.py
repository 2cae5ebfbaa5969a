"""Fingerprints: mistakes that any function of numbers can make, told by what came back and what went in.

Each is a function from a case to the cause in words, or to "" where its mistake was not made: the numbers
have to fit the mistake, and the right answer must not fit it as well.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from autograder.checks.cases import Case, same
from autograder.checks.compare import Tolerance
from autograder.checks.factors import scaled
from autograder.checks.forms import DTYPES, SHAPES, TYPES

LARGE = 1_000_000  # pairs of numbers: more are not compared for a word
FEW = 4  # rows: so many can be alike by chance


def transposed(case: Case) -> str:
    """The expected matrix `(m, n)` came as its transpose `(n, m)`."""
    return SHAPES["transposed"] if case.want.ndim == 2 and case.fits(case.want.T) else ""


def wrong_axis(case: Case) -> str:
    """The columns add up to 1 where the rows should, or the rows where the columns should."""
    if case.want.ndim != 2 or case.got.shape != case.want.shape or min(case.want.shape) == 1:
        return ""

    def to_one(table: torch.Tensor, axis: int) -> bool:
        sums = table.sum(axis)
        return same(sums, torch.ones_like(sums), case.tolerance)

    for axis, (added, right) in enumerate((("columns", "rows"), ("rows", "columns"))):
        if to_one(case.got, axis) and to_one(case.want, 1 - axis) and not to_one(case.got, 1 - axis):
            return f"The {added} add up to 1 where the {right} should: another axis is meant."
    return ""


def off_by_one(case: Case) -> str:
    """Whole numbers one too large, rows one place too late, or one row too many; or the other way round."""
    if case.want.dtype == torch.int64:
        for step, words in ((1, "large"), (-1, "small")):
            if case.fits(case.want + step):
                return f"Every number is one too {words}: does the count begin at 0 or at 1?"
    if case.alike:
        for step, words in ((1, "late"), (-1, "early")):
            if case.fits(case.want.roll(step, 0)):
                return f"The numbers are right, and each stands one place too {words}."
    return _one_more(case) if case.got.ndim == case.want.ndim > 0 else ""


def _one_more(case: Case) -> str:
    many = len(case.got) > len(case.want)
    longer, shorter = (case.got, case.want) if many else (case.want, case.got)
    for place, rest in (("last", longer[:-1]), ("first", longer[1:])):
        if len(shorter) > 1 and same(rest, shorter, case.tolerance):
            return f"The {place} one is {'too much' if many else 'missing'}; the others are right."
    return ""


def given_back(case: Case) -> str:
    """An input came back as it was, of its own shape and dtype, where other numbers are expected."""
    found = any(case.got.dtype == one.dtype and case.fits(one) for one in case.inputs)
    return "The result is an input as it was." if found else ""


def rows_alike(case: Case) -> str:
    """One row everywhere, where neither the expected rows nor those of an input are all alike."""

    def one_row(rows: torch.Tensor) -> bool:
        return same(rows, rows[:1].expand_as(rows), case.tolerance)

    if not case.alike or len(case.want) <= FEW:
        return ""
    if not case.got.any() or not one_row(case.got) or one_row(case.want):
        return ""
    fed = any(one.ndim > 0 and len(one) == len(case.want) and not one_row(one) for one in case.inputs)
    return "All rows are equal. Did you use one row, or the mean, for every row?" if fed else ""


def other_rows(case: Case) -> str:
    """Rows of an input, in which no two are alike, where other rows of it, or another order, are expected."""
    got, want = case.got, case.want
    if want.ndim == 0 or got.shape != want.shape or same(got, want, case.tolerance):
        return ""
    for one in case.inputs:
        if one.ndim == 0 or one.shape[1:] != want.shape[1:] or len(one) * want.numel() > LARGE:
            continue
        if _all_differ(one) and _picked(got, one) and _picked(want, one):
            return "These rows come from the input, but they are the wrong ones or in the wrong order."
    return ""


def _all_differ(rows: torch.Tensor) -> bool:
    return len(torch.unique(rows, dim=0)) == len(rows)


def _picked(rows: torch.Tensor, table: torch.Tensor) -> bool:
    """Whether each of the rows is among those of the table."""
    found = (rows[:, None] == table).flatten(2).all(-1) if rows.ndim > 1 else rows[:, None] == table
    return bool(found.any(1).all())


def measured_late(case: Case) -> str:
    """Of a history `(n,)` each number is the next of the expected history: taken after an update."""
    late = case.alike and _moved_on(case.got[:-1], case.want[1:], case.want[:-1], case.tolerance)
    return (
        "Each number is the one that comes next: it is measured after the update, not before." if late else ""
    )


def measured_early(case: Case) -> str:
    """Of a history `(n,)` each number is the one before it there: taken before an update."""
    early = case.alike and _moved_on(case.got[1:], case.want[:-1], case.want[1:], case.tolerance)
    return "Each number is the one before: it is measured before the update, not after." if early else ""


def _moved_on(got: torch.Tensor, shifted: torch.Tensor, in_place: torch.Tensor, tolerance: Tolerance) -> bool:
    return same(got, shifted, tolerance) and not same(shifted, in_place, tolerance)


Fingerprint = Callable[[Case], str]
IN_VALUES: dict[str, Fingerprint] = {
    "transposed": transposed,
    "wrong-axis": wrong_axis,
    "off-by-one": off_by_one,
    "inputs-given-back": given_back,
    "rows-alike": rows_alike,
    "other-rows": other_rows,
    "scaled": scaled,
}
IN_HISTORIES: dict[str, Fingerprint] = {
    "loss-after-update": measured_late,
    "loss-before-update": measured_early,
    "scaled": scaled,
}
IN_GRADIENTS: dict[str, Fingerprint] = {"transposed": transposed, "scaled": scaled}
# A check knows its function better: what it says of these names goes before what is said here.
GENERAL = frozenset((*IN_VALUES, *IN_HISTORIES, *TYPES, *DTYPES, *SHAPES))
