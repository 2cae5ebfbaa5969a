"""Hidden checks of exercise 06: the training loops, by hand and with torch.optim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch

from autograder.checks.draw import Draw
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, in_order
from autograder.checks.registry import check
from autograder.checks.training import expect_history, expect_history_values, expect_parameters
from autograder.checks.vocabulary import TRAINING_SECONDS, call
from autograder.data import Dataset
from autograder.sandbox.student import RemoteFunction, Student
from autograder.worker.data.batches import Batches
from autograder.worker.wire.values import Leaf, Loader

from . import reference
from .digits import expect_accuracy, telling_task
from .reference import Run
from .variants import wrong_measures, wrong_trainings

HISTORY = {
    "training_loss": "the mean of the losses of the epoch's batches, each before its update",
    "validation_loss": "the mean loss over all validation images, after the epoch's training",
    "validation_accuracy": "the fraction of all validation images that are right, after the epoch's training",
}
LATE = "The loss is measured after the update."
ALIKE = "The last batch is smaller and counts as much as the others: weight each batch by its images."
EARLY = "Validation comes before the training of the epoch, not after it."
FIRST = "An epoch is its first batch: the others are left out."
NAMES = ("W1", "b", "W2")
# Measured over 500 starts of a Lesson: float32 and float64 end within 0.2 % of the tolerance of each other,
# and the nearest wrong variants are 50 tolerances away. Brighter images let every relu die at the first
# steps, after which right and wrong code agree; higher rates let rounding grow.
EPOCHS, RATE, DEFAULT_RATE = 2, 0.08, 0.1  # two rates: a loop that ignores the one it is given must show


class Lesson:
    """A few small batches, a start, and where the reference gets from it: two epochs of three batches."""

    def __init__(self, draw: Draw) -> None:
        self.draw_task(draw)
        while not self.is_telling():
            self.draw_task(draw)

    def draw_task(self, draw: Draw) -> None:
        bias = draw.uniform(6, low=0.5, high=1.5)
        self.start = [draw.normal(784, 6) / 5, bias, draw.normal(6, 10) / 2]
        self.training = Loader(draw.uniform(12, 1, 28, 28, high=0.2), draw.classes(12, 10), 4)
        self.validation = Loader(draw.uniform(10, 1, 28, 28, high=0.2), draw.classes(10, 10), 4)

    def is_telling(self) -> bool:
        """Whether the batches' sizes show in the mean accuracy, and all of their updates in the losses.

        The accuracy then is not 0 either, where 0 is 0 %.
        """
        if self.run().validation_accuracy == self.run(alike=True).validation_accuracy:
            return False
        start, training, validation, epochs, rate = self.given
        learnt = reference.train(start, training, validation, epochs - 1, rate).params
        [loss] = reference.train(learnt, training[:1], validation, 1, rate).training_loss
        return abs(loss - self.first_batches().training_loss[-1]) > 0.01 * loss

    def first_batches(self) -> Run:
        """The run of those who train on the first batch of each epoch alone."""
        start, training, *others = self.given
        return reference.train(start, training[:1], *others)

    def run(self, **mistake: Any) -> Run:
        """The reference's run, or that of a known wrong variant."""
        return reference.train(*self.given, **mistake)

    @property
    def given(self) -> tuple[Any, ...]:
        """What the wrong variants start from."""
        training, validation = (
            list(Batches(loader.images, loader.labels, loader.batch_size))
            for loader in (self.training, self.validation)
        )
        return self.start, training, validation, EPOCHS, RATE

    def mistakes(self) -> list[Mistake]:
        """The wrong variants that a trajectory gives away."""
        added = "The step is added: training climbs instead of descending."
        fixed = "The rate is 0.1, whatever `learning_rate` says."
        start, training, validation, *_ = self.given
        return [
            Mistake("gradients-not-reset", "The gradients are never reset.", self.run(resets=False).params),
            Mistake("step-added", added, self.run(sign=1.0).params),
            Mistake(
                "rate-ignored",
                fixed,
                reference.train(start, training, validation, EPOCHS, DEFAULT_RATE).params,
            ),
            Mistake(
                "one-update-an-epoch",
                "There is one update an epoch, not one a batch.",
                self.run(once=True).params,
            ),
            *wrong_trainings(*self.given),
        ]

    def expect_parameters(self, function: RemoteFunction, arguments: tuple[Any, ...], got: list[Any]) -> None:
        expect_parameters(
            function,
            arguments,
            got,
            self.run().params,
            names=NAMES,
            start=self.start,
            says=f"the parameters after {EPOCHS} epochs of 3 updates from the same start",
            mistakes=self.mistakes,
        )

    def expect_history(self, function: RemoteFunction, arguments: tuple[Any, ...], value: Any) -> None:
        run = self.run()
        want: Mapping[str, list[float]] = {key: getattr(run, key) for key in HISTORY}
        history = expect_history(function, arguments, value, tuple(HISTORY), EPOCHS)
        mistakes = self.mismeasured()
        expect_history_values(function, arguments, history, want, HISTORY, mistakes)

    def mismeasured(self) -> Mapping[str, Callable[[], Sequence[Mistake]]]:
        """The histories of those who measure something else, or at another time."""

        def wrong(key: str) -> list[Mistake]:
            times = [
                ("validated-first", EARLY, self.run(early=True)),
                ("batches-weighted-alike", ALIKE, self.run(alike=True)),
            ]
            if key == "training_loss":
                times = [
                    ("loss-after-update", LATE, self.run(late=True)),
                    ("first-batch-only", FIRST, self.first_batches()),
                ]
            moved = [Mistake(name, cause, getattr(other, key)) for name, cause, other in times]
            return [*moved, *wrong_measures(*self.given)[key]]

        return {key: partial(wrong, key) for key in HISTORY}


