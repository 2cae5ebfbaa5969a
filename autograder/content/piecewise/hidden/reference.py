"""Plain references for exercise 04, in torch's own words. Each stands alone.

A function here is what the student's is compared with, and where the student's own fails, its source is the
stand-in that the other functions are judged with: so none may use another, or anything but torch.
A stand-in takes whatever a right answer may take, and leaves behind what the most callers can work with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor


def make_data(num_examples: int) -> tuple[Tensor, Tensor]:
    x = -20 + 40 * torch.arange(num_examples) / num_examples
    return x, torch.where(x < 0, torch.zeros_like(x), 2 * x + 1)


def data_iter(batch_size: int, features: Tensor, labels: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    order = torch.randperm(len(features), device=features.device)
    for rows in torch.split(order, batch_size):
        yield features[rows], labels[rows]


def relu(X: Tensor) -> Tensor:
    return torch.relu(X)


def model(features: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, w3: Tensor, b3: Tensor) -> Tensor:
    hidden = torch.relu(w1 * features + b1)
    return (w3 * torch.relu(w2 * hidden + b2) + b3).reshape(features.shape)  # flat: who calls it may index it


def squared_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    return (y_hat - (y.reshape(y_hat.shape) if y.numel() == y_hat.numel() else y)) ** 2 / 2


def sgd(params: Sequence[Tensor], lr: float, batch_size: int) -> None:
    with torch.no_grad():
        for parameter in params:
            parameter -= lr / batch_size * parameter.grad  # type: ignore[operator] # a gradient is there on entry
            parameter.grad.zero_()  # type: ignore[union-attr] # likewise; None would break who resets it again
