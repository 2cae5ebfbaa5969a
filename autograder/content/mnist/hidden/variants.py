"""Wrong ways to train the network of exercise 06, and to measure its training, by the numbers they give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor

from autograder.checks.mistakes import Mistake

from . import reference
from .reference import Batch, logits, weighted_mean

Optimizer = Callable[[list[Tensor]], torch.optim.Optimizer]


def summed(z: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(z, labels, reduction="sum")


def activated(z: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(z.softmax(-1), labels)


def descend(
    start: Sequence[Tensor],
    batches: Sequence[Batch],
    epochs: int,
    optimizer: Optimizer,
    loss_of: Callable[[Tensor, Tensor], Tensor] = F.cross_entropy,
    learning: Sequence[int] = (0, 1, 2),
) -> list[Tensor]:
    """The parameters after so many epochs, where only those at the places in `learning` learn."""
    params = [value.clone().requires_grad_() for value in start]
    stepper = optimizer([params[place] for place in learning])
    for images, labels in list(batches) * epochs:
        stepper.zero_grad()
        loss_of(logits(images, *params), labels).backward()  # type: ignore[no-untyped-call] # as in reference
        stepper.step()
    return [parameter.detach() for parameter in params]


def wrong_trainings(
    start: Sequence[Tensor], training: Sequence[Batch], validation: Sequence[Batch], epochs: int, lr: float
) -> list[Mistake]:
    """The wrong ways to train that the parameters give away."""

    sgd, both = partial(torch.optim.SGD, lr=lr), [*training, *validation]
    momentum, adam = partial(torch.optim.SGD, lr=lr, momentum=0.9), partial(torch.optim.Adam, lr=lr)
    twice = "Probabilities go into a loss that takes logits: the softmax is applied twice."
    judged = "The network is trained on the validation images too: they are there to judge it."
    last = "W2 alone learns: the other parameters are left out of the update."
    found = {
        ("another-optimizer", "These are the updates of Adam."): descend(start, training, epochs, adam),
        ("momentum-added", "The updates have momentum."): descend(start, training, epochs, momentum),
        ("sum-for-mean", "A batch's losses are summed."): descend(start, training, epochs, sgd, summed),
        ("softmax-twice", twice): descend(start, training, epochs, sgd, activated),
        ("trained-on-validation", judged): descend(start, both, epochs, sgd),
        ("one-epoch-only", "Training ends after one epoch."): descend(start, training, 1, sgd),
        ("first-batch-only", "An epoch is its first batch."): descend(start, training[:1], epochs, sgd),
        ("last-layer-only", last): descend(start, training, epochs, sgd, learning=[2]),
        ("bias-left-out", "The bias does not learn."): descend(start, training, epochs, sgd, learning=[0, 2]),
    }
    return [Mistake(name, cause, value) for (name, cause), value in found.items()]


def wrong_measures(
    start: Sequence[Tensor], training: Sequence[Batch], validation: Sequence[Batch], epochs: int, lr: float
) -> dict[str, list[Mistake]]:
    """The histories, under the key of each, of those who measure something else."""
    params = list(start)
    losses, ends, checked, right = [], [], [], []
    for _ in range(epochs):
        steps = []
        for batch in training:
            step = reference.train(params, [batch], validation, 1, lr)
            params = step.params
            steps.append(step.training_loss[0])
        losses.append(steps)
        ends.append([F.cross_entropy(logits(x, *params), y).item() for x, y in training])
        outputs = [(logits(x, *params), y) for x, y in validation]
        checked.append([F.cross_entropy(z, y).item() for z, y in outputs])
        right.append([reference.accuracy(z, y).item() for z, y in outputs])
    sizes, sizes_val = ([len(labels) for _, labels in batches] for batches in (training, validation))
    return {
        "training_loss": [
            *_summaries(losses, sizes),
            Mistake("first-loss-only", "It is the loss of the first batch alone.", [x[0] for x in losses]),
            Mistake("measured-after-epoch", "It is measured once the epoch is over.", _means(ends, sizes)),
            Mistake(
                "validation-for-training",
                "This is the loss of the validation images.",
                _means(checked, sizes_val),
            ),
        ],
        "validation_loss": [
            *_summaries(checked, sizes_val),
            Mistake(
                "training-for-validation", "This is the loss of the training images.", _means(ends, sizes)
            ),
        ],
        "validation_accuracy": [
            *_summaries(right, sizes_val),
            *_of_fractions(_means(right, sizes_val), sum(sizes_val)),
        ],
    }


def _of_fractions(right: Sequence[float], n: int) -> list[Mistake]:
    """What else is reported where the fraction of `n` answers that are right is wanted."""
    return [
        Mistake("percent", "This is a percentage, not a fraction.", [100 * share for share in right]),
        Mistake("error-rate", "This is the fraction of wrong answers.", [1 - share for share in right]),
        Mistake("count-for-fraction", "Answers are counted, not divided.", [n * share for share in right]),
    ]


def _means(epochs: Sequence[Sequence[float]], sizes: Sequence[int]) -> list[float]:
    return [weighted_mean(batches, sizes) for batches in epochs]


def _summaries(epochs: Sequence[Sequence[float]], sizes: Sequence[int]) -> list[Mistake]:
    """What else can be made of the numbers of an epoch's batches, where their mean is wanted."""
    sums = [sum(batches) for batches in epochs]
    by_rows = "The sum of the batches' means is divided by the images, not by the batches."
    means = _means(epochs, sizes)
    running = [sum(means[:place]) / place for place in range(1, len(means) + 1)]
    return [
        Mistake("losses-summed", "The batches' numbers are added up, not averaged.", sums),
        Mistake("divided-by-rows", by_rows, [total / sum(sizes) for total in sums]),
        Mistake("last-batch-only", "It is the number of the last batch alone.", [x[-1] for x in epochs]),
        Mistake(
            "never-emptied", "The sum goes on from epoch to epoch: begin each with an empty one.", running
        ),
    ]
