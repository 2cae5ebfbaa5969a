"""Hidden checks of exercise 05: what is drawn."""

from __future__ import annotations

import torch

from autograder.checks.draw import Draw
from autograder.checks.hidden.fully_connected import reference
from autograder.checks.modules import adopt, expect_module
from autograder.checks.planes import expect_output
from autograder.checks.plots import expect_history_curve
from autograder.checks.registry import check
from autograder.sandbox.student import Student


@check("plot_loss", layer="value", points=0.25, title="any history, small losses too, and a single one")
def test_plot_loss_any(student: Student, draw: Draw) -> None:
    for n in (draw.integer(20, 40), 1):
        expect_history_curve(student.plot_loss, (10 ** draw.uniform(n, low=-4, high=1)).tolist())


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
        expect_output(student.plot_model_estimate, arguments, XX, low, high)
    # Class k wins in quadrant k: each logit is the distance along that quadrant's diagonal.
    diagonals = torch.tensor([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])
    module = expect_module(student.FCNN, [2, 4], "linear", "softmax")
    model, YY = adopt(module, [diagonals, torch.zeros(4)]), reference.targets("quadrants", XX)
    arguments = (model, XX, YY, "multiclass")
    expect_output(student.plot_model_estimate, arguments, XX, 0.0, 3.0)
