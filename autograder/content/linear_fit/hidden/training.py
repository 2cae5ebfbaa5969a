"""Hidden checks of exercise 02: the training loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from autograder.checks.compare import TRAJECTORY, close
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.losses import expect_loss_values
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, in_order
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.training import expect_parameters, expect_steady
from autograder.checks.vocabulary import TRAINING_SECONDS, call, expect_unchanged
from autograder.sandbox.student import RemoteModule, Student

from .fit import RATE, STEPS, FitTask, expect_fit
from .reference import RIGHT, Run, Variant, adam, descend

UPDATES = 6
DEFAULT_STEPS, DEFAULT_RATE = 100, 0.005
BEFORE = "the mean squared error over all the data, before the update of the step"


class Lesson:
    """A few rows of three features and two outputs, a start, and where the reference gets from it."""

    def __init__(self, draw: Draw) -> None:
        self.x, self.y = draw.normal(10, 3) + 0.5, draw.normal(10, 2) + 2
        self.start = [draw.normal(2, 3), draw.normal(2)]
        self.lr = 0.01 * draw.integer(6, 12)

    def run(self, variant: Variant = RIGHT, lr: float | None = None) -> Run:
        return descend(self.start, self.x, self.y, UPDATES, lr or self.lr, variant)

    def mistakes(self) -> list[Mistake]:
        """The wrong variants that a trajectory gives away."""
        outputs, entries = self.y.shape[1], self.y.numel()
        variants = [
            ("gradients-not-reset", "The gradients are never reset.", Variant(resets=False)),
            ("step-added", "The step is added: training climbs instead of descending.", Variant(factor=1.0)),
            ("sum-for-mean", "The gradient is that of the sum, not of the mean.", Variant(factor=-entries)),
            ("averaged-over-rows", "The sum is divided by the rows only.", Variant(factor=-outputs)),
            ("halved", "The gradient is that of half the loss.", Variant(factor=-0.5)),
            ("momentum-added", "The steps have a momentum.", Variant(momentum=0.9)),
            ("bias-left-out", "Only the weight moves: the bias stays where it was.", Variant(bias=False)),
            ("one-row-a-step", "Each step looks at one row only, not at all the data.", Variant(single=True)),
        ]
        found = [Mistake(name, cause, self.run(variant).parameters) for name, cause, variant in variants]
        ignored = "The learning rate is left out: the default is used instead."
        other = "This is Adam; plain SGD is asked for."
        return [
            *found,
            Mistake("rate-ignored", ignored, self.run(lr=DEFAULT_RATE).parameters),
            Mistake("another-optimizer", other, adam(self.start, self.x, self.y, UPDATES, self.lr)),
            Mistake("rate-fading", "The learning rate shrinks: step n is made with lr / n.", self.faded()),
            Mistake("one-step-only", "Only the first step is made.", self.passed([self.lr])),
            Mistake("weight-left-out", "Only the bias moves: the weight stays.", self.bias_only()),
            *self.stopped(),
        ]

    def stopped(self) -> list[Mistake]:
        """Where a training is that makes some of the steps, and more than one."""
        cause = "These are the parameters after an earlier step: later ones are not made, or undone."
        return [Mistake("stops-early", cause, self.passed([self.lr] * n)) for n in range(2, UPDATES)]

    def passed(self, rates: Sequence[float]) -> list[torch.Tensor]:
        """The parameters after a step with each of these rates."""
        parameters = self.start
        for rate in rates:
            parameters = descend(parameters, self.x, self.y, 1, rate).parameters
        return parameters

    def faded(self) -> list[torch.Tensor]:
        return self.passed([self.lr / step for step in range(1, UPDATES + 1)])

    def bias_only(self) -> list[torch.Tensor]:
        """The start's weight, and the bias that gradient descent finds beside it."""
        bias = self.start[1]
        for _ in range(UPDATES):
            bias = descend([self.start[0], bias], self.x, self.y, 1, self.lr).parameters[1]
        return [self.start[0], bias]

    def mismeasured(self) -> list[Mistake]:
        """What the losses are where they are measured at the wrong time, or divided by the wrong number."""
        after, rows = "The loss is measured after the update.", "The sum is divided by the rows only."
        by_rows = [self.y.shape[1] * loss for loss in self.run().losses]
        return [
            Mistake("loss-after-update", after, self.run(replace(RIGHT, late=True)).losses),
            Mistake("averaged-over-rows", rows, by_rows),
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
    call(student.train, *arguments)
    expect_parameters(
        student.train,
        arguments,
        in_order(net.parameters(), lesson.start),
        lesson.run().parameters,
        names=("the weight", "the bias"),
        start=lesson.start,
        says=f"the parameters after {UPDATES} steps of plain gradient descent from the same start",
        mistakes=lesson.mistakes,
    )
    expect_steady(student.train, lambda: network(student, lesson.start), lesson.x, lesson.y)


@check("train", layer="training", points=1.0, title="the loss of every step, measured before its update")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = (network(student, lesson.start), lesson.x, lesson.y, UPDATES, lesson.lr)
    value = call(student.train, *arguments).value
    want = lesson.run().losses
    expect_loss_values(student.train, arguments, value, want, BEFORE, lesson.mismeasured)


@check("train", layer="training", points=0.25, title="the defaults: 100 steps with a learning rate of 0.005")
def test_train_defaults(student: Student, draw: Draw) -> None:
    task = FitTask(draw)
    arguments = (network(student, task.start), task.x, task.y)
    value = call(student.train, *arguments).value
    want = descend(task.start, task.x, task.y, DEFAULT_STEPS, DEFAULT_RATE).losses
    with naming(("^a list of", "other-default", "Another number of steps is the default, or is fixed.")):
        expect_loss_values(student.train, arguments, value, want, BEFORE, lambda: other_rates(task))


def other_rates(task: FitTask) -> list[Mistake]:
    """What the losses are with other learning rates that are often written."""
    cause = "Another learning rate is the default: compare the signature with the docstring's."
    runs = (descend(task.start, task.x, task.y, DEFAULT_STEPS, lr) for lr in (0.1, 0.05, 0.01, 0.001, 0.0005))
    return [Mistake("other-default", cause, run.losses) for run in runs]


@check("train", layer="generalisation", points=1.0, title="it finds the line that noisy points come from")
def test_train_fit(student: Student, draw: Draw) -> None:
    task = FitTask(draw)
    net = network(student, task.start)
    arguments = (net, task.x, task.y, STEPS, RATE)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    parameters = in_order(net.parameters(), task.start)
    try:
        expect_fit(student.train, arguments, task, parameters)
    except CheckFailure as failure:
        if stopped(task, parameters):
            earlier = "Here the parameters were after an earlier step: later ones are not made."
            failure.tell(earlier, "stops-early")
        raise


def stopped(task: FitTask, parameters: list[torch.Tensor]) -> bool:
    """Whether gradient descent passes here before the last step."""
    passed = task.start
    for _ in range(STEPS - 1):
        passed = descend(passed, task.x, task.y, 1, RATE).parameters
        if close(parameters, passed, TRAJECTORY):
            return True
    return False
