"""Hidden checks of `sgd`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    FLOAT64,
    Draw,
    Leaf,
    Mistake,
    Phrase,
    Student,
    call,
    check,
    difference,
    expect_parameters,
    expect_still_leaves,
    naming,
    unlike,
)


def with_gradients(draw: Draw, dtype: torch.dtype = torch.float32) -> list[Leaf]:
    """Six parameters that hold gradients; shapes differ, because sgd does not depend on them."""
    shapes = [(1, 1)] * 4 + [(3, 2), (4,)]
    return [Leaf(draw.normal(*shape, dtype=dtype), draw.normal(*shape, dtype=dtype)) for shape in shapes]


def stepped(params: list[Leaf], factor: float) -> list[torch.Tensor]:
    return [leaf.value - factor * leaf.gradient for leaf in params if leaf.gradient is not None]


def expect_stepped(student: Student, params: list[Leaf], lr: float, batch_size: int) -> list[Leaf]:
    """One call moves each parameter by -lr · gradient / batch_size; returns the parameters afterwards."""
    after: list[Leaf] = call(student.sgd, params, lr, batch_size).arguments[0]
    factors = {
        "step-added": -lr / batch_size,
        "rate-ignored": 1 / batch_size,
        "batch-size-ignored/sgd": lr,
        "times-batch-size": lr * batch_size,
    }
    expect_parameters(
        student.sgd,
        (params, lr, batch_size),
        [leaf.value for leaf in after],
        stepped(params, lr / batch_size),
        names=[Phrase("parameter", number=number) for number in range(1, len(params) + 1)],
        start=[leaf.value for leaf in params],
        says="step-of-a-batch",
        mistakes=[Mistake(key, stepped(params, factor)) for key, factor in factors.items()],
    )
    return after


@check("sgd", layer="edge", points=0.25, title="parameters of float64 keep their precision")
def test_sgd_precision(student: Student, draw: Draw) -> None:
    params = with_gradients(draw, torch.float64)
    arguments = (params, 0.1, 3)
    after = call(student.sgd, *arguments).arguments[0]
    for leaf, want in zip(after, stepped(params, 0.1 / 3), strict=True):
        gap = difference(leaf.value, want, FLOAT64)
        if gap is not None:
            got = leaf.value
            single = type(got) is torch.Tensor and torch.equal(got.float().double(), got.double())
            told = (Phrase("single-precision/digits"),) if single else ()
            raise unlike(student.sgd, arguments, gap, "step-of-a-batch", told, "precision-lost")


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
    with naming(("^requires_grad is False", "gradients-switched-off")):
        expect_still_leaves(student.sgd, with_gradients(draw), 0.1, 2)
