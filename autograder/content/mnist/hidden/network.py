"""The network of both halves of exercise 06 on the grader's side, and how wrong it is."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from . import reference

Batch = tuple[Tensor, Tensor]  # images and labels


def logits(images: Tensor, W1: Tensor, b: Tensor, W2: Tensor) -> Tensor:
    """The ten scores of each image; `W1` is `(784, h)`, `b` is `(h,)`, `W2` is `(h, 10)`."""
    return torch.relu(images.reshape(-1, W1.shape[0]) @ W1 + b) @ W2


def loss(W1: Tensor, b: Tensor, W2: Tensor, images: Tensor, labels: Tensor) -> Tensor:
    """The mean cross-entropy of a batch."""
    return F.cross_entropy(logits(images, W1, b, W2), labels)


def losses(batches: Sequence[Batch], params: Sequence[Tensor]) -> list[float]:
    """The loss of each batch."""
    return [F.cross_entropy(logits(images, *params), labels).item() for images, labels in batches]


def accuracies(batches: Sequence[Batch], params: Sequence[Tensor]) -> list[float]:
    """The fraction of each batch's images that are read rightly."""
    return [reference.accuracy(logits(images, *params), labels).item() for images, labels in batches]
