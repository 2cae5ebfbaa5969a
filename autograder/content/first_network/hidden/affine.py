"""Hidden checks of exercise 01: `affine`, what one layer does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value, naming

from . import reference


def batch(draw: Draw, dtype: torch.dtype) -> Sequence[Tensor]:
    """Six vectors, and the weights and biases of four neurons."""
    return [draw.normal(*shape, dtype=dtype) for shape in ((6, 3), (4, 3), (4,))]


globals().update(
    every(
        __name__,
        "affine",
        batch,
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "vectors, weights and biases are left alone"),
        gradient=(0.75, "the gradient reaches v, weights and biases"),
        like=reference.affine,
    )
)


@check("affine", layer="value", points=0.75, title="as many neurons as inputs, and as many samples")
def test_affine_square(student: Student, draw: Draw) -> None:
    v, weights, biases = draw.normal(5, 5), draw.normal(5, 5), draw.normal(5)
    product = v @ weights.T
    mistakes = [
        Mistake("weights-not-transposed", v @ weights + biases),
        Mistake("bias-subtracted", product - biases),
        Mistake("bias-missing", product),
        Mistake("relu-too-much/layer", (product + biases).relu()),
    ]
    want = reference.affine(v, weights, biases)
    expect_value(student.affine, v, weights, biases, want=want, says="affine.square", mistakes=mistakes)


@check("affine", layer="edge", points=0.5, title="one sample, one input, one neuron")
def test_affine_small(student: Student, draw: Draw) -> None:
    for v, weights, biases in small_cases(draw):
        want = reference.affine(v, weights, biases)
        with naming((r"^shape \((5,)?\)", "not-a-column/neuron"), (r"^shape \(2,\)", "axis-lost")):
            expect_value(student.affine, v, weights, biases, want=want, says="affine.rows")


def small_cases(draw: Draw) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    for n, d_in, d_out in ((1, 3, 2), (5, 1, 3), (5, 3, 1), (1, 1, 1)):
        yield draw.normal(n, d_in), draw.normal(d_out, d_in), draw.normal(d_out)
