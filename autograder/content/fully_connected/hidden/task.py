"""A whole training with train's defaults, judged at points that the student's code never sees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from autograder.checks.vocabulary import Draw, RemoteFunction, alike, expect_at_least, measured

from . import reference
from .networks import outputs

HIDDEN = 8


class SignTask:
    """'xor' on 200 points, turned by an angle drawn for this run, from a start that is known to work.

    The eight relus of the start look into eight directions, which together can draw any of these boundaries;
    the square is turned so that a network that was trained before is worthless.
    """

    dims = (2, HIDDEN, 1)
    epochs, size, lr = 200, 50, 0.01  # the defaults of train

    def __init__(self, draw: Draw) -> None:
        angle = draw.uniform(1, high=2 * math.pi)
        cosine, sine = angle.cos(), angle.sin()
        self.turn = torch.stack([torch.cat([cosine, -sine]), torch.cat([sine, cosine])])
        directions = 2 * math.pi * (torch.arange(HIDDEN) + draw.uniform(HIDDEN, low=-0.2, high=0.2)) / HIDDEN
        self.start = [
            torch.stack([directions.cos(), directions.sin()], dim=1),
            draw.uniform(HIDDEN, low=-0.1, high=0.1),
            draw.uniform(1, HIDDEN, low=-0.5, high=0.5),
            torch.zeros(1),
        ]
        self.XX, self.YY = self._points(draw, 200)
        self.unseen = self._points(draw, 2000)

    def _points(self, draw: Draw, n: int) -> tuple[Tensor, Tensor]:
        points = draw.uniform(n, 2, low=-1)
        return points @ self.turn, reference.targets("xor", points)

    def accuracy(self, params: Sequence[Tensor]) -> float:
        """The fraction of unseen points that a network of these parameters puts into the right class."""
        XX, YY = self.unseen
        z = outputs(params, XX, "relu", "sigmoid")[1]
        return float(((z > 0).float() == YY).double().mean())


def expect_accuracy(
    function: RemoteFunction, arguments: Sequence[Any], task: SignTask, params: Sequence[Any]
) -> None:
    """The trained parameters answer as well as correct code makes them."""
    accuracy = task.accuracy(params) if alike(params, task.start) else None
    expect_at_least(function, arguments, accuracy, measured(__package__)["threshold"], "wrong-too-often")
