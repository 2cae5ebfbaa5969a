"""Hidden checks of exercise 04: the loss, and a step of gradient descent."""

from __future__ import annotations

import torch

from autograder.checks.compare import FLOAT64, difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.training import expect_parameters, expect_still_leaves
from autograder.checks.vocabulary import call, expect_dtype, expect_gradient, expect_unchanged, expect_value
from autograder.checks.words import called
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

from . import reference

DOUBLE = torch.float64


@check("squared_loss", layer="dtype", points=0.25, title="float64 stays float64")
def test_squared_loss_dtype(student: Student, draw: Draw) -> None:
    expect_dtype(
        student.squared_loss, draw.normal(4, dtype=DOUBLE), draw.normal(4, dtype=DOUBLE), dtype=DOUBLE
    )


@check("squared_loss", layer="value", points=0.5, title="(ŷ - y)² / 2 in every place, in any shape")
def test_squared_loss_value(student: Student, draw: Draw) -> None:
    for shape in ((6,), (1, 5), (3, 4)):
        y_hat, y = draw.normal(*shape, scale=2.0), draw.normal(*shape, scale=2.0)
        want = reference.squared_loss(y_hat, y)
        mistakes = [
            Mistake("half-missing", "The squares are not divided by 2.", (y_hat - y) ** 2),
            Mistake("absolute-error", "The distance is not squared.", (y_hat - y).abs() / 2),
            Mistake("half-inside", "The difference is halved before it is squared.", ((y_hat - y) / 2) ** 2),
            Mistake("squares-apart", "This is the difference of the squares.", (y_hat**2 - y**2) / 2),
            Mistake("flattened", "The losses are right, and lie in one row.", want.flatten()),
        ]
        expect_value(student.squared_loss, y_hat, y, want=want, says="(ŷ - y)² / 2", mistakes=mistakes)


@check("squared_loss", layer="effect", points=0.25, title="ŷ and y are left alone")
def test_squared_loss_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.squared_loss, draw.normal(5), draw.normal(5))


@check("squared_loss", layer="gradient", points=0.25, title="the gradient with respect to ŷ is ŷ - y")
def test_squared_loss_gradient(student: Student, draw: Draw) -> None:
    y_hat, y, upstream = (draw.normal(6, dtype=DOUBLE) for _ in range(3))
    says = "ŷ - y, and y - ŷ by y"
    expect_gradient(student.squared_loss, y_hat, y, upstream=upstream, like=reference.squared_loss, says=says)


def with_gradients(draw: Draw, dtype: torch.dtype = torch.float32) -> list[Leaf]:
    """Six parameters that hold gradients; shapes differ, because sgd does not depend on them."""
    shapes = [(1, 1)] * 4 + [(3, 2), (4,)]
    return [Leaf(draw.normal(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)) for shape in shapes]


def stepped(params: list[Leaf], factor: float) -> list[torch.Tensor]:
    return [leaf.value - factor * leaf.gradient for leaf in params if leaf.gradient is not None]


def expect_stepped(student: Student, params: list[Leaf], lr: float, batch_size: int) -> list[Leaf]:
    """One call moves each parameter by -lr · gradient / batch_size; returns the parameters afterwards."""
    after: list[Leaf] = call(student.sgd, params, lr, batch_size).arguments[0]
    causes = [
        ("step-added", "The step is added: it climbs instead of descending.", -lr / batch_size),
        ("rate-ignored", "The learning rate is left out.", 1 / batch_size),
        ("batch-size-ignored", "The step is not divided by batch_size.", lr),
        ("times-batch-size", "The step is multiplied by batch_size, not divided.", lr * batch_size),
    ]
    expect_parameters(
        student.sgd,
        (params, lr, batch_size),
        [leaf.value for leaf in after],
        stepped(params, lr / batch_size),
        names=[f"parameter {number}" for number in range(1, len(params) + 1)],
        start=[leaf.value for leaf in params],
        says="p - lr · gradient / batch_size",
        mistakes=[Mistake(name, cause, stepped(params, factor)) for name, cause, factor in causes],
    )
    return after


@check("sgd", layer="edge", points=0.25, title="parameters of float64 keep their precision")
def test_sgd_precision(student: Student, draw: Draw) -> None:
    params = with_gradients(draw, DOUBLE)
    after = call(student.sgd, params, 0.1, 3).arguments[0]
    for leaf, want in zip(after, stepped(params, 0.1 / 3), strict=True):
        gap = difference(leaf.value, want, FLOAT64)
        if gap is not None:
            single = type(leaf.value) is torch.Tensor and torch.equal(
                leaf.value.float().double(), leaf.value.double()
            )
            raise CheckFailure(
                "After sgd a parameter of float64 is not where it should be.",
                called=called(student.sgd, (params, 0.1, 3)),
                expected=f"p - lr · gradient / batch_size ({gap.expected})",
                got=gap.got,
                cause="The numbers have been through float32, which keeps half as many digits."
                if single
                else "",
                next="Leave dtypes alone: compute with the parameter and its gradient as they are.",
                mistake="single-precision" if single else None,
            )


@check("sgd", layer="value", points=0.75, title="every parameter makes its step")
def test_sgd_all(student: Student, draw: Draw) -> None:
    # No multiple of 0.03 is 1 / batch_size: what is left out, the rate or the batch size, must show.
    expect_stepped(student, with_gradients(draw), 0.03 * draw.integer(4, 15), draw.integer(3, 8))


@check("sgd", layer="edge", points=0.25, title="a batch of one, and a gradient of zero")
def test_sgd_edges(student: Student, draw: Draw) -> None:
    still = Leaf(draw.normal(2), torch.zeros(2))
    expect_stepped(student, [still, *with_gradients(draw)[:2]], 0.05 * draw.integer(2, 9), 1)


@check("sgd", layer="effect", points=0.5, title="parameters still require a gradient")
def test_sgd_keeps_leaves(student: Student, draw: Draw) -> None:
    off = "requires_grad is switched off, or a new tensor without a graph was put in the parameter's place."
    with naming(("^requires_grad is False", "gradients-switched-off", off)):
        expect_still_leaves(student.sgd, with_gradients(draw), 0.1, 2)
