"""Hidden checks of exercise 05: the losses and the optimizers."""

from __future__ import annotations

from typing import Any

import torch

from autograder.checks.draw import Draw
from autograder.checks.makers import expect_first_gradient, expect_made, expect_stepped
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.vocabulary import expect_error, expect_value
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

from . import reference
from .points import REFUSALS

KINDS = ("regression", "binary", "multiclass")
OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
}


def logits(draw: Draw, kind: str, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """float64 logits and their targets; both are float32 numbers, so that a cast changes nothing."""
    z = draw.normal(n, 5 if kind == "multiclass" else 1, scale=2.0).double()
    if kind == "multiclass":
        return z, draw.classes(n, 5)
    return z, (draw.normal(n, 1) if kind == "regression" else draw.classes(n, 2).float()[:, None]).double()


def wrong_losses(kind: str, z: torch.Tensor, target: torch.Tensor) -> list[Mistake]:
    right = reference.make_loss(kind)
    mistakes = [
        Mistake("sum-for-mean", "The losses are added up and not averaged.", right(z, target) * len(z))
    ]
    if kind == "regression":
        mistakes += [
            Mistake("absolute-error", "These are absolute errors, not squared.", (z - target).abs().mean()),
            Mistake("halved", "The squares are halved: MSE has no ½.", right(z, target) / 2),
            Mistake("root-of-the-mean", "The root of the mean is taken.", right(z, target).sqrt()),
        ]
    else:
        activated = torch.sigmoid(z) if kind == "binary" else torch.softmax(z, 1)
        twice = "An activation is applied before a loss that takes logits: it is applied twice."
        mistakes.append(Mistake("activation-twice", twice, right(activated, target)))
    return mistakes


@check("make_loss", layer="value", points=0.5, title="all three losses of a batch")
def test_make_loss_batch(student: Student, draw: Draw) -> None:
    for kind in KINDS:
        with naming():
            loss = expect_made(student.make_loss, kind, what="a loss")
        z, target = logits(draw, kind, draw.integer(6, 9))
        mistakes, want = wrong_losses(kind, z, target), reference.make_loss(kind)(z, target)
        says = f"the mean loss of {kind!r}, from logits"
        expect_value(loss, z, target, want=want, says=says, mistakes=mistakes)


@check("make_loss", layer="edge", points=0.25, title="logits of ±1000 have the right loss")
def test_make_loss_large_logits(student: Student, draw: Draw) -> None:
    z = torch.tensor([[1000.0], [-1000.0], [1000.0]]) + draw.normal(3, 1)
    targets = torch.tensor([[0.0], [1.0], [1.0]])
    clamped = Mistake(
        "probability-clamped",
        "A sigmoid comes before the loss: it rounds to 0 or 1, and the logarithm is cut off at -100.",
        torch.tensor(200 / 3),
    )
    loss, says = (
        expect_made(student.make_loss, "binary", what="a loss"),
        "about 2000/3: an error costs its logit",
    )
    want = reference.make_loss("binary")(z, targets)
    expect_value(loss, z, targets, want=want, says=says, mistakes=[clamped])
    loss, many = expect_made(student.make_loss, "multiclass", what="a loss"), torch.cat([z, -z], 1)
    classes = torch.tensor([1, 0, 0])
    want = reference.make_loss("multiclass")(many, classes)
    cause = "A probability rounds to 0, and its logarithm is infinite: the loss has to take the logits."
    with naming(("infinite", "logarithm-of-zero", cause)):
        says = "about 4000/3: an error costs the difference of logits"
        expect_value(loss, many, classes, want=want, says=says)


@check("make_loss", layer="edge", points=0.25, title="an unknown kind is refused")
def test_make_loss_unknown(student: Student, draw: Draw) -> None:
    says = "the kinds are 'regression', 'binary' and 'multiclass'"
    with naming(*REFUSALS):
        expect_error(student.make_loss, draw.name(), type_name="ValueError", says=says)


@check("make_loss", layer="gradient", points=0.25, title="the gradient of each loss reaches the logits")
def test_make_loss_gradient(student: Student, draw: Draw) -> None:
    for kind in KINDS:
        loss, like = expect_made(student.make_loss, kind, what="a loss"), reference.make_loss(kind)
        says = f"the gradient of the loss of {kind!r} in z_pred"
        one = torch.ones((), dtype=torch.float64)
        expect_first_gradient(loss, *logits(draw, kind, 6), upstream=one, like=like, says=says)


class Steps:
    """Two parameters with gradients, in float64; a few entries are tiny, which shows a wrong `eps`."""

    def __init__(self, draw: Draw) -> None:
        self.values = [draw.normal(3, 2).double(), draw.normal(4).double()]
        self.gradients = [draw.normal(3, 2).double(), draw.normal(4).double() * 3e-8]
        self.lr = 0.01 * draw.integer(2, 9)

    @property
    def leaves(self) -> list[Leaf]:
        return [Leaf(value, gradient) for value, gradient in zip(self.values, self.gradients, strict=True)]

    def after(
        self, optimizer: type[torch.optim.Optimizer], steps: int, **options: float
    ) -> list[torch.Tensor]:
        """Where that optimizer takes the parameters, while the gradients stay as they are."""
        params = [value.clone().requires_grad_() for value in self.values]
        for parameter, gradient in zip(params, self.gradients, strict=True):
            parameter.grad = gradient.clone()
        given: dict[str, Any] = {"lr": self.lr, **options}
        made = optimizer(params, **given)
        for _ in range(steps):
            made.step()
        return [parameter.detach() for parameter in params]

    def mistakes(self, name: str, steps: int) -> list[Mistake]:
        """Another optimizer's steps, and those at the rate that torch takes where it is told none."""
        others = [
            Mistake("another-optimizer", f"These are the steps of {other!r}.", self.after(optimizer, steps))
            for other, optimizer in OPTIMIZERS.items()
            if other != name
        ]
        decayed = self.after(torch.optim.AdamW, steps)
        momentum = "The step has momentum, which torch's default has not."
        default = {"sgd": 0.001, "adam": 0.001, "rmsprop": 0.01, "adagrad": 0.01}[name]
        return [
            *others,
            Mistake("another-optimizer", "These are the steps of AdamW.", decayed),
            Mistake("momentum-added", momentum, self.after(torch.optim.SGD, steps, momentum=0.9)),
            *self.extras(name, steps),
            Mistake("rate-ignored", "lr is not handed on.", self.after(OPTIMIZERS[name], steps, lr=default)),
        ]

    def extras(self, name: str, steps: int) -> list[Mistake]:
        """Options that torch's default has not."""
        right, decay = OPTIMIZERS[name], "It has a weight decay, which torch's default has not."
        eps = [self.after(right, steps, eps=size) for size in (1e-6, 1e-7)] if name == "adam" else []
        return [
            Mistake("decay-added", decay, self.after(right, steps, weight_decay=0.01)),
            *(Mistake("another-eps", "eps is not torch's default.", value) for value in eps),
        ]


def expect_optimizer(student: Student, draw: Draw, name: str) -> None:
    """Three steps of the optimizer, of which the last two hang on what it remembers of the first."""
    given = Steps(draw)
    want, mistakes = given.after(OPTIMIZERS[name], 3), given.mistakes(name, 3)
    with naming():
        expect_stepped(
            student.make_optimizer, name, given.leaves, given.lr, steps=3, want=want, mistakes=mistakes
        )


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
    says = "the optimizers are 'sgd', 'adam', 'rmsprop' and 'adagrad'"
    leaves = [Leaf(torch.ones(2), torch.ones(2))]
    with naming(*REFUSALS):
        expect_error(student.make_optimizer, draw.name(), leaves, 0.1, type_name="ValueError", says=says)
