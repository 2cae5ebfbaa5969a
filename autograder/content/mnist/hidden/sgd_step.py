"""Hidden checks of `sgd_step`."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from autograder.checks.vocabulary import (
    Draw,
    Leaf,
    Mistake,
    Student,
    check,
    expect_step,
    expect_still_leaves,
    naming,
)


@check("sgd_step", layer="value", points=0.5, title="every parameter makes its step")
def test_sgd_step_all(student: Student, draw: Draw) -> None:
    pairs = [(draw.normal(*shape), draw.normal(*shape)) for shape in ((4, 3), (3,), (3, 2))]
    lr = 0.05 * draw.integer(1, 9)
    leaves = [Leaf(value, gradient) for value, gradient in pairs]
    expect_step(student.sgd_step, leaves, lr, wrong_steps(pairs, lr))


def wrong_steps(pairs: Sequence[tuple[torch.Tensor, torch.Tensor]], lr: float) -> list[Mistake]:
    """Where other updates lead from these pairs of a parameter and its gradient."""
    values, right = [v for v, _ in pairs], [v - lr * g for v, g in pairs]
    return [
        Mistake("step-added", [v + lr * g for v, g in pairs]),
        Mistake("rate-ignored", [v - g for v, g in pairs]),
        Mistake("rate-divided", [v - g / lr for v, g in pairs]),
        Mistake("sign-of-gradient", [v - lr * g.sign() for v, g in pairs]),
        Mistake("step-for-parameter", [-lr * g for _, g in pairs]),
        Mistake("multiplied", [v * (1 - lr * g) for v, g in pairs]),
        Mistake("first-only", [*right[:1], *values[1:]]),
        Mistake("last-only", [*values[:-1], *right[-1:]]),
        Mistake("divided-by-rows/step", [v - lr * g / len(v) for v, g in pairs]),
    ]


@check("sgd_step", layer="effect", points=0.5, title="parameters still require a gradient")
def test_sgd_step_keeps_leaves(student: Student, draw: Draw) -> None:
    leaves = [Leaf(draw.normal(3), draw.normal(3)), Leaf(draw.normal(2, 2), draw.normal(2, 2))]
    with naming(("is False", "gradients-switched-off")):
        expect_still_leaves(student.sgd_step, leaves, 0.1)
