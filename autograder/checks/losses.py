"""Words for loss histories: plain lists of floats, one for each step or for each epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograder.checks.compare import HISTORY, apart, close, describe
from autograder.checks.expectations import spoken
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.forms import by_shape
from autograder.checks.histories import is_finite, numbers_in, slip_in
from autograder.checks.mistakes import Mistakes, recognise
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase


def expect_losses(
    function: RemoteFunction, arguments: Sequence[Any], value: Any, count: int, each: str = "step"
) -> list[float]:
    """The value holds `count` finite losses, one for `each` step or epoch, in whatever form; returns them."""
    losses = numbers_in(value)
    if losses is not None and len(losses) == count and all(map(math.isfinite, losses)):
        return losses
    entries = value if isinstance(value, list) else []
    odd = [entry for entry in entries if not is_finite(entry)]
    told = by_shape((len(entries),), (count,))
    raise _other_form(function, arguments, count, each, value, odd, told)


def expect_loss_list(
    function: RemoteFunction, arguments: Sequence[Any], value: Any, count: int, each: str = "step"
) -> None:
    """The value is a list of `count` finite floats; where it holds them in another form, that is a slip."""
    expect_losses(function, arguments, value, count, each)
    slip = slip_in(value)
    if slip is not None:
        raise _other_form(function, arguments, count, each, value, list(value), (Phrase(slip),), slip=True)


def _other_form(
    function: RemoteFunction,
    arguments: Sequence[Any],
    count: int,
    each: str,
    value: Any,
    odd: Sequence[Any],
    told: Told,
    slip: bool = False,
) -> CheckFailure:
    got = describe(value)
    if odd:
        got = Phrase("among-them", whole=got, one=describe(odd[0]))
    return CheckFailure(
        "wrong-losses-form",
        function,
        arguments,
        told=told,
        slip=slip,
        count=count,
        each=Phrase(each),
        got=got,
    )


def expect_loss_values(
    function: RemoteFunction,
    arguments: Sequence[Any],
    value: Any,
    want: Sequence[float],
    says: Phrase | str,
    mistakes: Mistakes = (),
    *,
    each: str = "step",
    also: Sequence[Sequence[float]] = (),
) -> None:
    """The value is the history `want`, or one of those in `also`, which are as right.

    `says` is the key of the words for what an entry is and when it is measured.
    """
    losses = expect_losses(function, arguments, value, len(want), each)
    if any(close(losses, list(other), HISTORY) for other in also):
        return
    for place, (got, wanted) in enumerate(zip(losses, want, strict=True), 1):
        if not close(got, wanted, HISTORY):
            told = recognise(function, arguments, losses, list(want), mistakes, HISTORY)
            expected, found = apart(wanted, got)
            raise CheckFailure(
                "wrong-loss",
                function,
                arguments,
                told=told,
                says=spoken(says),
                each=Phrase(each),
                place=place,
                wanted=expected,
                got=found,
            )
