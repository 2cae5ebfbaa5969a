"""Words for points on the plane: data sets of them, and pictures of a model's output with them on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.checks.compare import difference
from autograder.checks.expectations import unlike
from autograder.checks.failure import CheckFailure
from autograder.checks.forms import by_dtype
from autograder.checks.mistakes import Mistake, recognise
from autograder.checks.plots import Axes, drawn, points_on
from autograder.checks.sequences import expect_tensor_shapes
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

NAMES = ("XX", "YY")


def expect_points(function: RemoteFunction, *arguments: Any, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The result is float32 `XX (n, 2)` and `YY (n, 1)`; returns them."""
    made = expect_tensor_shapes(function, *arguments, shapes=[(n, 2), (n, 1)], names=NAMES)
    for name, tensor in zip(NAMES, made, strict=True):
        if tensor.dtype != torch.float32:
            told, got = by_dtype(tensor.dtype, torch.float32), Phrase("dtype", dtype=tensor.dtype)
            raise CheckFailure("wrong-part-dtype", function, arguments, told=told, name=name, got=got)
    return made[0], made[1]


def expect_targets(
    function: RemoteFunction,
    name: str,
    n: int,
    right: Callable[[torch.Tensor], torch.Tensor],
    says: Phrase | str,
    mistakes: Callable[[torch.Tensor], Sequence[Mistake]],
) -> None:
    """`YY` is `right(XX)` for the points `XX` that come with it; `mistakes(XX)` are known wrong ones."""
    XX, YY = expect_points(function, name, n, n=n)
    # One coordinate in 17 million is exactly 0; on which side of an axis that lies is not for us to say.
    beside = (XX != 0).all(dim=1)
    XX, YY = XX[beside], YY[beside]
    want = right(XX)
    gap = difference(YY, want)
    if gap is not None:
        told = recognise(function, (name, n), YY, want, mistakes(XX))
        raise unlike(function, (name, n), gap, says, told)


def expect_data(function: RemoteFunction, arguments: Sequence[Any], XX: torch.Tensor) -> Axes:
    """On one pair of axes every row of `XX (n, 2)` is drawn as a point; returns these axes."""
    every = drawn(function, *arguments)
    for axes in every:
        if _holds(_points(axes), XX):
            return axes
    counts = ", ".join(str(len(_points(axes))) for axes in every[:4])
    raise CheckFailure(
        "data-not-drawn",
        function,
        arguments,
        count=len(XX),
        got=Phrase("axes-with", counts=counts),
    )


def expect_output(
    function: RemoteFunction, arguments: Sequence[Any], XX: torch.Tensor, low: float, high: float
) -> None:
    """The axes that hold the data hold the model's output too, from `low` to `high` on [-1, 1]².

    What a contour or a mesh shows does not come back from the worker: only pictures of numbers are compared.
    A grid may end half a cell before the border, which costs a few hundredths of the range.
    """
    axes = expect_data(function, arguments, XX)
    others = [points for points in axes.points if not _holds(XX, torch.from_numpy(points).float())]
    if not axes.images and not others:
        raise CheckFailure("output-not-drawn", function, arguments, got=Phrase("only-data"))
    slack = 0.1 * (high - low)
    for image in axes.images:
        if (
            image.ndim == 2
            and image.size
            and not (abs(float(image.min()) - low) <= slack and abs(float(image.max()) - high) <= slack)
        ):
            got = Phrase("image-from", low=f"{image.min():.3g}", high=f"{image.max():.3g}")
            raise CheckFailure("output-not-drawn", function, arguments, got=got)


def _points(axes: Axes) -> torch.Tensor:
    """All points on the axes, of clouds and of lines, as float32 `(m, 2)`."""
    return torch.cat([torch.empty(0, 2, dtype=torch.float64), *points_on(axes)]).float()


def _holds(points: torch.Tensor, wanted: torch.Tensor) -> bool:
    """Whether every row of `wanted (n, 2)` is among the rows of `points (m, 2)`."""
    near = (points[None] - wanted[:, None]).abs().amax(dim=-1) < 1e-5
    return bool(near.any(dim=1).all())
