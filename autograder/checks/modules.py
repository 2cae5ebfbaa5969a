"""Words for modules that students write: their parameters, in whatever order they declare them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.checks.compare import describe, difference
from autograder.checks.expectations import call, detached, unlike
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.mistakes import recognise
from autograder.sandbox.student import RemoteFunction, RemoteModule
from autograder.sentences import Phrase


def expect_module(function: RemoteFunction, *arguments: Any, then: Sequence[str] = ()) -> RemoteModule:
    """The call makes a module, on which the methods in `then` are called; returns it."""
    value = call(function, *arguments, then=then).value
    if isinstance(value, RemoteModule):
        return value
    kind = "no-module/class" if function.name[0].isupper() else "no-module"
    raise CheckFailure(kind, function, arguments, got=describe(value))


def expect_parameter_shapes(module: RemoteModule, shapes: Sequence[Sequence[int]]) -> list[torch.Tensor]:
    """The module has exactly parameters of these shapes, in any order; returns them in its own order."""
    parameters = module.parameters()
    got = [tuple(parameter.shape) for parameter in parameters]
    if sorted(got) != sorted(map(tuple, shapes)):
        wanted = list(map(tuple, shapes))
        told, words = _unlike_layers(got, wanted), ", ".join(map(str, wanted))
        raise CheckFailure("wrong-parameters", module, told=told, shapes=words, got=listed(got))
    return parameters


def listed(shapes: Sequence[tuple[int, ...]]) -> Phrase:
    """Parameters by their shapes, in words."""
    return Phrase("parameters-of", shapes=", ".join(map(str, shapes))) if shapes else Phrase("no-parameters")


def _unlike_layers(got: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]) -> Told:
    """What most likely went wrong where the parameters have these shapes."""
    if not got:
        return (Phrase("layers-hidden"),)
    if sorted(shape[::-1] for shape in got if len(shape) == 2) == sorted(s for s in wanted if len(s) == 2):
        return (Phrase("sizes-swapped"),)
    if [shape for shape in wanted if len(shape) > 1] == [shape for shape in got if len(shape) > 1]:
        return (Phrase("bias-missing/layers" if len(got) < len(wanted) else "bias-too-much"),)
    return ()


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
        raise detached(module, (x,), "gradient-in-all")
    for gradient, want in zip(in_order(got, wanted), wanted, strict=True):
        gap = difference(gradient, want)
        if gap is not None:
            says = Phrase("gradient-of-parameter", shape=tuple(want.shape))
            told = recognise(module, (x,), gradient, want, table=IN_GRADIENTS)
            raise unlike(module, (x,), gap, says, told, "wrong-gradient")
