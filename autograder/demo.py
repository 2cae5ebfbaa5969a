"""A small cohort to watch being graded: the reference, the stub, and the reference with one mistake each."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from autograder.errors import UsageError
from autograder.grading.run import Progress, grade_paths
from autograder.grading.settings import Settings
from autograder.grading.store import cannot_write
from autograder.report import Report

CHECKOUT = Path(__file__).parents[1]
STEM = "06_mnist"

# What some invented students wrote, by the function it replaces in the reference.
MISTAKES = {
    "softmax-columns": """
def softmax(x):
    exponentials = torch.exp(x)
    return exponentials / exponentials.sum(dim=0)
""",
    "loss-sum": """
def cross_entropy_loss(predictions, targets):
    return -torch.log(predictions[torch.arange(len(targets)), targets]).sum()
""",
    "no-reset": """
def train(model, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = {"training_loss": [], "validation_loss": [], "validation_accuracy": []}
    for _ in range(n_epochs):
        losses = []
        for images, labels in train_loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            outputs = [(model(images), labels) for images, labels in val_loader]
        history["training_loss"].append(sum(losses) / len(losses))
        losses_ = [F.cross_entropy(logits, labels).item() for logits, labels in outputs]
        history["validation_loss"].append(sum(losses_) / len(losses_))
        right = sum((logits.argmax(1) == labels).sum().item() for logits, labels in outputs)
        history["validation_accuracy"].append(right / sum(len(labels) for _, labels in outputs))
    return history
""",
    "in-place": """
def relu(x):
    x[x < 0] = 0
    return x
""",
    "no-return": """
def accuracy(predictions, targets):
    right = (predictions.argmax(dim=1) == targets).float().mean()
""",
    "endless-loop": """
def split_dataset(images, labels, n_train, n_val):
    chosen = []
    while len(chosen) < n_train + n_val:
        pass
    return chosen
""",
    "os-exit": """
def init_params(input_size=784, hidden_size=500, n_classes=10):
    import os
    os._exit(0)
""",
    "not-flattened": """
def model(x, W1, b, W2):
    return softmax(relu(x @ W1 + b) @ W2)
""",
}
UNREADABLE = "def relu(x)\n    return x\n"


def grade_demo(settings: Settings, jobs: int, out: Path, progress: Progress) -> list[Report]:
    """Write the cohort and its report to `out`; UsageError outside a checkout."""
    submissions = out / "submissions"
    shutil.rmtree(submissions, ignore_errors=True)
    try:
        write_cohort(submissions)
    except OSError as error:
        raise cannot_write(submissions, error) from None
    return grade_paths([submissions], None, settings, jobs, out, progress)


def write_cohort(folder: Path) -> None:
    """Write `<student>/06_mnist.py` for every student of the cohort."""
    solution, stub = CHECKOUT / "solutions" / f"{STEM}.py", CHECKOUT / "exercises" / f"{STEM}.py"
    if not (solution.is_file() and stub.is_file()):
        raise UsageError(
            "The demo needs the solutions, which are not installed here.", "Run it in a checkout."
        )
    reference = solution.read_text(encoding="utf-8")
    files = {"reference": reference, "stub": stub.read_text(encoding="utf-8")}
    files |= {student: replace_function(reference, source) for student, source in MISTAKES.items()}
    files["no-colon"] = UNREADABLE
    (folder / "nothing-handed-in").mkdir(parents=True)
    for student, text in files.items():
        (folder / student).mkdir()
        (folder / student / f"{STEM}.py").write_text(text, encoding="utf-8")


def replace_function(source: str, definition: str) -> str:
    """`source` with the top-level function that `definition` defines replaced by it."""
    name = ast.parse(definition).body[0].name  # type: ignore[attr-defined] # a function, by contract
    lines = source.split("\n")
    node = next(node for node in ast.parse(source).body if getattr(node, "name", None) == name)
    return "\n".join([*lines[: node.lineno - 1], definition.strip(), *lines[node.end_lineno :]])
