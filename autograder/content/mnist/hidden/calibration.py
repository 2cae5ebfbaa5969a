"""Exercise 06: how many test images correct training reads, of the real digits and of those that stand in.

The threshold lies 0.02 below the lowest correct run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor

from autograder.checks.calibration import Calibration, Measure
from autograder.checks.descent import Way, descend
from autograder.checks.draw import Draw
from autograder.data import Dataset, load_dataset
from autograder.worker.data.batches import Batches

from . import digits, network

Variant = Callable[[digits.DigitTask], Sequence[Tensor]]


def by_hand(W1: Tensor, b: Tensor, W2: Tensor, images: Tensor, labels: Tensor) -> Tensor:
    """The loss from the softmax to the logarithm of the probability."""
    z = network.logits(images, W1, b, W2)
    e = (z - z.amax(1, keepdim=True)).exp()
    p = e / e.sum(1, keepdim=True)
    return -p[torch.arange(len(labels)), labels].log().mean()


def shuffled(task: digits.DigitTask) -> Sequence[Tensor]:
    """A fresh order of the examples in every epoch."""
    loader = task.training
    batches = Batches(loader.images.float() / 255, loader.labels, loader.batch_size, shuffle=True)
    return descend(network.loss, task.start, [list(batches) for _ in range(task.epochs)], task.lr)[-1].params


RIGHT: dict[str, Variant] = {
    "logits and library loss": digits.DigitTask.end,
    "probabilities and logarithm": lambda task: task.end(loss=by_hand),
    "library optimiser, shuffled": shuffled,
}
WRONG: dict[str, Variant] = {
    "gradients never reset": lambda task: task.end(Way(resets=False)),
    "one update an epoch": lambda task: task.end(Way(once=True)),
    "no training": lambda task: task.start,
}


def accuracies(dataset: Dataset, variant: Variant) -> Measure:
    def accuracy(seed: int) -> float:
        task = digits.DigitTask(dataset, Draw(seed, "calibrate"))
        torch.manual_seed(seed)
        return task.accuracy(variant(task))

    return lambda seeds: [accuracy(seed) for seed in seeds]


def calibration(name: str, data_root: Path | None) -> Calibration:
    """For the data set of that name; MachineError where it cannot be had."""
    dataset = load_dataset(name, data_root)
    return Calibration(
        quantity="accuracy on test images",
        high_is_good=True,
        rule=lambda worst: round(worst - 0.02, 3),
        right={name: accuracies(dataset, variant) for name, variant in RIGHT.items()},
        wrong={name: accuracies(dataset, variant) for name, variant in WRONG.items()},
    )
