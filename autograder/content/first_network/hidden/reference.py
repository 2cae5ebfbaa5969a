"""Plain references for exercise 01, in torch's own words. Each stands alone.

Where a student's function fails, its source here is the stand-in that the other functions are judged with:
so none may use another, or anything but torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor


def make_network(n_hidden: int) -> torch.nn.Module:
    return torch.nn.Sequential(torch.nn.Linear(1, n_hidden), torch.nn.ReLU(), torch.nn.Linear(n_hidden, 1))


def affine(v: Tensor, weights: Tensor, biases: Tensor) -> Tensor:
    return torch.nn.functional.linear(v, weights, biases)


def predict(network: torch.nn.Module, x: Any) -> Any:
    with torch.no_grad():
        return network(torch.as_tensor(x, dtype=torch.float32)).numpy()


def hidden(x: Tensor, W1: Tensor, b1: Tensor) -> Tensor:
    """What the hidden neurons compute before their ReLU: `(n, h)`."""
    return x @ W1.T + b1


def output(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """The network for a column x `(n, 1)`: `W1 (h, 1)`, `b1 (h,)`, `W2 (1, h)`, `b2 (1,)` → `(n, 1)`."""
    return torch.relu(hidden(x, W1, b1)) @ W2.T + b2


def squared(outputs: Tensor, targets: Tensor) -> Tensor:
    return ((outputs - targets) ** 2).mean()


@dataclass
class Run:
    """What training leaves behind: W1, b1, W2 and b2, and the loss of each step."""

    params: list[Tensor]
    losses: list[float] = field(default_factory=list)


def descend(
    params: Sequence[Tensor],
    x: Tensor,
    y: Tensor,
    steps: int,
    lr: float,
    *,
    loss_of: Callable[[Tensor, Tensor], Tensor] = squared,
    adam: bool = False,
    resets: bool = True,
    sign: float = -1.0,
    late: bool = False,
    one_by_one: bool = False,
) -> Run:
    """Full-batch gradient descent from copies of `params`, and its losses.

    The keywords make the known wrong variants: another loss, another optimiser (Adam), gradients that are
    never reset, a step added instead of taken away, the loss measured late (after its update), an update for
    one sample after the other.
    """
    run = Run([parameter.detach().clone().requires_grad_() for parameter in params])
    update = torch.optim.Adam(run.params, lr=lr).step if adam else lambda: _step(run.params, sign * lr)
    parts = [(x[i : i + 1], y[i : i + 1]) for i in range(len(x))] if one_by_one else [(x, y)]
    for _ in range(steps):
        losses = []
        for inputs, targets in parts:
            if resets:
                _reset(run.params)
            loss = loss_of(output(inputs, *run.params), targets)
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves Tensor.backward untyped
            update()
            losses.append(loss.item())
        run.losses.append(sum(losses) / len(losses))
        if late:
            run.losses[-1] = loss_of(output(x, *run.params), y).item()
    run.params = [parameter.detach() for parameter in run.params]
    return run


def _reset(params: Sequence[Tensor]) -> None:
    for parameter in params:
        parameter.grad = None


def _step(params: Sequence[Tensor], rate: float) -> None:
    with torch.no_grad():
        for parameter in params:
            assert parameter.grad is not None
            parameter += rate * parameter.grad
