"""Plain references for exercise 03, in torch's own words. Each stands alone.

`Net` is also the stand-in with which `train` is judged where the student's own fails: so it may use nothing
but torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor


class Net(torch.nn.Module):
    def __init__(self, n_feature: int, n_hidden: int, n_output: int) -> None:
        super().__init__()
        self.first = torch.nn.Linear(n_feature, n_hidden)
        self.second = torch.nn.Linear(n_hidden, n_output)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.second(torch.relu(self.first(x)))  # type: ignore[no-any-return]


def points(n_data: int, a: float) -> tuple[Tensor, Tensor]:
    """The columns of create_dataset without noise."""
    x = torch.linspace(-1, 1, n_data).unsqueeze(1)
    y = x**a
    return x, y - y.mean()


def network(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    """Linear, ReLU, Linear; weights are laid out as nn.Linear lays them out, (out, in)."""
    return torch.relu(x @ W1.T + b1) @ W2.T + b2


@dataclass
class Run:
    """What a training leaves behind: the parameters, the loss before each step, and how near a kink came.

    `nearest` is the smallest |input of a relu| on the way. Where it is 0 the derivative is open.
    """

    params: list[Tensor]
    losses: list[float] = field(default_factory=list)
    nearest: float = float("inf")


def train(
    params: Sequence[Tensor],
    x: Tensor,
    y: Tensor,
    num_steps: int,
    lr: float,
    *,
    resets: bool = True,
    momentum: float = 0.0,
) -> Run:
    """Full-batch gradient descent on the mean squared error, from copies of `params`.

    The keywords make the wrong variants that the first step does not give away: gradients that are never
    reset, and an optimiser with momentum.
    """
    run = Run([parameter.detach().clone().requires_grad_() for parameter in params])
    for _ in range(num_steps):
        loss = ((network(x, *run.params) - y) ** 2).mean()
        inputs = x @ run.params[0].detach().T + run.params[1].detach()
        run.nearest = min(run.nearest, inputs.abs().min().item())
        loss.backward()  # type: ignore[no-untyped-call] # torch leaves Tensor.backward untyped
        run.losses.append(loss.item())
        _step(run.params, lr, 1.0 if not resets else momentum)
    run.params = [parameter.detach() for parameter in run.params]
    return run


def _step(params: Sequence[Tensor], lr: float, kept: float) -> None:
    """One update; this share of each gradient is kept, and the next one is added to it."""
    with torch.no_grad():
        for parameter in params:
            assert parameter.grad is not None
            parameter -= lr * parameter.grad
            parameter.grad *= kept
