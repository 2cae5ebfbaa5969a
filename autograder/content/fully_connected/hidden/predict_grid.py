"""Hidden checks of exercise 05: a network's answers as an array."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    Draw,
    Mistake,
    Phrase,
    Student,
    as_tensor,
    call,
    check,
    difference,
    expect_unchanged,
    recognise,
    unlike,
)

from .networks import LAST, built, expect_same_parameters, outputs, parameters
from .poll import Poll


@check("predict_grid", layer="value", points=0.5, title="y_pred of a regression and of two classes")
def test_predict_grid_numbers(student: Student, draw: Draw) -> None:
    for kind in ("regression", "binary"):
        dims, last = [2, 4, 1], LAST[kind]
        params, XX = parameters(draw, dims), draw.uniform(9, 2, low=-1)
        y, z = outputs(params, XX, "tanh", last)
        arguments = (built(student, dims, "tanh", last, params), XX, kind)
        value = as_tensor(student.predict_grid, arguments, call(student.predict_grid, *arguments).value)
        value = value.float() if value.is_floating_point() else value
        gap = difference(value, y)
        if gap is not None:
            mistakes = [Mistake("rounded", y.round()), Mistake("logits-for-output", z)]
            told = recognise(student.predict_grid, arguments, value, y, mistakes)
            says = Phrase("predict_grid.numbers", kind=repr(kind))
            raise unlike(student.predict_grid, arguments, gap, says, told)


@check("predict_grid", layer="value", points=0.5, title="class indices of four classes")
def test_predict_grid_classes(student: Student, draw: Draw) -> None:
    poll = Poll(draw, "multiclass")
    arguments, want = (poll.model(student), poll.XX, "multiclass"), poll.answers
    value = as_tensor(student.predict_grid, arguments, call(student.predict_grid, *arguments).value)
    whole = not value.is_floating_point() and value.dtype != torch.bool
    gap = difference(value.long() if whole else value, want)
    if gap is not None:
        mistakes = [Mistake("smallest-for-largest", poll.z.argmin(1)), Mistake("from-one", want + 1)]
        told = recognise(student.predict_grid, arguments, value, want, mistakes)
        raise unlike(student.predict_grid, arguments, gap, "predict_grid.classes", told)


@check("predict_grid", layer="effect", points=0.25, title="the network and the grid are left alone")
def test_predict_grid_effect(student: Student, draw: Draw) -> None:
    params = parameters(draw, [2, 4, 1])
    model = built(student, [2, 4, 1], "tanh", "sigmoid", params)
    expect_unchanged(student.predict_grid, model, draw.uniform(6, 2, low=-1), "binary")
    expect_same_parameters(student.predict_grid, model, params)
