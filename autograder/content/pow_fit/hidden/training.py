"""Hidden checks of exercise 03: the training loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from autograder.checks.draw import Draw
from autograder.checks.losses import expect_loss_values, expect_losses
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import in_order
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.training import expect_parameters, expect_steady
from autograder.checks.vocabulary import TRAINING_SECONDS, call
from autograder.sandbox.student import Student

from ..public import BEFORE, NAMES, network
from . import reference
from .curve import CurveTask, expect_curve
from .reference import Run

POINTS, HIDDEN, STEPS = 12, 6, 6
# An input of a relu within rounding of 0 may fall on either side of the kink: such starts are drawn again.
CLEAR = 1e-4
OTHER_NUMBER = "The loop does not make num_steps steps: it stops early, or counts something else."


class Lesson:
    """A few points, a start whose hidden neurons all live, and where the reference gets from it."""

    def __init__(self, draw: Draw) -> None:
        self.rate = 0.02 * draw.integer(2, 5)
        self.draw_start(draw)
        while self.run().nearest < CLEAR:
            self.draw_start(draw)

    def draw_start(self, draw: Draw) -> None:
        self.x, self.y = draw.uniform(POINTS, 1, low=-1.0), draw.normal(POINTS, 1, scale=2.0)
        self.start = [
            draw.normal(HIDDEN, 1),
            draw.uniform(HIDDEN, low=0.3, high=0.9),
            draw.normal(1, HIDDEN),
            draw.normal(1),
        ]

    def run(self, **mistake: Any) -> Run:
        """The reference's run, or that of a known wrong variant."""
        return reference.train(self.start, self.x, self.y, STEPS, self.rate, **mistake)

    def output_layer_only(self) -> list[Tensor]:
        """Where the parameters are when only those of the output layer move."""
        W1, b1, W2, b2 = self.start
        hidden = torch.relu(self.x @ W1.T + b1)
        for _ in range(STEPS):
            slope = 2 / POINTS * (hidden @ W2.T + b2 - self.y)
            W2, b2 = W2 - self.rate * slope.T @ hidden, b2 - self.rate * slope.sum(dim=0)
        return [W1, b1, W2, b2]

    def wrong_parameters(self) -> list[Mistake]:
        """The wrong variants, by the parameters they leave behind."""
        only = "Only the output layer moves: the hidden layer's parameters are never updated."
        last = Mistake("last-layer-only", only, self.output_layer_only())
        earlier = "These are the parameters after an earlier step: later ones are not made, or undone."
        passed = [reference.train(self.start, self.x, self.y, n, self.rate).params for n in range(1, STEPS)]
        stopped = [Mistake("stops-early", earlier, params) for params in passed]
        return [*self.mistakes(lambda run: run.params), last, *stopped]

    def wrong_losses(self) -> list[Mistake]:
        """The wrong variants, by the losses they report."""
        losses = self.run().losses
        so_far = [sum(losses[:count]) / count for count in range(1, STEPS + 1)]
        mean = "Each entry is the mean of all losses so far, not the loss of its own step."
        windows = [losses[max(0, count - 5) : count] for count in range(1, STEPS + 1)]
        smooth = [sum(window) / 5 if len(window) == 5 else window[-1] for window in windows]
        means = "Entries are means of the last five losses: a smooth curve, and no longer the history."
        return [
            *self.mistakes(lambda run: run.losses),
            Mistake("averaged-so-far", mean, so_far),
            Mistake("smoothed", means, smooth),
        ]

    def mistakes(self, part: Callable[[Run], Any]) -> list[Mistake]:
        """The wrong variants that the first step hides, by the parameters or the losses they leave behind."""
        return [
            Mistake("gradients-not-reset", "The gradients are never reset.", part(self.run(resets=False))),
            Mistake("momentum-added", "The steps have a momentum.", part(self.run(momentum=0.9))),
        ]


@check("train", layer="training", points=2.0, title="the first six steps, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    module = network(student, lesson.start)
    arguments = (module, lesson.x, lesson.y, STEPS, lesson.rate)
    call(student.train, *arguments)
    expect_parameters(
        student.train,
        arguments,
        in_order(module.parameters(), lesson.start),
        lesson.run().params,
        names=NAMES,
        start=lesson.start,
        says=f"the parameters after {STEPS} steps from the same start",
        mistakes=lesson.wrong_parameters,
    )
    expect_steady(student.train, lambda: network(student, lesson.start), lesson.x, lesson.y)


@check("train", layer="training", points=1.0, title="the losses of six steps, each before its update")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = (network(student, lesson.start), lesson.x, lesson.y, STEPS, lesson.rate)
    value = call(student.train, *arguments).value
    want = lesson.run().losses
    expect_loss_values(student.train, arguments, value, want, BEFORE, lesson.wrong_losses)


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
    with naming((r"a list of \d\d", "other-number-of-steps", OTHER_NUMBER)):
        losses = expect_losses(student.train, arguments, value, 200)
    # Over 200 steps rounding grows; the first three tell one rate from another.
    want = reference.train(start, x, y, 3, 0.5).losses

    def other_rates() -> list[Mistake]:
        other = "The default of lr is not 0.5: the first line of train was changed, or lr is not used."
        runs = [reference.train(start, x, y, 3, rate).losses for rate in (1.0, 0.1, 0.05, 0.01, 0.001)]
        return [Mistake("other-default", other, run) for run in runs]

    expect_loss_values(student.train, arguments, losses[:3], want, BEFORE, other_rates)


@check("train", layer="generalisation", points=2.0, title="the network gets to the curve, where no line can")
def test_train_reaches_the_curve(student: Student, draw: Draw) -> None:
    task = CurveTask(draw)
    module = network(student, task.start)
    arguments = (module, *task.arguments)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    expect_curve(student.train, arguments, task, in_order(module.parameters(), task.start))
