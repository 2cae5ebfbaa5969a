"""Pictures below cells: what is written is what any reader of PNG sees."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib import image
from matplotlib.figure import Figure

from autograder.worker.png import png
from autograder.worker.shell import picture


@pytest.mark.parametrize("shape", [(1, 1, 4), (1, 7, 4), (480, 640, 4)], ids=str)
def test_pixels_come_back_as_they_went_in(shape):
    pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    read = image.imread(BytesIO(png(pixels)), format="png")
    assert np.array_equal(np.round(read * 255).astype(np.uint8), pixels)


def test_a_figure_comes_out_as_matplotlib_saves_it():
    figure = Figure(facecolor=(1.0, 0.9, 0.8, 0.5))
    figure.subplots().plot([1, 9])
    saved = BytesIO()
    figure.savefig(saved, format="png")
    ours = image.imread(BytesIO(picture(figure)), format="png")
    assert ours.shape == (480, 640, 4)
    assert np.array_equal(ours, image.imread(BytesIO(saved.getvalue()), format="png"))


def test_an_empty_figure_is_no_picture():
    assert picture(Figure()) is None
