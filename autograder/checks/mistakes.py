"""Recognised mistakes: wrong variants whose numbers give them away.

A check names the variants of its function; where the student's numbers match a variant's, the message
says what `[mistakes]` of the files of sentences holds under its key. Where none fits, the mistakes that any
function can make are tried. Every failure over numbers passes through `recognise`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from autograder.checks.cases import Case, compared
from autograder.checks.compare import FLOAT32, TRAJECTORY, Tolerance, close, form, number
from autograder.checks.factors import step_scaled
from autograder.checks.failure import Told
from autograder.checks.fingerprints import IN_HISTORIES, IN_VALUES, Fingerprint
from autograder.checks.forms import by_dtype, by_shape, by_type
from autograder.checks.sizes import named_sizes, shapes_in, tensors_in
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

UNMOVED = "unchanged-parameters"


@dataclass(frozen=True, eq=False)
class Mistake:
    """A known wrong variant: the key of its sentence, the numbers it gives, and what the sentence names."""

    key: str
    value: Any
    fields: Mapping[str, object] = field(default_factory=dict)


def tellable(want: float, mistakes: Sequence[Mistake]) -> bool:
    """Whether each mistake leads to a number of its own, and none to the right one."""
    numbers = [round(float(value), 6) for value in (want, *(mistake.value for mistake in mistakes))]
    return len(set(numbers)) == len(numbers)


# Variants that take time to compute come as a function, which is called only where something is wrong.
Mistakes = Sequence[Mistake] | Callable[[], Sequence[Mistake]]


def recognise(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Any,
    want: Any,
    mistakes: Mistakes = (),
    tolerance: Tolerance = FLOAT32,
    table: Sequence[Fingerprint] | None = None,
) -> Told:
    """The mistakes that explain the numbers; empty where none is recognised.

    The table of fingerprints is the one for histories, or that for values, where no other is given.
    """
    if table is None:
        numbers = isinstance(want, (list, tuple)) and all(number(entry) is not None for entry in want)
        table = IN_HISTORIES if numbers else IN_VALUES
    found = _fitting(got, want, mistakes, tolerance)
    return found or _general(function, arguments, got, want, tolerance, table)


def recognise_step(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Sequence[Any],
    want: Sequence[torch.Tensor],
    start: Sequence[torch.Tensor],
    mistakes: Mistakes = (),
    tolerance: Tolerance = TRAJECTORY,
) -> Told:
    """The same for parameters that were updated from `start`: what is compared are the steps."""
    known = [
        Mistake(UNMOVED, list(start)),
        *(mistakes() if callable(mistakes) else mistakes),
    ]
    found = _fitting(list(got), list(want), known, tolerance)
    alike = len(got) == len(want) and all(form(*pair) is None for pair in zip(got, want, strict=True))
    if alike and not found:
        return step_scaled(function, arguments, _steps(got, start), _steps(want, start), tolerance)
    return found or _general(function, arguments, list(got), list(want), tolerance, IN_VALUES)


def _steps(parameters: Sequence[torch.Tensor], start: Sequence[torch.Tensor]) -> torch.Tensor:
    steps = [one.double() - before.double() for one, before in zip(parameters, start, strict=True)]
    return torch.cat([step.flatten() for step in steps])


def _fitting(got: Any, want: Any, mistakes: Mistakes, tolerance: Tolerance) -> Told:
    known = mistakes() if callable(mistakes) else mistakes
    fitting = (m for m in known if close(got, m.value, tolerance) and not close(m.value, want, tolerance))
    return tuple(dict.fromkeys(Phrase(mistake.key, **mistake.fields) for mistake in fitting))


def _general(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Any,
    want: Any,
    tolerance: Tolerance,
    table: Sequence[Fingerprint],
) -> Told:
    """The mistakes of any function that fit, where `got` is not `want`."""
    pair = compared(got, want, tolerance)
    if pair is None:
        return ()
    one, wanted = pair
    if not isinstance(one, torch.Tensor):
        return by_type(one)
    case = Case(one, wanted, tolerance, tensors_in(arguments), named_sizes(function, arguments))
    if one.dtype == wanted.dtype:
        found = tuple(told for tells in table if (told := tells(case)))
        if found or one.shape == wanted.shape:
            return found
    if one.shape == wanted.shape:
        return by_dtype(one.dtype, wanted.dtype)
    return by_shape(tuple(one.shape), tuple(wanted.shape), shapes_in(arguments))
