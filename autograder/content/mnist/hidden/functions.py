"""Hidden checks of exercise 06: the functions that a network is made of."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

from autograder.checks.compare import Tolerance
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake, tellable
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes, expect_tensors
from autograder.checks.vocabulary import (
    call,
    expect_dtype,
    expect_gradient,
    expect_number,
    expect_unchanged,
    expect_value,
)
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

from . import reference

DOUBLE = torch.float64
# A small number added inside the logarithm, against log 0, is good practice and no mistake: up to 1e-6 of a
# probability of 0.02 is 5e-5 of the gradient.
GUARDED_LOG = Tolerance(1e-4, 1e-6)


def wrong_gradients(a: torch.Tensor, b: torch.Tensor) -> list[Mistake]:
    """What comes of differentiating something else, or of giving back something else."""
    right, mixed = [torch.cos(a), -torch.sin(b)], [torch.cos(a) * torch.cos(b), -torch.sin(a) * torch.sin(b)]
    mean = "backward() starts from the mean: each gradient is divided by the number of entries."
    return [
        Mistake("sine-for-cosine", "Sine and cosine are swapped.", [torch.sin(a), -torch.cos(b)]),
        Mistake("sign-missing", "The derivative of the cosine has a minus.", [right[0], -right[1]]),
        Mistake("outputs-swapped", "The order is wrong: return the gradient for a first.", right[::-1]),
        Mistake("mean-for-sum", mean, [one / a.numel() for one in right]),
        Mistake("product-for-sum", "sin(a) and cos(b) are multiplied, not added.", mixed),
        Mistake("values-for-gradients", "These are sin(a) and cos(b) themselves.", [a.sin(), b.cos()]),
    ]


def wrong_relus(x: torch.Tensor) -> list[Mistake]:
    """Other functions that are taken for relu."""
    half = "Large numbers are cut off: only the lower side has a limit, which is 0."
    return [
        Mistake("absolute-value", "Negative numbers lose their sign instead of becoming 0.", x.abs()),
        Mistake("minimum-for-maximum", "The smaller of x and 0 is kept.", x.clamp(max=0)),
        Mistake("leaky-relu", "A small part of the negative numbers comes through.", F.leaky_relu(x)),
        Mistake("step-function", "These are 0 and 1: whether x > 0, and not x itself.", (x > 0).to(x)),
        Mistake("clipped-at-one", half, x.clamp(0, 1)),
        Mistake("softplus", "This is softplus, a smooth curve: relu has a corner at 0.", F.softplus(x)),
        Mistake("sigmoid-for-relu", "This is the sigmoid, another activation.", torch.sigmoid(x)),
    ]


@check("gradients", layer="shape", points=0.25, title="gradients have the shape of their tensors")
def test_gradients_shape(student: Student, draw: Draw) -> None:
    a, b = draw.normal(3, 4), draw.normal(3, 4)
    names = ("the gradient by a", "the gradient by b")
    with naming():
        expect_tensor_shapes(student.gradients, Leaf(a), Leaf(b), shapes=[a.shape, b.shape], names=names)


@check(
    "gradients",
    layer="value",
    points=0.5,
    title="tensors that do not require a gradient get one all the same",
)
def test_gradients_plain_tensors(student: Student, draw: Draw) -> None:
    a, b = draw.normal(7), draw.normal(7)
    leaves = [Leaf(a, requires_grad=False), Leaf(b, requires_grad=False)]
    want = [torch.cos(a), -torch.sin(b)]
    says, mistakes = "cos(a) and -sin(b)", wrong_gradients(a, b)
    expect_tensors(student.gradients, *leaves, want=want, says=says, mistakes=mistakes)


@check("gradients", layer="edge", points=0.25, title="gradients that are there already are not added to")
def test_gradients_accumulate(student: Student, draw: Draw) -> None:
    a, b, old = draw.normal(5), draw.normal(5), draw.normal(5)
    want = [torch.cos(a), -torch.sin(b)]
    added = Mistake(
        "accumulated",
        "backward() adds to the gradient that is there already.",
        [want[0] + old, want[1] + old],
    )
    leaves = [Leaf(a, gradient=old), Leaf(b, gradient=old)]
    expect_tensors(
        student.gradients, *leaves, want=want, says="the same as at the first call", mistakes=[added]
    )


@check("gradients", layer="effect", points=0.5, title="a.grad, b.grad and requires_grad are left as found")
def test_gradients_leaves_no_trace(student: Student, draw: Draw) -> None:
    old = draw.normal(5)
    given = [Leaf(draw.normal(5), gradient=old), Leaf(draw.normal(5), requires_grad=False)]
    for name, before, after in zip("ab", given, call(student.gradients, *given).arguments, strict=True):
        if after.requires_grad != before.requires_grad:
            raise _trace(f"{name}.requires_grad", f"{before.requires_grad}", f"{after.requires_grad}")
        if (after.gradient is None) != (before.gradient is None):
            raise _trace(f"{name}.grad", "as it was", "None" if after.gradient is None else "a new gradient")
        if after.gradient is not None and not torch.equal(after.gradient, old):
            raise _trace(f"{name}.grad", "as it was", "other numbers")


def _trace(what: str, expected: str, got: str) -> CheckFailure:
    mistake = "requires-grad-changed" if what.endswith("requires_grad") else "gradients-changed"
    return CheckFailure(
        f"gradients changes {what} of its argument.",
        expected=f"{what}: {expected}",
        got=got,
        cause="`requires_grad_()` and `backward()` write on the tensor they are given.",
        next="Work on a copy that shares nothing with the caller: `a.detach().clone().requires_grad_()`.",
        mistake=mistake,
    )


@check("relu", layer="dtype", points=0.25, title="float64 stays float64")
def test_relu_dtype(student: Student, draw: Draw) -> None:
    expect_dtype(student.relu, draw.normal(4, dtype=DOUBLE), dtype=DOUBLE)


@check("relu", layer="value", points=0.5, title="any shape, a single number too")
def test_relu_any_shape(student: Student, draw: Draw) -> None:
    for x in (draw.normal(2, 3, 4), draw.normal(5, 6), draw.normal()):
        want, says = reference.relu(x), "max(x, 0) in every place"
        expect_value(student.relu, x, want=want, says=says, mistakes=wrong_relus(x))


@check("relu", layer="effect", points=0.25, title="the input is left alone")
def test_relu_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.relu, draw.normal(4, 3))


@check("relu", layer="gradient", points=0.5, title="the gradient passes where x > 0 and stops elsewhere")
def test_relu_gradient(student: Student, draw: Draw) -> None:
    x, upstream = draw.normal(5, 4, dtype=DOUBLE), draw.normal(5, 4, dtype=DOUBLE)
    says = "upstream where x > 0, else 0"
    expect_gradient(student.relu, x, upstream=upstream, like=reference.relu, says=says)


@check("softmax", layer="dtype", points=0.25, title="float64 stays float64")
def test_softmax_dtype(student: Student, draw: Draw) -> None:
    expect_dtype(student.softmax, draw.normal(2, 4, dtype=DOUBLE), dtype=DOUBLE)


@check("softmax", layer="value", points=0.75, title="each row becomes its own probabilities")
def test_softmax_rows(student: Student, draw: Draw) -> None:
    x = draw.normal(4, 7, scale=2.0)
    exponentials = x.exp()
    mistakes = [
        Mistake("wrong-axis", "The sum runs down the columns.", torch.softmax(x, 0)),
        Mistake(
            "softmax-whole-batch", "The sum runs over the whole batch.", exponentials / exponentials.sum()
        ),
        Mistake("softmax-without-exponential", "The exponential is missing.", x / x.sum(-1, keepdim=True)),
        Mistake("logarithm-too-much", "This is the logarithm of the softmax.", torch.log_softmax(x, -1)),
        Mistake("sigmoid-for-softmax", "Each number has its own sigmoid: rows do not sum to 1.", x.sigmoid()),
        Mistake("base-two", "The powers are those of 2, not of e.", torch.softmax(x * math.log(2), -1)),
        Mistake("one-hot", "The largest entry takes all: that is its place, not the softmax.", _winner(x)),
        Mistake(
            "divided-by-maximum",
            "The exponentials are divided by the largest one, not by their sum.",
            (x - x.amax(-1, keepdim=True)).exp(),
        ),
        Mistake("not-divided", "The exponentials are not divided by their sum.", exponentials),
        *(Mistake("rounded", ROUNDED, torch.softmax(x, -1).round(decimals=digits)) for digits in (2, 3, 4)),
    ]
    says = "exp(x) over the sum of exp(x) along the last axis"
    expect_value(student.softmax, x, want=reference.softmax(x), says=says, mistakes=mistakes)


@check("softmax", layer="edge", points=0.5, title="one axis, three axes, one entry")
def test_softmax_any_rank(student: Student, draw: Draw) -> None:
    for x in (draw.normal(6), draw.normal(2, 3, 4), draw.normal(3, 1), draw.normal(5, 4).T):
        mistakes = [
            Mistake("softmax-second-axis", "The sum runs along axis 1, not the last one.", _along_one(x))
        ]
        want = reference.softmax(x)
        expect_value(student.softmax, x, want=want, says="a softmax along the last axis", mistakes=mistakes)


ROUNDED = "The probabilities are rounded: keep all digits, and round only where you print."


def _winner(x: torch.Tensor) -> torch.Tensor:
    return F.one_hot(x.argmax(-1), x.shape[-1]).to(x)


def _along_one(x: torch.Tensor) -> torch.Tensor:
    return torch.softmax(x, 1 if x.ndim > 1 else 0)


@check("softmax", layer="effect", points=0.25, title="the input is left alone")
def test_softmax_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.softmax, draw.normal(4, 3))


@check("softmax", layer="gradient", points=0.5, title="softmax passes the gradient on")
def test_softmax_gradient(student: Student, draw: Draw) -> None:
    x, upstream = draw.normal(5, 4, dtype=DOUBLE), draw.normal(5, 4, dtype=DOUBLE)
    says = "the gradient of the softmax of each row"
    expect_gradient(student.softmax, x, upstream=upstream, like=reference.softmax, says=says)


# What becomes of the rows (1000, -1000, 999) and (-1000, -1001, -1000), by how many entries are NaN.
OVERFLOWS = (
    (
        "^5 of 6",
        "overflow",
        "exp() of large numbers is infinite, and ∞/∞ is NaN; subtract each row's largest number first.",
    ),
    (
        "^3 of 6",
        "maximum-of-all",
        "The largest number of all rows is subtracted, not each row's own: a row far below it becomes 0/0.",
    ),
)


@check("softmax", layer="stretch", points=1.0, title="finite and right for logits of ±1000")
def test_softmax_large_logits(student: Student, draw: Draw) -> None:
    x = torch.tensor([[1000.0, -1000.0, 999.0], [-1000.0, -1001.0, -1000.0]]) + draw.normal(2, 3)
    says = "the softmax, which does not change when a number is added to the row"
    with naming(*OVERFLOWS):
        expect_value(student.softmax, x, want=reference.softmax(x), says=says)


@check("cross_entropy_loss", layer="dtype", points=0.25, title="float64 stays float64")
def test_cross_entropy_loss_dtype(student: Student, draw: Draw) -> None:
    predictions, targets = draw.probabilities(3, 4, dtype=DOUBLE), draw.classes(3, 4)
    expect_dtype(student.cross_entropy_loss, predictions, targets, dtype=DOUBLE)


@check("cross_entropy_loss", layer="value", points=0.75, title="the mean of -log p[target] over a batch")
def test_cross_entropy_loss_batch(student: Student, draw: Draw) -> None:
    n, n_classes = draw.integer(7, 9), 5
    predictions, targets = draw.probabilities(n, n_classes), draw.classes(n, n_classes)
    mistakes = wrong_losses(predictions, targets)
    want = reference.cross_entropy_loss(predictions, targets)
    says = "the mean of -log p[target]"
    expect_value(
        student.cross_entropy_loss,
        predictions,
        targets,
        want=want,
        says=says,
        tolerance=GUARDED_LOG,
        mistakes=mistakes,
    )


ALL_PAIRS = "predictions[:, targets] takes every row at every target: it needs one column for each row."


def _guarded(picked: torch.Tensor) -> torch.Tensor:
    return -(picked + 0.01).log().mean()


def _largest(predictions: torch.Tensor) -> torch.Tensor:
    return -predictions.amax(-1).log().mean()


def _entropy(predictions: torch.Tensor) -> torch.Tensor:
    return -(predictions * predictions.log()).sum(-1).mean()


def _twice(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.cross_entropy(predictions, targets)


def wrong_losses(predictions: torch.Tensor, targets: torch.Tensor) -> list[Mistake]:
    """What is taken for the cross-entropy, or comes of a slip on the way to it."""
    picked = predictions[torch.arange(len(targets)), targets]
    return [
        Mistake("sum-for-mean", "The losses are added up and not averaged.", -picked.log().sum()),
        Mistake("all-classes", "All classes are averaged, not only the target's.", -predictions.log().mean()),
        Mistake("mean-before-log", "The logarithm is taken of the mean.", -picked.mean().log()),
        Mistake("logarithm-missing", "The logarithm is missing.", -picked.mean()),
        Mistake(
            "averaged-over-classes", "The sum is divided by n · c.", -picked.log().sum() / predictions.numel()
        ),
        Mistake("softmax-twice", "A softmax is applied to probabilities.", _twice(predictions, targets)),
        Mistake("base-two", "The logarithm is to base 2.", -picked.log2().mean()),
        Mistake(
            "guard-too-large", "The number inside the logarithm is so large that it shows.", _guarded(picked)
        ),
        Mistake("all-pairs", ALL_PAIRS, -predictions[:, targets].log().mean()),
        Mistake(
            "target-ignored", "It is the largest probability, not that of the target.", _largest(predictions)
        ),
        Mistake(
            "complement", "It is -log(1 - p): the probability of being wrong.", -(1 - picked).log().mean()
        ),
        Mistake(
            "entropy",
            "Each probability weighs its own logarithm: no target is in this.",
            _entropy(predictions),
        ),
        Mistake(
            "class-by-class",
            "The mean is taken within each class first: all rows count alike, whatever their class.",
            torch.stack([-picked[targets == one].log().mean() for one in set(targets.tolist())]).mean(),
        ),
    ]


@check("cross_entropy_loss", layer="edge", points=0.25, title="a batch of one row")
def test_cross_entropy_loss_one_row(student: Student, draw: Draw) -> None:
    predictions, targets = draw.probabilities(1, 6), draw.classes(1, 6) + 2
    want = reference.cross_entropy_loss(predictions, targets)
    says = "-log p[target] of that row"
    expect_value(
        student.cross_entropy_loss, predictions, targets, want=want, says=says, tolerance=GUARDED_LOG
    )


@check("cross_entropy_loss", layer="effect", points=0.25, title="predictions and targets are left alone")
def test_cross_entropy_loss_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.cross_entropy_loss, draw.probabilities(4, 3), draw.classes(4, 3))


@check("cross_entropy_loss", layer="gradient", points=0.75, title="the loss passes the gradient on")
def test_cross_entropy_loss_gradient(student: Student, draw: Draw) -> None:
    predictions, targets = draw.probabilities(6, 4, dtype=DOUBLE), draw.classes(6, 4)
    expect_gradient(
        student.cross_entropy_loss,
        predictions,
        targets,
        upstream=torch.tensor(1.5, dtype=DOUBLE),
        like=reference.cross_entropy_loss,
        says="-1 / (n p) at each target, 0 elsewhere",
        tolerance=GUARDED_LOG,
    )


@check("accuracy", layer="value", points=0.75, title="the fraction of right answers in a batch")
def test_accuracy_batch(student: Student, draw: Draw) -> None:
    while True:
        predictions, targets = answered(draw)
        right = int((predictions.argmax(-1) == targets).sum())
        want, mistakes = right / len(targets), wrong_fractions(predictions, targets, right)
        if tellable(want, mistakes):
            break
    says = "right answers divided by all answers"
    expect_number(student.accuracy, predictions, targets, want=want, says=says, mistakes=mistakes)


def answered(draw: Draw) -> tuple[torch.Tensor, torch.Tensor]:
    """Predictions (16, 4) and the targets (16,), 5 to 11 of which they give."""
    n, right = 16, draw.integer(5, 11)
    targets = draw.classes(n, 4)
    answers = torch.where(torch.arange(n) < right, targets, (targets + 1) % 4)
    # Confident or not: the largest entry of each row is the answer, and often below one half.
    return torch.softmax(draw.uniform(n, 4) + 1.2 * torch.eye(4)[answers], dim=-1), targets


def wrong_fractions(predictions: torch.Tensor, targets: torch.Tensor, right: int) -> list[Mistake]:
    """What wrong variants make of the predictions, `right` of which are right."""
    n, n_classes = predictions.shape
    counted = "The right answers are counted and not divided by their number."
    percent = "This is a percentage; a fraction lies between 0 and 1."
    smallest = "The smallest entry is taken for the answer."
    every = "Rows meet a column: every answer meets every target."
    by_classes = "The count is divided by the number of classes."
    confident = _confident(predictions, targets)
    return [
        Mistake("count-for-fraction", counted, float(right)),
        Mistake("percent", percent, 100.0 * right / n),
        Mistake("error-rate", "This is the fraction of wrong answers.", 1 - right / n),
        Mistake("threshold", "Only answers above one half count.", confident),
        Mistake("no-answer-counts", NONE_COUNT, 0.0),
        Mistake("smallest-for-largest", smallest, _smallest(predictions, targets)),
        Mistake("broadcast", every, _every(predictions, targets)),
        Mistake("divided-by-classes", by_classes, right / n_classes),
    ]


NONE_COUNT = (
    "No answer counts: either the division is rounded down (`//`), or the largest values are compared with "
    "the targets, and not their places."
)


def _smallest(predictions: torch.Tensor, targets: torch.Tensor) -> float:
    return float((predictions.argmin(-1) == targets).double().mean())


def _every(predictions: torch.Tensor, targets: torch.Tensor) -> float:
    return float((predictions.argmax(-1)[:, None] == targets).double().mean())


def _confident(predictions: torch.Tensor, targets: torch.Tensor) -> float:
    picked = predictions[torch.arange(len(targets)), targets]
    return float((picked > 0.5).double().mean())


@check("accuracy", layer="edge", points=0.5, title="all right, none right, one row")
def test_accuracy_extremes(student: Student, draw: Draw) -> None:
    targets = draw.classes(7, 3)
    right, wrong = torch.eye(3)[targets], torch.eye(3)[(targets + 1) % 3]
    expect_number(student.accuracy, right, targets, want=1.0, says="all rows are right")
    expect_number(student.accuracy, wrong, targets, want=0.0, says="no row is right")
    expect_number(student.accuracy, right[:1], targets[:1], want=1.0, says="the only row is right")


@check("accuracy", layer="effect", points=0.25, title="predictions and targets are left alone")
def test_accuracy_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.accuracy, draw.probabilities(4, 3), draw.classes(4, 3))
