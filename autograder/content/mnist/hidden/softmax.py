"""Hidden checks of `softmax`."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value, naming

from . import reference

# What becomes of the rows (1000, -1000, 999) and (-1000, -1001, -1000), by how many entries are NaN.
OVERFLOWS = (("^5 of 6", "overflow"), ("^3 of 6", "maximum-of-all"))

globals().update(
    every(
        __name__,
        "softmax",
        lambda draw, dtype: [draw.normal(5, 4, dtype=dtype)],
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "the input is left alone"),
        gradient=(0.5, "softmax passes the gradient on"),
        like=reference.softmax,
    )
)


@check("softmax", layer="value", points=0.75, title="each row becomes its own probabilities")
def test_softmax_rows(student: Student, draw: Draw) -> None:
    x = draw.normal(4, 7, scale=2.0)
    expect_value(
        student.softmax, x, want=reference.softmax(x), says="softmax.rows", mistakes=wrong_softmaxes(x)
    )


def wrong_softmaxes(x: torch.Tensor) -> list[Mistake]:
    """What is taken for the softmax of each row, or comes of a slip on the way to it."""
    exponentials, right = x.exp(), torch.softmax(x, -1)
    return [
        Mistake("softmax-whole-batch", exponentials / exponentials.sum()),
        Mistake("softmax-without-exponential", x / x.sum(-1, keepdim=True)),
        Mistake("logarithm-too-much", right.log()),
        Mistake("sigmoid-for-softmax", x.sigmoid()),
        Mistake("base-two/powers", torch.softmax(x * math.log(2), -1)),
        Mistake("one-hot", F.one_hot(x.argmax(-1), x.shape[-1]).to(x)),
        Mistake("divided-by-maximum", (x - x.amax(-1, keepdim=True)).exp()),
        Mistake("not-divided", exponentials),
        *(Mistake("rounded", right.round(decimals=digits)) for digits in (2, 3, 4)),
    ]


@check("softmax", layer="edge", points=0.5, title="one axis, three axes, one entry")
def test_softmax_any_rank(student: Student, draw: Draw) -> None:
    for x in (draw.normal(6), draw.normal(2, 3, 4), draw.normal(3, 1), draw.normal(5, 4).T):
        second = Mistake("softmax-second-axis", torch.softmax(x, 1 if x.ndim > 1 else 0))
        expect_value(
            student.softmax, x, want=reference.softmax(x), says="softmax.any-rank", mistakes=[second]
        )


@check("softmax", layer="stretch", points=1.0, title="finite and right for logits of ±1000")
def test_softmax_large_logits(student: Student, draw: Draw) -> None:
    x = torch.tensor([[1000.0, -1000.0, 999.0], [-1000.0, -1001.0, -1000.0]]) + draw.normal(2, 3)
    with naming(*OVERFLOWS):
        expect_value(student.softmax, x, want=reference.softmax(x), says="softmax.large-logits")
