"""Words for what training reaches, judged by thresholds that come from measured runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import torch

from autograder.checks.compare import form
from autograder.checks.failure import CheckFailure
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction


@cache
def measured(package: str) -> dict[str, Any]:
    """What correct and wrong runs reach, and the threshold: the table that benchmarks/calibrate.py writes."""
    text = files(package).joinpath("thresholds.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def alike(got: Sequence[Any], start: Sequence[torch.Tensor]) -> bool:
    """Whether these are finite parameters of the form of those that training began with."""
    return len(got) == len(start) and all(
        form(one, before) is None and bool(torch.isfinite(one).all())
        for one, before in zip(got, start, strict=True)
    )


def expect_at_most(
    function: RemoteFunction,
    arguments: Sequence[Any],
    error: float | None,
    limit: float,
    *,
    fact: str,
    says: str,
    next: str,
) -> None:
    """The error (None: the parameters changed shape or dtype) does not exceed the limit; NaN does."""
    if error is None or not error <= limit:
        raise _missed(
            function, arguments, error, f"{says} as small as right solutions reach", "{:.4g}", fact, next
        )


def expect_at_least(
    function: RemoteFunction,
    arguments: Sequence[Any],
    accuracy: float | None,
    limit: float,
    *,
    fact: str,
    says: str,
    next: str,
) -> None:
    """The accuracy (None: the parameters changed shape or dtype) reaches the limit."""
    if accuracy is None or not accuracy >= limit:
        raise _missed(
            function,
            arguments,
            accuracy,
            f"as many of {says} right as right solutions get",
            "{:.0%}",
            fact,
            next,
        )


def _missed(
    function: RemoteFunction,
    arguments: Sequence[Any],
    value: float | None,
    expected: str,
    style: str,
    fact: str,
    next: str,
) -> CheckFailure:
    return CheckFailure(
        f"{function.name} {fact}.",
        called=called(function, arguments),
        expected=expected,
        got="parameters of another shape or dtype, or not finite" if value is None else style.format(value),
        next=next,
    )
