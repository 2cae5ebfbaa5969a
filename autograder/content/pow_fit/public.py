"""The public checks of exercise 03: worked examples, small enough to redo by hand."""

from __future__ import annotations

import math

import torch

from autograder.checks.draw import Draw
from autograder.checks.exists import existence_checks
from autograder.checks.losses import expect_loss_list, expect_loss_values
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, expect_parameter_shapes, in_order
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes, expect_tensors
from autograder.checks.training import expect_parameters
from autograder.checks.vocabulary import call, expect_shape, expect_unchanged, expect_value
from autograder.sandbox.student import RemoteModule, Student

globals().update(existence_checks(__name__))

NAMES = ("the hidden weight", "the hidden bias", "the output weight", "the output bias")
# The hidden neurons hold 1, 2 and 2, 1 for the inputs 1 and 2; the output layer is all zeros.
HINGES = [torch.tensor([[1.0], [-1.0]]), torch.tensor([0.0, 3.0])]
SILENT = [torch.zeros(1, 2), torch.zeros(1)]
X, Y = torch.tensor([[1.0], [2.0]]), torch.tensor([[1.0], [3.0]])


@check("create_dataset", layer="shape", points=0.5, title="two columns with a row for each point")
def test_create_dataset_shape(student: Student) -> None:
    flat = "A flat tensor is no column: it has one axis, a column has two."
    known = (
        (r"of shape \(7,\)", "not-a-column", flat),
        (r"y of shape \(7, 7\)", "broadcast", "A column plus a flat tensor makes a table of all pairs."),
    )
    shapes = [(7, 1), (7, 1)]
    with naming(*known):
        expect_tensor_shapes(student.create_dataset, 7, 2.0, 0.2, shapes=shapes, names=("x", "y"))
    expect_tensor_shapes(student.create_dataset, shapes=[(100, 1), (100, 1)], names=("x", "y"))


@check("create_dataset", layer="value", points=1.5, title="five points of a parabola, without noise")
def test_create_dataset_example(student: Student) -> None:
    x = torch.tensor([[-1.0], [-0.5], [0.0], [0.5], [1.0]])
    # The squares 1, 0.25, 0, 0.25 and 1 have the mean 0.5.
    want = [x, torch.tensor([[0.5], [-0.25], [-0.5], [-0.25], [0.5]])]
    raw = Mistake("not-centred", "The mean of y is not subtracted.", [x, x**2])
    open_ended = -1 + 2 * torch.arange(5).unsqueeze(1) / 5
    y, last = open_ended**2, "The last point is not at 1: 5 points have 4 gaps between them."
    ended = Mistake("end-left-out", last, [open_ended - open_ended.mean(), y - y.mean()])
    mistakes, says = [raw, ended], "x and x² - 0.5"
    expect_tensors(student.create_dataset, 5, 2.0, 0.0, want=want, says=says, mistakes=mistakes)


@check("Net", layer="shape", points=1.0, title="two weights and two biases of the right shapes")
def test_net_parameters(student: Student) -> None:
    swapped = "Inputs and outputs of a layer are swapped: nn.Linear takes inputs first."
    known = (
        ("no parameters", "layers-hidden", ""),
        ("A bias is missing", "bias-missing", ""),
        (r"\(3, 5\)|\(5, 2\)", "sizes-swapped", swapped),
    )
    module = expect_module(student.Net, 3, 5, 2)
    with naming(*known):
        expect_parameter_shapes(module, [(5, 3), (5,), (2, 5), (2,)])


@check("Net", layer="shape", points=0.5, title="a row of outputs for each sample")
def test_net_shape(student: Student, draw: Draw) -> None:
    module = expect_module(student.Net, 3, 5, 2)
    with naming():
        expect_shape(module, draw.normal(4, 3), shape=(4, 2), says="a row a sample, n_output numbers each")


@check("Net", layer="value", points=1.0, title="two hinges, added by hand")
def test_net_example(student: Student) -> None:
    # relu(x) + 2 relu(1 - x) - 2: no activation but the ReLU gives these numbers.
    weights = [torch.tensor([[1.0], [-1.0]]), torch.tensor([0.0, 1.0])]
    weights += [torch.tensor([[1.0, 2.0]]), torch.tensor([-2.0])]
    x = torch.tensor([[-2.0], [-0.5], [0.5], [3.0]])
    want = torch.tensor([[4.0], [1.0], [-0.5], [1.0]])
    mistakes = [
        Mistake("relu-missing", "There is no ReLU between the layers: this is a line.", -x),
        Mistake("relu-at-the-end", "There is a ReLU after the last layer.", want.relu()),
        Mistake("not-a-column", "The outputs are flat: an axis was squeezed away.", want.flatten()),
    ]
    expect_value(
        network(student, weights), x, want=want, says="relu(x) + 2 relu(1 - x) - 2", mistakes=mistakes
    )


