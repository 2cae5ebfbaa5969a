"""Hidden checks of exercise 01: the network, and what one of its layers does."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor

from autograder.checks.distributions import comes_from, even
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import expect_parameter_gradients, in_order
from autograder.checks.naming import naming
from autograder.checks.networks import expect_layers, network_with, shapes_of
from autograder.checks.registry import check
from autograder.checks.vocabulary import expect_dtype, expect_gradient, expect_unchanged, expect_value
from autograder.sandbox.student import Student

from ..public import Told
from . import reference

DOUBLE = torch.float64
MANY = 2000  # hidden neurons
ALIKE = (
    r"shapes \((\d+), 1\), \(\1,\), \(1, \1\), \(1,\)$",
    "fixed-number",
    "Either a number stands in the place of n_hidden, or n_hidden is changed on the way.",
)


def network_and_inputs(draw: Draw, n_hidden: int, n: int) -> tuple[list[Tensor], Tensor]:
    """W1, b1, W2 and b2 of a network, and a column of n inputs with outputs of both signs.

    No input lies so near a kink that rounding could move it to the other side.
    """
    while True:
        x = draw.normal(n, 1, scale=2.0)
        values = [draw.normal(n_hidden, 1), draw.normal(n_hidden), draw.normal(1, n_hidden), torch.zeros(1)]
        values[3] = -reference.output(x, *values).mean(0)
        outputs, u = reference.output(x, *values), reference.hidden(x, *values[:2])
        if outputs.min() < -0.1 and outputs.max() > 0.1 and bool((u.abs() > 1e-4).all()):
            return values, x


@check("make_network", layer="shape", points=0.5, title="one hidden neuron, or a hundred")
def test_make_network_sizes(student: Student) -> None:
    for n_hidden in (1, 100):
        with naming(ALIKE):
            expect_layers(student.make_network, n_hidden)


@check("make_network", layer="value", points=0.5, title="linear, relu, linear, and nothing else")
def test_make_network_value(student: Student, draw: Draw) -> None:
    values, x = network_and_inputs(draw, 7, 30)
    W1, b1, W2, b2 = values
    u, want = x @ W1.T + b1, reference.output(x, *values)
    other = {
        "relu-missing": ("There is no ReLU between the layers.", u),
        "sigmoid-for-relu": ("There is a sigmoid in the place of the ReLU.", u.sigmoid()),
        "tanh-for-relu": ("There is a hyperbolic tangent in the place of the ReLU.", u.tanh()),
        "leaky-relu": ("This ReLU leaks: negative numbers become small instead of 0.", leaky(u)),
    }
    mistakes = [Mistake(name, cause, h @ W2.T + b2) for name, (cause, h) in other.items()]
    mistakes.append(Mistake("relu-at-the-end", "There is a ReLU behind the last layer.", want.relu()))
    network = network_with(student.make_network, values)
    expect_value(network, x, want=want, says="W2 relu(W1 x + b1) + b2", mistakes=mistakes)


def leaky(u: Tensor) -> Tensor:
    return torch.nn.functional.leaky_relu(u)


@check("make_network", layer="value", points=0.25, title="the parameters are those that PyTorch draws")
def test_make_network_start(student: Student) -> None:
    network = expect_layers(student.make_network, MANY)
    held = in_order(network.parameters(), [torch.empty(shape) for shape in shapes_of(MANY)])
    for name, values, inputs in zip(("W1", "b1", "W2", "b2"), held, (1, 1, MANY, MANY), strict=True):
        expect_even(name, values, 1 / math.sqrt(inputs))


def expect_even(name: str, values: Tensor, limit: float) -> None:
    """Uniform on ±limit: within it, with mean 0 and mean square limit²/3.

    Each mean over N numbers may err by six of its own standard deviations, √(1/3N) and √(4/45N) limits: one
    of a hundred million right starts fails. A single number is only held to the limit.
    """
    scaled, n = values.double().flatten() / limit, values.numel()
    inside = bool((scaled.abs() <= 1.001).all())
    centred = abs(float(scaled.mean())) <= 6 * math.sqrt(1 / (3 * n))
    spread = abs(float((scaled**2).mean()) - 1 / 3) <= 6 * math.sqrt(4 / (45 * n))
    if not inside or (n > 1 and not (centred and spread)):
        cause, mistake = other_start(values)
        raise CheckFailure(
            f"make_network starts with other numbers in {name} than PyTorch would draw.",
            called="make_network(n_hidden)",
            expected=f"{name} uniform on ±{limit:.4g}, as nn.Linear draws it",
            got=f"from {values.min():.4g} to {values.max():.4g}, mean square {(values**2).mean():.4g}",
            cause=cause,
            next="Make the layers with nn.Linear and leave their parameters as they are.",
            mistake=mistake,
        )


def other_start(values: Tensor) -> Told:
    """The cause and the name of a mistake, by the numbers that a network starts with."""
    if bool((values == values.flatten()[0]).all()):
        every = "All of them are alike: so are the gradients of all hidden neurons, for ever."
        return (every, "constant-start") if values.any() else ("All of them are 0.", "zero-start")
    if comes_from(values / values.abs().max(), even(-1, 1)):
        return "They are uniform, but between other limits.", "other-limits"
    if comes_from(values / values.std(), torch.special.ndtr):
        return "They are normally distributed, and not uniformly.", "normal"
    return "", None


@check("make_network", layer="gradient", points=0.5, title="the gradient reaches every parameter")
def test_make_network_gradient(student: Student, draw: Draw) -> None:
    values, x = network_and_inputs(draw, 5, 12)
    upstream = draw.normal(12, 1)
    network = network_with(student.make_network, values)
    expect_parameter_gradients(network, x, upstream=upstream, like=reference.output, parameters=values)


@check("affine", layer="dtype", points=0.25, title="float64 stays float64")
def test_affine_dtype(student: Student, draw: Draw) -> None:
    v, weights, biases = draw.normal(3, 2), draw.normal(4, 2), draw.normal(4)
    expect_dtype(student.affine, v.double(), weights.double(), biases.double(), dtype=DOUBLE)


@check("affine", layer="value", points=0.75, title="as many neurons as inputs, and as many samples")
def test_affine_square(student: Student, draw: Draw) -> None:
    v, weights, biases = draw.normal(5, 5), draw.normal(5, 5), draw.normal(5)
    product = v @ weights.T
    mistakes = [
        Mistake(
            "weights-not-transposed",
            "The weights are not transposed (reshape is not .T).",
            v @ weights + biases,
        ),
        Mistake("bias-subtracted", "The biases are taken away and not added.", product - biases),
        Mistake("bias-missing", "The biases are not added.", product),
        Mistake("relu-too-much", "A ReLU is applied: that is the next layer.", (product + biases).relu()),
    ]
    says, want = "V Wᵀ + b", reference.affine(v, weights, biases)
    expect_value(student.affine, v, weights, biases, want=want, says=says, mistakes=mistakes)


@check("affine", layer="edge", points=0.5, title="one sample, one input, one neuron")
def test_affine_small(student: Student, draw: Draw) -> None:
    for v, weights, biases in small_cases(draw):
        want = reference.affine(v, weights, biases)
        column = "One neuron gives a column, (n, 1): its axis is squeezed away."
        row = "A batch of one sample has an axis for it still: it is squeezed away."
        known = ((r"^shape \((5,)?\)", "not-a-column", column), (r"^shape \(2,\)", "axis-lost", row))
        with naming(*known):
            expect_value(student.affine, v, weights, biases, want=want, says="W v + b in each row")


def small_cases(draw: Draw) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    for n, d_in, d_out in ((1, 3, 2), (5, 1, 3), (5, 3, 1), (1, 1, 1)):
        yield draw.normal(n, d_in), draw.normal(d_out, d_in), draw.normal(d_out)


@check("affine", layer="effect", points=0.25, title="vectors, weights and biases are left alone")
def test_affine_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.affine, draw.normal(4, 3), draw.normal(2, 3), draw.normal(2))


@check("affine", layer="gradient", points=0.75, title="the gradient reaches v, weights and biases")
def test_affine_gradient(student: Student, draw: Draw) -> None:
    inputs = [draw.normal(*shape, dtype=DOUBLE) for shape in ((6, 3), (4, 3), (4,))]
    upstream, says = draw.normal(6, 4, dtype=DOUBLE), "the gradient by v, weights and biases"
    expect_gradient(student.affine, *inputs, upstream=upstream, like=reference.affine, says=says)
