"""Plain references for exercise 02. Each that is named as a function of the exercise stands alone.

A function here is what the student's is compared with, and where the student's own fails, its source is the
stand-in that the other functions are judged with: so none may use another, or anything but torch.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor


class Net(torch.nn.Module):
    def __init__(self, n_feature: int, n_output: int) -> None:
        super().__init__()
        self.linear = torch.nn.Linear(n_feature, n_output)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x)  # type: ignore[no-any-return] # torch leaves Module.__call__ untyped


def mse_loss(prediction: Tensor, target: Tensor) -> Tensor:
    if prediction.ndim != target.ndim:
        raise ValueError("prediction and target have different numbers of dimensions")
    return (prediction - target).square().mean()


@dataclass
class Run:
    """What a descent leaves behind: weight and bias, float32, and the loss before each step."""

    parameters: list[Tensor]
    losses: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Variant:
    """How a descent goes; anything but the defaults is a known mistake."""

    factor: float = -1.0  # of the step
    resets: bool = True  # whether the gradients of earlier steps are forgotten
    momentum: float = 0.0
    late: bool = False  # whether the loss is measured after the update
    bias: bool = True  # whether the bias moves
    single: bool = False  # whether a step looks at one row, the next one each time


RIGHT = Variant()


def descend(
    start: list[Tensor], x: Tensor, y: Tensor, num_steps: int, lr: float, variant: Variant = RIGHT
) -> Run:
    """Gradient descent in float64 on the mean squared error of x Wᵀ + b, with its derivative written out.

    `start` is [W (outputs, features), b (outputs,)].
    """
    weight, bias = (value.double() for value in start)
    x, y = x.double(), y.double()
    kept = [torch.zeros_like(weight), torch.zeros_like(bias)]
    share = variant.momentum if variant.resets else 1.0  # of the old gradients, added to the new ones
    losses = []
    for step in range(num_steps):
        rows = slice(step % len(x), step % len(x) + 1) if variant.single else slice(None)
        error = x[rows] @ weight.T + bias - y[rows]
        gradients = [2 * error.T @ x[rows] / error.numel(), 2 * error.sum(0) / error.numel()]
        kept = [new + share * old for new, old in zip(gradients, kept, strict=True)]
        weight = weight + variant.factor * lr * kept[0]
        bias = bias + variant.factor * lr * kept[1] * variant.bias
        after = x[rows] @ weight.T + bias - y[rows]
        losses.append(float((after if variant.late else error).square().mean()))
    return Run([weight.float(), bias.float()], losses)


def adam(start: list[Tensor], x: Tensor, y: Tensor, num_steps: int, lr: float) -> list[Tensor]:
    """Weight and bias after that many steps of torch's Adam, the most likely other optimiser."""
    weight, bias = (value.clone().requires_grad_() for value in start)
    optimizer = torch.optim.Adam([weight, bias], lr=lr)
    for _ in range(num_steps):
        optimizer.zero_grad()
        (x @ weight.T + bias - y).square().mean().backward()  # type: ignore[no-untyped-call] # torch's own
        optimizer.step()
    return [weight.detach(), bias.detach()]
