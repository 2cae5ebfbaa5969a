"""What a function drew, as data: lines, points, texts and pictures of the axes of all figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

MOST = 64  # lines, collections or images of one kind on one pair of axes


def axes_of(draw: Callable[[], object]) -> list[dict[str, Any]]:
    """The axes that hold something after `draw` has run, each as a dict of plain values.

    It starts with a figure and empty axes on it, the current ones, and every figure is closed afterwards.
    """
    plt.close("all")
    with _windowless():
        current = plt.figure().gca()
        draw()
        every = [axes for number in plt.get_fignums() for axes in plt.figure(number).axes]
        return [contents(axes) | {"current": axes is current} for axes in every if axes.has_data()]


@contextmanager
def _windowless() -> Iterator[None]:
    """In here `plt.show()` does nothing: a notebook's backend would show the figures and throw them away."""
    backend = plt.get_backend()
    plt.switch_backend("agg")
    try:
        yield
    finally:
        plt.close("all")
        plt.switch_backend(backend)


def contents(axes: Any) -> dict[str, Any]:
    """Lines and points as float64 arrays of their data, images as arrays, and every text."""
    legend = axes.get_legend()
    return {
        "lines": [
            {"label": str(line.get_label()), "x": _numbers(line.get_xdata()), "y": _numbers(line.get_ydata())}
            for line in axes.get_lines()[:MOST]
        ],
        "points": [_numbers(collection.get_offsets()) for collection in axes.collections[:MOST]],
        "images": [_numbers(image.get_array()) for image in axes.get_images()[:MOST]],
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }


def _numbers(values: Any) -> np.ndarray[Any, Any]:
    return np.array(np.ma.filled(np.ma.asarray(values), np.nan), dtype=np.float64)
