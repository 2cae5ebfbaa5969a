"""Hidden checks of `model`."""

from __future__ import annotations

from typing import Any

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Student,
    call,
    check,
    every,
    expect_gradient,
    expect_part,
    form,
)

from . import reference

DOUBLE = torch.float64


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
    mistakes = [Mistake("axis-lost", want.squeeze())]
    if named:
        mistakes += [Mistake(key, value.reshape(shape)) for key, value in wrong_models(*arguments).items()]
    expect_part(student.model, arguments, got, want, says, mistakes=mistakes)


def wrong_models(
    x: torch.Tensor,
    w1: torch.Tensor,
    b1: torch.Tensor,
    w2: torch.Tensor,
    b2: torch.Tensor,
    w3: torch.Tensor,
    b3: torch.Tensor,
) -> dict[str, torch.Tensor]:
    """What the known wrong variants of the network make of x, by the key of the mistake."""
    u = w1 * x + b1
    v = w2 * u.relu() + b2
    return {
        "first-relu-missing": w3 * (w2 * u + b2).relu() + b3,
        "second-relu-missing": w3 * v + b3,
        "relu-missing": w3 * (w2 * u + b2) + b3,
        "relu-at-the-end": (w3 * v.relu() + b3).relu(),
        "last-bias-missing": w3 * v.relu(),
        "weights-swapped": w2 * (w3 * u.relu() + b2).relu() + b3,
    }


globals().update(
    every(
        __name__,
        "model",
        network,
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "features and parameters are left alone"),
    )
)


@check("model", layer="value", points=0.75, title="layer, relu, layer, relu, layer")
def test_model_value(student: Student, draw: Draw) -> None:
    expect_outputs(student, network(draw), "network", named=True)


@check("model", layer="edge", points=0.25, title="one number, and a network that is switched off")
def test_model_edges(student: Student, draw: Draw) -> None:
    features, w1, b1, w2, b2, w3, b3 = network(draw)
    expect_outputs(student, (features[:1], w1, b1, w2, b2, w3, b3), "one-output")
    dead = (features, w1, b1 - 100, w2, b2, w3, b3)
    expect_outputs(student, dead, "switched-off")


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
        says="model.gradient",
    )
