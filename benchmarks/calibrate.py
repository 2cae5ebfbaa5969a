"""Measures how well correct training runs do, and sets the accuracy that grading asks for.

Runs the task of the generalisation checks many times, each from its own seed, with several correct variants
of the training loop and with the nearest wrong ones, and writes the quantiles, with the threshold that
follows, to autograder/checks/hidden/mnist/thresholds.json. It lies a margin below the lowest correct run.

    python benchmarks/calibrate.py --dataset mnist --seeds 1000 [--data-root DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from rich.console import Console
from rich.progress import track
from torch import Tensor

from autograder.checks.draw import Draw
from autograder.checks.hidden.mnist import digits, reference
from autograder.data import load_dataset
from autograder.worker.batches import Batches

TABLE = Path(digits.__file__).with_name("thresholds.json")
MARGIN = 0.02
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


def quantiles(values: Sequence[float]) -> dict[str, float]:
    table = torch.tensor(sorted(values), dtype=torch.float64)
    points = {"min": 0.0, "0.1%": 0.001, "1%": 0.01, "median": 0.5, "max": 1.0}
    return {name: round(torch.quantile(table, point).item(), 4) for name, point in points.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dataset", choices=("mnist", "digits"), required=True)
    parser.add_argument("--data-root", type=Path)
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    dataset = load_dataset(options.dataset, options.data_root)
    measured: dict[str, list[float]] = {name: [] for name in (*RIGHT, *WRONG)}
    for seed in track(range(options.seeds), console=Console(stderr=True)):
        task = digits.DigitTask(dataset, Draw(seed, "calibrate"))
        torch.manual_seed(seed)
        for name, variant in {**RIGHT, **(WRONG if seed % 10 == 0 else {})}.items():
            measured[name].append(task.accuracy(variant(task)))
    lowest = min(min(measured[name]) for name in RIGHT)
    entry = {
        "threshold": round(lowest - MARGIN, 3),
        "seeds": options.seeds,
        "right": {name: quantiles(measured[name]) for name in RIGHT},
        "wrong": {name: quantiles(measured[name]) for name in WRONG},
    }
    table = {**json.loads(TABLE.read_text(encoding="utf-8")), options.dataset: entry}
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(entry, indent=1))


if __name__ == "__main__":
    main()
