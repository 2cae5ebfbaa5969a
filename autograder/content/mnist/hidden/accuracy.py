"""Hidden checks of `accuracy`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_number, tellable

globals().update(
    every(
        __name__,
        "accuracy",
        lambda draw, dtype: [draw.probabilities(4, 3, dtype=dtype), draw.classes(4, 3)],
        effect=(0.25, "predictions and targets are left alone"),
    )
)


@check("accuracy", layer="value", points=0.75, title="the fraction of right answers in a batch")
def test_accuracy_batch(student: Student, draw: Draw) -> None:
    while True:
        predictions, targets = answered(draw)
        right = int((predictions.argmax(-1) == targets).sum())
        want, mistakes = right / len(targets), wrong_fractions(predictions, targets, right)
        if tellable(want, mistakes):
            break
    expect_number(student.accuracy, predictions, targets, want=want, says="accuracy.batch", mistakes=mistakes)


def answered(draw: Draw) -> tuple[torch.Tensor, torch.Tensor]:
    """Predictions (16, 4) and the targets (16,), 5 to 11 of which they give."""
    n, right = 16, draw.integer(5, 11)
    targets = draw.classes(n, 4)
    answers = torch.where(torch.arange(n) < right, targets, (targets + 1) % 4)
    # Confident or not: the largest entry of each row is the answer, and often below one half.
    return torch.softmax(draw.uniform(n, 4) + 1.2 * torch.eye(4)[answers], dim=-1), targets


def wrong_fractions(predictions: torch.Tensor, targets: torch.Tensor, right: int) -> list[Mistake]:
    """What wrong variants make of the predictions, `right` of which are right."""
    n, n_classes = predictions.shape
    picked, answers = predictions[torch.arange(n), targets], predictions.argmax(-1)
    return [
        Mistake("count-for-fraction", float(right)),
        Mistake("percent", 100.0 * right / n),
        Mistake("error-rate", 1 - right / n),
        Mistake("threshold", fraction(picked > 0.5)),
        Mistake("no-answer-counts", 0.0),
        Mistake("smallest-for-largest", fraction(predictions.argmin(-1) == targets)),
        Mistake("broadcast", fraction(answers[:, None] == targets)),
        Mistake("divided-by-classes", right / n_classes),
    ]


def fraction(true: torch.Tensor) -> float:
    """How much of a tensor of truth values is true."""
    return float(true.double().mean())


@check("accuracy", layer="edge", points=0.5, title="all right, none right, one row")
def test_accuracy_extremes(student: Student, draw: Draw) -> None:
    targets = draw.classes(7, 3)
    right, wrong = torch.eye(3)[targets], torch.eye(3)[(targets + 1) % 3]
    expect_number(student.accuracy, right, targets, want=1.0, says="accuracy.all-right")
    expect_number(student.accuracy, wrong, targets, want=0.0, says="accuracy.none-right")
    expect_number(student.accuracy, right[:1], targets[:1], want=1.0, says="accuracy.one-row")
