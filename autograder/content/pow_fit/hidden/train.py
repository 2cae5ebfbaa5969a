"""Hidden checks of exercise 03: the training loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    RIGHT,
    TRAINING_SECONDS,
    Draw,
    Epoch,
    Mistake,
    Student,
    Way,
    alike,
    call,
    check,
    descend,
    expect_at_most,
    expect_loss_values,
    expect_losses,
    expect_steady,
    expect_trained_module,
    in_order,
    means,
    measured,
    naming,
)

from ..public import NAMES, network
from . import reference
from .curve import CurveTask

POINTS, HIDDEN, STEPS = 12, 6, 6
# An input of a relu within rounding of 0 may fall on either side of the kink: such starts are drawn again.
CLEAR = 1e-4
# The wrong variants that the first step hides.
WAYS = {
    "gradients-not-reset": Way(resets=False),
    "momentum-added": Way(partial(torch.optim.SGD, momentum=0.9)),
}


class Lesson:
    """A few points, a start whose hidden neurons all live, and where the reference gets from it."""

    def __init__(self, draw: Draw) -> None:
        self.rate = 0.02 * draw.integer(2, 5)
        self.draw_start(draw)
        while self.nearest() < CLEAR:
            self.draw_start(draw)

    def draw_start(self, draw: Draw) -> None:
        self.x, self.y = draw.uniform(POINTS, 1, low=-1.0), draw.normal(POINTS, 1, scale=2.0)
        self.start = [
            draw.normal(HIDDEN, 1),
            draw.uniform(HIDDEN, low=0.3, high=0.9),
            draw.normal(1, HIDDEN),
            draw.normal(1),
        ]

    def run(self, way: Way = RIGHT) -> list[Epoch]:
        """The reference's run, or that of a known wrong variant."""
        return trained(self.start, self.x, self.y, STEPS, self.rate, way)

    def nearest(self) -> float:
        """The smallest |input of a relu| on the way: where it is 0 the derivative is open."""
        passed = [self.start, *(step.params for step in self.run()[:-1])]
        return min((self.x @ W1.T + b1).abs().min().item() for W1, b1, *_ in passed)

    def wrong_parameters(self) -> list[Mistake]:
        """The wrong variants, by the parameters they leave behind."""
        return [
            *self.mistakes(lambda run: run[-1].params),
            Mistake("last-layer-only", self.run(Way(learning=[2, 3]))[-1].params),
            *(Mistake("stops-early", step.params) for step in self.run()[:-1]),
        ]

    def wrong_losses(self) -> list[Mistake]:
        """The wrong variants, by the losses they report."""
        right = means(self.run())
        so_far = [sum(right[:count]) / count for count in range(1, STEPS + 1)]
        windows = [right[max(0, count - 5) : count] for count in range(1, STEPS + 1)]
        smooth = [sum(window) / 5 if len(window) == 5 else window[-1] for window in windows]
        return [
            *self.mistakes(means),
            Mistake("averaged-so-far", so_far),
            Mistake("smoothed", smooth),
        ]

    def mistakes(self, part: Callable[[list[Epoch]], Any]) -> list[Mistake]:
        """The wrong variants that the first step hides, by the parameters or the losses they leave behind."""
        return [Mistake(key, part(self.run(way))) for key, way in WAYS.items()]


def trained(
    start: list[Tensor], x: Tensor, y: Tensor, num_steps: int, lr: float, way: Way = RIGHT
) -> list[Epoch]:
    return descend(reference.squared_error, start, [[(x, y)]] * num_steps, lr, way)


@check("train", layer="training", points=2.0, title="the first six steps, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    module = network(student, lesson.start)
    arguments = (module, lesson.x, lesson.y, STEPS, lesson.rate)
    expect_trained_module(
        student.train,
        arguments,
        lesson.run(),
        names=NAMES,
        start=lesson.start,
        mistakes=lesson.wrong_parameters,
    )
    expect_steady(student.train, lambda: network(student, lesson.start), lesson.x, lesson.y)


@check("train", layer="training", points=1.0, title="the losses of six steps, each before its update")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = (network(student, lesson.start), lesson.x, lesson.y, STEPS, lesson.rate)
    value, want = call(student.train, *arguments).value, means(lesson.run())
    expect_loss_values(student.train, arguments, value, want, "loss-of-a-step", lesson.wrong_losses)


@check("train", layer="training", points=0.5, title="the defaults: 200 steps with a learning rate of 0.5")
def test_train_defaults(student: Student, draw: Draw) -> None:
    x, y = reference.points(20, 2.0)
    # Flat hinges, or a rate as large as 0.5 would let the loss grow; the bias is far off, so that it moves.
    start = [
        draw.normal(3, 1, scale=0.3),
        draw.uniform(3, low=0.2, high=0.4),
        draw.normal(1, 3, scale=0.3),
        draw.uniform(1, low=0.5),
    ]
    arguments = (network(student, start), x, y)
    value = call(student.train, *arguments, seconds=TRAINING_SECONDS).value
    with naming((r"a list of \d\d", "other-number-of-steps")):
        found = expect_losses(student.train, arguments, value, 200)

    # Over 200 steps rounding grows; the first three tell one rate from another.
    def first_three(rate: float) -> list[float]:
        return means(trained(start, x, y, 3, rate))

    def other_rates() -> list[Mistake]:
        return [Mistake("other-default", first_three(rate)) for rate in (1.0, 0.1, 0.05, 0.01, 0.001)]

    want = first_three(0.5)
    expect_loss_values(student.train, arguments, found[:3], want, "loss-of-a-step", other_rates)


@check("train", layer="generalisation", points=2.0, title="the network gets to the curve, where no line can")
def test_train_reaches_the_curve(student: Student, draw: Draw) -> None:
    task = CurveTask(draw)
    module = network(student, task.start)
    arguments = (module, *task.arguments)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    params = in_order(module.parameters(), task.start)
    loss = task.loss(params) if alike(params, task.start) else None
    expect_at_most(student.train, arguments, loss, measured(__package__)["threshold"], "far-from-the-curve")
