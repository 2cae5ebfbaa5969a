"""Words for modules that students write: their parameters, in whatever order they declare them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.checks.compare import describe, difference
from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.mistakes import recognise
from autograder.checks.vocabulary import call, detached, unlike
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction, RemoteModule


def expect_module(function: RemoteFunction, *arguments: Any, then: Sequence[str] = ()) -> RemoteModule:
    """The call makes a module, on which the methods in `then` are called; returns it."""
    value = call(function, *arguments, then=then).value
    if isinstance(value, RemoteModule):
        return value
    name = function.name
    raise CheckFailure(
        f"{name} does not make a module.",
        called=called(function, arguments),
        expected="an object of a class that inherits from torch.nn.Module",
        got=describe(value),
        next=f"Write `class {name}(nn.Module):` and call `super().__init__()` first."
        if name[0].isupper()
        else "Build the network, and return the object itself: not a list of layers, not an output.",
    )


def expect_parameter_shapes(module: RemoteModule, shapes: Sequence[Sequence[int]]) -> list[torch.Tensor]:
    """The module has exactly parameters of these shapes, in any order; returns them in its own order."""
    parameters = module.parameters()
    got = [tuple(parameter.shape) for parameter in parameters]
    if sorted(got) != sorted(map(tuple, shapes)):
        raise CheckFailure(
            f"{module.name} has other parameters than it should have.",
            expected=f"parameters of shapes {', '.join(map(str, map(tuple, shapes)))}",
            got=f"parameters of shapes {', '.join(map(str, got))}" if got else "no parameters at all",
            cause=_unlike_layers(got, list(map(tuple, shapes))),
            next="Compare the layers that you make with the docstring: which they are, and their sizes.",
        )
    return parameters


def _unlike_layers(got: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]) -> str:
    """What most likely went wrong where the parameters have these shapes; empty where nothing tells."""
    if not got:
        return "No layer is an attribute of the module: `self.` is missing, or they are made in forward."
    if sorted(shape[::-1] for shape in got if len(shape) == 2) == sorted(s for s in wanted if len(s) == 2):
        return "Inputs and outputs are swapped: nn.Linear takes the number of inputs first."
    if [shape for shape in wanted if len(shape) > 1] == [shape for shape in got if len(shape) > 1]:
        few = len(got) < len(wanted)
        return f"A bias is {'missing' if few else 'too much'}: a Linear has one unless it is told bias=False."
    return ""


def adopt(module: RemoteModule, values: Sequence[torch.Tensor]) -> RemoteModule:
    """Give the module these parameters, which must differ in shape, wherever it declares them; returns it."""
    own = expect_parameter_shapes(module, [value.shape for value in values])
    by_shape = {tuple(value.shape): value for value in values}
    module.adopt([by_shape[tuple(parameter.shape)] for parameter in own])
    return module


def in_order(parameters: Sequence[torch.Tensor], like: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    """The parameters in the order of `like`, matched by shape (all differ), as far as there are such."""
    by_shape = {tuple(parameter.shape): parameter for parameter in parameters}
    return [by_shape[shape] for value in like if (shape := tuple(value.shape)) in by_shape]


def expect_parameter_gradients(
    module: RemoteModule,
    x: torch.Tensor,
    *,
    upstream: torch.Tensor,
    like: Callable[..., torch.Tensor],
    parameters: Sequence[torch.Tensor],
) -> None:
    """The gradient of `sum(upstream * module(x))` in every parameter is that of `like(x, *parameters)`.

    The module holds `parameters`, which must differ in shape.
    """
    leaves = [parameter.clone().requires_grad_() for parameter in parameters]
    wanted = torch.autograd.grad(like(x, *leaves), leaves, upstream)
    got = [gradient for gradient in module.gradient(x, upstream=upstream).parameters if gradient is not None]
    if len(got) != len(wanted) or {g.shape for g in got} != {w.shape for w in wanted}:
        raise detached(module, (x,), "a gradient in every parameter")
    for gradient, want in zip(in_order(got, wanted), wanted, strict=True):
        gap = difference(gradient, want)
        if gap is not None:
            says = f"the gradient of the parameter of shape {tuple(want.shape)}"
            told = recognise(module, (x,), gradient, want, table=IN_GRADIENTS)
            raise unlike(module, (x,), gap, says, *told, f"{module.name} has a wrong gradient.")
