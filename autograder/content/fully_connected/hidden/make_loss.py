"""Hidden checks of exercise 05: the losses."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Phrase,
    Student,
    check,
    expect_error,
    expect_first_gradient,
    expect_made,
    expect_value,
    naming,
)

from . import reference
from .networks import ACTIVATIONS, LAST
from .refusals import REFUSALS


def logits(draw: Draw, kind: str, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """float64 logits and their targets; both are float32 numbers, so that a cast changes nothing."""
    z = draw.normal(n, 5 if kind == "multiclass" else 1, scale=2.0).double()
    if kind == "multiclass":
        return z, draw.classes(n, 5)
    return z, (draw.normal(n, 1) if kind == "regression" else draw.classes(n, 2).float()[:, None]).double()


def wrong_losses(kind: str, z: torch.Tensor, target: torch.Tensor) -> list[Mistake]:
    loss = reference.make_loss(kind)
    right = loss(z, target)
    total = Mistake("sum-for-mean", right * len(z))
    if kind != "regression":
        return [total, Mistake("activation-twice", loss(ACTIVATIONS[LAST[kind]](z), target))]
    return [
        total,
        Mistake("absolute-error", (z - target).abs().mean()),
        Mistake("halved", right / 2),
        Mistake("root-of-the-mean", right.sqrt()),
    ]


@check("make_loss", layer="value", points=0.5, title="all three losses of a batch")
def test_make_loss_batch(student: Student, draw: Draw) -> None:
    for kind in LAST:
        with naming():
            loss = expect_made(student.make_loss, kind, what="a-loss")
        z, target = logits(draw, kind, draw.integer(6, 9))
        mistakes, want = wrong_losses(kind, z, target), reference.make_loss(kind)(z, target)
        says = Phrase("make_loss.batch", kind=repr(kind))
        expect_value(loss, z, target, want=want, says=says, mistakes=mistakes)


@check("make_loss", layer="edge", points=0.25, title="logits of ±1000 have the right loss")
def test_make_loss_large_logits(student: Student, draw: Draw) -> None:
    z = torch.tensor([[1000.0], [-1000.0], [1000.0]]) + draw.normal(3, 1)
    targets, classes = torch.tensor([[0.0], [1.0], [1.0]]), torch.tensor([1, 0, 0])
    clamped = Mistake("probability-clamped", torch.tensor(200 / 3))
    loss = expect_made(student.make_loss, "binary", what="a-loss")
    want = reference.make_loss("binary")(z, targets)
    expect_value(loss, z, targets, want=want, says="large-logits/binary", mistakes=[clamped])
    loss, many = expect_made(student.make_loss, "multiclass", what="a-loss"), torch.cat([z, -z], 1)
    want = reference.make_loss("multiclass")(many, classes)
    with naming(("infinite", "logarithm-of-zero")):
        expect_value(loss, many, classes, want=want, says="large-logits/multiclass")


@check("make_loss", layer="edge", points=0.25, title="an unknown kind is refused")
def test_make_loss_unknown(student: Student, draw: Draw) -> None:
    with naming(*REFUSALS):
        expect_error(student.make_loss, draw.name(), type_name="ValueError", says="make_loss.unknown")


@check("make_loss", layer="gradient", points=0.25, title="the gradient of each loss reaches the logits")
def test_make_loss_gradient(student: Student, draw: Draw) -> None:
    for kind in LAST:
        loss, like = expect_made(student.make_loss, kind, what="a-loss"), reference.make_loss(kind)
        says, one = Phrase("make_loss.gradient", kind=repr(kind)), torch.ones((), dtype=torch.float64)
        expect_first_gradient(loss, *logits(draw, kind, 6), upstream=one, like=like, says=says)
