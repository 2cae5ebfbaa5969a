"""Hidden checks of exercise 01: training, step by step, and what the network says about new points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.optim import SGD, Optimizer, RMSprop

from autograder.checks.compare import TRAJECTORY, close
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.losses import expect_loss_values
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import in_order
from autograder.checks.networks import network_with
from autograder.checks.registry import check
from autograder.checks.thresholds import alike, expect_at_most, measured
from autograder.checks.training import expect_parameters, expect_steady
from autograder.checks.vocabulary import TRAINING_SECONDS, call, expect_unchanged
from autograder.sandbox.student import RemoteModule, Student

from ..public import Told
from . import reference
from .reference import Run

NAMES = ("W1", "b1", "W2", "b2")
HIDDEN, SAMPLES, STEPS, RATE = 5, 8, 6, 0.02
HUGE = 1e6  # beyond it rounding alone may tell two runs of the same steps apart
MARGIN = 1e-3  # of every sample from every kink, all the way: rounding moves none of them across


class Lesson:
    """A few points of the parabola, a start, and where six steps of gradient descent lead from it."""

    def __init__(self, draw: Draw) -> None:
        while True:
            self.start, self.x = spread_start(draw, HIDDEN), spread_inputs(draw, SAMPLES)
            self.y = self.x**2
            if self.far_from_kinks() and self.far_from_kinks(loss_of=total):
                break

    def far_from_kinks(self, **mistake: Any) -> bool:
        """Whether every sample keeps its distance from the kinks of all hidden neurons, at every step.

        With the mistake of steps that are too large, no parameter must grow out of bounds, so that it shows.
        """
        ways = [self.start, *(self.run(steps=steps, **mistake).params for steps in range(1, STEPS + 1))]
        clear = (reference.hidden(self.x, W1, b1).abs() > MARGIN for W1, b1, _, _ in ways)
        return all(one.all() for one in clear) and all(one.abs().max() < HUGE for one in ways[-1])

    def run(self, steps: int = STEPS, lr: float = RATE, **mistake: Any) -> Run:
        """The reference's run, or that of a known wrong variant."""
        return reference.descend(self.start, self.x, self.y, steps, lr, **mistake)

    def arguments(self, network: RemoteModule) -> tuple[Any, ...]:
        return (network, self.x.numpy(), self.y.numpy(), STEPS, RATE)

    def mistakes(self) -> list[Mistake]:
        """The wrong variants that a trajectory gives away."""
        wrong: dict[str, tuple[str, Run]] = {
            "gradients-not-reset": ("The gradients are never reset.", self.run(resets=False)),
            "step-added": ("The step is added: training climbs instead of descending.", self.run(sign=1.0)),
            "sum-for-mean": ("The squares are added up and not averaged.", self.run(loss_of=total)),
            "halved": ("The squared error is halved.", self.run(loss_of=halved)),
            "sample-by-sample": ("There is a step for each sample by itself.", self.run(one_by_one=True)),
            "rate-ignored": ("The rate is 0.001, whatever lr is.", self.run(lr=0.001)),
            "another-optimizer": (
                "This is Adam and not gradient descent.",
                self.run(adam=True),
            ),
        }
        found = [Mistake(name, cause, run.params) for name, (cause, run) in wrong.items()]
        return [*found, *(Mistake(name, cause, self.stepped(by)) for name, cause, by in OPTIMISERS)]

    def stepped(self, make: Callable[[list[Tensor]], Optimizer]) -> list[Tensor]:
        """The parameters after six steps of the optimiser that `make` gives them."""
        params = [parameter.clone().requires_grad_() for parameter in self.start]
        optimizer = make(params)
        for _ in range(STEPS):
            for parameter in params:
                parameter.grad = None
            reference.squared(reference.output(self.x, *params), self.y).backward()  # type: ignore[no-untyped-call] # torch's own
            optimizer.step()
        return [parameter.detach() for parameter in params]


OPTIMISERS: list[tuple[str, str, Callable[[list[Tensor]], Optimizer]]] = [
    ("momentum-added", "The steps have a momentum.", lambda params: SGD(params, RATE, momentum=0.9)),
    ("last-layer-only", "The hidden layer stays as it was.", lambda params: SGD(params[2:], RATE)),
    ("first-layer-only", "The last layer stays as it was.", lambda params: SGD(params[:2], RATE)),
    ("bias-left-out", "The weights move, and no bias does.", lambda params: SGD(params[::2], RATE)),
    (
        "another-optimizer",
        "This is RMSprop and not gradient descent.",
        lambda params: RMSprop(params, RATE),
    ),
]


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


def total(outputs: Tensor, targets: Tensor) -> Tensor:
    return ((outputs - targets) ** 2).sum()


def halved(outputs: Tensor, targets: Tensor) -> Tensor:
    return ((outputs - targets) ** 2).mean() / 2


@check("train", layer="effect", points=0.25, title="x_train and y_train are left alone")
def test_train_effect(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    expect_unchanged(student.train, *lesson.arguments(network_with(student.make_network, lesson.start)))


@check("train", layer="training", points=1.25, title="the first six steps, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    network = network_with(student.make_network, lesson.start)
    arguments = lesson.arguments(network)
    call(student.train, *arguments)
    expect_parameters(
        student.train,
        arguments,
        in_order(network.parameters(), lesson.start),
        lesson.run().params,
        names=NAMES,
        start=lesson.start,
        says=f"the parameters after {STEPS} steps of gradient descent",
        mistakes=lesson.mistakes,
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
    want = lesson.run().losses
    mistakes = [
        Mistake("loss-after-update", "Each loss is measured after its step.", lesson.run(late=True).losses)
    ]
    says = "the mean squared error of all points, before the step"
    expect_loss_values(student.train, arguments, value, want, says, mistakes)


class Parabola:
    """Forty points of the parabola, a start from which it can be learnt, and points that no student sees."""

    hidden, samples, steps, lr = 12, 40, 500, 0.02

    def __init__(self, draw: Draw) -> None:
        self.start, self.x = spread_start(draw, self.hidden), spread_inputs(draw, self.samples)
        self.y, self.unseen = self.x**2, torch.linspace(-2.95, 2.95, 60)[:, None]

    def error(self, params: list[Tensor]) -> float:
        """The mean squared error on the points that the student's code never sees."""
        with torch.no_grad():
            return float(((reference.output(self.unseen, *params) - self.unseen**2) ** 2).mean())

    def stopped(self, params: list[Tensor]) -> Told:
        """The mistake where the parameters are those of an earlier step."""
        passed = self.start
        for _ in range(self.steps - 1):
            passed = reference.descend(passed, self.x, self.y, 1, self.lr).params
            if close(params, passed, TRAJECTORY):
                return (
                    "Here the parameters still were after an early step: later ones are not made.",
                    "stops-early",
                )
        return "", None


@check(
    "train", layer="generalisation", points=0.75, title="it says the right thing about points it never saw"
)
def test_train_parabola(student: Student, draw: Draw) -> None:
    task = Parabola(draw)
    network = network_with(student.make_network, task.start)
    arguments = (network, task.x.numpy(), task.y.numpy(), task.steps, task.lr)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    params = in_order(network.parameters(), task.start)
    try:
        expect_at_most(
            student.train,
            arguments,
            task.error(params) if alike(params, task.start) else None,
            measured(__package__)["threshold"],
            fact="does not make the network follow the parabola",
            says="a mean squared error on new points",
            next="Plot the loss history: it should fall all the way, up to the last step.",
        )
    except CheckFailure as failure:
        failure.tell(*task.stopped(params))
        raise
