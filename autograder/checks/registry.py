"""The `@check` decorator: what a check is worth and which layer of which function it judges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.report import LAYERS

CheckFunction = TypeVar("CheckFunction", bound=Callable[..., None])


@dataclass(frozen=True)
class Check:
    """One check of one function of an exercise."""

    exercise: str
    function: str
    slug: str
    layer: str
    visibility: str
    title: str
    points: float
    stretch: bool

    @property
    def id(self) -> str:
        """What names the check in reports and on the command line: "mnist.softmax.any-rank"."""
        return f"{self.exercise}.{self.function}.{self.slug}"


def check(
    function: str, *, layer: str, points: float, title: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Mark a pytest function as a check of `function`.

    The module that holds it names the exercise and says whether it is public or hidden; the rest of the
    test's name, after the function's, makes its identifier: `test_softmax_any_rank` of `mnist.hidden` is
    `mnist.softmax.any-rank`. The layer `stretch` makes its points a bonus.
    """
    if layer not in LAYERS:
        raise ValueError(f"{layer!r} is not a layer; the layers are {', '.join(LAYERS)}")

    def mark(test: CheckFunction) -> CheckFunction:
        exercise, visibility = test.__module__.split(".")[2:4]
        # A class is called FullyConnected, and its tests are named after fully_connected.
        words = re.sub("(?<=[a-z])(?=[A-Z])", "_", function).lower()
        name = test.__name__.removeprefix(f"test_{function}_").removeprefix(f"test_{words}_")
        info = Check(
            exercise, function, name.replace("_", "-"), layer, visibility, title, points, layer == "stretch"
        )
        test.check = info  # type: ignore[attr-defined] # pytest hands the function back as it was marked
        return test

    return mark


def check_of(test: Any) -> Check:
    """The record that `check` left on a pytest function."""
    record: Check = test.check
    return record
