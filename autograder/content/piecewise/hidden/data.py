"""Hidden checks of exercise 04: the data and the mini-batches."""

from __future__ import annotations

import torch

from autograder.checks.batches import Batch, batches, expect_batches, expect_same_dtypes
from autograder.checks.compare import Tolerance, describe, difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.parts import expect_part
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes
from autograder.checks.vocabulary import call
from autograder.checks.words import called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import RemoteFunction, Student

from .kink import target

DOUBLE = torch.float64
# Adding 0.6 to -20 sixty times in float32 ends 1e-4 off; the nearest wrong grid is 1e-2 off.
GRID = Tolerance(1e-4, 1e-3)
# Numbers of examples at which the quotient 40 / (40 / n) rounds up, and torch.arange makes n + 1 of them.
AWKWARD = (1, 61, 77, 122, 245, 319, 985)


@check("make_data", layer="dtype", points=0.25, title="x and y are float32")
def test_make_data_dtype(student: Student) -> None:
    for name, value in zip(
        "xy", expect_tensor_shapes(student.make_data, 6, shapes=[(6,)] * 2, names="xy"), strict=True
    ):
        if value.dtype != torch.float32:
            raise CheckFailure(
                f"make_data makes {name} of the wrong dtype.",
                expected=f"{name} of dtype torch.float32",
                got=describe(value),
                next="NumPy computes in float64: end with .float(), or stay with torch.",
                mistake="double-precision" if value.dtype == torch.float64 else None,
            )


