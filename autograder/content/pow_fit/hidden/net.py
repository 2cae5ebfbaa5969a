"""Hidden checks of exercise 03: the network Linear, ReLU, Linear."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    adopt,
    call,
    check,
    difference,
    expect_module,
    expect_parameter_gradients,
    expect_parameter_shapes,
    expect_unchanged,
    expect_value,
    in_order,
)

from .reference import network

SIZES = (3, 6, 2)  # features, hidden neurons, outputs
SHAPES = [(6, 3), (6,), (2, 6), (2,)]


@check("Net", layer="value", points=1.5, title="linear, relu, linear, and nothing after it")
def test_net_value(student: Student, draw: Draw) -> None:
    W1, b1, W2, b2 = params = parameters(draw)
    x = draw.normal(7, 3)
    while network(x, *params).min() > -0.5:  # or a ReLU at the end would change nothing
        W1, b1, W2, b2 = params = parameters(draw)
    inputs, want = x @ W1.T + b1, network(x, *params)
    leaky = torch.where(inputs > 0, inputs, 0.01 * inputs)
    mistakes = [
        Mistake("relu-missing", inputs @ W2.T + b2),
        Mistake("relu-at-the-end", want.relu()),
        Mistake("relu-before", (x.relu() @ W1.T + b1) @ W2.T + b2),
        Mistake("tanh-for-relu", inputs.tanh() @ W2.T + b2),
        Mistake("sigmoid-for-relu", inputs.sigmoid() @ W2.T + b2),
        Mistake("leaky-relu", leaky @ W2.T + b2),
        Mistake("features-mixed", network(x.reshape(3, -1).T, *params)),
    ]
    module = made(student, params)
    try:
        expect_value(module, x, want=want, says="Net.value", mistakes=mistakes)
    except CheckFailure as failure:
        if failure.mistake is None and not repeats_itself(student, module, x):
            failure.tell(Phrase("random-output"))
        raise


def repeats_itself(student: Student, module: RemoteModule, x: torch.Tensor) -> bool:
    """Whether the module gives the same output for the same input under two seeds."""
    first = call(module, x).value
    student.seed += 1
    return type(first) is torch.Tensor and difference(call(module, x).value, first) is None


@check("Net", layer="edge", points=0.5, title="the hidden neurons do not start alike")
def test_net_starts_apart(student: Student) -> None:
    module = expect_module(student.Net, *SIZES)
    W1, b1, *_ = in_order(expect_parameter_shapes(module, SHAPES), [torch.empty(shape) for shape in SHAPES])
    different = len(set(map(tuple, torch.cat([W1, b1.unsqueeze(1)], dim=1).tolist())))
    if different < len(b1):
        raise CheckFailure("neurons-alike", student.Net, SIZES, told="neurons-alike", kinds=different)


@check("Net", layer="effect", points=0.5, title="the input is left alone")
def test_net_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(made(student, parameters(draw)), draw.normal(5, 3))


@check("Net", layer="gradient", points=1.0, title="the gradient reaches every parameter")
def test_net_gradient(student: Student, draw: Draw) -> None:
    params = [value.double() for value in parameters(draw)]
    module = student.Net.call(*SIZES, then=["double"]).value
    x, upstream = draw.normal(8, 3, dtype=torch.float64), draw.normal(8, 2, dtype=torch.float64)
    expect_parameter_gradients(adopt(module, params), x, upstream=upstream, like=network, parameters=params)


def parameters(draw: Draw) -> list[torch.Tensor]:
    """W1, b1, W2 and b2 of a small network, in the layout of nn.Linear."""
    return [draw.normal(*shape) for shape in SHAPES]


def made(student: Student, params: list[torch.Tensor]) -> RemoteModule:
    """The student's network with these parameters."""
    return adopt(expect_module(student.Net, *SIZES), params)
