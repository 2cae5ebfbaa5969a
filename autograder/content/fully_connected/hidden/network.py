"""Hidden checks of exercise 05: the network."""

from __future__ import annotations

import math
from itertools import pairwise

import torch

from autograder.checks.compare import describe, difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.modules import adopt, expect_module, expect_parameter_shapes, in_order
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensors
from autograder.checks.vocabulary import detached, expect_error, unlike
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction, RemoteModule, Student

from . import reference
from .points import REFUSALS

ACTIVATIONS = ("relu", "sigmoid", "tanh", "softmax", "linear")


def parameters(draw: Draw, dims: list[int]) -> list[torch.Tensor]:
    """A weight and a bias for each layer, all of different shapes, and outputs of a moderate size."""
    layers = [
        (draw.normal(d_out, d_in) * 1.5 / math.sqrt(d_in), draw.normal(d_out))
        for d_in, d_out in pairwise(dims)
    ]
    return [tensor for layer in layers for tensor in layer]


def built(
    student: Student, dims: list[int], activation: str, last: str, params: list[torch.Tensor]
) -> RemoteModule:
    """The student's network of that form with these parameters."""
    return adopt(expect_module(student.FCNN, dims, activation, last), params)


EVERYWHERE = "The last activation stands between the layers too."


def expect_outputs(student: Student, draw: Draw, dims: list[int], activation: str, last: str) -> None:
    """Both outputs of a network are right."""
    params, x = parameters(draw, dims), draw.uniform(6, dims[0], low=-2, high=2)
    model = built(student, dims, activation, last, params)

    def outputs(between: str, at_the_end: str) -> list[torch.Tensor]:
        with torch.no_grad():
            return list(reference.network(dims, params, between, at_the_end)(x))

    y, z = outputs(activation, last)
    activated = outputs(activation, activation)[0]
    at_the_end = reference.FCNN([1], "linear", last).at_the_end(activated)
    mistakes = [
        Mistake("outputs-swapped", "The two are swapped: y_pred has to come first, z_pred second.", [z, y]),
        Mistake("no-activation", "There is no activation between the layers.", outputs("linear", last)),
        Mistake(
            "activation-on-logits", "The activation follows the last layer too.", [at_the_end, activated]
        ),
        Mistake("not-logits", "The last activation is applied to z_pred as well.", [y, y]),
        Mistake("last-activation-missing", "The last activation is not applied.", [z, z]),
        Mistake("last-activation-everywhere", EVERYWHERE, outputs(last, last)),
        Mistake(
            "always-relu", "It is relu between the layers, whatever was asked for.", outputs("relu", last)
        ),
        Mistake("always-sigmoid", "It is a sigmoid at the end, whatever was asked for.", [z.sigmoid(), z]),
        Mistake(
            "logarithm-of-softmax", "y_pred is a logarithm: LogSoftmax is no softmax.", [z.log_softmax(-1), z]
        ),
        Mistake("wrong-axis", "The softmax runs over the batch.", [torch.softmax(z, 0), z]),
        *wrongly_between(params, x, activation, last),
    ]
    says = f"(y_pred, z_pred) of a network with {activation!r} between its layers and {last!r} after them"
    with naming(("a float32 tensor", "part-missing", "One of the two is returned: both are asked for.")):
        expect_tensors(model, x, want=[y, z], says=says, mistakes=mistakes)


def wrongly_between(params: list[torch.Tensor], x: torch.Tensor, activation: str, last: str) -> list[Mistake]:
    """The outputs of those who activate once, after the loop, or take the softmax of columns."""
    n, form, nothing = len(params) // 2, reference.FCNN([1], activation, last), torch.nn.Identity()
    once = logits(params, x, [nothing] * (n - 1) + [form.between])
    columns = logits(params, x, [nothing] + [torch.nn.Softmax(dim=0)] * (n - 1))
    behind = "The activation stands behind the loop over the layers, not in it: it is applied once."
    over = "The softmax between the layers runs over the batch."
    return [
        Mistake("activated-once", behind, [form.at_the_end(once), once]),
        Mistake("wrong-axis", over, [form.at_the_end(columns), columns]),
    ]


def logits(params: list[torch.Tensor], x: torch.Tensor, before: list[torch.nn.Module]) -> torch.Tensor:
    """What comes out of the last layer, with these activations, one before each layer."""
    for activate, weight, bias in zip(before, params[::2], params[1::2], strict=True):
        x = activate(x) @ weight.T + bias
    return x


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


def expect_normal(function: RemoteFunction, dims: list[int], weight: torch.Tensor) -> None:
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
        "root-of-d-in": (math.sqrt(d_in), "The deviation is 1/√d_in: that is, the variance is 1/d_in."),
        "default-weights": (math.sqrt(d_in / 3), "These are the weights that nn.Linear starts with."),
        "d-out-for-d-in": (d_in / d_out, "The deviation is 1/d_out."),
        "deviation-one": (d_in, "The deviation is 1: it is not divided by anything."),
    }
    known |= {"not-normal": (1.0, "The deviation is right, but the numbers are not normal.")}
    found = [(name, cause) for name, (size, cause) in known.items() if abs(spread / size - 1) < 0.07]
    name, cause = found[0] if found else (None, "")
    raise CheckFailure(
        f"FCNN draws the weight of shape {tuple(weight.shape)} from another distribution.",
        called=called(function, (dims, "relu", "linear")),
        expected=f"float32, normal, mean 0, standard deviation 1/{d_in} = {1 / d_in:.4f}",
        got=f"{describe(weight)}, mean {mean / d_in:.4f}, deviation {spread / d_in:.4f}",
        cause=cause,
        next="nn.init.normal_ draws into a tensor in place; its third argument is the standard deviation.",
        mistake=name,
    )


@check("FCNN", layer="edge", points=0.25, title="an unknown activation is refused when the network is built")
def test_fcnn_unknown_activation(student: Student, draw: Draw) -> None:
    says = "the activations are 'relu', 'sigmoid', 'tanh', 'softmax' and 'linear'"
    with naming(*REFUSALS):
        expect_error(student.FCNN, [2, 3, 1], draw.name(), "linear", type_name="ValueError", says=says)
        expect_error(student.FCNN, [2, 3, 1], "relu", draw.name(), type_name="ValueError", says=says)


@check("FCNN", layer="gradient", points=0.5, title="from both outputs the gradient reaches every parameter")
def test_fcnn_gradient(student: Student, draw: Draw) -> None:
    dims = [3, 5, 4, 2]
    params, x, upstream = parameters(draw, dims), draw.uniform(8, 3, low=-2, high=2), draw.normal(8, 2)
    like = reference.network(dims, params, "tanh", "sigmoid")
    model = built(student, dims, "tanh", "sigmoid", params)
    for place, name in enumerate(("y_pred", "z_pred")):
        wanted = torch.autograd.grad(like(x)[place], list(like.parameters()), upstream)
        arrived = model.gradient(x, upstream=upstream, select=place).parameters
        got = in_order([gradient for gradient in arrived if gradient is not None], wanted)
        if len(got) != len(wanted):
            raise detached(model, (x,), f"a gradient from {name} in every parameter")
        for gradient, want in zip(got, wanted, strict=True):
            gap = difference(gradient, want)
            if gap is not None:
                says = f"the gradient of {name} in the parameter of shape {tuple(want.shape)}"
                told = recognise(model, (x,), gradient, want, table=IN_GRADIENTS)
                raise unlike(model, (x,), gap, says, *told, f"{model.name} has a wrong gradient.")
