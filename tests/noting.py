"""Notes of what checks draw and send to the student's code, for tests that look for it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import numpy as np
import pytest
import torch

from autograder.checks.draw import Draw, DrawnName
from autograder.grading import pytest_plugin
from autograder.sandbox.student import RemoteFunction
from autograder.worker.wire.protocol import Request
from autograder.worker.wire.values import Leaf, Loader


@dataclass
class Notes:
    """What was drawn in and sent by each check, in the longest of its runs."""

    by_check: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    check: str = ""
    now: list[Any] = field(default_factory=list)

    def begin(self, check: str) -> None:
        self.check, self.now = check, []

    def note(self, value: Any) -> None:
        self.now.append(value)
        if len(self.now) > len(self.by_check[self.check]):
            self.by_check[self.check] = self.now

    def entries(self, check: str) -> torch.Tensor:
        """Every floating number, those in tensors too, float64 `(n,)`."""
        parts = [
            torch.as_tensor(value) for value in leaves_of(self.by_check[check], (torch.Tensor, np.ndarray))
        ]
        numbers = [torch.tensor(self.scalars(check)).double()]
        return torch.cat([*numbers, *(one.flatten().double() for one in parts if one.is_floating_point())])

    def scalars(self, check: str) -> list[float]:
        """The floats that are not in tensors; whole ones stand anywhere."""
        return [value for value in leaves_of(self.by_check[check], (float,)) if value % 1]

    def names(self, check: str) -> list[str]:
        return list(leaves_of(self.by_check[check], (DrawnName,)))


def leaves_of(value: Any, kinds: tuple[type, ...]) -> Iterator[Any]:
    """Everything of these kinds in what was drawn or sent."""
    if isinstance(value, kinds):
        yield value
    parts = list(vars(value).values()) if isinstance(value, (Leaf, Loader)) else value
    if isinstance(parts, (list, tuple)):
        for part in parts:
            yield from leaves_of(part, kinds)


DRAWS = ("normal", "uniform", "probabilities", "classes", "permutation", "name", "integer")


def noting(notes: Notes, method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of Draw that notes what it hands out; a tensor of one number is noted as that number."""

    @wraps(method)
    def handed_out(*arguments: Any, **options: Any) -> Any:
        value = method(*arguments, **options)
        single = isinstance(value, torch.Tensor) and value.numel() == 1
        notes.note(value.item() if single else value)
        return value

    return handed_out


@contextmanager
def noted() -> Iterator[Notes]:
    """Notes that fill while something is graded in this process."""
    notes, ask, run = Notes(), RemoteFunction._ask, pytest_plugin.run_check

    def noted_ask(function: RemoteFunction, request: Request, *rest: Any) -> Any:
        notes.note([value for name, value in vars(request).items() if name != "target"])
        return ask(function, request, *rest)

    def noted_run(item: Any, worker: Any, seed: int) -> Any:
        notes.begin(pytest_plugin.check_in(item).id)
        return run(item, worker, seed)

    with pytest.MonkeyPatch.context() as patch:
        for name in DRAWS:
            patch.setattr(Draw, name, noting(notes, getattr(Draw, name)))
        patch.setattr(RemoteFunction, "_ask", noted_ask)
        patch.setattr(pytest_plugin, "run_check", noted_run)
        yield notes
