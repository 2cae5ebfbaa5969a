"""Exercise 06: the real MNIST, by hand and with torch.nn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor

from autograder.data import Batches, Dataset, load_dataset

from .results import Result, percent, solution

# After the first and the last of 40 epochs, and how far ours may lie from them.
BY_HAND, WITH_TORCH_NN, ALLOWED = (0.9156, 0.9796), (0.9054, 0.9790), (0.01, 0.003)
N_TRAIN, N_VALIDATION, BATCH_SIZE, HIDDEN, EPOCHS, LEARNING_RATE = 55_000, 5_000, 128, 500, 40, 0.1

History = dict[str, list[float]]


@dataclass(frozen=True)
class Setting:
    """What both trainings share: the solution, its loaders and the test data."""

    solution: ModuleType
    train_loader: Batches
    validation_loader: Batches
    test_images: Tensor
    test_labels: Tensor

    def run(
        self, way: str, published: tuple[float, float], train: Callable[..., History], learner: Any
    ) -> list[Result]:
        """Trains `learner` in place with the solution's `train`, then tests it."""
        begun = time.perf_counter()
        history = train(learner, self.train_loader, self.validation_loader, EPOCHS, LEARNING_RATE)
        seconds = time.perf_counter() - begun
        accuracies = history["validation_accuracy"]
        ours = (
            percent(accuracies[0]),
            f"{percent(accuracies[-1])}; test {percent(self.test_accuracy(learner))}",
        )
        return [
            Result(
                "mnist",
                f"{way}: validation accuracy after epoch {epoch}",
                percent(published[place]),
                ours[place] + (f"; {seconds:.0f} s" if epoch == EPOCHS else ""),
                f"within {100 * ALLOWED[place]:.1f} points",
                abs(accuracies[epoch - 1] - published[place]) <= ALLOWED[place],
            )
            for place, epoch in enumerate((1, EPOCHS))
        ]

    def test_accuracy(self, learner: Any) -> float:
        """The fraction of test images that trained parameters, or a trained module, read correctly."""
        with torch.no_grad():
            if isinstance(learner, torch.nn.Module):
                predictions = learner(self.test_images)
            else:
                predictions = self.solution.model(self.test_images, *learner)
        return float(self.solution.accuracy(predictions, self.test_labels))


def reproduce(data_root: Path | None, device: torch.device) -> list[Result]:
    """Both trainings; MachineError where MNIST cannot be had."""
    digits = solution("06_mnist")
    torch.manual_seed(0)
    setting = prepare(digits, load_dataset("mnist", data_root), device)
    parameters = [p.detach().to(device).requires_grad_() for p in digits.init_params(hidden_size=HIDDEN)]
    network = digits.FullyConnected(28 * 28, HIDDEN, 10).to(device)
    return [
        *setting.run("by hand", BY_HAND, digits.train_from_scratch, parameters),
        *setting.run("with torch.nn", WITH_TORCH_NN, digits.train, network),
    ]


def prepare(digits: ModuleType, dataset: Dataset, device: torch.device) -> Setting:
    """The data as the tutorial cut it, on the device, as float32 images (n, 1, 28, 28) in [0, 1]."""
    images, labels = as_input(dataset.train_images, device), dataset.train_labels.to(device)
    training, validation = digits.split_dataset(images, labels, N_TRAIN, N_VALIDATION)
    return Setting(
        digits,
        Batches(training[0], training[1], BATCH_SIZE, shuffle=True),
        Batches(validation[0], validation[1], BATCH_SIZE),
        as_input(dataset.test_images, device),
        dataset.test_labels.to(device),
    )


def as_input(images: Tensor, device: torch.device) -> Tensor:
    return images.to(device).unsqueeze(1).float() / 255
