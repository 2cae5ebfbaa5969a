"""The public checks of exercise 02: worked examples, small enough to redo by hand."""

from __future__ import annotations

import torch

from autograder.checks.draw import Draw
from autograder.checks.exists import existence_checks
from autograder.checks.losses import expect_loss_list, expect_loss_values
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, expect_parameter_shapes, in_order
from autograder.checks.naming import naming
from autograder.checks.parts import expect_part
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes
from autograder.checks.training import expect_parameters
from autograder.checks.vocabulary import call, expect_error, expect_shape, expect_value
from autograder.sandbox.student import RemoteModule, Student

globals().update(existence_checks(__name__))

# The network ŷ = 0·x + 0 and two points of the line y = x + 1. Its loss is (2² + 4²)/2 = 10, the derivative
# by the weight (2/2)·(-2·1 - 4·3) = -14, and by the bias (2/2)·(-2 - 4) = -6.
TWO_POINTS = (torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0], [4.0]]))
LOSS, BY_WEIGHT, BY_BIAS = 10.0, -14.0, -6.0
RATE = 0.03

# What a failure got, the name of the mistake, its cause.
NOTHING = ("`return` missing", "return-missing", "The result is computed and lost: no `return` hands it out.")
COLUMNS = (
    NOTHING,
    (r"shape \(8,\)", "not-a-column", "The tensor is flat: a column has a second axis, of length 1."),
    (r"shape \(1, 8\)", "transposed", "The numbers lie side by side: they belong one below the other."),
    (r"shape \(100, 1\)", "fixed-number", "There are 100 points, whatever n_data is."),
    (": a ndarray", "array-for-tensor", "NumPy arrays are no tensors: torch.from_numpy makes one of each."),
    ("^a (float32 )?tensor of", "part-missing", "Either both are joined, or one of them is left out."),
)
LAYERS = (
    NOTHING,
    ("^a Net$", "not-a-module", "The class does not inherit from nn.Module."),
    (
        "no parameters",
        "layers-hidden",
        "Either a plain list hides the layer, or `self.` is missing before it.",
    ),
    (r"shapes \(3, 2\), \(3,\)$", "sizes-swapped", "nn.Linear takes the number of inputs first."),
    (r"shapes \(2, 3\)$", "bias-missing", "The layer has no bias: leave bias=False out."),
    (r"(\(\d+, \d+\).*){2}", "layer-too-much", "There is a second layer: one is asked for."),
)
OUTPUTS = (
    (r"shape \(10,\)", "flattened", "The rows of outputs are strung together into one."),
    (
        r"shape \(5,\)",
        "one-output-only",
        "Either one output of each row is picked, or a row's outputs are joined.",
    ),
    NOTHING,
)
LOSS_SHAPE = (
    (r"shape \(4", "not-reduced", "The losses stay one for each row: their mean is missing."),
    (r"^[\d.]+$", "number-for-tensor", "A Python number has no graph to train by: leave .item() out."),
    NOTHING,
)
HISTORY = (
    NOTHING,
    (r"^[-\d.e]+$", "number-for-list", "One loss is returned, and not the list of all of them."),
    ("^a float32 tensor", "tensor-for-list", "A tensor is returned: what is asked for is a list of floats."),
    ("of 1 entries", "one-entry-only", "Either `return` is within the loop, or each step begins a new list."),
    ("of 100 entries", "steps-ignored", "There are 100 steps, whatever num_steps is."),
    ("of 4 entries", "entry-too-much", "A loss is measured outside the loop, and one more in each step."),
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
        Mistake("not-centred", "The slope is right, but the line misses the origin.", shifted),
        Mistake("intercept-for-slope", "a and b are swapped.", x),
    ]
    says = "y = 2·x, once both have mean 0"
    expect_part(student.create_dataset, arguments, y, 2 * x, says, mistakes=mistakes)


@check("Net", layer="shape", points=0.5, title="one layer: a weight and a bias, and nothing else")
def test_net_parameters(student: Student) -> None:
    with naming(*LAYERS):
        expect_parameter_shapes(expect_module(student.Net, 3, 2), [(2, 3), (2,)])


