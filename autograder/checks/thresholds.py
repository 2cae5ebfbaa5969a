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
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase


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
    function: RemoteFunction, arguments: Sequence[Any], error: float | None, limit: float, kind: str
) -> None:
    """The error (None: the parameters changed shape or dtype) does not exceed the limit; NaN does."""
    if error is None or not error <= limit:
        raise _missed(function, arguments, kind, None if error is None else f"{error:.4g}")


def expect_at_least(
    function: RemoteFunction, arguments: Sequence[Any], accuracy: float | None, limit: float, kind: str
) -> None:
    """The accuracy (None: the parameters changed shape or dtype) reaches the limit."""
    if accuracy is None or not accuracy >= limit:
        raise _missed(function, arguments, kind, None if accuracy is None else f"{accuracy:.0%}")


def _missed(function: RemoteFunction, arguments: Sequence[Any], kind: str, got: str | None) -> CheckFailure:
    return CheckFailure(kind, function, arguments, got=got or Phrase("parameters-lost"))
