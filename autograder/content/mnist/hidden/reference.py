"""Plain references for exercise 06, in torch's own words. Each stands alone.

A function here is what the student's is compared with, and where the student's own fails, its source is the
stand-in that the other functions are judged with: so none may use another, or anything but torch.
A stand-in takes whatever a right answer may take, and leaves behind what the most callers can work with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor

Batch = tuple[Tensor, Tensor]


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


@dataclass
class Run:
    """What a training loop leaves behind: the parameters, and the history, an entry an epoch."""

    params: list[Tensor]
    training_loss: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)


def logits(images: Tensor, W1: Tensor, b: Tensor, W2: Tensor) -> Tensor:
    """The network of both halves of the exercise: `W1 (784, h)`, `b (h,)`, `W2 (h, 10)`."""
    return torch.relu(images.reshape(-1, W1.shape[0]) @ W1 + b) @ W2


def train(
    params: Sequence[Tensor],
    training: Iterable[Batch],
    validation: Sequence[Batch],
    n_epochs: int,
    lr: float,
    *,
    resets: bool = True,
    sign: float = -1.0,
    once: bool = False,
    late: bool = False,
    early: bool = False,
    alike: bool = False,
) -> Run:
    """Mini-batch SGD on the cross-entropy, from copies of `params`, and its history.

    The keywords make the known wrong variants: gradients that are never reset, a step added instead of taken
    away, one update an epoch instead of one a batch, the loss measured late (after its update), validation
    early (before the epoch's training), its batches weighted alike whatever their size.
    """
    run = Run([parameter.detach().clone().requires_grad_() for parameter in params])
    for _ in range(n_epochs):
        if early:
            _validate(run, validation, alike)
        losses = []
        batches = list(training)
        for number, (images, labels) in enumerate(batches, 1):
            loss = F.cross_entropy(logits(images, *run.params), labels)
            losses.append(loss.item())
            if once and number < len(batches):
                continue
            loss.backward()  # type: ignore[no-untyped-call] # torch leaves Tensor.backward untyped
            _step(run.params, sign * lr, resets)
            if late:
                losses[-1] = F.cross_entropy(logits(images, *run.params), labels).item()
        run.training_loss.append(sum(losses) / len(losses))
        if not early:
            _validate(run, validation, alike)
    run.params = [parameter.detach() for parameter in run.params]
    return run


def _step(params: Sequence[Tensor], rate: float, resets: bool) -> None:
    with torch.no_grad():
        for parameter in params:
            assert parameter.grad is not None
            parameter += rate * parameter.grad
            if resets:
                parameter.grad = None


def _validate(run: Run, validation: Sequence[Batch], alike: bool) -> None:
    with torch.no_grad():
        outputs = [(logits(images, *run.params), labels) for images, labels in validation]
    weights = [1 if alike else len(labels) for _, labels in outputs]
    losses, accuracies = (
        [F.cross_entropy(*one).item() for one in outputs],
        [accuracy(*one).item() for one in outputs],
    )
    run.validation_loss.append(weighted_mean(losses, weights))
    run.validation_accuracy.append(weighted_mean(accuracies, weights))


def weighted_mean(numbers: Sequence[float], weights: Sequence[float]) -> float:
    return sum(number * weight for number, weight in zip(numbers, weights, strict=True)) / sum(weights)
