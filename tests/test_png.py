"""Pictures below cells: what is written is what any reader of PNG sees."""

from io import BytesIO

import numpy as np
import pytest
from matplotlib import image
from matplotlib.figure import Figure

from autograder.worker.show.notebook_shell import picture
from autograder.worker.show.png import png


@pytest.mark.parametrize("shape", [(1, 1, 4), (1, 7, 4), (480, 640, 4)], ids=str)
def test_pixels_come_back_as_they_went_in(shape):
    pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    read = image.imread(BytesIO(png(pixels)), format="png")
    assert np.array_equal(np.round(read * 255).astype(np.uint8), pixels)


def a_plot(axes):
    axes.plot([1, 9])


def ticks_above(axes):
    axes.matshow(np.eye(3))


def a_second_axis_above(axes):
    axes.plot([1, 9])
    axes.secondary_xaxis("top").set_xlabel("the same")


def a_pointed_colour_bar(axes):
    drawn = axes.contourf(np.arange(9.0).reshape(3, 3), levels=[2, 4, 6], extend="both")
    axes.figure.colorbar(drawn).ax.set_title("heights")


@pytest.mark.parametrize("draw", [a_plot, ticks_above, a_second_axis_above, a_pointed_colour_bar])
def test_a_figure_comes_out_as_matplotlib_saves_it(draw):
    figures = [Figure(facecolor=(1.0, 0.9, 0.8, 0.5)) for _ in range(2)]
    for figure in figures:
        axes = figure.subplots()
        draw(axes)
        axes.set_title("a title")
    saved = BytesIO()
    figures[1].savefig(saved, format="png")
    ours = image.imread(BytesIO(picture(figures[0]) or b""), format="png")
    assert ours.shape == (480, 640, 4)
    assert np.array_equal(ours, image.imread(BytesIO(saved.getvalue()), format="png"))


def test_an_empty_figure_is_no_picture():
    assert picture(Figure()) is None
