"""Hidden checks of exercise 05: what is drawn."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from autograder.checks.compare import close
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.forms import UNTOLD, Told
from autograder.checks.modules import adopt, expect_module
from autograder.checks.naming import naming
from autograder.checks.planes import expect_output
from autograder.checks.plots import Axes, drawn, expect_history_curve, points_on
from autograder.checks.registry import check
from autograder.sandbox.student import Student

from . import reference

NOTHING = ("empty axes", "nothing-drawn", "Either nothing is drawn, or it is cleared away or closed again.")
NO_MODEL = (
    "nothing but the data",
    "model-missing",
    "The data alone are drawn: what the model says is missing.",
)
PART = "The grid covers a part of the square only: it runs from -1 to 1 both ways."


@check("plot_loss", layer="value", points=0.25, title="any history, small losses too, and a single one")
def test_plot_loss_any(student: Student, draw: Draw) -> None:
    for n in (draw.integer(20, 40), 1):
        history = (10 ** draw.uniform(n, low=-4, high=1)).tolist()
        try:
            with naming(NOTHING):
                expect_history_curve(student.plot_loss, history)
        except CheckFailure as failure:
            raise failure if failure.mistake else miscurved(student, history, failure) from None


def miscurved(student: Student, history: list[float], failure: CheckFailure) -> CheckFailure:
    """The failure, with the mistake's name where a curve that was drawn gives it away."""
    losses, n = torch.tensor(history, dtype=torch.float64), len(history)
    counted = torch.arange(n).double()
    known = [
        ("logarithm-drawn", "The logarithms are drawn: a logarithmic axis takes the losses.", losses.log()),
        ("logarithm-drawn", "The logarithms are drawn: a logarithmic axis takes the losses.", losses.log10()),
        ("running-sum", "The losses are added up on the way.", losses.cumsum(0)),
        ("backwards", "The last epoch comes first.", losses.flip(0)),
        ("sorted", "The losses are sorted: they stand in the order of the epochs.", losses.sort().values),
        ("negated", "The losses are drawn with a minus.", -losses),
        ("divided-by-the-first", "The losses are divided by the first one.", losses / losses[0]),
        ("epochs-stretched", "The epochs are counted otherwise than one by one.", losses),
        ("axes-swapped", "The epochs are drawn upwards: they belong on the axis across.", counted),
        ("axes-swapped", "The epochs are drawn upwards: they belong on the axis across.", counted + 1),
    ]
    for curve in (curve for axes in drawn(student.plot_loss, history) for curve in points_on(axes)):
        for name, cause, want in known:
            if close(curve[:, 1], want):
                failure.tell(cause, name)
                return failure
        if 0 < len(curve) < n and bool(torch.isin(curve[:, 1].float(), losses.float()).all()):
            failure.tell("Some of the epochs are missing.", "epochs-left-out")
    return failure


@check("plot_model_estimate", layer="value", points=0.5, title="the model's output lies under the data")
def test_plot_model_estimate_output(student: Student, draw: Draw) -> None:
    XX = draw.uniform(12, 2, low=-0.9, high=0.9)
    # y = ½ x1 + ½ x2 + ¼ reaches its ends in the corners: -¾ and 1¼, and sigmoid(4 · y) from 0.05 to 0.99.
    slopes, shift = torch.tensor([[0.5, 0.5]]), torch.tensor([0.25])
    for kind, factor in (("regression", 1.0), ("binary", 4.0)):
        module = expect_module(student.FCNN, [2, 1], "linear", reference.LAST[kind])
        model = adopt(module, [factor * slopes, factor * shift])
        ends = torch.tensor([-0.75, 1.25]) * factor
        low, high = (torch.sigmoid(ends) if kind == "binary" else ends).tolist()
        arguments = (model, XX, (XX[:, :1] > 0).float(), kind)
        expect_picture(student, arguments, XX, low, high)
    # Class k wins in quadrant k: each logit is the distance along that quadrant's diagonal.
    diagonals = torch.tensor([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    module = expect_module(student.FCNN, [2, 4], "linear", "softmax")
    model, YY = adopt(module, [diagonals, torch.zeros(4)]), reference.targets("quadrants", XX)
    arguments = (model, XX, YY, "multiclass")
    expect_picture(student, arguments, XX, 0.0, 3.0)


def expect_picture(student: Student, arguments: tuple[Any, ...], XX: Tensor, low: float, high: float) -> None:
    """The model's output lies under the data; where it does not, the picture may tell why."""
    function = student.plot_model_estimate
    try:
        with naming(NOTHING, NO_MODEL):
            expect_output(function, arguments, XX, low, high)
    except CheckFailure as failure:
        if failure.mistake is None:
            failure.tell(*misdrawn(drawn(function, *arguments), XX, low, high))
        raise


def misdrawn(every: list[Axes], XX: Tensor, low: float, high: float) -> Told:
    """The cause and the mistake's name, by what is on the axes."""
    points = torch.cat([torch.empty(0, 2), *(one.float() for axes in every for one in points_on(axes))])

    def holds(wanted: Tensor) -> bool:
        near = (points[None] - wanted[:, None]).abs().amax(-1) < 1e-5
        return bool(near.any(1).all())

    if len(points) and holds(XX.flip(1)):
        return "x1 belongs on the axis across, and x2 upwards.", "coordinates-swapped"
    if len(points) < len(XX):
        return "The data are not drawn, or not all of them.", "data-missing"
    if not holds(XX):
        return UNTOLD
    images = [image for axes in every for image in axes.images if image.ndim == 2 and image.size]
    if any(image.min() == image.max() for image in images):
        return "The same number is drawn everywhere: it does not come from the model.", "one-colour"
    if images and all(image.min() > low + 0.1 * (high - low) for image in images):
        return PART, "part-of-the-square"
    if images and all(image.max() < high - 0.1 * (high - low) for image in images):
        return PART, "part-of-the-square"
    return "Either logits are drawn for y_pred, or other numbers than the model's.", "another-output"
