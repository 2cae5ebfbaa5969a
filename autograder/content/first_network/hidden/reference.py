"""Plain references for exercise 01, in torch's own words. Each stands alone.

Where a student's function fails, its source here is the stand-in that the other functions are judged with:
so none may use another, or anything but torch.
"""

from __future__ import annotations

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


def loss(*values: Tensor) -> Tensor:
    """The mean squared error of that network: of W1, b1, W2, b2 and the columns x and y."""
    *params, x, y = values
    return ((output(x, *params) - y) ** 2).mean()
