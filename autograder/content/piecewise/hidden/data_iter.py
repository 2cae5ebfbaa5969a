"""Hidden checks of `data_iter`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Batch,
    CheckFailure,
    Draw,
    Raised,
    RemoteFunction,
    Student,
    Tolerance,
    batches,
    call,
    check,
    difference,
    expect_batches,
    expect_same_dtypes,
    naming,
)


def numbered(draw: Draw, n: int, *rest: int) -> Batch:
    """Features `(n, *rest)` in which no two examples are alike, and labels that all differ."""
    return draw.normal(n, *rest), draw.permutation(n).float() + 100


def positions(function: RemoteFunction, size: int, given: Batch) -> list[list[int]]:
    """Where in the data given the examples of each batch stand; CheckFailure where pairs are broken."""
    features, labels = given
    found = []
    for X, y in expect_batches(function, size, features, labels):
        rows = [int((labels == label).nonzero().flatten()[:1].sum()) for label in y]
        if not torch.equal(X, features[rows]) or not torch.equal(y, labels[rows]):
            raise CheckFailure("pairs-broken", function, (size, features, labels), told="pairs-broken")
        found.append(rows)
    return found


@check("data_iter", layer="dtype", points=0.25, title="features and labels keep their dtypes")
def test_data_iter_dtype(student: Student, draw: Draw) -> None:
    given = draw.normal(5, dtype=torch.float64), draw.classes(5, 3)
    with naming(("^a float32 tensor", "single-precision/all")):
        expect_same_dtypes(student.data_iter, batches(student.data_iter, 2, *given), given)


@check(
    "data_iter", layer="value", points=0.5, title="features of any rank: every example once, with its label"
)
def test_data_iter_any_rank(student: Student, draw: Draw) -> None:
    for shape in ((7,), (6, 3), (8, 2, 3)):
        with naming((r"^\(3,\) and \(3,\), \(3,\) and \(3,\)$", "features-flattened")):
            found = positions(student.data_iter, 3, numbered(draw, *shape))
        dealt = [row for rows in found for row in rows]
        if sorted(dealt) != list(range(shape[0])):
            told, different = "drawn-with-replacement", len(set(dealt))
            raise CheckFailure(
                "dealt-twice", "data_iter", told=told, shape=shape, count=shape[0], got=different
            )


@check("data_iter", layer="value", points=0.5, title="the order is random")
def test_data_iter_random(student: Student, draw: Draw) -> None:
    # One of 30! orders is the one given; as many as 6! consist of blocks of five that stood together.
    dealt = positions(student.data_iter, 5, numbered(draw, 30))
    whole = all(max(rows) - min(rows) == 4 for rows in dealt)
    if whole:
        given = [row for rows in dealt for row in rows] == list(range(30))
        kind = "not-shuffled" if given else "blocks-shuffled"
        raise CheckFailure(kind, "data_iter", told=kind)


@check("data_iter", layer="value", points=0.5, title="each pass over the data has an order of its own")
def test_data_iter_fresh(student: Student, draw: Draw) -> None:
    given = numbered(draw, 30)
    orders = []
    for _ in range(2):
        # The worker seeds the global generators at every request: two passes are to find them different.
        student.seed += 1
        orders.append(positions(student.data_iter, 5, given))
    if orders[0] == orders[1]:
        raise CheckFailure("same-order-again", "data_iter", told="same-order/seed")


@check("data_iter", layer="edge", points=0.25, title="batches of one, of all, and larger than the data")
def test_data_iter_sizes(student: Student, draw: Draw) -> None:
    for n, size in ((4, 1), (4, 4), (3, 8), (1, 1)):
        positions(student.data_iter, size, numbered(draw, n))


@check("data_iter", layer="effect", points=0.25, title="features and labels are left alone")
def test_data_iter_effect(student: Student, draw: Draw) -> None:
    given = numbered(draw, 12, 2)
    try:
        after = student.data_iter.call(4, *given, then=["__next__"] * 3).arguments[1:]
    except Raised as error:
        if error.type_name != "AttributeError":
            raise
        after = call(student.data_iter, 4, *given).arguments[1:]  # it made all batches at once: a list, say
    function, told = student.data_iter, "shuffled-in-place"
    for name, now, before in zip(("features", "labels"), after, given, strict=True):
        if difference(now, before, Tolerance(0.0, 0.0)) is not None:
            raise CheckFailure("data-shuffled", function, (4, *given), told=told, name=name)
