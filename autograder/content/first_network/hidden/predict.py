"""Hidden checks of exercise 01: what `predict` returns, and what it leaves alone."""

from __future__ import annotations

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Student,
    call,
    check,
    expect_array,
    expect_unchanged,
    network_with,
)

from .networks import changed, expect_same_state, network_and_inputs, network_to_ask, state_with_gradients


@check("predict", layer="value", points=0.75, title="the network's outputs, row by row, in float32")
def test_predict_value(student: Student, draw: Draw) -> None:
    network, x, want = network_to_ask(student, draw)
    mistakes = [Mistake("relu-too-much/outputs", want.relu())]
    expect_array(student.predict, network, x, want=want.numpy(), says="predict.value", mistakes=mistakes)


@check("predict", layer="edge", points=0.25, title="one row, and a thousand")
def test_predict_sizes(student: Student, draw: Draw) -> None:
    for rows in ([3], list(range(25)) * 40):
        network, x, want = network_to_ask(student, draw)
        expect_array(student.predict, network, x[rows], want=want[rows].numpy(), says="predict.sizes")


@check("predict", layer="effect", points=0.5, title="parameters and gradients stay as they were")
def test_predict_keeps_parameters(student: Student, draw: Draw) -> None:
    network, x, _ = network_to_ask(student, draw)
    before = state_with_gradients(network)
    call(student.predict, network, x)
    expect_same_state(student.predict, before, network)


@check("predict", layer="effect", points=0.25, title="the network stays in its mode")
def test_predict_keeps_mode(student: Student, draw: Draw) -> None:
    for mode, training in (("train", True), ("eval", False)):
        values, x = network_and_inputs(draw, 6, 10)
        network = network_with(student.make_network, values, then=[mode])
        call(student.predict, network, x.numpy())
        if network.state()[1] != training:
            raise changed(student.predict, "mode-changed")


@check("predict", layer="effect", points=0.25, title="x is left alone")
def test_predict_keeps_inputs(student: Student, draw: Draw) -> None:
    network, x, _ = network_to_ask(student, draw)
    expect_unchanged(student.predict, network, x)
