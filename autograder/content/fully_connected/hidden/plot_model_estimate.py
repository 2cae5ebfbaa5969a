"""Hidden checks of exercise 05: the model's output over the plane, drawn."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    Axes,
    CheckFailure,
    Draw,
    Phrase,
    Student,
    Told,
    check,
    drawn,
    expect_output,
    naming,
    points_on,
)

from . import reference
from .networks import LAST, built


@check("plot_model_estimate", layer="value", points=0.5, title="the model's output lies under the data")
def test_plot_model_estimate_output(student: Student, draw: Draw) -> None:
    XX = draw.uniform(12, 2, low=-0.9, high=0.9)
    # y = ½ x1 + ½ x2 + ¼ reaches its ends in the corners: -¾ and 1¼, and sigmoid(4 · y) from 0.05 to 0.99.
    slopes, shift = torch.tensor([[0.5, 0.5]]), torch.tensor([0.25])
    for kind, factor in (("regression", 1.0), ("binary", 4.0)):
        model = built(student, [2, 1], "linear", LAST[kind], [factor * slopes, factor * shift])
        ends = torch.tensor([-0.75, 1.25]) * factor
        low, high = (torch.sigmoid(ends) if kind == "binary" else ends).tolist()
        arguments = (model, XX, (XX[:, :1] > 0).float(), kind)
        expect_picture(student, arguments, XX, low, high)
    # Class k wins in quadrant k: each logit is the distance along that quadrant's diagonal.
    diagonals = torch.tensor([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    model = built(student, [2, 4], "linear", "softmax", [diagonals, torch.zeros(4)])
    arguments = (model, XX, reference.targets("quadrants", XX), "multiclass")
    expect_picture(student, arguments, XX, 0.0, 3.0)


def expect_picture(student: Student, arguments: tuple[Any, ...], XX: Tensor, low: float, high: float) -> None:
    """The model's output lies under the data; where it does not, the picture may tell why."""
    function = student.plot_model_estimate
    try:
        with naming(("nothing but the data", "model-missing")):
            expect_output(function, arguments, XX, low, high)
    except CheckFailure as failure:
        if failure.kind == "nothing-drawn":
            failure.tell(Phrase("nothing-drawn"))
        if failure.mistake is None:
            failure.tell(*misdrawn(drawn(function, *arguments), XX, low, high))
        raise


def misdrawn(every: list[Axes], XX: Tensor, low: float, high: float) -> Told:
    """The mistake, by what is on the axes."""
    points = torch.cat([torch.empty(0, 2), *(one.float() for axes in every for one in points_on(axes))])

    def holds(wanted: Tensor) -> bool:
        near = (points[None] - wanted[:, None]).abs().amax(-1) < 1e-5
        return bool(near.any(1).all())

    if len(points) and holds(XX.flip(1)):
        return (Phrase("coordinates-swapped"),)
    if len(points) < len(XX):
        return (Phrase("data-missing"),)
    if not holds(XX):
        return ()
    images = [image for axes in every for image in axes.images if image.ndim == 2 and image.size]
    if any(image.min() == image.max() for image in images):
        return (Phrase("one-colour"),)
    slack = 0.1 * (high - low)
    short_below = images and all(image.min() > low + slack for image in images)
    short_above = images and all(image.max() < high - slack for image in images)
    return (Phrase("part-of-the-square" if short_below or short_above else "another-output"),)
