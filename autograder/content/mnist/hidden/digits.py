"""Training on real digits, judged by the grader on images whose labels never leave it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import torch

from autograder.checks.compare import TRAJECTORY, close
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.thresholds import alike, expect_at_least, measured
from autograder.data import Dataset
from autograder.sandbox.student import RemoteFunction
from autograder.worker.data.batches import Batches
from autograder.worker.wire.values import Loader

from . import reference
from .variants import descend

BATCH = 50
UPDATES = 300
CLASSES = 10
FEW = 20  # batches: those who train on more of them learn to read
NEAR = 0.05  # above the threshold: of the digits, the reference ends below that in one task of a hundred


class DigitTask:
    """A training run on part of the data, under secret names of the classes.

    The classes are renamed by a permutation drawn for this run, so that stored labels are worthless.
    """

    hidden = 32
    lr = 0.2

    def __init__(self, dataset: Dataset, draw: Draw) -> None:
        self.dataset = dataset
        self.names = draw.permutation(CLASSES)
        order = draw.permutation(len(dataset.train_labels))
        n_train = min(5000, (len(order) - 100) // BATCH * BATCH)
        self.training = self._loader(order[:n_train])
        self.validation = self._loader(order[n_train : n_train + 2 * BATCH])
        self.epochs = math.ceil(UPDATES / (n_train // BATCH))
        self.start = [
            draw.normal(784, self.hidden) / math.sqrt(784),
            torch.zeros(self.hidden),
            draw.normal(self.hidden, CLASSES) / math.sqrt(self.hidden),
        ]

    def _loader(self, rows: torch.Tensor) -> Loader:
        images = self.dataset.train_images[rows].unsqueeze(1)
        return Loader(images, self.names[self.dataset.train_labels[rows]], BATCH)

    def accuracy(self, params: Sequence[torch.Tensor]) -> float:
        """The fraction of the test images that a network of these parameters reads rightly."""
        predictions = reference.logits(scaled_test_images(self.dataset), *params)
        return reference.accuracy(predictions, self.names[self.dataset.test_labels]).item()

    def end(self, most: int | None = None) -> list[torch.Tensor]:
        """The parameters where the reference ends, or who trains on the first few batches of each epoch."""
        images, sgd = self.training.images.float() / 255, partial(torch.optim.SGD, lr=self.lr)
        batches = list(Batches(images, self.training.labels, BATCH))
        return descend(self.start, batches[:most], self.epochs, sgd)

    def cut_short(self, params: Sequence[torch.Tensor]) -> bool:
        """Whether training on the first few batches of each epoch leads to these parameters."""
        few = range(1, min(FEW, len(self.training.labels) // BATCH))
        return any(close(list(params), self.end(count), TRAJECTORY) for count in few)


def telling_task(dataset: Dataset, draw: Draw) -> DigitTask:
    """A task in which the reference ends well above the threshold: in one of thousands it ends below."""
    task = DigitTask(dataset, draw)
    while task.accuracy(task.end()) < threshold(dataset) + NEAR:
        task = DigitTask(dataset, draw)
    return task


def threshold(dataset: Dataset) -> float:
    """The fraction of the test images that right solutions read."""
    return float(measured(__package__)[dataset.name]["threshold"])


def expect_accuracy(
    function: RemoteFunction, arguments: Sequence[Any], task: DigitTask, params: Sequence[Any]
) -> None:
    """The trained parameters read test images at least as well as correct code does.

    Three batches an epoch reach that, too, once in twenty runs: near the threshold it must not be they.
    """
    least = threshold(task.dataset)
    reached = task.accuracy(params) if alike(params, task.start) else None
    short = reached is not None and reached < least + NEAR and task.cut_short(params)
    try:
        expect_at_least(
            function,
            arguments,
            reached,
            math.inf if short else least,
            fact="leaves a network that reads too few digits it never saw",
            says="the test images",
            next="Train on your own machine for a few epochs and look at both losses: both must fall.",
        )
    except CheckFailure as failure:
        if short:
            first = "Each epoch ends after its first few batches: is there a `break`?"
            failure.tell(first, "first-batches-only")
        raise


@cache
def scaled_test_images(dataset: Dataset) -> torch.Tensor:
    """All test images as float32 rows in [0, 1]."""
    return dataset.test_images.flatten(1).float() / 255
