"""Hidden checks of exercise 01: `train`, step by step, and what the network then says about new points."""

from __future__ import annotations

from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.optim import SGD, Adam, RMSprop

from autograder.checks.vocabulary import (
    RIGHT,
    TRAINING_SECONDS,
    TRAJECTORY,
    CheckFailure,
    Draw,
    Epoch,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    Way,
    alike,
    call,
    check,
    close,
    descend,
    expect_at_most,
    expect_loss_values,
    expect_steady,
    expect_trained_module,
    expect_unchanged,
    in_order,
    means,
    measured,
    network_with,
)

from . import reference

NAMES = ("W1", "b1", "W2", "b2")
HIDDEN, SAMPLES, STEPS, RATE = 5, 8, 6, 0.02
HUGE = 1e6  # beyond it rounding alone may tell two runs of the same steps apart
MARGIN = 1e-3  # of every sample from every kink, all the way: rounding moves none of them across
OF_THE_SUM = Way(scale=SAMPLES)
WAYS = {
    "gradients-not-reset": Way(resets=False),
    "step-added": Way(scale=-1.0),
    "sum-for-mean/squares": OF_THE_SUM,
    "halved": Way(scale=0.5),
    "momentum-added": Way(partial(SGD, momentum=0.9)),
    "last-layer-only": Way(learning=(2, 3)),
    "first-layer-only": Way(learning=(0, 1)),
    "bias-left-out": Way(learning=(0, 2)),
}


class Lesson:
    """A few points of the parabola, a start, and where six steps of gradient descent lead from it."""

    def __init__(self, draw: Draw) -> None:
        while True:
            self.start, self.x = spread_start(draw, HIDDEN), spread_inputs(draw, SAMPLES)
            self.y = self.x**2
            if self.far_from_kinks(RIGHT) and self.far_from_kinks(OF_THE_SUM):
                break

    def far_from_kinks(self, way: Way) -> bool:
        """Whether every sample keeps its distance from the kinks of all hidden neurons, at every step.

        With the mistake of steps that are too large, no parameter must grow out of bounds, so that it shows.
        """
        passed = [self.start, *(epoch.params for epoch in self.run(way))]
        clear = (reference.hidden(self.x, W1, b1).abs() > MARGIN for W1, b1, _, _ in passed)
        return all(one.all() for one in clear) and all(one.abs().max() < HUGE for one in passed[-1])

    def run(self, way: Way = RIGHT, lr: float = RATE, size: int = SAMPLES) -> list[Epoch]:
        """Six epochs from the start, each in batches of so many samples: one a step, where that is all."""
        batches = list(zip(torch.split(self.x, size), torch.split(self.y, size), strict=True))
        return descend(reference.loss, self.start, [batches] * STEPS, lr, way)

    def arguments(self, network: RemoteModule) -> tuple[Any, ...]:
        return (network, self.x.numpy(), self.y.numpy(), STEPS, RATE)

    def mistakes(self) -> list[Mistake]:
        """The wrong variants that a trajectory gives away."""
        runs = {key: self.run(way) for key, way in WAYS.items()}
        runs |= {"sample-by-sample": self.run(size=1), "rate-ignored/default": self.run(lr=0.001)}
        found = [Mistake(key, run[-1].params) for key, run in runs.items()]
        for make in (Adam, RMSprop):
            params = self.run(Way(make))[-1].params
            found.append(Mistake("another-optimizer", params, {"optimizer": make.__name__}))
        return found


def spread_inputs(draw: Draw, n: int) -> Tensor:
    """A column of n numbers in [-3, 3], one in each of n equal parts of it, in random order."""
    x = -3 + 6 * (torch.arange(n) + draw.uniform(n, low=0.1, high=0.9)) / n
    return x[draw.permutation(n)][:, None]


def spread_start(draw: Draw, n_hidden: int) -> list[Tensor]:
    """W1, b1, W2 and b2 of a network whose kinks lie all over (-2.5, 2.5), looking to either side in turn."""
    kinks = -2.5 + 5 * (torch.arange(n_hidden) + draw.uniform(n_hidden)) / n_hidden
    sides = 1.0 - 2.0 * (torch.arange(n_hidden) % 2)
    weights = sides * draw.uniform(n_hidden, low=0.5, high=1.0)
    return [weights[:, None], -weights * kinks, draw.normal(1, n_hidden, scale=0.5), draw.normal(1)]


@check("train", layer="effect", points=0.25, title="x_train and y_train are left alone")
def test_train_effect(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    expect_unchanged(student.train, *lesson.arguments(network_with(student.make_network, lesson.start)))


@check("train", layer="training", points=1.25, title="the first six steps, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    network = network_with(student.make_network, lesson.start)
    arguments = lesson.arguments(network)
    expect_trained_module(
        student.train, arguments, lesson.run(), names=NAMES, start=lesson.start, mistakes=lesson.mistakes
    )
    expect_steady(
        student.train,
        lambda: network_with(student.make_network, lesson.start),
        lesson.x.numpy(),
        lesson.y.numpy(),
    )


@check("train", layer="training", points=0.75, title="each loss is that of all points, before the step")
def test_train_losses(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = lesson.arguments(network_with(student.make_network, lesson.start))
    value = call(student.train, *arguments).value
    want, late = (means(lesson.run(way)) for way in (RIGHT, Way(late=True)))
    mistakes = [Mistake("loss-after-update", late)]
    expect_loss_values(student.train, arguments, value, want, "train.losses", mistakes)


class Parabola:
    """Forty points of the parabola, a start from which it can be learnt, and points that no student sees."""

    hidden, samples, steps, lr = 12, 40, 500, 0.02

    def __init__(self, draw: Draw) -> None:
        self.start, self.x = spread_start(draw, self.hidden), spread_inputs(draw, self.samples)
        self.y, self.unseen = self.x**2, torch.linspace(-2.95, 2.95, 60)[:, None]

    def error(self, params: list[Tensor]) -> float:
        """The mean squared error on the points that the student's code never sees."""
        return float(reference.loss(*params, self.unseen, self.unseen**2))

    def left_early(self, params: list[Tensor]) -> bool:
        """Whether the parameters are those of a step before the last."""
        run = descend(reference.loss, self.start, [[(self.x, self.y)]] * (self.steps - 1), self.lr)
        return any(close(params, epoch.params, TRAJECTORY) for epoch in run)


@check(
    "train", layer="generalisation", points=0.75, title="it says the right thing about points it never saw"
)
def test_train_parabola(student: Student, draw: Draw) -> None:
    task = Parabola(draw)
    network = network_with(student.make_network, task.start)
    arguments = (network, task.x.numpy(), task.y.numpy(), task.steps, task.lr)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    params = in_order(network.parameters(), task.start)
    error = task.error(params) if alike(params, task.start) else None
    try:
        expect_at_most(student.train, arguments, error, measured(__package__)["threshold"], "parabola-missed")
    except CheckFailure as failure:
        if task.left_early(params):
            failure.tell(Phrase("stops-early"))
        raise