@check("Net", layer="shape", points=0.25, title="a row of outputs for each row of inputs")
def test_net_shape(student: Student) -> None:
    network = adopt(expect_module(student.Net, 3, 2), [torch.ones(2, 3), torch.zeros(2)])
    with naming(*OUTPUTS):
        expect_shape(network, torch.ones(5, 3), shape=(5, 2), says="five rows in, five rows of 2 outputs out")


@check("Net", layer="value", points=0.5, title="with the weight 2 and the bias 1 it draws y = 2x + 1")
def test_net_example(student: Student) -> None:
    network = single(student, 2.0, 1.0)
    x, want = torch.tensor([[0.0], [3.0], [-3.0]]), torch.tensor([[1.0], [7.0], [-5.0]])
    kept = Mistake("activation-too-much", "An activation stops what is negative.", want.relu())
    lost = (r"^shape \(3,\)", "axis-lost", "The column of outputs is squeezed flat: it has two axes still.")
    with naming(lost):
        expect_value(network, x, want=want, says="2·x + 1 in every row", mistakes=[kept])


@check("mse_loss", layer="shape", points=0.5, title="the loss is one number, in a tensor")
def test_mse_loss_shape(student: Student) -> None:
    with naming(*LOSS_SHAPE):
        expect_shape(
            student.mse_loss, torch.ones(4, 1), torch.zeros(4, 1), shape=(), says="one number for all"
        )


@check("mse_loss", layer="value", points=1.0, title="the loss of three predictions")
def test_mse_loss_example(student: Student) -> None:
    prediction, target = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[1.0], [4.0], [-2.0]])
    # The errors are 0, -2 and 5; their squares 0, 4 and 25.
    total = torch.tensor(29.0)
    mistakes = [
        Mistake("sum-for-mean", "The squares are added up and not averaged.", total),
        Mistake("square-missing", "The errors are not squared, and cancel.", torch.tensor(1.0)),
        Mistake("absolute-error", "The sizes of the errors are averaged.", torch.tensor(7 / 3)),
    ]
    says = "the mean of 0, 4 and 25"
    expect_value(student.mse_loss, prediction, target, want=total / 3, says=says, mistakes=mistakes)


@check("mse_loss", layer="edge", points=0.25, title="a column and a plain row of numbers are refused")
def test_mse_loss_column_and_row(student: Student) -> None:
    column, row = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([1.0, 2.0, 3.0])
    says = "(3, 1) and (3,) would broadcast to nine differences"
    expect_error(student.mse_loss, column, row, type_name="ValueError", says=says)


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
    late = Mistake("loss-after-update", "The loss is measured after the update.", [(1.4**2 + 2.56**2) / 2])
    says = "(2² + 4²)/2 = 10, the loss of the network as it came"
    expect_loss_values(student.train, arguments, value, [LOSS], says, [late])


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
        names=("the weight", "the bias"),
        start=after_step(0.0),
        says="0 - 0.03 · gradient, where the gradients are -14 and -6",
        mistakes=[
            Mistake("step-added", "The step is added: it climbs.", after_step(RATE)),
            Mistake(
                "sum-for-mean", "The gradient is that of the sum, not of the mean.", after_step(-2 * RATE)
            ),
            Mistake("halved", "The gradient is that of half the loss.", after_step(-RATE / 2)),
            Mistake("rate-ignored", "The learning rate is left out.", after_step(-1.0)),
            Mistake("rate-ignored", "The default learning rate is used, not `lr`.", after_step(-0.005)),
            Mistake("bias-left-out", "Only the weight moves.", [after_step(-RATE)[0], torch.zeros(1)]),
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
        names=("the weight", "the bias"),
        start=after_step(0.0),
        says="0.42 + 0.03 · 9.08 and 0.18 + 0.03 · 3.96",
        mistakes=[
            Mistake("gradients-not-reset", "The gradients of the first step are still there.", kept),
            Mistake("one-step-only", "Only one step was made, of the two asked for.", after_step(-RATE)),
        ],
    )


def after_step(rate: float) -> list[torch.Tensor]:
    """Weight and bias of the network ŷ = 0 once `rate` times its gradients for the two points is added."""
    return [torch.tensor([[rate * BY_WEIGHT]]), torch.tensor([rate * BY_BIAS])]


def single(student: Student, weight: float, bias: float) -> RemoteModule:
    """The student's network of one input and one output, with these parameters."""
    network = expect_module(student.Net, 1, 1)
    return adopt(network, [torch.tensor([[weight]]), torch.tensor([bias])])
