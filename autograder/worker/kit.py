"""What a notebook imports from the kit, as far as a worker has it: its cells run, and nothing judges."""

from __future__ import annotations

import sys
import types

from autograder.worker.batches import Batches
from autograder.worker.dataset import Dataset
from autograder.worker.digits import load_digits


def lend() -> None:
    """Make `autograder.notebook` and `autograder.data` importable, with the names below."""
    notebook, data = types.ModuleType("autograder.notebook"), types.ModuleType("autograder.data")
    vars(notebook).update(check=check)
    vars(data).update(Batches=Batches, Dataset=Dataset, load_dataset=load_dataset)
    sys.modules.update({"autograder.notebook": notebook, "autograder.data": data})


def check(*target: str, **options: object) -> None:
    """Nothing: while grading, checks are run from outside."""


def load_dataset(*choice: object, **options: object) -> Dataset:
    """The digits that need no file: MNIST's are out of reach here."""
    return load_digits()
