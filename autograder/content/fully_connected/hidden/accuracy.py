"""Hidden checks of exercise 05: the share of right answers."""

from __future__ import annotations

from autograder.checks.vocabulary import (
    Draw,
    Phrase,
    Student,
    check,
    expect_error,
    expect_number,
    expect_unchanged,
    naming,
)

from .networks import built, expect_same_parameters, parameters
from .poll import Poll
from .refusals import REFUSALS


def expect_share(student: Student, poll: Poll) -> None:
    """The accuracy is the share of the network's answers that are right."""
    arguments = (poll.model(student), poll.XX, poll.YY, poll.kind)
    want, says = poll.right / poll.n, Phrase("accuracy.share", right=poll.right, count=poll.n)
    expect_number(student.accuracy, *arguments, want=want, says=says, mistakes=poll.mistakes())


@check("accuracy", layer="value", points=0.25, title="the fraction of right answers between two classes")
def test_accuracy_binary(student: Student, draw: Draw) -> None:
    expect_share(student, Poll(draw, "binary"))


@check("accuracy", layer="value", points=0.25, title="the fraction of right answers among four classes")
def test_accuracy_multiclass(student: Student, draw: Draw) -> None:
    expect_share(student, Poll(draw, "multiclass"))


@check("accuracy", layer="edge", points=0.25, title="a regression has no accuracy")
def test_accuracy_regression(student: Student, draw: Draw) -> None:
    model = built(student, [2, 3, 1], "tanh", "linear", parameters(draw, [2, 3, 1]))
    XX, says = draw.uniform(5, 2, low=-1), "accuracy.regression"
    with naming(*REFUSALS):
        expect_error(student.accuracy, model, XX, XX[:, :1], "regression", type_name="ValueError", says=says)


@check("accuracy", layer="effect", points=0.25, title="the network and the data are left alone")
def test_accuracy_effect(student: Student, draw: Draw) -> None:
    poll = Poll(draw, "multiclass")
    model = poll.model(student)
    expect_unchanged(student.accuracy, model, poll.XX, poll.YY, "multiclass")
    expect_same_parameters(student.accuracy, model, poll.params)
