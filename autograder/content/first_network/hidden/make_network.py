"""Hidden checks of exercise 01: the network that `make_network` makes, and what it starts with."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    RemoteFunction,
    Student,
    Told,
    check,
    comes_from,
    even,
    expect_layers,
    expect_parameter_gradients,
    expect_value,
    in_order,
    naming,
    network_with,
    shapes_of,
)

from . import reference
from .networks import network_and_inputs

MANY = 2000  # hidden neurons
ALIKE = (r"shapes \((\d+), 1\), \(\1,\), \(1, \1\), \(1,\)$", "fixed-number/neurons")


@check("make_network", layer="shape", points=0.5, title="one hidden neuron, or a hundred")
def test_make_network_sizes(student: Student) -> None:
    for n_hidden in (1, 100):
        with naming(ALIKE):
            expect_layers(student.make_network, n_hidden)


@check("make_network", layer="value", points=0.5, title="linear, relu, linear, and nothing else")
def test_make_network_value(student: Student, draw: Draw) -> None:
    values, x = network_and_inputs(draw, 7, 30)
    W1, b1, W2, b2 = values
    u, want = reference.hidden(x, W1, b1), reference.output(x, *values)
    other = {
        "relu-missing": u,
        "sigmoid-for-relu": u.sigmoid(),
        "tanh-for-relu": u.tanh(),
        "leaky-relu": torch.nn.functional.leaky_relu(u),
    }
    mistakes = [Mistake(key, h @ W2.T + b2) for key, h in other.items()]
    mistakes.append(Mistake("relu-at-the-end", want.relu()))
    network = network_with(student.make_network, values)
    expect_value(network, x, want=want, says="make_network.value", mistakes=mistakes)


@check("make_network", layer="value", points=0.25, title="the parameters are those that PyTorch draws")
def test_make_network_start(student: Student) -> None:
    network = expect_layers(student.make_network, MANY)
    held = in_order(network.parameters(), [torch.empty(shape) for shape in shapes_of(MANY)])
    for name, values, inputs in zip(("W1", "b1", "W2", "b2"), held, (1, 1, MANY, MANY), strict=True):
        expect_even(student.make_network, name, values, 1 / math.sqrt(inputs))


def expect_even(function: RemoteFunction, name: str, values: Tensor, limit: float) -> None:
    """Uniform on ±limit: within it, with mean 0 and mean square limit²/3.

    Each mean over N numbers may err by six of its own standard deviations, √(1/3N) and √(4/45N) limits: one
    of a hundred million right starts fails. A single number is only held to the limit.
    """
    scaled, n = values.double().flatten() / limit, values.numel()
    inside = bool((scaled.abs() <= 1.001).all())
    centred = abs(float(scaled.mean())) <= 6 * math.sqrt(1 / (3 * n))
    spread = abs(float((scaled**2).mean()) - 1 / 3) <= 6 * math.sqrt(4 / (45 * n))
    if not inside or (n > 1 and not (centred and spread)):
        raise CheckFailure(
            "another-start",
            function,
            (MANY,),
            told=other_start(values),
            name=name,
            limit=f"{limit:.4g}",
            lowest=f"{values.min():.4g}",
            highest=f"{values.max():.4g}",
            square=f"{(values**2).mean():.4g}",
        )


def other_start(values: Tensor) -> Told:
    """The mistake, by the numbers that a network starts with."""
    if bool((values == values.flatten()[0]).all()):
        return (Phrase("constant-start" if values.any() else "zero-start"),)
    if comes_from(values / values.abs().max(), even(-1, 1)):
        return (Phrase("other-limits"),)
    return (Phrase("normal"),) if comes_from(values / values.std(), torch.special.ndtr) else ()


@check("make_network", layer="gradient", points=0.5, title="the gradient reaches every parameter")
def test_make_network_gradient(student: Student, draw: Draw) -> None:
    values, x = network_and_inputs(draw, 5, 12)
    upstream = draw.normal(12, 1)
    network = network_with(student.make_network, values)
    expect_parameter_gradients(network, x, upstream=upstream, like=reference.output, parameters=values)