@check("train", layer="shape", points=0.5, title="a list with one loss for each step")
def test_train_history(student: Student, draw: Draw) -> None:
    # The hidden neurons are off: b2 alone moves, and so large a rate doubles its error with every step.
    module = network(
        student, [draw.normal(4, 1), torch.full((4,), -100.0), draw.normal(1, 4), torch.zeros(1)]
    )
    arguments = (module, draw.normal(6, 1), draw.normal(6, 1) + 5, 7, 1.5)
    once = "`return` stands within the loop, or the list is made anew in every step."
    known = (
        ("^a list of 0 entries", "losses-not-kept", "Nothing is appended to the list."),
        ("^a list of 1 entries", "one-entry-only", once),
        (
            "^a list of ",
            "other-number-of-steps",
            "The loop does not make num_steps steps: see where it stops.",
        ),
    )
    with naming(*known):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 7)


@check("train", layer="value", points=0.5, title="the first loss, of a network that answers 0")
def test_train_first_loss(student: Student) -> None:
    arguments = (network(student, [*HINGES, *SILENT]), X, Y, 1, 0.1)
    # ((0 - 1)² + (0 - 3)²) / 2 = 5; after the step it is (1.1² + 0.7²) / 2 = 0.85.
    mistakes = [
        Mistake("loss-after-update", "The loss is measured after the update.", [0.85]),
        Mistake("sum-for-mean", "The squares are added up and not averaged.", [10.0]),
        Mistake("halved", "The loss is divided by 2.", [2.5]),
        Mistake("absolute-error", "The errors are not squared.", [2.0]),
        Mistake("root-of-the-mean", "This is the square root of the loss.", [math.sqrt(5)]),
        Mistake("rows-left-out", "Only the first of the two samples is looked at.", [1.0]),
    ]
    value = call(student.train, *arguments).value
    expect_loss_values(student.train, arguments, value, [5.0], BEFORE, mistakes)


@check("train", layer="value", points=1.0, title="the first step, worked out by hand")
def test_train_first_step(student: Student) -> None:
    start = [*HINGES, *SILENT]
    module = network(student, start)
    arguments = (module, X, Y, 1, 0.1)
    call(student.train, *arguments)
    # The output layer's gradients are -2 · mean(y h): -7, -5 and -4. All others have it as a factor: 0.
    mistakes = [
        Mistake(
            "step-added", "The step is added: it climbs instead of descending.", stepped(-0.7, -0.5, -0.4)
        ),
        Mistake("sum-for-mean", "The squares are added up and not averaged.", stepped(1.4, 1.0, 0.8)),
        Mistake("halved", "The loss is divided by 2.", stepped(0.35, 0.25, 0.2)),
        Mistake("another-optimizer", "This is Adam; plain SGD is asked for.", stepped(0.1, 0.1, 0.1)),
        Mistake(
            "rate-ignored", "The learning rate is the default, 0.5, whatever lr says.", stepped(3.5, 2.5, 2.0)
        ),
        Mistake("all-pairs", ALL_PAIRS, stepped(0.6, 0.6, 0.4)),
        Mistake("absolute-error", "The errors are not squared.", stepped(0.15, 0.15, 0.1)),
        Mistake("rows-left-out", "Only the first of the two samples is looked at.", stepped(0.2, 0.4, 0.2)),
    ]
    got = in_order(module.parameters(), start)
    says = "each parameter less 0.1 times its gradient"
    expect_parameters(
        student.train,
        arguments,
        got,
        stepped(0.7, 0.5, 0.4),
        names=NAMES,
        start=start,
        says=says,
        mistakes=mistakes,
    )


@check("train", layer="effect", points=0.5, title="the data is left alone")
def test_train_effect(student: Student, draw: Draw) -> None:
    module = network(student, [*HINGES, *SILENT])
    expect_unchanged(student.train, module, draw.uniform(5, 1, low=0.5, high=1.0), draw.normal(5, 1), 3, 0.01)


BEFORE = "the mean squared error before the update of the step"
ALL_PAIRS = "Each prediction is compared with each target: (n,) and (n, 1) broadcast to (n, n)."


def stepped(first: float, second: float, bias: float) -> list[torch.Tensor]:
    """The parameters of the worked example with another output layer."""
    return [*HINGES, torch.tensor([[first, second]]), torch.tensor([bias])]


def network(student: Student, parameters: list[torch.Tensor]) -> RemoteModule:
    """The student's network with one input, one output and these parameters."""
    module = expect_module(student.Net, 1, len(parameters[0]), 1)
    return adopt(module, parameters)
