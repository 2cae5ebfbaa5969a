"""Gradient descent on the grader's side: right, and with the mistakes that loops are known for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

Batch = Sequence[Tensor]
Loss = Callable[..., Tensor]  # of the parameters, and then of a batch


@dataclass(frozen=True)
class Way:
    """How to descend. With nothing changed it is right; each change is a known mistake."""

    optimizer: Callable[..., torch.optim.Optimizer] = torch.optim.SGD  # from the parameters and lr
    scale: float = 1.0  # of the gradient: -1 climbs, 1/n divides by n once more
    resets: bool = True  # whether the gradients of the last update are forgotten
    once: bool = False  # one update an epoch, by its last batch alone
    late: bool = False  # losses are measured after the update that they lead to
    anew: bool = False  # a new optimizer in each epoch
    learning: Sequence[int] | None = None  # the places of the parameters that learn; None: all


RIGHT = Way()


@dataclass(frozen=True, eq=False)
class Epoch:
    """The parameters after an epoch's updates, and the losses of its batches, in order."""

    params: list[Tensor]
    losses: list[Tensor]

    @property
    def mean(self) -> float:
        """The plain mean of the batches' losses."""
        return sum(loss.item() for loss in self.losses) / len(self.losses)


def descend(
    loss: Loss, start: Sequence[Tensor], epochs: Iterable[Sequence[Batch]], lr: float, way: Way = RIGHT
) -> list[Epoch]:
    """Descend on `loss(*params, *batch)` from copies of `start`, through the batches of each epoch.

    The loss may be a vector, of runs side by side that share no parameter: its entries are added up.
    """
    params = [value.detach().clone().requires_grad_() for value in start]
    optimizer = _optimizer(params, lr, way)
    run = []
    for batches in epochs:
        if way.anew:
            optimizer = _optimizer(params, lr, way)
        run.append(_epoch(loss, params, batches, optimizer, way))
    return run


def means(run: Sequence[Epoch]) -> list[float]:
    """The mean loss of each epoch: of a run in full batches, the loss of each step."""
    return [epoch.mean for epoch in run]


def ends(run: Sequence[Epoch], start: Sequence[Tensor]) -> list[Tensor]:
    """Where a run leads: to its start, where it has no epoch."""
    return run[-1].params if run else list(start)


def _optimizer(params: Sequence[Tensor], lr: float, way: Way) -> torch.optim.Optimizer:
    places = range(len(params)) if way.learning is None else way.learning
    return way.optimizer([params[place] for place in places], lr=lr)


def _epoch(
    loss: Loss, params: list[Tensor], batches: Sequence[Batch], optimizer: torch.optim.Optimizer, way: Way
) -> Epoch:
    losses: list[Any] = []
    for number, batch in enumerate(batches, 1):
        now = loss(*params, *batch)
        if not way.once or number == len(batches):
            (way.scale * now).sum().backward()  # type: ignore[no-untyped-call] # as torch leaves it
            optimizer.step()
            if way.resets:
                optimizer.zero_grad()
        losses.append(loss(*params, *batch) if way.late else now)
    return Epoch([value.detach().clone() for value in params], [one.detach() for one in losses])
