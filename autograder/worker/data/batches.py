"""A loader that cuts its batches from tensors in memory."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch.utils.data import TensorDataset


class Batches:
    """An iterable of `(images, labels)` mini-batches with a length, as training loops expect.

    `torch.utils.data.DataLoader` fetches one example at a time and stacks them; slicing a tensor that is
    in memory already is several times faster. The last batch may be smaller. With `shuffle` each pass
    draws a fresh order from torch's global generator, without it the order stays.
    """

    def __init__(
        self, images: torch.Tensor, labels: torch.Tensor, batch_size: int, shuffle: bool = False
    ) -> None:
        if len(images) != len(labels) or batch_size < 1:
            raise ValueError("images and labels need the same length, and batch_size must be at least 1")
        self.dataset = TensorDataset(images, labels)
        self.batch_size = batch_size
        self.shuffle = shuffle

    def __len__(self) -> int:
        return -(-len(self.dataset) // self.batch_size)

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        images, labels = self.dataset.tensors
        order = torch.randperm(len(labels), device=labels.device) if self.shuffle else None
        for start in range(0, len(labels), self.batch_size):
            if order is None:
                rows = slice(start, start + self.batch_size)
                yield images[rows], labels[rows]
            else:
                chosen = order[start : start + self.batch_size]
                yield images[chosen], labels[chosen]
