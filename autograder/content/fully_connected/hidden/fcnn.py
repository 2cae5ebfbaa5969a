"""Hidden checks of exercise 05: the network."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    IN_GRADIENTS,
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    RemoteFunction,
    Student,
    check,
    describe,
    detached,
    difference,
    expect_error,
    expect_module,
    expect_parameter_shapes,
    expect_tensors,
    in_order,
    naming,
    recognise,
    unlike,
)

from .networks import ACTIVATIONS, built, logits, outputs, parameters, unchanged
from .refusals import REFUSALS


def expect_outputs(student: Student, draw: Draw, dims: list[int], activation: str, last: str) -> None:
    """Both outputs of a network are right."""
    params, x = parameters(draw, dims), draw.uniform(6, dims[0], low=-2, high=2)
    model = built(student, dims, activation, last, params)
    want = list(outputs(params, x, activation, last))
    mistakes = wrong_outputs(params, x, activation, last)
    says = Phrase("FCNN.outputs", activation=repr(activation), last=repr(last))
    with naming(("a float32 tensor", "part-missing")):
        expect_tensors(model, x, want=want, says=says, mistakes=mistakes)


def wrong_outputs(params: list[Tensor], x: Tensor, activation: str, last: str) -> list[Mistake]:
    y, z = outputs(params, x, activation, last)
    end, n = ACTIVATIONS[last], len(params) // 2
    activated = ACTIVATIONS[activation](z)
    once = logits(params, x, [*[unchanged] * (n - 1), ACTIVATIONS[activation]])
    columns = logits(params, x, [unchanged, *[columnwise] * (n - 1)])
    wrong = {
        "outputs-swapped": [z, y],
        "no-activation": outputs(params, x, "linear", last),
        "activation-on-logits": [end(activated), activated],
        "not-logits": [y, y],
        "last-activation-missing": [z, z],
        "last-activation-everywhere": outputs(params, x, last, last),
        "always-relu": outputs(params, x, "relu", last),
        "always-sigmoid": [z.sigmoid(), z],
        "logarithm-of-softmax": [z.log_softmax(-1), z],
        "wrong-axis/softmax": [columnwise(z), z],
        "activated-once": [end(once), once],
        "wrong-axis/softmax-between": [end(columns), columns],
    }
    return [Mistake(key, list(value)) for key, value in wrong.items()]


def columnwise(z: Tensor) -> Tensor:
    """The softmax over the wrong axis."""
    return z.softmax(0)


@check("FCNN", layer="value", points=0.5, title="each of the five activations between the layers")
def test_fcnn_activations(student: Student, draw: Draw) -> None:
    for activation in ACTIVATIONS:
        expect_outputs(student, draw, [2, 5, 3], activation, "linear")


@check("FCNN", layer="value", points=0.5, title="each of the five activations at the end")
def test_fcnn_last_activations(student: Student, draw: Draw) -> None:
    for last in ACTIVATIONS:
        expect_outputs(student, draw, [2, 5, 3], "tanh", last)


@check("FCNN", layer="value", points=0.5, title="as many layers as dims asks for, from one to four")
def test_fcnn_depths(student: Student, draw: Draw) -> None:
    for dims in ([3, 4], [2, 6, 4], [3, 5, 4, 6, 2]):
        expect_outputs(student, draw, dims, "relu", "sigmoid")


@check("FCNN", layer="value", points=0.75, title="weights are normal, of standard deviation 1/d_in")
def test_fcnn_distribution(student: Student) -> None:
    dims = [40, 60, 50]
    module = expect_module(student.FCNN, dims, "relu", "linear")
    got = expect_parameter_shapes(module, [(60, 40), (60,), (50, 60), (50,)])
    for d_in, d_out in ((40, 60), (60, 50)):
        weight = next(parameter for parameter in got if tuple(parameter.shape) == (d_out, d_in))
        expect_normal(student.FCNN, dims, weight)


def expect_normal(function: RemoteFunction, dims: list[int], weight: Tensor) -> None:
    """Mean 0, standard deviation 1/d_in, and the share of a normal distribution within one deviation.

    Each estimate over N entries may err by six of its own standard deviations (1/√N, 1/√(2N),
    √(0.68·0.32/N)): one of five hundred million correct runs fails.
    """
    d_out, d_in = weight.shape
    n, standard = weight.numel(), weight.double() * d_in
    spread, mean = float(standard.std()), float(standard.mean())
    within = float((standard.abs() < 1).double().mean())
    right = (
        weight.dtype == torch.float32
        and abs(mean) < 6 / math.sqrt(n)
        and abs(spread - 1) < 6 / math.sqrt(2 * n)
        and abs(within - 0.6827) < 6 * math.sqrt(0.6827 * 0.3173 / n)
    )
    if right:
        return
    known = {
        "root-of-d-in": math.sqrt(d_in),
        "default-weights": math.sqrt(d_in / 3),
        "d-out-for-d-in": d_in / d_out,
        "deviation-one": d_in,
        "not-normal/weights": 1.0,
    }
    raise CheckFailure(
        "wrong-weights",
        function,
        (dims, "relu", "linear"),
        told=next((key for key, size in known.items() if abs(spread / size - 1) < 0.07), None),
        shape=tuple(weight.shape),
        d_in=d_in,
        deviation=f"{1 / d_in:.4f}",
        weight=describe(weight),
        mean=f"{mean / d_in:.4f}",
        spread=f"{spread / d_in:.4f}",
    )


@check("FCNN", layer="edge", points=0.25, title="an unknown activation is refused when the network is built")
def test_fcnn_unknown_activation(student: Student, draw: Draw) -> None:
    says = "FCNN.unknown-activation"
    with naming(*REFUSALS):
        expect_error(student.FCNN, [2, 3, 1], draw.name(), "linear", type_name="ValueError", says=says)
        expect_error(student.FCNN, [2, 3, 1], "relu", draw.name(), type_name="ValueError", says=says)


@check("FCNN", layer="gradient", points=0.5, title="from both outputs the gradient reaches every parameter")
def test_fcnn_gradient(student: Student, draw: Draw) -> None:
    dims = [3, 5, 4, 2]
    params, x, upstream = parameters(draw, dims), draw.uniform(8, 3, low=-2, high=2), draw.normal(8, 2)
    leaves = [value.clone().requires_grad_() for value in params]
    model = built(student, dims, "tanh", "sigmoid", params)
    for place, name in enumerate(("y_pred", "z_pred")):
        wanted = torch.autograd.grad(outputs(leaves, x, "tanh", "sigmoid")[place], leaves, upstream)
        arrived = model.gradient(x, upstream=upstream, select=place).parameters
        got = in_order([gradient for gradient in arrived if gradient is not None], wanted)
        if len(got) != len(wanted):
            raise detached(model, (x,), Phrase("FCNN.gradient-arrives", name=name))
        for gradient, want in zip(got, wanted, strict=True):
            gap = difference(gradient, want)
            if gap is not None:
                says = Phrase("FCNN.gradient", name=name, shape=tuple(want.shape))
                told = recognise(model, (x,), gradient, want, table=IN_GRADIENTS)
                raise unlike(model, (x,), gap, says, told, "wrong-gradient")
