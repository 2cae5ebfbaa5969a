"""Hidden checks of `relu`."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value

from . import reference

globals().update(
    every(
        __name__,
        "relu",
        lambda draw, dtype: [draw.normal(5, 4, dtype=dtype)],
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "the input is left alone"),
        gradient=(0.5, "the gradient passes where x > 0 and stops elsewhere"),
        like=reference.relu,
    )
)


@check("relu", layer="value", points=0.5, title="any shape, a single number too")
def test_relu_any_shape(student: Student, draw: Draw) -> None:
    for x in (draw.normal(2, 3, 4), draw.normal(5, 6), draw.normal()):
        expect_value(student.relu, x, want=reference.relu(x), says="relu.value", mistakes=wrong_relus(x))


def wrong_relus(x: torch.Tensor) -> list[Mistake]:
    """Other functions that are taken for relu."""
    return [
        Mistake("absolute-value", x.abs()),
        Mistake("minimum-for-maximum", x.clamp(max=0)),
        Mistake("leaky-relu", F.leaky_relu(x)),
        Mistake("step-function", (x > 0).to(x)),
        Mistake("clipped-at-one", x.clamp(0, 1)),
        Mistake("softplus", F.softplus(x)),
        Mistake("sigmoid-for-relu", torch.sigmoid(x)),
    ]
