"""Trains an exercise's solution as its tutorial did, and sets the results beside the published ones.

    python benchmarks/reproduce.py mnist

Writes no file. Exit status 0: the results agree; 1: a last one is more than 0.3 percentage points off;
2: the data or the device cannot be had.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from rich.console import Console
from rich.table import Table
from torch import Tensor

from autograder.data import Batches, Dataset, load_dataset
from autograder.errors import AutograderError, MachineError

SOLUTION = Path(__file__).resolve().parent.parent / "solutions" / "06_mnist.py"
ALLOWED = 0.003  # how far the last validation accuracy may lie from the published one, as a fraction
N_TRAIN, N_VALIDATION, BATCH_SIZE, HIDDEN, LEARNING_RATE = 55_000, 5_000, 128, 500, 0.1

History = dict[str, list[float]]
Network = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Published:
    """Validation accuracies, as fractions, after the first and the last of 40 epochs (Requena's tutorial)."""

    first: float
    last: float


BY_HAND = Published(0.9156, 0.9796)
WITH_TORCH_NN = Published(0.9054, 0.9790)


@dataclass(frozen=True)
class Run:
    """One training: accuracies are fractions, `seconds` is wall clock for training and validation."""

    way: str
    published: Published
    first: float
    last: float
    test: float
    seconds: float

    @property
    def agrees(self) -> bool:
        return abs(self.last - self.published.last) <= ALLOWED


@dataclass(frozen=True)
class Setting:
    """What both trainings share: the solution, its loaders, the test data and the number of epochs."""

    solution: ModuleType
    train_loader: Batches
    validation_loader: Batches
    test_images: Tensor
    test_labels: Tensor
    epochs: int

    def run(self, way: str, published: Published, train: Callable[..., History], learner: Any) -> Run:
        """Trains `learner` in place with the solution's `train`, then tests it."""
        begun = time.perf_counter()
        history = train(learner, self.train_loader, self.validation_loader, self.epochs, LEARNING_RATE)
        seconds = time.perf_counter() - begun
        accuracies = history["validation_accuracy"]
        return Run(way, published, accuracies[0], accuracies[-1], self.test_accuracy(learner), seconds)

    def test_accuracy(self, learner: Any) -> float:
        """The fraction of test images that trained parameters, or a trained module, read correctly."""
        with torch.no_grad():
            if isinstance(learner, torch.nn.Module):
                predictions = learner(self.test_images)
            else:
                predictions = self.solution.model(self.test_images, *learner)
        return float(self.solution.accuracy(predictions, self.test_labels))


def reproduce_mnist(data_root: Path | None, epochs: int, device: torch.device) -> list[Run]:
    """Requena's two trainings on the real MNIST; MachineError where it cannot be had."""
    solution = load_solution(SOLUTION)
    setting = prepare(solution, load_dataset("mnist", data_root), epochs, device)
    parameters = [p.detach().to(device).requires_grad_() for p in solution.init_params(hidden_size=HIDDEN)]
    network = solution.FullyConnected(28 * 28, HIDDEN, 10).to(device)
    return [
        setting.run("by hand", BY_HAND, solution.train_from_scratch, parameters),
        setting.run("with torch.nn", WITH_TORCH_NN, solution.train, network),
    ]


def prepare(solution: ModuleType, dataset: Dataset, epochs: int, device: torch.device) -> Setting:
    """The data as the tutorial cut it, on the device, as float32 images (n, 1, 28, 28) in [0, 1]."""
    images, labels = as_input(dataset.train_images, device), dataset.train_labels.to(device)
    training, validation = solution.split_dataset(images, labels, N_TRAIN, N_VALIDATION)
    return Setting(
        solution,
        Batches(training[0], training[1], BATCH_SIZE, shuffle=True),
        Batches(validation[0], validation[1], BATCH_SIZE),
        as_input(dataset.test_images, device),
        dataset.test_labels.to(device),
        epochs,
    )


def as_input(images: Tensor, device: torch.device) -> Tensor:
    return images.to(device).unsqueeze(1).float() / 255


def load_solution(path: Path) -> ModuleType:
    """The module in a file whose name, with its leading number, no import statement could spell."""
    spec = importlib.util.spec_from_file_location("solution", path)
    assert spec is not None  # a path that ends in .py has a spec and a loader
    assert spec.loader is not None
    solution = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(solution)
    return solution


def choose_device(name: str) -> torch.device:
    """The device of that name, "auto" being CUDA where there is one; MachineError where it is missing."""
    available = torch.cuda.is_available()
    if name == "cuda" and not available:
        raise MachineError("torch finds no CUDA device here.", "Run again with --device cpu.")
    return torch.device("cuda" if available and name != "cpu" else "cpu")


def as_table(runs: list[Run]) -> Table:
    """A column a run: accuracies in percent, the difference in percentage points."""
    table = Table("MNIST", *(run.way for run in runs))
    rows: dict[str, Callable[[Run], str]] = {
        "first epoch, validation accuracy": lambda run: f"{run.first:.2%}",
        "first epoch, published": lambda run: f"{run.published.first:.2%}",
        "last epoch, validation accuracy": lambda run: f"{run.last:.2%}",
        "last epoch, published": lambda run: f"{run.published.last:.2%}",
        "last epoch, difference in points": lambda run: f"{100 * (run.last - run.published.last):+.2f}",
        "test accuracy": lambda run: f"{run.test:.2%}",
        "seconds": lambda run: f"{run.seconds:.0f}",
    }
    for name, text in rows.items():
        table.add_row(name, *map(text, runs))
    return table


def positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare a solution's training with the published results.")
    parser.add_argument("exercise", choices=["mnist"])
    parser.add_argument("--data-root", type=Path, help="where MNIST is; default: $AUTOGRADER_DATA, ./data")
    parser.add_argument("--epochs", type=positive, default=40, help="the published results are for 40")
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    torch.manual_seed(options.seed)
    try:
        runs = reproduce_mnist(options.data_root, options.epochs, choose_device(options.device))
    except AutograderError as error:
        Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
        return error.exit_code
    Console().print(as_table(runs))
    return 0 if all(run.agrees for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
