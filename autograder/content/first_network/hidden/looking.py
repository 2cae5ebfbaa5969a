"""Hidden checks of exercise 01: asking the network, and drawing it."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from autograder.checks.arrays import expect_array
from autograder.checks.compare import Tolerance, difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.networks import network_with
from autograder.checks.plots import Line, drawn, expect_line
from autograder.checks.registry import check
from autograder.checks.vocabulary import call, expect_unchanged
from autograder.checks.words import called
from autograder.sandbox.student import RemoteModule, Student
from autograder.worker.wire.values import Leaf

from . import reference
from .network import network_and_inputs

Array = np.ndarray[Any, Any]
EXACTLY = Tolerance(0.0, 0.0)
GUIDE = 2  # points: what plt.axhline and plt.axvline draw is no graph of anything


def network_to_ask(student: Student, draw: Draw) -> tuple[RemoteModule, Array, Tensor]:
    """A network, a column of 25 inputs and the outputs that belong to them."""
    values, x = network_and_inputs(draw, 6, 25)
    return network_with(student.make_network, values), x.numpy(), reference.output(x, *values)


@check("predict", layer="value", points=0.75, title="the network's outputs, row by row, in float32")
def test_predict_value(student: Student, draw: Draw) -> None:
    network, x, want = network_to_ask(student, draw)
    mistakes = [
        Mistake("not-a-column", "The result is flat: the column was lost.", want.flatten()),
        Mistake("double-precision", "The result is float64.", want.double()),
        Mistake("inputs-given-back", "These are the inputs.", torch.from_numpy(x)),
        Mistake("relu-too-much", "Negative outputs became 0.", want.relu()),
    ]
    says = "what the network says about each x"
    expect_array(student.predict, network, x, want=want.numpy(), says=says, mistakes=mistakes)


@check("predict", layer="edge", points=0.25, title="one row, and a thousand")
def test_predict_sizes(student: Student, draw: Draw) -> None:
    for rows in ([3], list(range(25)) * 40):
        network, x, want = network_to_ask(student, draw)
        outputs = want[rows].numpy()
        expect_array(student.predict, network, x[rows], want=outputs, says="an output for each row")


@check("predict", layer="effect", points=0.5, title="parameters and gradients stay as they were")
def test_predict_keeps_parameters(student: Student, draw: Draw) -> None:
    network, x, _ = network_to_ask(student, draw)
    # One sample's output, sent backward, leaves a gradient beside each parameter.
    network.call(torch.ones(1, 1), then=["backward"])
    before, _ = network.state()
    call(student.predict, network, x)
    expect_same_state("predict", before, network.state()[0])


def expect_same_state(name: str, before: list[Leaf], after: list[Leaf]) -> None:
    """Every parameter and its gradient are what they were, and it still requires one."""
    for old, new in zip(before, after, strict=True):
        if difference(new.value, old.value, EXACTLY) is not None:
            raise changed(name, "a parameter", "Something was trained, or drawn anew.", "parameters-changed")
        if not new.requires_grad:
            off = "It is switched off and stays so."
            raise changed(name, "requires_grad of a parameter", off, "gradients-switched-off")
        if not same_gradient(old.gradient, new.gradient):
            cause = "backward() adds to gradients, zero_grad() wipes them out."
            raise changed(name, "the gradient of a parameter", cause, "gradients-changed")


def same_gradient(old: Tensor | None, new: Tensor | None) -> bool:
    return new is None if old is None else difference(new, old, EXACTLY) is None


def changed(name: str, what: str, cause: str, mistake: str) -> CheckFailure:
    return CheckFailure(
        f"{name} changes {what} of the network.",
        expected=f"{what} as it was before the call",
        got="something else afterwards",
        cause=cause,
        next="To look at outputs, call the network under torch.no_grad(), and do nothing else to it.",
        mistake=mistake,
    )


@check("predict", layer="effect", points=0.25, title="the network stays in its mode")
def test_predict_keeps_mode(student: Student, draw: Draw) -> None:
    for mode, training in (("train", True), ("eval", False)):
        values, x = network_and_inputs(draw, 6, 10)
        network = network_with(student.make_network, values, then=[mode])
        call(student.predict, network, x.numpy())
        if network.state()[1] != training:
            raise changed("predict", "the mode", "train() or eval() is called on it.", "mode-changed")


@check("predict", layer="effect", points=0.25, title="x is left alone")
def test_predict_keeps_inputs(student: Student, draw: Draw) -> None:
    network, x, _ = network_to_ask(student, draw)
    expect_unchanged(student.predict, network, x)


@check("plot_network", layer="value", points=1, title="another interval, another number of points")
def test_plot_network_interval(student: Student, draw: Draw) -> None:
    xmin, width, npoints = draw.integer(-9, -5), draw.integer(3, 8), draw.integer(40, 90)
    values, _ = network_and_inputs(draw, 6, 10)
    arguments = (network_with(student.make_network, values), xmin, xmin + width, npoints)
    axes = drawn(student.plot_network, *arguments)[-1]
    x = torch.linspace(xmin, xmin + width, npoints)
    recognised(axes.lines, values, xmin, xmin + width, npoints)
    y = reference.output(x[:, None], *values).flatten()
    expect_line(student.plot_network, arguments, axes, x, y, "the network's outputs")


def recognised(lines: list[Line], values: list[Tensor], xmin: int, xmax: int, npoints: int) -> None:
    """CheckFailure where a line is a known wrong one, from the network with these parameters."""
    inputs = torch.linspace(xmin, xmax, npoints)
    wrong = {
        "end-left-out": (
            "The last point is not at xmax: the end is left out.",
            torch.linspace(xmin, xmax, npoints + 1)[:-1],
        ),
        "fixed-interval": (
            "It runs from -4 to 4, whatever xmin and xmax are.",
            torch.linspace(-4, 4, npoints),
        ),
        "fixed-number": ("It has 300 points, whatever npoints is.", torch.linspace(xmin, xmax, 300)),
    }
    known = [(name, cause, x, x) for name, (cause, x) in wrong.items()]
    counted = torch.arange(npoints).float()
    known.append(("inputs-not-shown", "The horizontal axis counts the points.", counted, inputs))
    for name, cause, shown, asked in known:
        if runs_through(lines, shown, reference.output(asked[:, None], *values).flatten()):
            raise CheckFailure(
                "plot_network draws another line than it should.",
                expected="npoints points, equally spaced, the first at xmin and the last at xmax",
                got=f"{len(shown)} points from {shown[0]:.4g} to {shown[-1]:.4g}",
                cause=cause,
                next="np.linspace(xmin, xmax, npoints) gives the inputs: use them for both axes.",
                mistake=name,
            )


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
            "plot_network draws more than one line.",
            expected="one line on the current axes",
            got=f"lines: {len(graphs)}, pairs of axes: {len(axes)}",
            next="Call plt.plot once, with two columns of one shape, and leave other pictures to the caller.",
            mistake="several-lines",
        )
    if not axes[0].current:
        raise CheckFailure(
            "plot_network draws elsewhere than on the current axes.",
            called=called(student.plot_network, (network,)),
            expected="one line on the axes that were current before the call",
            got="a line on axes of its own",
            cause="It makes a figure or axes: the caller could not put the line beside others.",
            next="Leave plt.figure() and plt.subplots() to the caller: plt.plot draws on the current axes.",
            mistake="own-figure",
        )


@check("plot_network", layer="effect", points=0.5, title="drawing the network does not change it")
def test_plot_network_effect(student: Student, draw: Draw) -> None:
    network, _, _ = network_to_ask(student, draw)
    network.call(torch.ones(1, 1), then=["backward"])
    before, _ = network.state()
    drawn(student.plot_network, network)
    expect_same_state("plot_network", before, network.state()[0])
