"""Hidden checks of exercise 02: the loss."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    Student,
    call,
    check,
    close,
    every,
    expect_error,
    expect_value,
    naming,
)

from . import reference

REFUSALS = (
    ("^AssertionError", "assertion-for-error"),
    (r"^\w+(Error|Exception)", "another-exception"),
    ("^None", "not-refused"),
    ("^an? .*Error", "error-returned"),
)


def tables(draw: Draw, dtype: torch.dtype) -> list[torch.Tensor]:
    return [draw.normal(6, 2, dtype=dtype), draw.normal(6, 2, dtype=dtype)]


globals().update(
    every(
        __name__,
        "mse_loss",
        tables,
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "prediction and target are left alone"),
        gradient=(1.0, "the loss passes the gradient on to both inputs"),
        like=reference.mse_loss,
    )
)


@check("mse_loss", layer="value", points=1.0, title="the mean of the squared differences over all entries")
def test_mse_loss_batch(student: Student, draw: Draw) -> None:
    prediction, target = draw.normal(7, 3), draw.normal(7, 3) + 1
    error = prediction - target
    want = reference.mse_loss(prediction, target)
    mistakes = [
        Mistake("sum-for-mean/squares", error.square().sum()),
        Mistake("averaged-over-rows", 3 * want),
        Mistake("absolute-error", error.abs().mean()),
        Mistake("square-missing", error.mean()),
        Mistake("square-missing", -error.mean()),
        Mistake("mean-before-square", error.mean().square()),
        Mistake("root-of-the-mean", want.sqrt()),
        Mistake("halved", want / 2),
    ]
    expect_value(student.mse_loss, prediction, target, want=want, says="mse_loss.batch", mistakes=mistakes)


@check("mse_loss", layer="edge", points=0.25, title="a row with a column, and a single number, are refused")
def test_mse_loss_refuses(student: Student, draw: Draw) -> None:
    column, row, says = draw.normal(4, 1), draw.normal(4), "mse_loss.refuses"
    for prediction, target in ((column, row), (row, column), (draw.normal(1, 1), draw.normal(1))):
        try:
            with naming(*REFUSALS):
                expect_error(student.mse_loss, prediction, target, type_name="ValueError", says=says)
        except CheckFailure as failure:
            if failure.mistake is None:
                value = call(student.mse_loss, prediction, target).value
                failure.tell(*accepted(value, prediction, target))
            raise


def accepted(loss: object, prediction: torch.Tensor, target: torch.Tensor) -> list[Phrase]:
    """The mistake that gives this loss where none must be computed; none where it is not known."""
    if close(loss, (prediction - target).square().mean()):
        return [Phrase("broadcast")]
    flat = (prediction.flatten() - target.flatten()).square().mean()
    return [Phrase("reshaped")] if close(loss, flat) else []


@check("mse_loss", layer="edge", points=0.5, title="one pair, plain rows of numbers, three axes")
def test_mse_loss_any_shape(student: Student, draw: Draw) -> None:
    for shape in ((1, 1), (6,), (2, 3, 4), (5, 2)):
        prediction, target = draw.normal(*shape), draw.normal(*shape)
        want = reference.mse_loss(prediction, target)
        expect_value(student.mse_loss, prediction, target, want=want, says="mse_loss.any-shape")
