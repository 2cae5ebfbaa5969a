"""The exercise that every grader judges: four functions, what students write, an instructor's tests.

The tests are as strict as the peers' users write them: shape, dtype and value by torch.testing.assert_close,
fresh inputs at every run, gradients against the formula.
"""

from __future__ import annotations

import ast
import textwrap

from hostile.attack import BASES, CANARY, JUDGED

POINTS = {"relu": 2.0, "softmax": 3.0, "accuracy": 2.0, "model": 3.0}

VISIBLE = {
    "relu": """
torch.testing.assert_close(relu(torch.tensor([-2.0, 0.0, 3.0])), torch.tensor([0.0, 0.0, 3.0]))
""",
    "softmax": """
example = torch.tensor([[0.0, 0.0], [1.0, 1.0]])
torch.testing.assert_close(softmax(example), torch.full((2, 2), 0.5))
""",
    "accuracy": """
example = torch.tensor([[0.9, 0.1], [0.2, 0.8]])
assert float(accuracy(example, torch.tensor([0, 0]))) == 0.5
""",
    "model": """
example = model(torch.rand(3, 784), torch.randn(784, 5), torch.randn(5), torch.randn(5, 10))
assert example.shape == (3, 10)
""",
}

HIDDEN = {
    "relu": """
for shape in ((2, 3, 4), (6, 5), ()):
    x = torch.randn(shape)
    expected = x.clamp(min=0)
    given = x.clone()
    torch.testing.assert_close(relu(given), expected)
    torch.testing.assert_close(given, x)
x = torch.randn(5, 4, dtype=torch.float64, requires_grad=True)
relu(x).sum().backward()
torch.testing.assert_close(x.grad, (x > 0).double())
""",
    "softmax": """
for shape in ((4, 7), (2, 3, 4), (6,)):
    x = torch.randn(shape)
    expected = torch.softmax(x, dim=-1)
    torch.testing.assert_close(softmax(x.clone()), expected)
""",
    "accuracy": """
predictions, targets = torch.rand(50, 10), torch.randint(10, (50,))
expected = (predictions.argmax(dim=1) == targets).double().mean().item()
assert abs(float(accuracy(predictions, targets)) - expected) < 1e-6
""",
    "model": """
x, W1, b, W2 = torch.rand(4, 1, 28, 28), torch.randn(784, 5) / 28, torch.randn(5), torch.randn(5, 10)
expected = torch.softmax(torch.relu(x.flatten(1) @ W1 + b) @ W2, dim=-1)
torch.testing.assert_close(model(x, W1, b, W2), expected)
""",
}
SECRET = f'SECRET = "{CANARY}"\n'  # in the hidden tests, as everywhere where something is secret


def _without_examples(source: str) -> str:
    """The imports and the four functions of a file; its examples would run in a notebook."""
    body = [node for node in ast.parse(source).body if getattr(node, "module", "") != "__future__"]
    kept = [one for one in body if isinstance(one, IMPORTS) or getattr(one, "name", None) in JUDGED]
    return "\n\n".join(map(ast.unparse, kept)) + "\n"


IMPORTS = (ast.Import, ast.ImportFrom)
# What a student hands in. Made once: threads that parse at a time trip over each other in CPython 3.11.
HANDED_IN = {base: _without_examples(source) for base, source in BASES.items()}


def pytest_file() -> str:
    """The instructor's tests for pytest: they import the student's file, as most such scripts do."""
    parts = [f"import torch\nfrom mnist import {', '.join(JUDGED)}\n\n{SECRET}"]
    for name in JUDGED:
        parts.append(f"def test_{name}_example():\n{textwrap.indent(VISIBLE[name].strip(), '    ')}\n")
        parts.append(f"def test_{name}_hidden():\n{textwrap.indent(HIDDEN[name].strip(), '    ')}\n")
    return "\n\n".join(parts)


def pytest_points() -> dict[str, float]:
    """The points of each test for pytest: half for the example, half for the hidden test."""
    kinds = ("example", "hidden")
    return {f"test_{name}_{kind}": POINTS[name] / 2 for name in JUDGED for kind in kinds}


def grade_cell(name: str) -> str:
    """The instructor's grade cell for nbgrader, hidden tests included."""
    hidden = f"{SECRET}{HIDDEN[name].strip()}"
    return f"{VISIBLE[name].strip()}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
