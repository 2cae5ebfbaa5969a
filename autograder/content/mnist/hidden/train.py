"""Hidden checks of `train`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from autograder.checks.vocabulary import (
    TRAINING_SECONDS,
    Draw,
    RemoteModule,
    Student,
    adopt,
    call,
    check,
    expect_module,
    in_order,
)
from autograder.data import Dataset

from .digits import expect_accuracy, telling_task
from .lesson import EPOCHS, RATE, Lesson
from .loops import expect_measures, expect_trajectory


def given(student: Student, lesson: Lesson) -> tuple[Any, ...]:
    return module(student, lesson.start), lesson.training, lesson.validation, EPOCHS, RATE


def module(student: Student, start: Sequence[Tensor]) -> RemoteModule:
    """A network with these parameters."""
    hidden = len(start[1])
    return adopt(expect_module(student.FullyConnected, 784, hidden, 10), transposed(start))


def parameters(network: RemoteModule, start: Sequence[Tensor]) -> list[Tensor]:
    """W1, b and W2 of a network that was given `start`, in that layout and order."""
    return transposed(in_order(network.parameters(), transposed(start)))


def transposed(params: Sequence[Tensor]) -> list[Tensor]:
    """The same parameters in the other layout: (in, out) by hand, (out, in) in nn.Linear."""
    return [parameter.T.contiguous() if parameter.ndim == 2 else parameter for parameter in params]


@check("train", layer="training", points=1.0, title="the first six updates, from a given start")
def test_train_trajectory(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = given(student, lesson)
    call(student.train, *arguments)
    expect_trajectory(student.train, arguments, lesson, parameters(arguments[0], lesson.start))


@check("train", layer="training", points=0.5, title="losses and accuracies measured when they should be")
def test_train_measures(student: Student, draw: Draw) -> None:
    lesson = Lesson(draw)
    arguments = given(student, lesson)
    expect_measures(student.train, arguments, lesson, call(student.train, *arguments).value)


@check("train", layer="generalisation", points=0.75, title="it reads digits that it never saw")
def test_train_accuracy(student: Student, draw: Draw, dataset: Dataset) -> None:
    task = telling_task(dataset, draw)
    network = module(student, task.start)
    arguments = (network, task.training, task.validation, task.epochs, task.lr)
    call(student.train, *arguments, seconds=TRAINING_SECONDS)
    expect_accuracy(student.train, arguments, task, parameters(network, task.start))
