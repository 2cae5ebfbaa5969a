"""Plain references for exercise 06, in torch's own words. Each stands alone.

A function here is what the student's is compared with, and where the student's own fails, its source is the
stand-in that the other functions are judged with: so none may use another, or anything but torch.
A stand-in takes whatever a right answer may take, and leaves behind what the most callers can work with.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def relu(x: Tensor) -> Tensor:
    return torch.relu(x)


def softmax(x: Tensor) -> Tensor:
    return torch.softmax(x, dim=-1)


def cross_entropy_loss(predictions: Tensor, targets: Tensor) -> Tensor:
    return torch.nn.functional.nll_loss(predictions.log(), targets)


def accuracy(predictions: Tensor, targets: Tensor) -> Tensor:
    # Of a float and a 0-dim tensor, which are both right, the tensor can do what the float can, and .item().
    return (predictions.argmax(dim=-1) == targets).double().mean()


def model(x: Tensor, W1: Tensor, b: Tensor, W2: Tensor) -> Tensor:
    return torch.softmax(torch.relu(x.reshape(-1, 784) @ W1 + b) @ W2, dim=-1)


def sgd_step(params: Sequence[Tensor], lr: float) -> None:
    with torch.no_grad():
        for parameter in params:
            parameter -= lr * parameter.grad  # type: ignore[operator] # a gradient is there on entry
            parameter.grad.zero_()  # type: ignore[union-attr] # likewise; None would break who resets it again


class FullyConnected(torch.nn.Module):
    def __init__(self, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        self.first = torch.nn.Linear(input_size, hidden_size)
        self.second = torch.nn.Linear(hidden_size, output_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.second(torch.relu(self.first(x.reshape(-1, self.first.in_features))))  # type: ignore[no-any-return]