@check("train_from_scratch", layer="training", points=1.0, title="the first six updates, from a given start")
def test_train_from_scratch_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = ([Leaf(value) for value in lesson.start], lesson.training, lesson.validation, EPOCHS, RATE)
    after = call(student.train_from_scratch, *arguments).arguments[0]
    lesson.expect_parameters(student.train_from_scratch, arguments, [leaf.value for leaf in after])


@check(
    "train_from_scratch",
    layer="training",
    points=0.75,
    title="losses and accuracies measured when they should be",
)
def test_train_from_scratch_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = ([Leaf(value) for value in lesson.start], lesson.training, lesson.validation, EPOCHS, RATE)
    lesson.expect_history(
        student.train_from_scratch, arguments, call(student.train_from_scratch, *arguments).value
    )


@check("train_from_scratch", layer="generalisation", points=0.75, title="it reads digits that it never saw")
def test_train_from_scratch_accuracy(student: Student, draw: Draw, dataset: Dataset) -> None:
    task = telling_task(dataset, draw)
    arguments = ([Leaf(value) for value in task.start], task.training, task.validation, task.epochs, task.lr)
    after = call(student.train_from_scratch, *arguments, seconds=TRAINING_SECONDS).arguments[0]
    expect_accuracy(student.train_from_scratch, arguments, task, [leaf.value for leaf in after])


@check("train", layer="training", points=1.0, title="the first six updates, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    network = adopt(expect_module(student.FullyConnected, 784, 6, 10), transposed(lesson.start))
    arguments = (network, lesson.training, lesson.validation, EPOCHS, RATE)
    call(student.train, *arguments)
    got = transposed(in_order(network.parameters(), transposed(lesson.start)))
    lesson.expect_parameters(student.train, arguments, got)


@check("train", layer="training", points=0.5, title="losses and accuracies measured when they should be")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    network = adopt(expect_module(student.FullyConnected, 784, 6, 10), transposed(lesson.start))
    arguments = (network, lesson.training, lesson.validation, EPOCHS, RATE)
    lesson.expect_history(student.train, arguments, call(student.train, *arguments).value)


@check("train", layer="generalisation", points=0.75, title="it reads digits that it never saw")
def test_train_accuracy(student: Student, draw: Draw, dataset: Dataset) -> None:
    task = telling_task(dataset, draw)
    network = adopt(expect_module(student.FullyConnected, 784, task.hidden, 10), transposed(task.start))
    arguments = (network, task.training, task.validation, task.epochs, task.lr)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    got = transposed(in_order(network.parameters(), transposed(task.start)))
    expect_accuracy(student.train, arguments, task, got)


def transposed(params: list[torch.Tensor]) -> list[torch.Tensor]:
    """The same parameters in the other layout: (in, out) by hand, (out, in) in nn.Linear."""
    return [parameter.T.contiguous() if parameter.ndim == 2 else parameter for parameter in params]
