"""Words for functions that make something for others to use: a loss to call, an optimizer to step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.checks.compare import FLOAT64, describe, difference
from autograder.checks.expectations import call, detached, unlike
from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.mistakes import Mistake, recognise, recognise_step
from autograder.checks.words import called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf, Opaque

A_CLASS = "an object of type type"  # as the worker describes a class that was returned


def expect_made(function: RemoteFunction, *arguments: Any, what: str) -> RemoteFunction:
    """The object that the function makes, to be called or stepped; `what` is the key of the words for it."""
    value = call(function, *arguments).value
    if isinstance(value, RemoteFunction):
        return value
    is_class = isinstance(value, Opaque) and value.description == A_CLASS
    got = Phrase("a-class") if is_class else describe(value)
    mistake = "class-for-object" if is_class else None
    raise CheckFailure("not-made", function, arguments, told=mistake, what=Phrase(what), got=got)


def expect_stepped(
    function: RemoteFunction,
    name: str,
    leaves: Sequence[Leaf],
    lr: float,
    *,
    steps: int,
    want: Sequence[torch.Tensor],
    mistakes: Sequence[Mistake] = (),
) -> None:
    """The optimizer from `function(name, leaves, lr)` leaves the parameters at `want` after `steps` steps."""
    arguments = (name, list(leaves), lr)
    expect_made(function, *arguments, what="an-optimizer")
    try:
        after = function.call(*arguments, then=["step"] * steps).arguments[1]
    except Raised as error:
        error.called = Phrase("call-and-step", call=called(function, arguments))
        raise
    got = [leaf.value for leaf in after]
    for number, (one, wanted) in enumerate(zip(got, want, strict=True), 1):
        gap = difference(one, wanted, FLOAT64)
        if gap is not None:
            start = [leaf.value for leaf in leaves]
            told = recognise_step(function, arguments, got, want, start, mistakes, FLOAT64)
            says = Phrase("steps-of" if steps > 1 else "a-step-of", number=number, steps=steps, name=name)
            raise unlike(function, arguments, gap, says, told, "steps-wrongly", name=repr(name))


def expect_first_gradient(
    function: RemoteFunction,
    *arguments: Any,
    upstream: torch.Tensor,
    like: Callable[..., torch.Tensor],
    says: Phrase | str,
) -> None:
    """In float64, the gradient in the first argument alone is that of `like`, by torch.autograd."""
    first = arguments[0].clone().requires_grad_()
    (want,) = torch.autograd.grad(like(first, *arguments[1:]), first, upstream)
    got = (*function.gradient(*arguments, upstream=upstream).arguments, None)[0]
    if got is None:
        raise detached(function, arguments, says)
    gap = difference(got, want, FLOAT64)
    if gap is not None:
        told = recognise(function, arguments, got, want, (), FLOAT64, IN_GRADIENTS)
        raise unlike(function, arguments, gap, says, told, "wrong-gradient")
