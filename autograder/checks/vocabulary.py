"""The words that checks are written in. Each calls the student's function and raises CheckFailure."""

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
from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.forms import by_dtype, by_shape, by_type
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.sizes import shapes_in
from autograder.checks.words import NEXT, called
from autograder.sandbox.no_value import Raised
from autograder.sandbox.problems import said
from autograder.sandbox.student import Call, RemoteFunction
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
            f"{function.name} leaves the device of its input.",
            called=called(function, arguments),
            expected=f"a result on {function.student.device}",
            got=f"a result on {', '.join(sorted(elsewhere))}",
            next="Make new tensors with the input's device: torch.zeros_like(x), or device=x.device.",
        )
    return result


def tensor(function: RemoteFunction, arguments: Sequence[Any], value: Any) -> torch.Tensor:
    """The value, which is a tensor; CheckFailure for anything else."""
    if type(value) is torch.Tensor:
        return value
    cause, mistake = by_type(value)
    raise CheckFailure(
        f"{function.name} does not return a tensor.",
        called=called(function, arguments),
        expected="a tensor",
        got=describe(value),
        cause=cause,
        next=NEXT["type"],
        mistake=mistake,
    )


def expect_shape(function: RemoteFunction, *arguments: Any, shape: Sequence[int], says: str) -> None:
    """The result is a tensor of that shape; `says` tells why."""
    value = tensor(function, arguments, call(function, *arguments).value)
    if tuple(value.shape) != tuple(shape):
        cause, mistake = by_shape(tuple(value.shape), tuple(shape), shapes_in(arguments))
        raise CheckFailure(
            f"{function.name} returns a result of the wrong shape.",
            called=called(function, arguments),
            expected=f"shape {tuple(shape)}: {says}",
            got=f"shape {tuple(value.shape)}",
            cause=cause,
            next=NEXT["shape"],
            mistake=mistake,
        )


def expect_dtype(function: RemoteFunction, *arguments: Any, dtype: torch.dtype) -> None:
    """The result is a tensor of that dtype."""
    value = tensor(function, arguments, call(function, *arguments).value)
    if value.dtype != dtype:
        cause, mistake = by_dtype(value.dtype, dtype)
        raise CheckFailure(
            f"{function.name} does not keep the dtype of its input.",
            called=called(function, arguments),
            expected=f"dtype {dtype}",
            got=f"dtype {value.dtype}",
            cause=cause,
            next=NEXT["dtype"],
            mistake=mistake,
        )


def expect_value(
    function: RemoteFunction,
    *arguments: Any,
    want: torch.Tensor,
    says: str,
    tolerance: Tolerance = FLOAT32,
    mistakes: Sequence[Mistake] = (),
) -> None:
    """The result is `want`, in shape, dtype and value; `says` names it in words."""
    value = call(function, *arguments).value
    gap = difference(value, want, tolerance)
    if gap is not None:
        raise unlike(
            function, arguments, gap, says, *recognise(function, arguments, value, want, mistakes, tolerance)
        )


def expect_number(
    function: RemoteFunction,
    *arguments: Any,
    want: float,
    says: str,
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
            function, arguments, gap, says, *recognise(function, arguments, value, want, mistakes, tolerance)
        )


def expect_unchanged(function: RemoteFunction, *arguments: Any) -> None:
    """A call leaves its arguments, tensors and NumPy arrays, as they were."""
    after = call(function, *arguments).arguments
    for position, (argument, now) in enumerate(zip(arguments, after, strict=False), 1):
        shared = isinstance(argument, np.ndarray)
        before, now = (torch.from_numpy(one) if shared else one for one in (argument, now))
        if isinstance(before, torch.Tensor) and difference(now, before, Tolerance(0.0, 0.0)) is not None:
            memory = "torch.from_numpy shares the array's memory. " if shared else ""
            raise CheckFailure(
                f"{function.name} changes its input.",
                called=called(function, arguments),
                expected="every argument as it was before the call",
                got=f"argument {position} holds other values after it",
                cause=f"{memory}An operation works in place (a name that ends in _, `+=`, `x[...] = …`).",
                next="Make a new tensor instead.",
                mistake="input-changed",
            )


def expect_gradient(
    function: RemoteFunction,
    *arguments: Any,
    upstream: torch.Tensor,
    like: Callable[..., torch.Tensor],
    says: str,
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
            raise detached(function, arguments, says, f" at argument {place}" if some else "")
        gap = difference(gradient, want, tolerance)
        if gap is not None:
            told = recognise(function, arguments, gradient, want, mistakes, tolerance, IN_GRADIENTS)
            raise unlike(function, arguments, gap, says, *told, f"{function.name} has a wrong gradient.")


def expect_error(function: RemoteFunction, *arguments: Any, type_name: str, says: str) -> None:
    """The call raises an exception of that type; `says` tells why it must."""
    try:
        got = describe(call(function, *arguments).value)
    except Raised as error:
        if error.type_name == type_name:
            return
        got = said(error.type_name, error.text) if function.student.shows_inputs else error.type_name
    raise CheckFailure(
        f"{function.name} does not raise {type_name} where it must.",
        called=called(function, arguments),
        expected=f"{type_name}, because {says}",
        got=got,
        next=f"Test for this case first, and `raise {type_name}(...)` with a sentence that says why.",
    )


def detached(function: RemoteFunction, arguments: Sequence[Any], says: str, where: str = "") -> CheckFailure:
    """The failure where no gradient arrives; `where` (" at argument 2") says which one it does not reach."""
    return CheckFailure(
        f"No gradient passes through {function.name}.",
        called=called(function, arguments),
        expected=says,
        got=f"no gradient arrives{where}",
        cause="`.detach()`, `.item()`, `.numpy()`, `torch.no_grad()` or `torch.tensor(...)` cut the graph.",
        next="Compute the result from the input with torch operations only.",
        mistake="detached",
    )


def unlike(
    function: RemoteFunction,
    arguments: Sequence[Any],
    gap: Difference,
    says: str,
    cause: str = "",
    mistake: str | None = None,
    fact: str = "",
    next: str = "",
) -> CheckFailure:
    """The failure for a result that differs from the expected one."""
    return CheckFailure(
        fact or f"{function.name} returns a wrong result.",
        called=called(function, arguments),
        expected=f"{says} ({gap.expected})",
        got=gap.got,
        cause=cause,
        next=next or NEXT[gap.aspect],
        mistake=mistake,
    )
