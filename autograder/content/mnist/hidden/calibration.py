"""Exercise 06: how many test images correct training reads, of the real digits and of those that stand in.

The threshold lies 0.02 below the lowest correct run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.calibration import Calibration, Measure
from autograder.checks.draw import Draw
from autograder.data import Dataset, load_dataset
from autograder.worker.answer.batches import Batches

from . import digits, reference

Variant = Callable[[digits.DigitTask], Sequence[Tensor]]


def loaders(task: digits.DigitTask, shuffle: bool = False) -> Batches:
    loader = task.training
    return Batches(loader.images.float() / 255, loader.labels, loader.batch_size, shuffle)


def logits_and_library_loss(task: digits.DigitTask, **mistake: bool) -> Sequence[Tensor]:
    """torch's cross-entropy on logits, an update by hand."""
    batches = list(loaders(task))
    return reference.train(task.start, batches, batches[:1], task.epochs, task.lr, **mistake).params


def probabilities_and_logarithm(task: digits.DigitTask) -> Sequence[Tensor]:
    """Everything by hand, from the softmax to the logarithm of the probability."""
    params = [tensor.clone().requires_grad_() for tensor in task.start]
    for _ in range(task.epochs):
        for images, labels in loaders(task):
            z = reference.logits(images, *params)
            e = (z - z.amax(1, keepdim=True)).exp()
            p = e / e.sum(1, keepdim=True)
            (-p[torch.arange(len(labels)), labels].log().mean()).backward()
            with torch.no_grad():
                for tensor in params:
                    tensor -= task.lr * tensor.grad
                    tensor.grad.zero_()
    return [tensor.detach() for tensor in params]


def library_optimiser_shuffled(task: digits.DigitTask, epochs: int | None = None) -> Sequence[Tensor]:
    """torch.optim.SGD, and a fresh order of the examples in every epoch."""
    params = [tensor.clone().requires_grad_() for tensor in task.start]
    optimiser = torch.optim.SGD(params, lr=task.lr)
    for _ in range(epochs or task.epochs):
        for images, labels in loaders(task, shuffle=True):
            optimiser.zero_grad()
            F.cross_entropy(reference.logits(images, *params), labels).backward()
            optimiser.step()
    return [tensor.detach() for tensor in params]


RIGHT: dict[str, Variant] = {
    "logits and library loss": logits_and_library_loss,
    "probabilities and logarithm": probabilities_and_logarithm,
    "library optimiser, shuffled": library_optimiser_shuffled,
}
WRONG: dict[str, Variant] = {
    "gradients never reset": lambda task: logits_and_library_loss(task, resets=False),
    "one update an epoch": lambda task: logits_and_library_loss(task, once=True),
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
