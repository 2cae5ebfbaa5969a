"""What both training loops are checked for: where they lead, and what they report."""

from __future__ import annotations

from functools import partial
from typing import Any

from autograder.checks.vocabulary import (
    Phrase,
    RemoteFunction,
    expect_history,
    expect_history_values,
    expect_parameters,
)

from ..public import HISTORY, NAMES
from .lesson import EPOCHS, Lesson
from .variants import wrong_accuracies, wrong_training_losses, wrong_trainings, wrong_validation_losses


def expect_trajectory(
    function: RemoteFunction, arguments: tuple[Any, ...], lesson: Lesson, got: list[Any]
) -> None:
    """The parameters are where the right loop's are at the end of the lesson."""
    expect_parameters(
        function,
        arguments,
        got,
        lesson.run()[-1].params,
        names=NAMES,
        start=lesson.start,
        says=Phrase("after-updates", epochs=EPOCHS, count=len(lesson.batches)),
        mistakes=partial(wrong_trainings, lesson),
    )


def expect_measures(function: RemoteFunction, arguments: tuple[Any, ...], lesson: Lesson, value: Any) -> None:
    """The history is that of the right loop, by either mean of what the validation batches come to."""
    wrong = (wrong_training_losses, wrong_validation_losses, wrong_accuracies)
    expect_history_values(
        function,
        arguments,
        expect_history(function, arguments, value, HISTORY, EPOCHS),
        lesson.history(lesson.run()),
        meanings={key: key for key in HISTORY},
        mistakes={key: partial(mistakes, lesson) for key, mistakes in zip(HISTORY, wrong, strict=True)},
        also=[lesson.history(lesson.run(), alike=True)],
    )
