"""Hidden checks of exercise 01: what `plot_network` draws."""

from __future__ import annotations

import torch
from torch import Tensor

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Line,
    RemoteFunction,
    Student,
    check,
    difference,
    drawn,
    expect_line,
    network_with,
)

from . import reference
from .networks import expect_same_state, network_and_inputs, network_to_ask, state_with_gradients

GUIDE = 2  # points: what plt.axhline and plt.axvline draw is no graph of anything


@check("plot_network", layer="value", points=1, title="another interval, another number of points")
def test_plot_network_interval(student: Student, draw: Draw) -> None:
    xmin, width, npoints = draw.integer(-9, -5), draw.integer(3, 8), draw.integer(40, 90)
    values, _ = network_and_inputs(draw, 6, 10)
    arguments = (network_with(student.make_network, values), xmin, xmin + width, npoints)
    axes = drawn(student.plot_network, *arguments)[-1]
    for key, shown, asked in known_lines(xmin, xmin + width, npoints):
        if runs_through(axes.lines, shown, graph(values, asked)):
            raise another_line(student.plot_network, key, shown)
    x = torch.linspace(xmin, xmin + width, npoints)
    expect_line(student.plot_network, arguments, axes, x, graph(values, x), "plot_network.interval")


def known_lines(xmin: int, xmax: int, npoints: int) -> list[tuple[str, Tensor, Tensor]]:
    """Mistakes, each with what the line has across, and at which inputs the network is asked for it."""
    right = torch.linspace(xmin, xmax, npoints)
    wrong = {
        "end-left-out": torch.linspace(xmin, xmax, npoints + 1)[:-1],
        "fixed-interval": torch.linspace(-4, 4, npoints),
        "fixed-number/points": torch.linspace(xmin, xmax, 300),
    }
    counted = ("inputs-not-shown", torch.arange(npoints).float(), right)
    return [*((key, x, x) for key, x in wrong.items()), counted]


def another_line(function: RemoteFunction, mistake: str, x: Tensor) -> CheckFailure:
    first, last = (f"{x[place]:.4g}" for place in (0, -1))
    return CheckFailure("another-line", function, told=mistake, count=len(x), first=first, last=last)


def graph(values: list[Tensor], x: Tensor) -> Tensor:
    """What the network with these parameters says about each x."""
    return reference.output(x[:, None], *values).flatten()


def runs_through(lines: list[Line], x: Tensor, y: Tensor) -> bool:
    """Whether one of the lines is the one through these points."""
    return any(
        all(
            difference(torch.from_numpy(got).float().flatten(), want) is None
            for got, want in ((line.x, x), (line.y, y))
        )
        for line in lines
    )


@check("plot_network", layer="value", points=0.5, title="one line, and on one pair of axes")
def test_plot_network_one_line(student: Student, draw: Draw) -> None:
    network, _, _ = network_to_ask(student, draw)
    axes = drawn(student.plot_network, network)
    graphs = [line for one in axes for line in one.lines if len(line.x) > GUIDE]
    if len(axes) != 1 or len(graphs) != 1:
        raise CheckFailure(
            "several-lines", student.plot_network, told="several-lines", lines=len(graphs), axes=len(axes)
        )
    if not axes[0].current:
        raise CheckFailure("own-figure", student.plot_network, (network,), told="own-figure")


@check("plot_network", layer="effect", points=0.5, title="drawing the network does not change it")
def test_plot_network_effect(student: Student, draw: Draw) -> None:
    network, _, _ = network_to_ask(student, draw)
    before = state_with_gradients(network)
    drawn(student.plot_network, network)
    expect_same_state(student.plot_network, before, network)
