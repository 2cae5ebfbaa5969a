"""Hidden checks of exercise 02: the training loop."""

from __future__ import annotations

from functools import partial

import torch

from autograder.checks.vocabulary import (
    RIGHT,
    TRAINING_SECONDS,
    TRAJECTORY,
    Batch,
    CheckFailure,
    Draw,
    Epoch,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    Way,
    adopt,
    alike,
    call,
    check,
    close,
    expect_at_most,
    expect_loss_values,
    expect_module,
    expect_steady,
    expect_trained_module,
    expect_unchanged,
    in_order,
    means,
    measured,
    naming,
)

from ..public import NAMES
from .line import RATE, STEPS, LineTask, descend_in_double

UPDATES = 6
DEFAULT_STEPS, DEFAULT_RATE = 100, 0.005


class Lesson:
    """A few rows of three features and two outputs, a start, and where the reference gets from it."""

    def __init__(self, draw: Draw) -> None:
        self.x, self.y = draw.normal(10, 3) + 0.5, draw.normal(10, 2) + 2
        self.start = [draw.normal(2, 3), draw.normal(2)]
        self.lr = 0.01 * draw.integer(6, 12)
        self.batches: list[Batch] = [(self.x, self.y)] * UPDATES

    def run(self, way: Way = RIGHT, lr: float | None = None) -> list[Epoch]:
        return descend_in_double(self.start, self.batches, lr or self.lr, way)

    def mistakes(self) -> list[Mistake]:
        """The wrong variants that a trajectory gives away."""
        ways = {
            "gradients-not-reset": Way(resets=False),
            "step-added": Way(scale=-1.0),
            "sum-for-mean/squares": Way(scale=self.y.numel()),
            "averaged-over-rows": Way(scale=self.y.shape[1]),
            "halved": Way(scale=0.5),
            "momentum-added": Way(partial(torch.optim.SGD, momentum=0.9)),
            "bias-left-out": Way(learning=[0]),
            "weight-left-out": Way(learning=[1]),
        }
        rows: list[Batch] = [(self.x[[row]], self.y[[row]]) for row in range(UPDATES)]
        adam, right = self.run(Way(torch.optim.Adam)), self.run()
        return [
            *(Mistake(key, self.run(way)[-1].params) for key, way in ways.items()),
            Mistake("rate-ignored/default", self.run(lr=DEFAULT_RATE)[-1].params),
            Mistake("another-optimizer", adam[-1].params, {"optimizer": "Adam"}),
            Mistake("rate-fading", self.faded()),
            Mistake("one-row-a-step", descend_in_double(self.start, rows, self.lr)[-1].params),
            Mistake("one-step-only", right[0].params),
            *(Mistake("stops-early", step.params) for step in right[1:-1]),
        ]

    def faded(self) -> list[torch.Tensor]:
        params = self.start
        for number, batch in enumerate(self.batches, 1):
            params = descend_in_double(params, [batch], self.lr / number)[-1].params
        return params

    def mismeasured(self) -> list[Mistake]:
        """What the losses are where they are measured at the wrong time, or divided by the wrong number."""
        by_rows = [self.y.shape[1] * loss for loss in means(self.run())]
        return [
            Mistake("loss-after-update", means(self.run(Way(late=True)))),
            Mistake("averaged-over-rows", by_rows),
        ]


def network(student: Student, start: list[torch.Tensor]) -> RemoteModule:
    """The student's network with these parameters."""
    outputs, features = start[0].shape
    return adopt(expect_module(student.Net, features, outputs), start)


@check("train", layer="effect", points=0.25, title="x and y are left alone")
def test_train_effect(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    expect_unchanged(student.train, network(student, lesson.start), lesson.x, lesson.y, 3, lesson.lr)


@check("train", layer="training", points=1.5, title="the first six updates, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    net = network(student, lesson.start)
    arguments = (net, lesson.x, lesson.y, UPDATES, lesson.lr)
    expect_trained_module(
        student.train, arguments, lesson.run(), names=NAMES, start=lesson.start, mistakes=lesson.mistakes
    )
    expect_steady(student.train, lambda: network(student, lesson.start), lesson.x, lesson.y)


@check("train", layer="training", points=1.0, title="the loss of every step, measured before its update")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = (network(student, lesson.start), lesson.x, lesson.y, UPDATES, lesson.lr)
    value, want = call(student.train, *arguments).value, means(lesson.run())
    expect_loss_values(student.train, arguments, value, want, "train.measures", lesson.mismeasured)


@check("train", layer="training", points=0.25, title="the defaults: 100 steps with a learning rate of 0.005")
def test_train_defaults(student: Student, draw: Draw) -> None:
    task = LineTask(draw)
    arguments = (network(student, task.start), task.x, task.y)
    value = call(student.train, *arguments).value

    def by_default(lr: float) -> list[float]:
        return means(descend_in_double(task.start, [(task.x, task.y)] * DEFAULT_STEPS, lr))

    def other_rates() -> list[Mistake]:
        """What the losses are with other learning rates that are often written."""
        return [Mistake("other-default/rate", by_default(lr)) for lr in (0.1, 0.05, 0.01, 0.001, 0.0005)]

    want = by_default(DEFAULT_RATE)
    with naming(("^a list of", "other-default/steps")):
        expect_loss_values(student.train, arguments, value, want, "train.measures", other_rates)


@check("train", layer="generalisation", points=1.0, title="it finds the line that noisy points come from")
def test_train_fit(student: Student, draw: Draw) -> None:
    task = LineTask(draw)
    net = network(student, task.start)
    arguments = (net, task.x, task.y, STEPS, RATE)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    parameters = in_order(net.parameters(), task.start)
    gap = task.gap(parameters) if alike(parameters, task.start) else None
    try:
        expect_at_most(student.train, arguments, gap, measured(__package__)["threshold"], "far-from-the-line")
    except CheckFailure as failure:
        if stopped(task, parameters):
            failure.tell(Phrase("stops-early"))
        raise


def stopped(task: LineTask, parameters: list[torch.Tensor]) -> bool:
    """Whether gradient descent passes here before the last step."""
    run = descend_in_double(task.start, [(task.x, task.y)] * (STEPS - 1), RATE)
    return any(close(parameters, step.params, TRAJECTORY) for step in run)
