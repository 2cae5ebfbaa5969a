"""Plain references for exercise 05, in torch's own words.

The functions that students write too are stand-ins where the student's own fail: each of them stands alone,
and uses nothing but torch. Behind them: the right targets, and the training loop with its wrong variants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.checks.modules import in_order


class FCNN(torch.nn.Module):
    def __init__(self, dims: Sequence[int], activation: str, last_activation: str) -> None:
        super().__init__()
        known: dict[str, Any] = {
            "relu": torch.nn.ReLU,
            "sigmoid": torch.nn.Sigmoid,
            "tanh": torch.nn.Tanh,
            "softmax": lambda: torch.nn.Softmax(dim=-1),
            "linear": torch.nn.Identity,
        }
        self.between, self.at_the_end = known[activation](), known[last_activation]()
        pairs = [(dims[place], dims[place + 1]) for place in range(len(dims) - 1)]
        layers = [torch.nn.Linear(d_in, d_out) for d_in, d_out in pairs]
        for layer in layers:
            torch.nn.init.normal_(layer.weight, 0.0, 1 / layer.in_features)
        self.layers = torch.nn.ModuleList(layers)

    def forward(self, xx: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        for layer in self.layers[:-1]:
            xx = self.between(layer(xx))
        z = self.layers[-1](xx)
        return self.at_the_end(z), z


def make_loss(kind: str) -> torch.nn.Module:
    losses: dict[str, Any] = {
        "regression": torch.nn.MSELoss,
        "binary": torch.nn.BCEWithLogitsLoss,
        "multiclass": torch.nn.CrossEntropyLoss,
    }
    made: torch.nn.Module = losses[kind]()
    return made


def make_optimizer(name: str, params: Any, lr: float) -> torch.optim.Optimizer:
    optimizers: dict[str, Any] = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    made: torch.optim.Optimizer = optimizers[name](params, lr=lr)
    return made


def next_batch(
    XX: torch.Tensor, YY: torch.Tensor, kind: str, j: int = 0, size: int | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    size = len(XX) if size is None else size
    x, y = XX[j * size : (j + 1) * size], YY[j * size : (j + 1) * size]
    return x, y.reshape(-1).long() if kind == "multiclass" else y


def predict_grid(model: torch.nn.Module, XX_grid: torch.Tensor, kind: str) -> np.ndarray[Any, Any]:
    with torch.no_grad():
        y_pred = model(XX_grid)[0]
    y_pred = y_pred.argmax(1) if kind == "multiclass" else y_pred
    array: np.ndarray[Any, Any] = y_pred.cpu().numpy()
    return array


def targets(name: str, XX: Tensor) -> Tensor:
    """The right `YY (n, 1)`, float32, of points `XX (n, 2)`."""
    x1, x2 = XX[:, :1], XX[:, 1:]
    if name == "prod":
        return x1 * x2
    if name == "xor":
        return (x1 * x2 < 0).float()
    return torch.where(x2 >= 0, (x1 < 0).float(), 3 - (x1 < 0).float())


LAST = {"regression": "linear", "binary": "sigmoid", "multiclass": "softmax"}


def network(
    dims: Sequence[int], params: Sequence[Tensor], activation: str, kind_or_last: str
) -> torch.nn.Module:
    """A network that holds copies of `params`: weights `(out, in)` and biases `(out,)`, a pair a layer."""
    model = FCNN(dims, activation, LAST.get(kind_or_last, kind_or_last))
    with torch.no_grad():
        own = list(model.parameters())
        for parameter, value in zip(own, in_order(params, own), strict=True):
            parameter.copy_(value)
    return model


@dataclass(frozen=True)
class Way:
    """A way to train; the switches below `optimizer` make the known wrong variants of it."""

    kind: str
    epochs: int
    size: int
    lr: float
    optimizer: str = "adam"
    resets: bool = True
    once: bool = False  # one update an epoch, after its last batch
    drops: bool = False  # the last, incomplete batch is left out
    anew: bool = False  # a new optimizer in every epoch
    activated: bool = False  # y_pred goes into the loss, instead of z_pred
    shuffles: bool = False  # right as well: a fresh order of the rows in every epoch

    def but(self, **changes: Any) -> Way:
        return replace(self, **changes)


@dataclass(frozen=True)
class Epoch:
    """The losses of an epoch's batches, each before its update, the batches' sizes, and what followed."""

    losses: list[float]
    sizes: list[int]
    after_updates: list[float]

    @property
    def mean(self) -> float:
        return sum(self.losses) / len(self.losses)

    @property
    def weighted_mean(self) -> float:
        return sum(loss * size for loss, size in zip(self.losses, self.sizes, strict=True)) / sum(self.sizes)


def train(model: torch.nn.Module, XX: Tensor, YY: Tensor, way: Way) -> list[Epoch]:
    """Train the model in place; what was measured on the way, an entry an epoch."""
    optimizer = make_optimizer(way.optimizer, model.parameters(), way.lr)
    epochs = []
    for _ in range(way.epochs):
        if way.anew:
            optimizer = make_optimizer(way.optimizer, model.parameters(), way.lr)
        epochs.append(_epoch(model, XX, YY, way, optimizer))
    return epochs


def _epoch(
    model: torch.nn.Module, XX: Tensor, YY: Tensor, way: Way, optimizer: torch.optim.Optimizer
) -> Epoch:
    whole, rest = divmod(len(XX), way.size)
    n_batches = whole + (rest > 0 and not way.drops)
    order = torch.randperm(len(XX)) if way.shuffles else torch.arange(len(XX))
    epoch, loss_of = Epoch([], [], []), make_loss(way.kind)
    for j in range(n_batches):
        x, target = next_batch(XX[order], YY[order], way.kind, j, way.size)
        if way.resets:
            optimizer.zero_grad()
        loss = loss_of(model(x)[0 if way.activated else 1], target)
        loss.backward()
        if not way.once or j == n_batches - 1:
            optimizer.step()
        with torch.no_grad():
            epoch.after_updates.append(loss_of(model(x)[1], target).item())
        epoch.losses.append(loss.item())
        epoch.sizes.append(len(x))
    return epoch
