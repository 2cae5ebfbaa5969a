"""Hidden checks of exercise 02: the network."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    adopt,
    check,
    expect_module,
    expect_parameter_gradients,
    expect_unchanged,
    expect_value,
    naming,
)

from .line import affine

AFTER, BEFORE = "activation-too-much/after", "activation-too-much/before"


def network(student: Student, weight: torch.Tensor, bias: torch.Tensor) -> RemoteModule:
    """The student's network with these parameters."""
    made = expect_module(student.Net, weight.shape[1], weight.shape[0])
    return adopt(made, [weight, bias])


@check("Net", layer="value", points=1.0, title="x Wᵀ + b, and nothing after it")
def test_net_value(student: Student, draw: Draw) -> None:
    weight, bias, x = draw.normal(4, 3), draw.normal(4), draw.normal(9, 3)
    want = affine(x, weight, bias)
    mistakes = [
        Mistake(AFTER, want.relu(), {"activation": "relu"}),
        Mistake(AFTER, want.sigmoid(), {"activation": "sigmoid"}),
        Mistake(AFTER, want.tanh(), {"activation": "tanh"}),
        Mistake(AFTER, want.softmax(-1), {"activation": "softmax"}),
        Mistake(BEFORE, affine(x.relu(), weight, bias), {"activation": "relu"}),
        Mistake("bias-unused", x @ weight.T),
        Mistake("first-bias-only", x @ weight.T + bias[0]),
    ]
    expect_value(network(student, weight, bias), x, want=want, says="Net.value", mistakes=mistakes)


@check("Net", layer="edge", points=0.5, title="one row, one input, several outputs")
def test_net_sizes(student: Student, draw: Draw) -> None:
    for features, outputs, rows in ((1, 1, 1), (1, 3, 5), (4, 1, 2)):
        weight, bias, x = draw.normal(outputs, features), draw.normal(outputs), draw.normal(rows, features)
        want, says = affine(x, weight, bias), Phrase("Net.sizes", outputs=outputs)
        with naming((r"^shape \((\d+,)?\)", "axis-lost")):
            expect_value(network(student, weight, bias), x, want=want, says=says)


@check("Net", layer="effect", points=0.25, title="the input is left alone")
def test_net_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(network(student, draw.normal(2, 3), draw.normal(2)), draw.normal(5, 3))


@check("Net", layer="gradient", points=1.0, title="the gradient reaches the weight and the bias")
def test_net_gradient(student: Student, draw: Draw) -> None:
    weight, bias = draw.normal(2, 3), draw.normal(2)
    x, upstream = draw.normal(6, 3), draw.normal(6, 2)
    made = network(student, weight, bias)
    expect_parameter_gradients(made, x, upstream=upstream, like=affine, parameters=[weight, bias])
