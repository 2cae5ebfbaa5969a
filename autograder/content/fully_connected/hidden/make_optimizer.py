"""Hidden checks of exercise 05: the optimizers."""

from __future__ import annotations

from functools import partial
from typing import Any

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    Draw,
    Leaf,
    Mistake,
    Student,
    Way,
    check,
    descend,
    expect_error,
    expect_stepped,
    naming,
)

from .refusals import REFUSALS

OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
}
DEFAULT_RATES = {"sgd": 0.001, "adam": 0.001, "rmsprop": 0.01, "adagrad": 0.01}
STEPS = 3  # the last two hang on what the optimizer remembers of the first


class Steps:
    """Two parameters with gradients, in float64; a few entries are tiny, which shows a wrong `eps`."""

    def __init__(self, draw: Draw, name: str) -> None:
        self.name = name
        self.values = [draw.normal(3, 2).double(), draw.normal(4).double()]
        self.gradients = [draw.normal(3, 2).double(), draw.normal(4).double() * 3e-8]
        self.lr = 0.01 * draw.integer(2, 9)

    @property
    def leaves(self) -> list[Leaf]:
        return [Leaf(value, gradient) for value, gradient in zip(self.values, self.gradients, strict=True)]

    def loss(self, *values: Tensor) -> Tensor:
        """A loss that has these gradients everywhere."""
        terms = [(gradient * value).sum() for gradient, value in zip(self.gradients, values, strict=True)]
        return torch.stack(terms).sum()

    def after(self, optimizer: type[torch.optim.Optimizer], lr: float = 0.0, **options: Any) -> list[Tensor]:
        """Where that optimizer takes the parameters, at `self.lr` where no other rate is given."""
        way = Way(partial(optimizer, **options))
        return descend(self.loss, self.values, [[()]] * STEPS, lr or self.lr, way)[-1].params

    def mistakes(self) -> list[Mistake]:
        """Another optimizer's steps, those of other options, and those at torch's own rate."""
        right, rate = OPTIMIZERS[self.name], DEFAULT_RATES[self.name]
        others = {name: one for name, one in OPTIMIZERS.items() if name != self.name}
        sizes = (1e-6, 1e-7) if self.name == "adam" else ()
        return [
            *(
                Mistake("another-optimizer", self.after(one), {"optimizer": name})
                for name, one in {**others, "AdamW": torch.optim.AdamW}.items()
            ),
            Mistake("momentum-added", self.after(torch.optim.SGD, momentum=0.9)),
            Mistake("decay-added", self.after(right, weight_decay=0.01)),
            *(Mistake("another-eps", self.after(right, eps=size)) for size in sizes),
            Mistake("rate-ignored/default", self.after(right, rate)),
        ]


def expect_optimizer(student: Student, draw: Draw, name: str) -> None:
    """A few steps of the optimizer are those of torch's own."""
    given = Steps(draw, name)
    want, mistakes = given.after(OPTIMIZERS[name]), given.mistakes()
    make, leaves, lr = student.make_optimizer, given.leaves, given.lr
    with naming():
        expect_stepped(make, name, leaves, lr, steps=STEPS, want=want, mistakes=mistakes)


@check("make_optimizer", layer="value", points=0.25, title="three steps of 'sgd'")
def test_make_optimizer_sgd_steps(student: Student, draw: Draw) -> None:
    expect_optimizer(student, draw, "sgd")


@check("make_optimizer", layer="value", points=0.5, title="three steps of 'adam'")
def test_make_optimizer_adam(student: Student, draw: Draw) -> None:
    expect_optimizer(student, draw, "adam")


@check("make_optimizer", layer="value", points=0.5, title="three steps of 'rmsprop'")
def test_make_optimizer_rmsprop(student: Student, draw: Draw) -> None:
    expect_optimizer(student, draw, "rmsprop")


@check("make_optimizer", layer="value", points=0.25, title="three steps of 'adagrad'")
def test_make_optimizer_adagrad(student: Student, draw: Draw) -> None:
    expect_optimizer(student, draw, "adagrad")


@check("make_optimizer", layer="edge", points=0.25, title="an unknown name is refused")
def test_make_optimizer_unknown(student: Student, draw: Draw) -> None:
    leaves, says = [Leaf(torch.ones(2), torch.ones(2))], "make_optimizer.unknown"
    with naming(*REFUSALS):
        expect_error(student.make_optimizer, draw.name(), leaves, 0.1, type_name="ValueError", says=says)