@check("make_data", layer="value", points=0.5, title="equal steps from -20, and f of each of them")
def test_make_data_value(student: Student, draw: Draw) -> None:
    for n in (draw.integer(9, 20), 2 * draw.integer(11, 30)):
        x, y = expect_tensor_shapes(student.make_data, n, shapes=[(n,)] * 2, names="xy")
        grid = -20 + 40 * torch.arange(n) / n
        too_wide = Mistake("end-included", "20 itself is included.", torch.linspace(-20, 20, n))
        ends = Mistake("starts-late", "-20 itself is left out.", grid + 40 / n)
        whole = "The step is rounded down to a whole number: 40 // n is not 40 / n."
        short = Mistake("step-rounded-down", whole, -20.0 + 40 // n * torch.arange(n))
        mistakes_y = [
            Mistake("one-missing", "On the right y is 2x, without the 1.", target(x) - (x >= 0).float()),
            Mistake("zero-on-the-left", "At x = 0 the right branch holds: f(0) = 1.", target(x) * (x > 0)),
            Mistake("no-kink", "The line 2x + 1 goes on to the left of 0.", 2 * x + 1),
        ]
        says_y = "y = 0 where x < 0, and 2x + 1 elsewhere, of the x that is returned"
        expect_part(
            student.make_data,
            (n,),
            x,
            grid,
            "x = -20, then steps of 40/n",
            tolerance=GRID,
            mistakes=[too_wide, ends, short],
        )
        expect_part(student.make_data, (n,), y, target(x), says_y, mistakes=mistakes_y)


@check(
    "make_data", layer="edge", points=0.5, title="exactly as many examples as asked for, whatever the number"
)
def test_make_data_exact_number(student: Student) -> None:
    for n in AWKWARD:
        value = call(student.make_data, n).value
        lengths = [tuple(part.shape) for part in value if type(part) is torch.Tensor] if value else []
        if lengths != [(n,), (n,)]:
            raise CheckFailure(
                "make_data makes too many or too few examples.",
                called=called(student.make_data, (n,)),
                expected=f"x and y of shape {(n,)}",
                got=f"shapes {', '.join(map(str, lengths))}" if lengths else describe(value),
                cause="torch.arange(-20, 20, step) goes one too far when step is rounded down."
                if lengths == [(n + 1,), (n + 1,)]
                else "",
                next="Count the examples with whole numbers, torch.arange(num_examples), and scale those.",
                mistake="rounded-step" if lengths == [(n + 1,), (n + 1,)] else None,
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
            raise CheckFailure(
                "data_iter separates features from their labels.",
                called=called(function, (size, features, labels)),
                expected="the features and the label of one example at the same place",
                got="features beside another example's label",
                cause="Features and labels are shuffled one by one.",
                next="Draw one order, and index features and labels with it.",
                mistake="pairs-broken",
            )
        found.append(rows)
    return found


@check("data_iter", layer="dtype", points=0.25, title="features and labels keep their dtypes")
def test_data_iter_dtype(student: Student, draw: Draw) -> None:
    given = draw.normal(5, dtype=DOUBLE), draw.classes(5, 3)
    rounded = "`.float()`, or a new tensor of torch's default dtype, makes everything float32."
    with naming(("^a float32 tensor", "single-precision", rounded)):
        expect_same_dtypes(student.data_iter, batches(student.data_iter, 2, *given), given)


@check(
    "data_iter", layer="value", points=0.5, title="features of any rank: every example once, with its label"
)
def test_data_iter_any_rank(student: Student, draw: Draw) -> None:
    single = "Single numbers are taken out of the features, as if they had one axis: rows are asked for."
    flattened = (r"^\(3,\) and \(3,\), \(3,\) and \(3,\)$", "features-flattened", single)
    for shape in ((7,), (6, 3), (8, 2, 3)):
        with naming(flattened):
            found = positions(student.data_iter, 3, numbered(draw, *shape))
        dealt = [row for rows in found for row in rows]
        if sorted(dealt) != list(range(shape[0])):
            raise CheckFailure(
                "data_iter deals an example more than once.",
                called=f"data_iter(batch_size, features of shape {shape}, labels)",
                expected=f"{shape[0]} different examples",
                got=f"{len(set(dealt))} different examples",
                cause="Each batch is drawn by itself, or with replacement.",
                next="Draw one order of all positions, torch.randperm(n), and cut it into pieces.",
                mistake="drawn-with-replacement",
            )


@check("data_iter", layer="value", points=0.5, title="the order is random")
def test_data_iter_random(student: Student, draw: Draw) -> None:
    # One of 30! orders is the one given; as many as 6! consist of blocks of five that stood together.
    dealt = positions(student.data_iter, 5, numbered(draw, 30))
    whole = all(max(rows) - min(rows) == 4 for rows in dealt)
    if whole:
        given = [row for rows in dealt for row in rows] == list(range(30))
        raise CheckFailure(
            "data_iter does not shuffle the examples.",
            called="data_iter(batch_size, features of shape (30,), labels)",
            expected="batches of examples from all over the data",
            got="the data in the order given" if given else "batches of examples that stood together",
            cause="" if given else "The batches are shuffled, the examples are not.",
            next="Shuffle the positions of the examples first, then cut them into batches.",
            mistake="not-shuffled" if given else "blocks-shuffled",
        )


@check("data_iter", layer="value", points=0.5, title="each pass over the data has an order of its own")
def test_data_iter_fresh(student: Student, draw: Draw) -> None:
    given = numbered(draw, 30)
    orders = []
    for _ in range(2):
        # The worker seeds the global generators at every request: two passes are to find them different.
        student.seed += 1
        orders.append(positions(student.data_iter, 5, given))
    if orders[0] == orders[1]:
        raise CheckFailure(
            "data_iter deals the same order each time.",
            called="data_iter(batch_size, features of shape (30,), labels), twice",
            expected="a fresh random order in the second pass",
            got="the order of the first pass again",
            cause="The order is not drawn in the function, or a seed is set there.",
            next="Draw the order inside data_iter, and set seeds outside, once, where you start a run.",
            mistake="same-order",
        )


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
    for name, now, before in zip(("features", "labels"), after, given, strict=True):
        if difference(now, before, Tolerance(0.0, 0.0)) is not None:
            raise CheckFailure(
                f"data_iter changes the {name} that it is given.",
                called=called(student.data_iter, (4, *given)),
                expected=f"{name} as they were",
                got=f"{name} in another order",
                cause="The data are shuffled in place.",
                next="Leave the data where they are, and shuffle a tensor of positions.",
                mistake="shuffled-in-place",
            )
