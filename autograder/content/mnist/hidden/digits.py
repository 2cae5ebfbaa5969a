"""Training on real digits, judged by the grader on images whose labels never leave it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import torch

from autograder.checks.vocabulary import (
    RIGHT,
    TRAJECTORY,
    CheckFailure,
    Draw,
    Loader,
    Loss,
    Phrase,
    RemoteFunction,
    Way,
    alike,
    close,
    descend,
    expect_at_least,
    measured,
)
from autograder.data import Dataset
from autograder.worker.data.batches import Batches

from . import network

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
        test = (scaled_test_images(self.dataset), self.names[self.dataset.test_labels])
        [accuracy] = network.accuracies([test], params)
        return accuracy

    def end(self, way: Way = RIGHT, loss: Loss = network.loss, most: int | None = None) -> list[torch.Tensor]:
        """The parameters where the right loop ends, or one that trains on each epoch's first few batches."""
        batches = list(Batches(self.training.images.float() / 255, self.training.labels, BATCH))
        return descend(loss, self.start, [batches[:most]] * self.epochs, self.lr, way)[-1].params

    def cut_short(self, params: Sequence[torch.Tensor]) -> bool:
        """Whether training on the first few batches of each epoch leads to these parameters."""
        few = range(1, min(FEW, len(self.training.labels) // BATCH))
        return any(close(list(params), self.end(most=count), TRAJECTORY) for count in few)


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
        expect_at_least(function, arguments, reached, math.inf if short else least, "reads-too-few")
    except CheckFailure as failure:
        if short:
            failure.tell(Phrase("first-batches-only"))
        raise


@cache
def scaled_test_images(dataset: Dataset) -> torch.Tensor:
    """All test images as float32 rows in [0, 1]."""
    return dataset.test_images.flatten(1).float() / 255
