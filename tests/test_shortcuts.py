"""Watching the source: what the file names itself is its own, and what it takes from torch is not."""

from __future__ import annotations

import ast

import pytest

from autograder.catalog import find
from autograder.exercise import Exercise
from autograder.worker.load.shortcuts import places
from autograder.worker.load.submission import Submission
from grading_helpers import MNIST

PIECEWISE, FIRST_NETWORK = find("piecewise"), find("first_network")
LAYER = """
class Layer:
    def __init__(self):
        self.bilinear = 0

    def linear(self, v):
        return v + self.bilinear
"""

OWN: dict[str, tuple[Exercise, str]] = {
    "a local variable": (
        PIECEWISE,
        "def relu(X):\n    threshold = torch.zeros_like(X)\n    return torch.maximum(X, threshold)",
    ),
    "a nested function": (
        PIECEWISE,
        "def sgd(params, lr, n):\n    def optim(p):\n        p.grad = 0\n    [optim(p) for p in params]",
    ),
    "a parameter": (PIECEWISE, "def relu(X, threshold=0):\n    return X * (X > threshold)"),
    "a parameter of a lambda": (
        PIECEWISE,
        "def relu(X):\n    return (lambda threshold: X * (X > threshold))(0)",
    ),
    "a loop's variable": (
        MNIST,
        "def sgd_step(params, lr):\n    for optim in params:\n        optim.grad = None",
    ),
    "a comprehension's variable": (
        MNIST,
        "def sgd_step(params, lr):\n    return [optim for optim in params]",
    ),
    "an unpacked variable": (MNIST, "def relu(x):\n    threshold, *_ = 0, 1\n    return x * (x > threshold)"),
    "an opened variable": (
        PIECEWISE,
        "def sgd(params, lr, n):\n    with torch.no_grad() as optim:\n        optim",
    ),
    "a caught exception": (
        PIECEWISE,
        "def sgd(params, lr, n):\n    try:\n        1\n    except Exception as optim:\n        raise optim",
    ),
    "a function of the file": (
        MNIST,
        "def log_softmax(x):\n    return x - x.exp().sum(-1, keepdim=True).log()\n\n"
        "def softmax(x):\n    return log_softmax(x).exp()",
    ),
    "a variable of the file": (MNIST, "threshold = 0\n\ndef relu(x):\n    return x * (x > threshold)"),
    "the function itself": (MNIST, "from torch import relu\n\ndef relu(x):\n    return relu"),
    "a method": (FIRST_NETWORK, f"{LAYER}\ndef affine(v, W, b):\n    return Layer().linear(v)"),
    "a method of an object of the file": (
        FIRST_NETWORK,
        f"{LAYER}\nlayer = Layer()\n\ndef affine(v, W, b):\n    return layer.linear(v)",
    ),
    "what an object keeps": (FIRST_NETWORK, f"{LAYER}\ndef affine(layer, W, b):\n    return layer.bilinear"),
    "a field": (
        FIRST_NETWORK,
        "class Parts:\n    linear: int = 0\n\ndef affine(v, W, b):\n    return Parts().linear",
    ),
}
TORCHS: dict[str, tuple[Exercise, str, str]] = {
    "a method of a tensor": (MNIST, "def relu(x):\n    return x.relu()", "line 2: relu"),
    "a function of torch": (MNIST, "import torch\ndef relu(x):\n    return torch.relu(x)", "line 3: relu"),
    "a function by its own name": (
        MNIST,
        "from torch import log_softmax\ndef softmax(x):\n    return log_softmax(x, -1)",
        "line 3: log_softmax",
    ),
    "a function by another name": (
        MNIST,
        "from torch.nn.functional import softmax as sm\ndef softmax(x):\n    return sm(x, -1)",
        "line 3: softmax",
    ),
    "a function imported within": (
        MNIST,
        "def softmax(x):\n    from torch import softmax as s\n    return s(x)",
        "line 2: softmax",
    ),
    "a function of a module by another name": (
        MNIST,
        "import torch.nn.functional as F\ndef relu(x):\n    return F.relu(x)",
        "line 3: relu",
    ),
    "a module by another name": (
        MNIST,
        "import torch.optim as o\ndef sgd_step(params, lr):\n    o.Adam(params).step()",
        "line 3: optim",
    ),
    "a function given another name": (
        MNIST,
        "import torch\nhelper = torch.log_softmax\ndef softmax(x):\n    return helper(x, -1).exp()",
        "line 4: log_softmax",
    ),
    "a function given its own name": (
        MNIST,
        "import torch\nlog_softmax = torch.log_softmax\ndef softmax(x):\n    return log_softmax(x, -1).exp()",
        "line 4: log_softmax",
    ),
    "what a star brings": (
        MNIST,
        "from torch import *\ndef softmax(x):\n    return log_softmax(x, -1).exp()",
        "line 3: log_softmax",
    ),
    "a name that is another function's own": (
        MNIST,
        "from torch import threshold\ndef relu(x):\n    def f():\n        threshold = 0\n    threshold(x)",
        "line 5: threshold",
    ),
    "torch's function, though a class of the file has one of the name": (
        FIRST_NETWORK,
        f"import torch.nn.functional as F\n{LAYER}\ndef affine(v, W, b):\n    return F.linear(v, W, b)",
        "line 11: linear",
    ),
    "a very long sum": (MNIST, f"def relu(x):\n    return {'x + ' * 900}x.relu()", "line 2: relu"),
}


def seen(exercise: Exercise, source: str) -> list[str]:
    """What is seen in the last definition of the source, which is a function of the exercise."""
    statements = ast.parse(source).body
    definition = statements[-1]
    assert isinstance(definition, (ast.FunctionDef, ast.ClassDef))
    return places(definition, exercise.function(definition.name).by_hand, statements)


@pytest.mark.parametrize("case", OWN)
def test_a_name_that_the_file_gives_is_its_own(case):
    assert seen(*OWN[case]) == []


@pytest.mark.parametrize("case", TORCHS)
def test_a_name_from_torch_is_seen_whatever_the_file_calls_it(case):
    exercise, source, place = TORCHS[case]
    assert place in seen(exercise, source)


def test_names_given_in_one_cell_are_known_in_the_next():
    cells = ["threshold = 0", "def relu(x):\\n    return x * (x > threshold)"]
    code = ", ".join(f'{{"cell_type": "code", "metadata": {{}}, "source": "{cell}"}}' for cell in cells)
    notebook = f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": [{code}]}}'
    submission = Submission.read("06_mnist.ipynb", notebook.encode())
    submission.run()
    assert submission.describe("relu", ["threshold"])["shortcuts"] == []
