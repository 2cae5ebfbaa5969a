"""Hidden checks of `cross_entropy_loss`."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Student,
    Tolerance,
    check,
    every,
    expect_gradient,
    expect_value,
)

from . import reference

# A small number added inside the logarithm, against log 0, is good practice and no mistake: up to 1e-6 of a
# probability of 0.02 is 5e-5 of the gradient.
GUARDED_LOG = Tolerance(1e-4, 1e-6)

globals().update(
    every(
        __name__,
        "cross_entropy_loss",
        lambda draw, dtype: [draw.probabilities(4, 3, dtype=dtype), draw.classes(4, 3)],
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "predictions and targets are left alone"),
    )
)


@check("cross_entropy_loss", layer="value", points=0.75, title="the mean of -log p[target] over a batch")
def test_cross_entropy_loss_batch(student: Student, draw: Draw) -> None:
    n, n_classes = draw.integer(7, 9), 5
    predictions, targets = draw.probabilities(n, n_classes), draw.classes(n, n_classes)
    expect_value(
        student.cross_entropy_loss,
        predictions,
        targets,
        want=reference.cross_entropy_loss(predictions, targets),
        says="cross_entropy_loss.value",
        tolerance=GUARDED_LOG,
        mistakes=wrong_losses(predictions, targets),
    )


def wrong_losses(predictions: torch.Tensor, targets: torch.Tensor) -> list[Mistake]:
    """What is taken for the cross-entropy, or comes of a slip on the way to it."""
    picked = predictions[torch.arange(len(targets)), targets]
    losses = -picked.log()
    by_class = torch.stack([losses[targets == one].mean() for one in set(targets.tolist())])
    return [
        Mistake("sum-for-mean", losses.sum()),
        Mistake("all-classes", -predictions.log().mean()),
        Mistake("mean-before-log", -picked.mean().log()),
        Mistake("logarithm-missing", -picked.mean()),
        Mistake("averaged-over-classes", losses.sum() / predictions.numel()),
        Mistake("softmax-twice", F.cross_entropy(predictions, targets)),
        Mistake("base-two", -picked.log2().mean()),
        Mistake("guard-too-large", -(picked + 0.01).log().mean()),
        Mistake("all-pairs", -predictions[:, targets].log().mean()),
        Mistake("target-ignored", -predictions.amax(-1).log().mean()),
        Mistake("complement", -(1 - picked).log().mean()),
        Mistake("entropy", -(predictions * predictions.log()).sum(-1).mean()),
        Mistake("class-by-class", by_class.mean()),
    ]


@check("cross_entropy_loss", layer="edge", points=0.25, title="a batch of one row")
def test_cross_entropy_loss_one_row(student: Student, draw: Draw) -> None:
    predictions, targets = draw.probabilities(1, 6), draw.classes(1, 6) + 2
    expect_value(
        student.cross_entropy_loss,
        predictions,
        targets,
        want=reference.cross_entropy_loss(predictions, targets),
        says="cross_entropy_loss.one-row",
        tolerance=GUARDED_LOG,
    )


@check("cross_entropy_loss", layer="gradient", points=0.75, title="the loss passes the gradient on")
def test_cross_entropy_loss_gradient(student: Student, draw: Draw) -> None:
    expect_gradient(
        student.cross_entropy_loss,
        draw.probabilities(6, 4, dtype=torch.float64),
        draw.classes(6, 4),
        upstream=torch.tensor(1.5, dtype=torch.float64),
        like=reference.cross_entropy_loss,
        says="cross_entropy_loss.gradient",
        tolerance=GUARDED_LOG,
    )
