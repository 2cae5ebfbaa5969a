"""Words for functions that draw: what is on the axes is compared as data, never as pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from autograder.checks.compare import FLOAT32, Tolerance, close, difference
from autograder.checks.expectations import spoken
from autograder.checks.failure import CheckFailure
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Line:
    """A line's label and data, float64 of shape (n,)."""

    label: str
    x: Array
    y: Array


@dataclass(frozen=True, eq=False)
class Axes:
    """What is on one pair of axes: lines, point clouds (n, 2), images, and all texts.

    `current` says whether they are those that were current before the call.
    """

    lines: list[Line]
    points: list[Array]
    images: list[Array]
    title: str
    xlabel: str
    ylabel: str
    legend: list[str]
    current: bool


def drawn(function: RemoteFunction, *arguments: Any) -> list[Axes]:
    """The axes with something on them after a call, in the order in which they were made; at least one."""
    try:
        found = [_axes(record) for record in function.draw(*arguments)]
    except (KeyError, TypeError, ValueError):
        found = []  # only a worker that was tampered with sends anything else
    if not found:
        raise CheckFailure("nothing-drawn", function, arguments)
    return found


def expect_line(
    function: RemoteFunction,
    arguments: Sequence[Any],
    axes: Axes,
    x: torch.Tensor,
    y: torch.Tensor,
    says: Phrase | str,
    tolerance: Tolerance = FLOAT32,
) -> Line:
    """One of the lines on the axes runs through these points, float tensors of shape (n,); returns it."""
    wanted = (x.double().flatten(), y.double().flatten())
    for line in axes.lines:
        own = (torch.from_numpy(line.x).flatten(), torch.from_numpy(line.y).flatten())
        if all(difference(one, other, tolerance) is None for one, other in zip(own, wanted, strict=True)):
            return line
    found = [Phrase("points-from", count=len(line.x), ends=_ends(line.x)) for line in axes.lines[:4]]
    asked = Phrase("points-from", count=len(wanted[0]), ends=_ends(wanted[0].numpy()))
    asked = asked if function.student.shows_inputs else Phrase("points-asked-for")
    got = Phrase("lines-with", lines=found) if found else Phrase("no-line")
    raise CheckFailure("wrong-line", function, arguments, asked=asked, says=spoken(says), got=got)


def expect_history_curve(function: RemoteFunction, history: list[float]) -> None:
    """Somewhere the losses are drawn over the epochs, counted from 0 or from 1, as a line or as points."""
    want = torch.tensor(history, dtype=torch.float64)
    curves = [curve for axes in drawn(function, history) for curve in points_on(axes)]
    for curve in curves:
        if curve.shape == (len(history), 2) and close(curve[:, 1], want):
            first = curve[0, 0].item()
            if first in (0, 1) and close(curve[:, 0], first + torch.arange(len(history)).double()):
                return
    found = [Phrase("points", count=len(curve)) for curve in curves[:4]]
    got = Phrase("curves-of", curves=found) if found else Phrase("no-curve")
    raise CheckFailure("wrong-curve", function, (history,), count=len(history), got=got)


def points_on(axes: Axes) -> list[torch.Tensor]:
    """Every line and every cloud on the axes by its points, float64 `(n, 2)` each."""
    lines = [(torch.from_numpy(line.x).flatten(), torch.from_numpy(line.y).flatten()) for line in axes.lines]
    clouds = [torch.from_numpy(points) for points in axes.points if points.shape[1:] == (2,)]
    return [*(torch.stack(pair, 1) for pair in lines if len(pair[0]) == len(pair[1])), *clouds]


def _ends(numbers: Array) -> Phrase:
    if not numbers.size:
        return Phrase("nowhere")
    return Phrase("from-to", first=f"{numbers[0]:.4g}", last=f"{numbers[-1]:.4g}")


def _axes(record: Any) -> Axes:
    lines = [
        Line(_text(line["label"]), _array(line["x"]), _array(line["y"])) for line in _list(record["lines"])
    ]
    points = [_array(array) for array in _list(record["points"])]
    images = [_array(array) for array in _list(record["images"])]
    title, xlabel, ylabel = (_text(record[name]) for name in ("title", "xlabel", "ylabel"))
    legend = [_text(text) for text in _list(record["legend"])]
    return Axes(lines, points, images, title, xlabel, ylabel, legend, record["current"] is True)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError("not a list")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a string")
    return value


def _array(value: Any) -> Array:
    if type(value) is not np.ndarray or value.dtype != np.float64:
        raise TypeError("not an array of float64")
    return value
