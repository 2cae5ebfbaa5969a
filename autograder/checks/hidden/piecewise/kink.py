"""Training on the kink itself, from a start that leads there, judged on numbers not trained on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import torch

from autograder.checks.compare import form
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.hidden.piecewise.runs import outputs
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction

# 20 examples in batches of 2: 300 updates, less than a tenth of a second on one core.
N_EXAMPLES, RATE, BATCH, EPOCHS = 20, 0.001, 2, 30


class KinkTask:
    """f(x) = 0 for x < 0, 2x + 1 for x ≥ 0, and a start with all weights positive and no relu asleep."""

    def __init__(self, draw: Draw) -> None:
        self.x = -20 + 40 * torch.arange(N_EXAMPLES) / N_EXAMPLES
        self.y = target(self.x)
        weights, biases = draw.uniform(3, low=0.6, high=0.9), draw.uniform(3, low=0.0, high=0.3)
        self.start = torch.stack([weights, biases], 1).flatten()
        # Between the examples -2 and 0 the data do not say where the kink lies.
        self.test = torch.cat(
            [draw.uniform(100, low=-20.0, high=-2.0), draw.uniform(100, low=0.0, high=18.0)]
        )

    def loss(self, params: torch.Tensor) -> float:
        """The mean of (ŷ - y)² / 2 over the test inputs, for parameters `(6,)`."""
        return float(((outputs(params[None], self.test)[0] - target(self.test).double()) ** 2 / 2).mean())


def target(x: torch.Tensor) -> torch.Tensor:
    return torch.where(x < 0, torch.zeros_like(x), 2 * x + 1)


def expect_kink(
    function: RemoteFunction, arguments: Sequence[Any], task: KinkTask, params: Sequence[torch.Tensor]
) -> None:
    """The trained network is as close to f as correct code comes."""
    whole = all(form(parameter, torch.zeros(1, 1)) is None for parameter in params)
    loss = task.loss(torch.cat(list(params)).flatten()) if whole else float("nan")
    if not loss <= threshold():
        raise CheckFailure(
            f"{function.name} does not find the kink from a start that leads there.",
            called=called(function, arguments),
            expected=f"a mean loss of at most {threshold():g} on numbers it never saw",
            got=f"a mean loss of {loss:.3g}" if whole else "parameters of another shape or dtype",
            next="Train on your own machine for as many epochs, and draw the network beside f.",
        )


@cache
def threshold() -> float:
    """The loss that fewer than one in a thousand correct runs exceed (benchmarks/calibrate_piecewise.py)."""
    text = files(__package__).joinpath("thresholds.json").read_text(encoding="utf-8")
    return float(json.loads(text)["threshold"])
