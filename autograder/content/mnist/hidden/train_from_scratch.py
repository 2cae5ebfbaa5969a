"""Hidden checks of `train_from_scratch`."""

from __future__ import annotations

from typing import Any

from autograder.checks.vocabulary import TRAINING_SECONDS, Draw, Leaf, Student, call, check
from autograder.data import Dataset

from .digits import expect_accuracy, telling_task
from .lesson import EPOCHS, RATE, Lesson
from .loops import expect_measures, expect_trajectory


def given(lesson: Lesson) -> tuple[Any, ...]:
    return [Leaf(value) for value in lesson.start], lesson.training, lesson.validation, EPOCHS, RATE


@check("train_from_scratch", layer="training", points=1.0, title="the first six updates, from a given start")
def test_train_from_scratch_trajectory(student: Student, draw: Draw) -> None:
    lesson, function = Lesson(draw), student.train_from_scratch
    arguments = given(lesson)
    after = call(function, *arguments).arguments[0]
    expect_trajectory(function, arguments, lesson, [leaf.value for leaf in after])


@check(
    "train_from_scratch",
    layer="training",
    points=0.75,
    title="losses and accuracies measured when they should be",
)
def test_train_from_scratch_measures(student: Student, draw: Draw) -> None:
    lesson, function = Lesson(draw), student.train_from_scratch
    arguments = given(lesson)
    expect_measures(function, arguments, lesson, call(function, *arguments).value)


@check("train_from_scratch", layer="generalisation", points=0.75, title="it reads digits that it never saw")
def test_train_from_scratch_accuracy(student: Student, draw: Draw, dataset: Dataset) -> None:
    task = telling_task(dataset, draw)
    arguments = ([Leaf(value) for value in task.start], task.training, task.validation, task.epochs, task.lr)
    after = call(student.train_from_scratch, *arguments, seconds=TRAINING_SECONDS).arguments[0]
    expect_accuracy(student.train_from_scratch, arguments, task, [leaf.value for leaf in after])
