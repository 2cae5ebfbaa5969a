"""What checks expect of a call and of its result: each calls the function and raises CheckFailure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from autograder.checks.compare import (
    FLOAT32,
    FLOAT64,
    Difference,
    Tolerance,
    apart,
    close,
    describe,
    difference,
    number,
)
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.forms import by_dtype, by_shape, by_type
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.sizes import shapes_in
from autograder.checks.words import called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.problems import said
from autograder.sandbox.student import Call, RemoteFunction
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf

TRAINING_SECONDS = 60.0  # of one call that trains to the end: slow but right loops in Python have room


def call(
    function: RemoteFunction, *arguments: Any, seconds: float | None = None, then: Sequence[str] = ()
) -> Call:
    """A call whose tensors must come back on the device on which the arguments live.

    `then` names methods of the result to call.
    """
    try:
        result = function.call(*arguments, seconds=seconds, then=then)
    except Raised as error:
        error.called = called(function, arguments)
        raise
    elsewhere = set(result.devices) - {function.student.device}
    if elsewhere and any(isinstance(argument, (torch.Tensor, Leaf)) for argument in arguments):
        raise CheckFailure(
            "device-left",
            function,
            arguments,
            device=function.student.device,
            got=Phrase("result-on", device=", ".join(sorted(elsewhere))),
        )
    return result


def tensor(function: RemoteFunction, arguments: Sequence[Any], value: Any) -> torch.Tensor:
    """The value, which is a tensor; CheckFailure for anything else."""
    if type(value) is torch.Tensor:
        return value
    raise CheckFailure("no-tensor", function, arguments, told=by_type(value), got=describe(value))


def expect_shape(function: RemoteFunction, *arguments: Any, shape: Sequence[int], says: Phrase | str) -> None:
    """The result is a tensor of that shape; `says` is the key of the words that tell why."""
    value = tensor(function, arguments, call(function, *arguments).value)
    if tuple(value.shape) != tuple(shape):
        got, told = tuple(value.shape), by_shape(tuple(value.shape), tuple(shape), shapes_in(arguments))
        raise CheckFailure(
            "wrong-shape",
            function,
            arguments,
            told=told,
            shape=tuple(shape),
            says=spoken(says),
            got=Phrase("shape", shape=got),
        )


def expect_dtype(function: RemoteFunction, *arguments: Any, dtype: torch.dtype) -> None:
    """The result is a tensor of that dtype."""
    value = tensor(function, arguments, call(function, *arguments).value)
    if value.dtype != dtype:
        told, got = by_dtype(value.dtype, dtype), Phrase("dtype", dtype=value.dtype)
        raise CheckFailure("dtype-lost", function, arguments, told=told, dtype=dtype, got=got)


def expect_value(
    function: RemoteFunction,
    *arguments: Any,
    want: torch.Tensor,
    says: Phrase | str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """The result is `want`, in shape, dtype and value; `says` is the key of the words for it."""
    value = call(function, *arguments).value
    gap = difference(value, want, tolerance)
    if gap is not None:
        raise unlike(
            function, arguments, gap, says, recognise(function, arguments, value, want, mistakes, tolerance)
        )


def expect_number(
    function: RemoteFunction,
    *arguments: Any,
    want: float,
    says: Phrase | str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """The result is the number `want`, as a float or a 0-dim tensor."""
    value = call(function, *arguments).value
    if not close(value, want, tolerance):
        single = number(value)
        numbers = (f"{want:.6g}", describe(value)) if single is None else apart(want, single)
        gap = Difference("type" if single is None else "value", *numbers)
        raise unlike(
            function, arguments, gap, says, recognise(function, arguments, value, want, mistakes, tolerance)
        )


def expect_unchanged(function: RemoteFunction, *arguments: Any) -> None:
    """A call leaves its arguments, tensors and NumPy arrays, as they were."""
    after = call(function, *arguments).arguments
    for position, (argument, now) in enumerate(zip(arguments, after, strict=False), 1):
        shared = isinstance(argument, np.ndarray)
        before, now = (torch.from_numpy(one) if shared else one for one in (argument, now))
        if isinstance(before, torch.Tensor) and difference(now, before, Tolerance(0.0, 0.0)) is not None:
            mistake = "input-changed/shared" if shared else "input-changed"
            raise CheckFailure("input-changed", function, arguments, told=mistake, position=position)


def expect_gradient(
    function: RemoteFunction,
    *arguments: Any,
    upstream: torch.Tensor,
    like: Callable[..., torch.Tensor],
    says: Phrase | str,
    tolerance: Tolerance = FLOAT64,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """In float64, the gradient of `sum(upstream * function(...))` is that of `like`, by torch.autograd.

    Every floating argument counts, in order.
    """
    inputs = [a.clone().requires_grad_(a.is_floating_point()) for a in arguments]
    wanted = [a for a in inputs if a.requires_grad]
    reference = torch.autograd.grad(like(*inputs), wanted, upstream)
    gradients = function.gradient(*arguments, upstream=upstream)
    got = (*gradients.arguments, *[None] * len(reference))[: len(reference)]
    places = [place for place, argument in enumerate(inputs, 1) if argument.requires_grad]
    for place, gradient, want in zip(places, got, reference, strict=True):
        if gradient is None:
            some = any(one is not None for one in got)
            raise detached(function, arguments, says, place if some else None)
        gap = difference(gradient, want, tolerance)
        if gap is not None:
            told = recognise(function, arguments, gradient, want, mistakes, tolerance, IN_GRADIENTS)
            raise unlike(function, arguments, gap, says, told, "wrong-gradient")


def expect_error(function: RemoteFunction, *arguments: Any, type_name: str, says: Phrase | str) -> None:
    """The call raises an exception of that type; `says` tells why it must."""
    try:
        got = describe(call(function, *arguments).value)
    except Raised as error:
        if error.type_name == type_name:
            return
        words = said(error.type_name, error.text) if function.student.shows_inputs else error.type_name
        got = Phrase("as-is", text=words)
    raise CheckFailure("not-raised", function, arguments, type=type_name, says=spoken(says), got=got)


def detached(
    function: RemoteFunction, arguments: Sequence[Any], says: Phrase | str, place: int | None = None
) -> CheckFailure:
    """The failure where no gradient arrives; `place` says which argument it does not reach."""
    got = Phrase("no-gradient") if place is None else Phrase("no-gradient-at", place=place)
    return CheckFailure("detached", function, arguments, told="detached", says=spoken(says), got=got)


def unlike(
    function: RemoteFunction,
    arguments: Sequence[Any],
    gap: Difference,
    says: Phrase | str,
    told: Told = (),
    kind: str = "wrong-result",
    **fields: object,
) -> CheckFailure:
    """The failure for a result that differs from the expected one, which `says` names."""
    following = Phrase(f"next/{gap.aspect}")
    return CheckFailure(
        kind,
        function,
        arguments,
        told=told,
        wanted=gap.expected,
        got=gap.got,
        says=spoken(says),
        next=following,
        **fields,  # type: ignore[arg-type] # places of the sentences alone
    )


def spoken(says: Phrase | str) -> Phrase:
    """What a check expects, as words of its file of sentences."""
    return Phrase(says) if isinstance(says, str) else says
