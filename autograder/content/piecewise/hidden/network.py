"""Hidden checks of exercise 04: relu and the network."""

from __future__ import annotations

from typing import Any

import torch

from autograder.checks.compare import form
from autograder.checks.draw import Draw
from autograder.checks.mistakes import Mistake
from autograder.checks.parts import expect_part
from autograder.checks.registry import check
from autograder.checks.vocabulary import call, expect_dtype, expect_gradient, expect_unchanged, expect_value
from autograder.sandbox.student import Student

from . import reference

DOUBLE = torch.float64
ROUNDED = "`.float()`, or a new tensor of torch's default dtype, makes the result float32."


@check("relu", layer="value", points=0.25, title="any shape, either precision")
def test_relu_any_shape(student: Student, draw: Draw) -> None:
    for X in (draw.normal(2, 3, 4), draw.normal(5, 6), draw.normal(1) + 3, draw.normal(5, dtype=DOUBLE)):
        mistakes = [
            Mistake("absolute-value", "Negative numbers lose their sign instead of becoming 0.", X.abs()),
            Mistake("minimum-for-maximum", "The smaller of X and 0 is kept.", X.clamp(max=0)),
            Mistake("sign-flipped", "This is max(-X, 0): the negative half is kept.", (-X).clamp(min=0)),
            Mistake("capped-at-one", "Numbers above 1 are cut off; relu has no upper limit.", X.clamp(0, 1)),
            Mistake("single-precision", ROUNDED, reference.relu(X).float()),
        ]
        want = reference.relu(X)
        expect_value(student.relu, X, want=want, says="max(X, 0) in every place", mistakes=mistakes)


@check("relu", layer="effect", points=0.25, title="the input is left alone")
def test_relu_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.relu, draw.normal(4, 3))


@check("relu", layer="gradient", points=0.25, title="the gradient passes where X > 0 and stops elsewhere")
def test_relu_gradient(student: Student, draw: Draw) -> None:
    X, upstream = draw.normal(5, 4, dtype=DOUBLE), draw.normal(5, 4, dtype=DOUBLE)
    says = "upstream where X > 0, else 0"
    expect_gradient(student.relu, X, upstream=upstream, like=reference.relu, says=says)


def network(draw: Draw, dtype: torch.dtype = torch.float32) -> tuple[torch.Tensor, ...]:
    """Features `(12,)` and six parameters: each relu stops some of the features, and not the same ones.

    w2 < 0 < b2: with w2 > 0 > b2 the second relu would do the first one's work as well, and hide its absence.
    b3 lies half-way: the outputs are of both signs, and a relu at the end shows.
    """
    magnitudes = draw.uniform(12, low=1.2, high=3.0).to(dtype)
    features = torch.where(torch.arange(12) % 2 == 0, magnitudes, -magnitudes)[draw.permutation(12)]
    signs = [2.0 * draw.integer(0, 1) - 1 for _ in range(2)]
    w1, w2, w3 = (draw.uniform(1, 1, low=0.8, high=1.5).to(dtype) for _ in range(3))
    b1, b2, share = (draw.uniform(1, 1, low=0.3, high=0.7).to(dtype) for _ in range(3))
    return features, signs[0] * w1, b1, -w2, b2, signs[1] * w3, -signs[1] * w3 * b2 * share


def expect_outputs(student: Student, arguments: tuple[Any, ...], says: str, named: bool = False) -> None:
    """The outputs of `model`, `(n,)` or `(1, n)`, are the reference's."""
    got = call(student.model, *arguments).value
    wide = form(got, torch.empty(1, len(arguments[0]), dtype=arguments[0].dtype)) is None
    shape = (1, -1) if wide else (-1,)
    want = reference.model(*arguments).reshape(shape)
    mistakes = [Mistake("axis-lost", "The only output has lost its axis: see squeeze.", want.squeeze())]
    if named:
        mistakes += [Mistake(m.id, m.cause, m.value.reshape(shape)) for m in wrong_models(*arguments)]
    expect_part(student.model, arguments, got, want, says, mistakes=mistakes)


def wrong_models(
    x: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
    w3: torch.Tensor,
    b3: torch.Tensor,
) -> list[Mistake]:
    """The known wrong variants of the network."""
    u = w1 * x + b1
    v = w2 * u.relu() + b2
    return [
        Mistake(
            "first-relu-missing", "There is no relu after the first layer.", w3 * (w2 * u + b2).relu() + b3
        ),
        Mistake("second-relu-missing", "There is no relu after the second layer.", w3 * v + b3),
        Mistake("relu-missing", "There is no relu at all: three lines in a row.", w3 * (w2 * u + b2) + b3),
        Mistake("relu-at-the-end", "There is a relu after the last layer too.", (w3 * v.relu() + b3).relu()),
        Mistake("last-bias-missing", "b3 is not added.", w3 * v.relu()),
        Mistake(
            "weights-swapped",
            "w2 and w3 have changed places.",
            w2 * (w3 * u.relu() + b2).relu() + b3,
        ),
    ]


@check("model", layer="dtype", points=0.25, title="float64 stays float64")
def test_model_dtype(student: Student, draw: Draw) -> None:
    expect_dtype(student.model, *network(draw, DOUBLE), dtype=DOUBLE)


@check("model", layer="value", points=0.75, title="layer, relu, layer, relu, layer")
def test_model_value(student: Student, draw: Draw) -> None:
    expect_outputs(student, network(draw), "w3·relu(w2·relu(w1·x + b1) + b2) + b3", named=True)


@check("model", layer="edge", points=0.25, title="one number, and a network that is switched off")
def test_model_edges(student: Student, draw: Draw) -> None:
    features, w1, b1, w2, b2, w3, b3 = network(draw)
    expect_outputs(student, (features[:1], w1, b1, w2, b2, w3, b3), "an output for one input")
    dead = (features, w1, b1 - 100, w2, b2, w3, b3)
    expect_outputs(student, dead, "w3·relu(b2) + b3 for every input")


@check("model", layer="effect", points=0.25, title="features and parameters are left alone")
def test_model_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.model, *network(draw))


@check(
    "model", layer="gradient", points=0.75, title="the gradient reaches the features and all six parameters"
)
def test_model_gradient(student: Student, draw: Draw) -> None:
    arguments, upstream = network(draw, DOUBLE), draw.normal(12, dtype=DOUBLE)
    got = call(student.model, *arguments).value
    shape = (1, 12) if type(got) is torch.Tensor and got.ndim == 2 else (12,)
    expect_gradient(
        student.model,
        *arguments,
        upstream=upstream.reshape(shape),
        like=lambda *inputs: reference.model(*inputs).reshape(shape),
        says="the gradient for x, w1, b1, w2, b2, w3 and b3",
    )
