"""The public checks of exercise 02: worked examples, small enough to redo by hand."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    adopt,
    call,
    check,
    existence_checks,
    expect_error,
    expect_loss_list,
    expect_loss_values,
    expect_module,
    expect_parameter_shapes,
    expect_parameters,
    expect_part,
    expect_shape,
    expect_tensor_shapes,
    expect_value,
    in_order,
    naming,
)

globals().update(existence_checks(__name__))

# The network ŷ = 0·x + 0 and two points of the line y = x + 1. Its loss is (2² + 4²)/2 = 10, the derivative
# by the weight (2/2)·(-2·1 - 4·3) = -14, and by the bias (2/2)·(-2 - 4) = -6.
TWO_POINTS = (torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0], [4.0]]))
LOSS, BY_WEIGHT, BY_BIAS = 10.0, -14.0, -6.0
RATE = 0.03
NAMES = (Phrase("the-weight"), Phrase("the-bias"))

# What a failure got, and the mistake that it gives away.
COLUMNS = (
    (r"shape \(100, 1\)", "fixed-number"),
    (": a ndarray", "array-for-tensor"),
    ("^a (float32 )?tensor of", "part-missing"),
)
LAYERS = (("^a Net$", "not-a-module"), (r"(\(\d+, \d+\).*){2}", "layer-too-much"))
OUTPUTS = ((r"shape \(10,\)", "flattened"), (r"shape \(5,\)", "one-output-only"))
HISTORY = (
    (r"^[-\d.e]+$", "number-for-list"),
    ("^a float32 tensor", "tensor-for-list/returned"),
    ("of 1 entries", "one-entry-only"),
    ("of 100 entries", "steps-ignored"),
    ("of 4 entries", "entry-too-much"),
)


@check("create_dataset", layer="shape", points=0.5, title="x and y are columns of n_data numbers")
def test_create_dataset_shape(student: Student) -> None:
    with naming(*COLUMNS):
        expect_tensor_shapes(student.create_dataset, 8, shapes=[(8, 1), (8, 1)], names=("x", "y"))


@check("create_dataset", layer="value", points=1.0, title="without noise, the points lie on the line y = 2x")
def test_create_dataset_line(student: Student) -> None:
    arguments = (6, 2.0, 1.0, 4, 0.0)  # n_data, a, b, scale, noise
    x, y = expect_tensor_shapes(student.create_dataset, *arguments, shapes=[(6, 1), (6, 1)], names=("x", "y"))
    shifted = 2 * x + (y - 2 * x).mean()
    mistakes = [
        Mistake("not-centred", shifted),
        Mistake("intercept-for-slope", x),
    ]
    expect_part(student.create_dataset, arguments, y, 2 * x, "create_dataset.line", mistakes=mistakes)


@check("Net", layer="shape", points=0.5, title="one layer: a weight and a bias, and nothing else")
def test_net_parameters(student: Student) -> None:
    with naming(*LAYERS):
        expect_parameter_shapes(expect_module(student.Net, 3, 2), [(2, 3), (2,)])


@check("Net", layer="shape", points=0.25, title="a row of outputs for each row of inputs")
def test_net_shape(student: Student) -> None:
    network = adopt(expect_module(student.Net, 3, 2), [torch.ones(2, 3), torch.zeros(2)])
    with naming(*OUTPUTS):
        expect_shape(network, torch.ones(5, 3), shape=(5, 2), says="Net.shape")


@check("Net", layer="value", points=0.5, title="with the weight 2 and the bias 1 it draws y = 2x + 1")
def test_net_example(student: Student) -> None:
    network = single(student, 2.0, 1.0)
    x, want = torch.tensor([[0.0], [3.0], [-3.0]]), torch.tensor([[1.0], [7.0], [-5.0]])
    kept = Mistake("activation-too-much", want.relu())
    with naming((r"^shape \(3,\)", "axis-lost")):
        expect_value(network, x, want=want, says="Net.example", mistakes=[kept])


@check("mse_loss", layer="shape", points=0.5, title="the loss is one number, in a tensor")
def test_mse_loss_shape(student: Student) -> None:
    with naming((r"shape \(4", "not-reduced/mean")):
        expect_shape(student.mse_loss, torch.ones(4, 1), torch.zeros(4, 1), shape=(), says="mse_loss.shape")


@check("mse_loss", layer="value", points=1.0, title="the loss of three predictions")
def test_mse_loss_example(student: Student) -> None:
    prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[1.0], [4.0], [-2.0]])
    # The errors are 0, -2 and 5; their squares 0, 4 and 25.
    total = torch.tensor(29.0)
    mistakes = [
        Mistake("sum-for-mean/squares", total),
        Mistake("square-missing", torch.tensor(1.0)),
        Mistake("absolute-error", torch.tensor(7 / 3)),
    ]
    says = "mse_loss.example"
    expect_value(student.mse_loss, prediction, target, want=total / 3, says=says, mistakes=mistakes)


@check("mse_loss", layer="edge", points=0.25, title="a column and a plain row of numbers are refused")
def test_mse_loss_column_and_row(student: Student) -> None:
    column, row = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    expect_error(student.mse_loss, column, row, type_name="ValueError", says="mse_loss.column-and-row")


@check("train", layer="shape", points=0.5, title="a history with a loss for each step")
def test_train_history(student: Student, draw: Draw) -> None:
    x = draw.normal(6, 1)
    arguments = (single(student, 0.5, 0.0), x, -x, 3, 0.1)
    with naming(*HISTORY):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 3)


@check("train", layer="training", points=0.5, title="the loss of a step is measured before its update")
def test_train_first_loss(student: Student) -> None:
    arguments = (single(student, 0.0, 0.0), *TWO_POINTS, 1, RATE)
    value = call(student.train, *arguments).value
    # After the update ŷ = 0.42·x + 0.18 misses 2 and 4 by 1.4 and 2.56.
    late = Mistake("loss-after-update", [(1.4**2 + 2.56**2) / 2])
    expect_loss_values(student.train, arguments, value, [LOSS], "train.first-loss", [late])


@check("train", layer="training", points=0.5, title="one step from ŷ = 0 with two points")
def test_train_step(student: Student) -> None:
    network = single(student, 0.0, 0.0)
    arguments = (network, *TWO_POINTS, 1, RATE)
    call(student.train, *arguments)
    expect_parameters(
        student.train,
        arguments,
        in_order(network.parameters(), after_step(-RATE)),
        after_step(-RATE),
        names=NAMES,
        start=after_step(0.0),
        says="train.step",
        mistakes=[
            Mistake("step-added", after_step(RATE)),
            Mistake("sum-for-mean/squares", after_step(-2 * RATE)),
            Mistake("halved", after_step(-RATE / 2)),
            Mistake("rate-ignored", after_step(-1.0)),
            Mistake("rate-ignored/default", after_step(-0.005)),
            Mistake("bias-left-out", [after_step(-RATE)[0], torch.zeros(1)]),
        ],
    )


@check("train", layer="training", points=0.5, title="a second step, from ŷ = 0.42·x + 0.18")
def test_train_second_step(student: Student) -> None:
    network = single(student, 0.0, 0.0)
    arguments = (network, *TWO_POINTS, 2, RATE)
    call(student.train, *arguments)
    # It misses by -1.4 and -2.56: the derivatives are -1.4·1 - 2.56·3 = -9.08 and -1.4 - 2.56 = -3.96.
    want, kept = ([torch.tensor([[w]]), torch.tensor([b])] for w, b in ((0.6924, 0.2988), (1.1124, 0.4788)))
    expect_parameters(
        student.train,
        arguments,
        in_order(network.parameters(), want),
        want,
        names=NAMES,
        start=after_step(0.0),
        says="train.second-step",
        mistakes=[Mistake("gradients-not-reset", kept), Mistake("one-step-only", after_step(-RATE))],
    )


def after_step(rate: float) -> list[torch.Tensor]:
    """Weight and bias of the network ŷ = 0 once `rate` times its gradients for the two points is added."""
    return [torch.tensor([[rate * BY_WEIGHT]]), torch.tensor([rate * BY_BIAS])]


def single(student: Student, weight: float, bias: float) -> RemoteModule:
    """The student's network of one input and one output, with these parameters."""
    network = expect_module(student.Net, 1, 1)
    return adopt(network, [torch.tensor([[weight]]), torch.tensor([bias])])
