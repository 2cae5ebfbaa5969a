"""Hidden checks of `relu`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value

from . import reference


@check("relu", layer="value", points=0.25, title="any shape, either precision")
def test_relu_any_shape(student: Student, draw: Draw) -> None:
    double = draw.normal(5, dtype=torch.float64)
    for X in (draw.normal(2, 3, 4), draw.normal(5, 6), draw.normal(1) + 3, double):
        want = reference.relu(X)
        mistakes = [
            Mistake("absolute-value", X.abs()),
            Mistake("minimum-for-maximum", X.clamp(max=0)),
            Mistake("sign-flipped", (-X).clamp(min=0)),
            Mistake("capped-at-one", X.clamp(0, 1)),
            Mistake("single-precision", want.float()),
        ]
        expect_value(student.relu, X, want=want, says="relu", mistakes=mistakes)


globals().update(
    every(
        __name__,
        "relu",
        lambda draw, dtype: (draw.normal(5, 4, dtype=dtype),),
        effect=(0.25, "the input is left alone"),
        gradient=(0.25, "the gradient passes where X > 0 and stops elsewhere"),
        like=reference.relu,
    )
)
