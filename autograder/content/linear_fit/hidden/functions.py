"""Hidden checks of exercise 02: the network and the loss."""

from __future__ import annotations

import torch

from autograder.checks.compare import close
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, expect_parameter_gradients
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.vocabulary import (
    call,
    expect_dtype,
    expect_error,
    expect_gradient,
    expect_unchanged,
    expect_value,
)
from autograder.sandbox.student import RemoteModule, Student

from . import reference

DOUBLE = torch.float64
REFUSALS = (
    (
        "^AssertionError",
        "assertion-for-error",
        "`assert` raises an AssertionError: write `raise ValueError(...)`.",
    ),
    (r"^\w+(Error|Exception)", "another-exception", "An error is raised, and of another type."),
    ("^None", "not-refused", "Either the message is printed and not raised, or no `return` is reached."),
    ("^an? .*Error", "error-returned", "The error is made and returned: `raise` is what stops the program."),
)


def network(student: Student, weight: torch.Tensor, bias: torch.Tensor) -> RemoteModule:
    """The student's network with these parameters."""
    made = expect_module(student.Net, weight.shape[1], weight.shape[0])
    return adopt(made, [weight, bias])


def affine(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return x @ weight.T + bias


@check("Net", layer="value", points=1.0, title="x Wᵀ + b, and nothing after it")
def test_net_value(student: Student, draw: Draw) -> None:
    weight, bias, x = draw.normal(4, 3), draw.normal(4), draw.normal(9, 3)
    want = affine(x, weight, bias)
    mistakes = [
        Mistake("activation-too-much", "There is a relu after the layer.", want.relu()),
        Mistake("activation-too-much", "There is a sigmoid after the layer.", want.sigmoid()),
        Mistake("activation-too-much", "There is a tanh after the layer.", want.tanh()),
        Mistake("activation-too-much", "There is a softmax after the layer.", want.softmax(-1)),
        Mistake("activation-too-much", "There is a relu before the layer.", affine(x.relu(), weight, bias)),
        Mistake("bias-unused", "The bias is there and is not added.", x @ weight.T),
        Mistake("first-bias-only", "Every output gets the first one's bias.", x @ weight.T + bias[0]),
    ]
    expect_value(network(student, weight, bias), x, want=want, says="x Wᵀ + b", mistakes=mistakes)


@check("Net", layer="edge", points=0.5, title="one row, one input, several outputs")
def test_net_sizes(student: Student, draw: Draw) -> None:
    for features, outputs, rows in ((1, 1, 1), (1, 3, 5), (4, 1, 2)):
        weight, bias, x = draw.normal(outputs, features), draw.normal(outputs), draw.normal(rows, features)
        want = affine(x, weight, bias)
        lost = "An axis of length 1 is squeezed away: one row, or one output, is a table still."
        with naming((r"^shape \((\d+,)?\)", "axis-lost", lost)):
            expect_value(network(student, weight, bias), x, want=want, says=f"{outputs} outputs in each row")


@check("Net", layer="effect", points=0.25, title="the input is left alone")
def test_net_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(network(student, draw.normal(2, 3), draw.normal(2)), draw.normal(5, 3))


@check("Net", layer="gradient", points=1.0, title="the gradient reaches the weight and the bias")
def test_net_gradient(student: Student, draw: Draw) -> None:
    weight, bias = draw.normal(2, 3), draw.normal(2)
    x, upstream = draw.normal(6, 3), draw.normal(6, 2)
    made = network(student, weight, bias)
    expect_parameter_gradients(made, x, upstream=upstream, like=affine, parameters=[weight, bias])


@check("mse_loss", layer="dtype", points=0.25, title="float64 stays float64")
def test_mse_loss_dtype(student: Student, draw: Draw) -> None:
    prediction, target = draw.normal(5, 1, dtype=DOUBLE), draw.normal(5, 1, dtype=DOUBLE)
    expect_dtype(student.mse_loss, prediction, target, dtype=DOUBLE)


@check("mse_loss", layer="value", points=1.0, title="the mean of the squared differences over all entries")
def test_mse_loss_batch(student: Student, draw: Draw) -> None:
    prediction, target = draw.normal(7, 3), draw.normal(7, 3) + 1
    error = prediction - target
    want = reference.mse_loss(prediction, target)
    mistakes = [
        Mistake("sum-for-mean", "The squares are added up and not averaged.", error.square().sum()),
        Mistake("averaged-over-rows", "The sum is divided by the number of rows only.", 3 * want),
        Mistake("absolute-error", "The sizes of the errors are averaged.", error.abs().mean()),
        Mistake("square-missing", "The errors are not squared, and cancel.", error.mean()),
        Mistake("square-missing", "The errors are not squared, and cancel.", -error.mean()),
        Mistake("mean-before-square", "The mean is squared, not the errors.", error.mean().square()),
        Mistake("root-of-the-mean", "This is the root of the mean squared error.", want.sqrt()),
        Mistake("halved", "This is half of the mean squared error.", want / 2),
    ]
    says = "the mean of (prediction - target)²"
    expect_value(student.mse_loss, prediction, target, want=want, says=says, mistakes=mistakes)


@check("mse_loss", layer="edge", points=0.25, title="a row with a column, and a single number, are refused")
def test_mse_loss_refuses(student: Student, draw: Draw) -> None:
    column, row = draw.normal(4, 1), draw.normal(4)
    says = "(n, 1) and (n,) would broadcast to (n, n)"
    for prediction, target in ((column, row), (row, column), (draw.normal(1, 1), draw.normal(1))):
        try:
            with naming(*REFUSALS):
                expect_error(student.mse_loss, prediction, target, type_name="ValueError", says=says)
        except CheckFailure as failure:
            if failure.mistake is None:
                value = call(student.mse_loss, prediction, target).value
                failure.tell(*accepted(value, prediction, target))
            raise


def accepted(loss: object, prediction: torch.Tensor, target: torch.Tensor) -> tuple[str, str | None]:
    """The cause and the name of a mistake, by the loss that was computed where none must be."""
    if close(loss, (prediction - target).square().mean()):
        return "Every prediction meets every target: here nothing compares the two ndim.", "broadcast"
    if close(loss, (prediction.flatten() - target.flatten()).square().mean()):
        return "The shapes are made to fit, so that nobody is told of the mistake.", "reshaped"
    return "", None


@check("mse_loss", layer="edge", points=0.5, title="one pair, plain rows of numbers, three axes")
def test_mse_loss_any_shape(student: Student, draw: Draw) -> None:
    for shape in ((1, 1), (6,), (2, 3, 4), (5, 2)):
        prediction, target = draw.normal(*shape), draw.normal(*shape)
        want = reference.mse_loss(prediction, target)
        expect_value(student.mse_loss, prediction, target, want=want, says="the mean over all entries")


@check("mse_loss", layer="effect", points=0.25, title="prediction and target are left alone")
def test_mse_loss_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.mse_loss, draw.normal(4, 1), draw.normal(4, 1))


@check("mse_loss", layer="gradient", points=1.0, title="the loss passes the gradient on to both inputs")
def test_mse_loss_gradient(student: Student, draw: Draw) -> None:
    expect_gradient(
        student.mse_loss,
        draw.normal(6, 2, dtype=DOUBLE),
        draw.normal(6, 2, dtype=DOUBLE),
        upstream=torch.tensor(1.5, dtype=DOUBLE),
        like=reference.mse_loss,
        says="2 · (prediction - target) / N for the prediction, and minus that for the target",
    )
