"""Wrong ways to train the network of exercise 06, and to measure its training, by the numbers they give."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.vocabulary import Mistake, Way, means

from . import network
from .lesson import DEFAULT_RATE, Lesson, mean, sizes_of


def summed(W1: Tensor, b: Tensor, W2: Tensor, images: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(network.logits(images, W1, b, W2), labels, reduction="sum")


def activated(W1: Tensor, b: Tensor, W2: Tensor, images: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(network.logits(images, W1, b, W2).softmax(-1), labels)


def wrong_trainings(lesson: Lesson) -> list[Mistake]:
    """The wrong ways to train that the parameters give away."""
    adam, momentum = torch.optim.Adam, partial(torch.optim.SGD, momentum=0.9)
    runs = {
        "gradients-not-reset": lesson.run(Way(resets=False)),
        "step-added": lesson.run(Way(scale=-1.0)),
        "rate-ignored/default": lesson.run(lr=DEFAULT_RATE),
        "one-update-an-epoch": lesson.run(Way(once=True)),
        "momentum-added": lesson.run(Way(optimizer=momentum)),
        "sum-for-mean": lesson.run(loss=summed),
        "softmax-twice/loss": lesson.run(loss=activated),
        "trained-on-validation": lesson.run(batches=[*lesson.batches, *lesson.validated]),
        "one-epoch-only": lesson.run(epochs=1),
        "first-batch-only": lesson.run(batches=lesson.batches[:1]),
        "last-layer-only": lesson.run(Way(learning=[2])),
        "bias-left-out": lesson.run(Way(learning=[0, 2])),
    }
    other = Mistake("another-optimizer", lesson.run(Way(optimizer=adam))[-1].params, {"optimizer": "Adam"})
    return [other, *(Mistake(key, run[-1].params) for key, run in runs.items())]


def wrong_training_losses(lesson: Lesson) -> list[Mistake]:
    """The training losses of those who measure something else, or at another time."""
    run = lesson.run()
    losses = [[loss.item() for loss in epoch.losses] for epoch in run]
    after = [network.losses(lesson.batches, epoch.params) for epoch in run]
    late, first = lesson.run(Way(late=True)), lesson.run(batches=lesson.batches[:1])
    return [
        Mistake("loss-after-update", means(late)),
        Mistake("first-batch-only", means(first)),
        *_summaries(losses, sizes_of(lesson.batches)),
        Mistake("first-loss-only", [batches[0] for batches in losses]),
        Mistake("measured-after-epoch", _means(after, sizes_of(lesson.batches))),
        Mistake("validation-for-training", lesson.history(run)["validation_loss"]),
    ]


def wrong_validation_losses(lesson: Lesson) -> list[Mistake]:
    """The validation losses of those who do so."""
    run = lesson.run()
    losses, after = (
        [network.losses(batches, epoch.params) for epoch in run]
        for batches in (lesson.validated, lesson.batches)
    )
    return [
        *_other_validations(lesson, "validation_loss"),
        *_summaries(losses, sizes_of(lesson.validated)),
        Mistake("training-for-validation", _means(after, sizes_of(lesson.batches))),
    ]


def wrong_accuracies(lesson: Lesson) -> list[Mistake]:
    """The accuracies of those who do so, or report something else than the fraction that is right."""
    sizes = sizes_of(lesson.validated)
    accuracies = [network.accuracies(lesson.validated, epoch.params) for epoch in lesson.run()]
    right = _means(accuracies, sizes)
    return [
        *_other_validations(lesson, "validation_accuracy"),
        *_summaries(accuracies, sizes),
        Mistake("percent", [100 * share for share in right]),
        Mistake("error-rate", [1 - share for share in right]),
        Mistake("count-for-fraction", [sum(sizes) * share for share in right]),
    ]


def _other_validations(lesson: Lesson, key: str) -> list[Mistake]:
    run = lesson.run()
    return [
        Mistake("validated-first", lesson.history(run, early=True, alike=alike)[key])
        for alike in (False, True)
    ]


def _means(epochs: Sequence[Sequence[float]], sizes: Sequence[int]) -> list[float]:
    return [mean(batches, sizes) for batches in epochs]


def _summaries(epochs: Sequence[Sequence[float]], sizes: Sequence[int]) -> list[Mistake]:
    """What else can be made of the numbers of an epoch's batches, where their mean is wanted."""
    sums, means = [sum(batches) for batches in epochs], _means(epochs, sizes)
    return [
        Mistake("losses-summed", sums),
        Mistake("divided-by-rows", [total / sum(sizes) for total in sums]),
        Mistake("last-batch-only/number", [batches[-1] for batches in epochs]),
        Mistake("never-emptied", [sum(means[:place]) / place for place in range(1, len(means) + 1)]),
    ]
