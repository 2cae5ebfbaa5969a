"""Hidden checks of `init_params`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Phrase,
    RemoteFunction,
    Student,
    Told,
    by_dtype,
    check,
    describe,
    expect_tensor_shapes,
    naming,
)

from ..public import NAMES


@check("init_params", layer="shape", points=0.25, title="other sizes than the defaults")
def test_init_params_other_sizes(student: Student) -> None:
    with naming((r"\(784, 500\)", "sizes-ignored"), (r"\(30, 20\)", "transposed/weights")):
        shapes = [(20, 30), (30,), (30, 4)]
        expect_tensor_shapes(student.init_params, 20, 30, 4, shapes=shapes, names=NAMES)


@check(
    "init_params", layer="value", points=0.75, title="normal weights of the right scale, and a bias of zeros"
)
def test_init_params_distribution(student: Student) -> None:
    function, sizes = student.init_params, (400, 300, 25)
    shapes = [(400, 300), (300,), (300, 25)]
    W1, b, W2 = expect_tensor_shapes(function, *sizes, shapes=shapes, names=NAMES)
    if b.dtype != torch.float32 or b.any():
        told = "bias-not-zero" if b.any() else None
        raise CheckFailure(
            "bias-not-zero", function, sizes, told=told, b=describe(b), count=int((b != 0).sum())
        )
    for name, weights in (("W1", W1), ("W2", W2)):
        expect_normal(function, sizes, name, weights)


def expect_normal(function: RemoteFunction, sizes: Sequence[int], name: str, weights: torch.Tensor) -> None:
    """Mean 0, standard deviation 1/√fan_in, and the share of a normal distribution within one deviation.

    Each estimate over N entries may err by six of its own standard deviations (1/√N, 1/√(2N),
    √(0.68·0.32/N)): one of five hundred million correct runs fails.
    """
    fan_in = len(weights)
    n, deviation = weights.numel(), 1 / math.sqrt(fan_in)
    standard = weights.double() / deviation
    spread, mean = float(standard.std()), float(standard.mean()) * deviation
    within = float((standard.abs() < 1).double().mean())
    right = (
        weights.dtype == torch.float32
        and abs(mean) < 6 * deviation / math.sqrt(n)
        and abs(spread - 1) < 6 / math.sqrt(2 * n)
        and abs(within - 0.6827) < 6 * math.sqrt(0.6827 * 0.3173 / n)
    )
    if not right:
        raise CheckFailure(
            "other-distribution",
            function,
            sizes,
            told=_scale(weights, spread, sizes),
            name=name,
            fan_in=fan_in,
            wanted=f"{deviation:.4f}",
            what=describe(weights),
            mean=f"{mean:.4f}",
            got=f"{spread * deviation:.4f}",
        )


def _scale(weights: torch.Tensor, spread: float, sizes: Sequence[int]) -> Told:
    """The mistake that shows in the dtype, in the deviation (1 is right), or in the distribution's shape."""
    if weights.dtype != torch.float32:
        return by_dtype(weights.dtype, torch.float32)
    fan_in, fan_out = weights.shape
    known = {
        "not-scaled": math.sqrt(fan_in),
        "root-missing": 1 / math.sqrt(fan_in),
        "d-out-for-d-in": math.sqrt(fan_in / fan_out),
        "glorot-scale": math.sqrt(2 * fan_in / (fan_in + fan_out)),
        "he-scale": math.sqrt(2),
        "not-normal/weights": 1.0,
        "first-size-for-all": math.sqrt(fan_in / sizes[0]),  # after those of 1, which it is for W1
    }
    return next(((Phrase(key),) for key, size in known.items() if abs(spread / size - 1) < 0.03), ())


@check("init_params", layer="gradient", points=0.5, title="the parameters are leaves that gather gradients")
def test_init_params_leaves(student: Student, draw: Draw) -> None:
    sizes, upstreams = (9, 5, 3), [draw.normal(9, 5), draw.normal(5), draw.normal(5, 3)]
    _, gradients = student.init_params.leaves(*sizes, upstreams=upstreams)
    for name, gradient, want in zip(NAMES, [*gradients, None, None, None], upstreams, strict=False):
        if gradient is None or not torch.equal(gradient, want):
            got = Phrase("grad-is-none" if gradient is None else "grad-is-wrong", name=name)
            raise CheckFailure(
                "not-a-leaf", student.init_params, sizes, told="not-a-leaf", name=name, got=got
            )
