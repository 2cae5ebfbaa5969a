"""The public checks of exercise 03: worked examples, small enough to redo by hand."""

from __future__ import annotations

import math

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
    expect_loss_list,
    expect_loss_values,
    expect_module,
    expect_parameter_shapes,
    expect_parameters,
    expect_shape,
    expect_tensor_shapes,
    expect_tensors,
    expect_unchanged,
    expect_value,
    in_order,
    naming,
)

globals().update(existence_checks(__name__))

NAMES = (
    Phrase("hidden-weight"),
    Phrase("hidden-bias"),
    Phrase("output-weight"),
    Phrase("output-bias"),
)
# The hidden neurons hold 1, 2 and 2, 1 for the inputs 1 and 2; the output layer is all zeros.
HINGES = [torch.tensor([[1.0], [-1.0]]), torch.tensor([0.0, 3.0])]
SILENT = [torch.zeros(1, 2), torch.zeros(1)]
X, Y = torch.tensor([[1.0], [2.0]]), torch.tensor([[1.0], [3.0]])


@check("create_dataset", layer="shape", points=0.5, title="two columns with a row for each point")
def test_create_dataset_shape(student: Student) -> None:
    shapes = [(7, 1), (7, 1)]
    with naming():
        expect_tensor_shapes(student.create_dataset, 7, 2.0, 0.2, shapes=shapes, names=("x", "y"))
    expect_tensor_shapes(student.create_dataset, shapes=[(100, 1), (100, 1)], names=("x", "y"))


@check("create_dataset", layer="value", points=1.5, title="five points of a parabola, without noise")
def test_create_dataset_example(student: Student) -> None:
    x = torch.tensor([[-1.0], [-0.5], [0.0], [0.5], [1.0]])
    # The squares 1, 0.25, 0, 0.25 and 1 have the mean 0.5.
    want = [x, torch.tensor([[0.5], [-0.25], [-0.5], [-0.25], [0.5]])]
    open_ended = -1 + 2 * torch.arange(5).unsqueeze(1) / 5
    y = open_ended**2
    mistakes = [
        Mistake("not-centred", [x, x**2]),
        Mistake("end-left-out", [open_ended - open_ended.mean(), y - y.mean()]),
    ]
    says = "create_dataset.example"
    expect_tensors(student.create_dataset, 5, 2.0, 0.0, want=want, says=says, mistakes=mistakes)


@check("Net", layer="shape", points=1.0, title="two weights and two biases of the right shapes")
def test_net_parameters(student: Student) -> None:
    module = expect_module(student.Net, 3, 5, 2)
    with naming((r"\(3, 5\)|\(5, 2\)", "sizes-swapped")):
        expect_parameter_shapes(module, [(5, 3), (5,), (2, 5), (2,)])


@check("Net", layer="shape", points=0.5, title="a row of outputs for each sample")
def test_net_shape(student: Student, draw: Draw) -> None:
    module = expect_module(student.Net, 3, 5, 2)
    expect_shape(module, draw.normal(4, 3), shape=(4, 2), says="Net.shape")


@check("Net", layer="value", points=1.0, title="two hinges, added by hand")
def test_net_example(student: Student) -> None:
    # relu(x) + 2 relu(1 - x) - 2: no activation but the ReLU gives these numbers.
    weights = [torch.tensor([[1.0], [-1.0]]), torch.tensor([0.0, 1.0])]
    weights += [torch.tensor([[1.0, 2.0]]), torch.tensor([-2.0])]
    x = torch.tensor([[-2.0], [-0.5], [0.5], [3.0]])
    want = torch.tensor([[4.0], [1.0], [-0.5], [1.0]])
    mistakes = [Mistake("relu-missing", -x), Mistake("relu-at-the-end", want.relu())]
    expect_value(network(student, weights), x, want=want, says="Net.example", mistakes=mistakes)


@check("train", layer="shape", points=0.5, title="a list with one loss for each step")
def test_train_history(student: Student, draw: Draw) -> None:
    # The hidden neurons are off: b2 alone moves, and so large a rate doubles its error with every step.
    module = network(
        student, [draw.normal(4, 1), torch.full((4,), -100.0), draw.normal(1, 4), torch.zeros(1)]
    )
    arguments = (module, draw.normal(6, 1), draw.normal(6, 1) + 5, 7, 1.5)
    known = (
        ("^a list of 0 entries", "losses-not-kept"),
        ("^a list of 1 entries", "one-entry-only"),
        ("^a list of ", "other-number-of-steps"),
    )
    with naming(*known):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 7)


@check("train", layer="value", points=0.5, title="the first loss, of a network that answers 0")
def test_train_first_loss(student: Student) -> None:
    arguments = (network(student, [*HINGES, *SILENT]), X, Y, 1, 0.1)
    # ((0 - 1)² + (0 - 3)²) / 2 = 5; after the step it is (1.1² + 0.7²) / 2 = 0.85.
    mistakes = [
        Mistake("loss-after-update", [0.85]),
        Mistake("sum-for-mean/squares", [10.0]),
        Mistake("halved", [2.5]),
        Mistake("absolute-error", [2.0]),
        Mistake("root-of-the-mean", [math.sqrt(5)]),
        Mistake("rows-left-out", [1.0]),
    ]
    value = call(student.train, *arguments).value
    expect_loss_values(student.train, arguments, value, [5.0], "loss-of-a-step", mistakes)


@check("train", layer="value", points=1.0, title="the first step, worked out by hand")
def test_train_first_step(student: Student) -> None:
    start = [*HINGES, *SILENT]
    module = network(student, start)
    arguments = (module, X, Y, 1, 0.1)
    call(student.train, *arguments)
    # The output layer's gradients are -2 · mean(y h): -7, -5 and -4. All others have it as a factor: 0.
    mistakes = [
        Mistake("step-added", stepped(-0.7, -0.5, -0.4)),
        Mistake("sum-for-mean/squares", stepped(1.4, 1.0, 0.8)),
        Mistake("halved", stepped(0.35, 0.25, 0.2)),
        Mistake("another-optimizer", stepped(0.1, 0.1, 0.1), {"optimizer": "Adam"}),
        Mistake("rate-ignored/default", stepped(3.5, 2.5, 2.0)),
        Mistake("all-pairs", stepped(0.6, 0.6, 0.4)),
        Mistake("absolute-error", stepped(0.15, 0.15, 0.1)),
        Mistake("rows-left-out", stepped(0.2, 0.4, 0.2)),
    ]
    expect_parameters(
        student.train,
        arguments,
        in_order(module.parameters(), start),
        stepped(0.7, 0.5, 0.4),
        names=NAMES,
        start=start,
        says="train.first-step",
        mistakes=mistakes,
    )


@check("train", layer="effect", points=0.5, title="the data is left alone")
def test_train_effect(student: Student, draw: Draw) -> None:
    module = network(student, [*HINGES, *SILENT])
    expect_unchanged(student.train, module, draw.uniform(5, 1, low=0.5, high=1.0), draw.normal(5, 1), 3, 0.01)


def stepped(first: float, second: float, bias: float) -> list[torch.Tensor]:
    """The parameters of the worked example with another output layer."""
    return [*HINGES, torch.tensor([[first, second]]), torch.tensor([bias])]


def network(student: Student, parameters: list[torch.Tensor]) -> RemoteModule:
    """The student's network with one input, one output and these parameters."""
    module = expect_module(student.Net, 1, len(parameters[0]), 1)
    return adopt(module, parameters)
