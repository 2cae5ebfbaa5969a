"""Hidden checks of `FullyConnected`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    RemoteModule,
    Student,
    adopt,
    check,
    expect_module,
    expect_parameter_gradients,
    expect_value,
)


def drawn(
    student: Student, draw: Draw, sizes: tuple[int, int, int]
) -> tuple[RemoteModule, list[torch.Tensor]]:
    """A network of these sizes, and the parameters that it was given: W1, b and W2, as nn.Linear has them."""
    inputs, hidden, outputs = sizes
    params = [draw.normal(hidden, inputs), draw.normal(hidden), draw.normal(outputs, hidden)]
    return adopt(expect_module(student.FullyConnected, *sizes), params), params


def by_hand(x: torch.Tensor, W1: torch.Tensor, b: torch.Tensor, W2: torch.Tensor) -> torch.Tensor:
    """The logits of a network whose weights are laid out as nn.Linear lays them out, (out, in)."""
    return (x.reshape(-1, W1.shape[1]) @ W1.T + b).relu() @ W2.T


@check(
    "FullyConnected",
    layer="value",
    points=0.5,
    title="linear with bias, relu, linear without bias, no softmax",
)
def test_fully_connected_value(student: Student, draw: Draw) -> None:
    network, params = drawn(student, draw, (20, 9, 6))
    x = draw.normal(7, 20)
    want, mistakes = by_hand(x, *params), wrong_networks(x, *params)
    expect_value(network, x, want=want, says="FullyConnected.value", mistakes=mistakes)


def wrong_networks(x: torch.Tensor, W1: torch.Tensor, b: torch.Tensor, W2: torch.Tensor) -> list[Mistake]:
    """What comes of other steps between the images and the logits."""
    hidden, logits = x @ W1.T + b, by_hand(x, W1, b, W2)
    return [
        Mistake("softmax-too-much", logits.softmax(-1)),
        Mistake("logarithm-of-softmax/logits", logits.log_softmax(-1)),
        Mistake("relu-missing", hidden @ W2.T),
        Mistake("relu-at-the-end", logits.relu()),
        Mistake("sigmoid-for-relu", hidden.sigmoid() @ W2.T),
        Mistake("tanh-for-relu", hidden.tanh() @ W2.T),
        Mistake("bias-unused", by_hand(x, W1, 0 * b, W2)),
        Mistake("relu-before", (x.relu() @ W1.T + b) @ W2.T),
    ]


@check("FullyConnected", layer="edge", points=0.5, title="images of any size are flattened")
def test_fully_connected_flattens(student: Student, draw: Draw) -> None:
    network, params = drawn(student, draw, (40, 6, 3))
    flat = draw.normal(4, 40)
    for images in (flat, flat.view(4, 1, 5, 8), flat.view(4, 5, 8), flat[:1].view(1, 1, 5, 8)):
        expect_value(network, images, want=by_hand(images, *params), says="FullyConnected.flattens")


@check("FullyConnected", layer="gradient", points=0.5, title="the gradient reaches every parameter")
def test_fully_connected_gradient(student: Student, draw: Draw) -> None:
    network, params = drawn(student, draw, (8, 5, 4))
    x, upstream = draw.normal(6, 8), draw.normal(6, 4)
    expect_parameter_gradients(network, x, upstream=upstream, like=by_hand, parameters=params)
