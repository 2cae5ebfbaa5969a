"""The exercises of the course, in order, as generated from their authored files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from autograder.errors import AuthoringError, UsageError
from autograder.exercise import Exercise, Function


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises in learning order."""
    entries = [entry for entry in files(__name__).iterdir() if entry.name.endswith(".json")]
    found = [Exercise.from_json(json.loads(entry.read_text(encoding="utf-8"))) for entry in entries]
    refuse_duplicates(found)
    return tuple(sorted(found, key=lambda exercise: exercise.stem))


def forget() -> None:
    """Read the catalogue again when it is next asked for: it may have changed on disk."""
    exercises.cache_clear()
    examples.cache_clear()


def find(name: str) -> Exercise:
    """The exercise called `mnist`, `06_mnist`, `6_mnist`, `06` or `6`; UsageError for any other name."""
    for exercise in exercises():
        if name in _names(exercise):
            return exercise
    known = [exercise.name for exercise in exercises()]
    owners = [f"{one.name}.{name}" for one in exercises() if name in {part.name for part in one.functions}]
    suggestion = f"Did you mean {' or '.join(owners)}? " if owners else _suggestion(name, known)
    raise UsageError(
        f'There is no exercise "{name}".',
        f"{suggestion}Run `autograder list` to see all of them.",
    )


@cache
def examples(exercise: Exercise) -> tuple[str, ...]:
    """The examples that any release of an exercise has shown: for each its hashes, of `worker.examples`."""
    listed = files(__name__) / f"{exercise.stem}_examples.txt"
    return tuple(listed.read_text(encoding="utf-8").splitlines())


def find_target(target: str) -> tuple[Exercise, Function | None]:
    """The exercise and function of `mnist.softmax`; of `mnist`, the exercise alone.

    UsageError for an unknown exercise or function.
    """
    exercise_name, dot, function_name = target.partition(".")
    exercise = find(exercise_name)
    return exercise, _find_function(exercise, function_name) if dot else None


def refuse_duplicates(exercises: Iterable[Exercise]) -> None:
    """AuthoringError where two exercises share their number or their name."""
    taken: dict[str, str] = {}
    for exercise in exercises:
        for key in (_number(exercise), exercise.name):
            if key in taken:
                raise AuthoringError(
                    f'{taken[key]} and {exercise.stem} are both called "{key}".',
                    "Give one of them another file name in solutions/, then run `autograder build`.",
                )
            taken[key] = exercise.stem


def _find_function(exercise: Exercise, name: str) -> Function:
    known = [function.name for function in exercise.functions]
    if name in known:
        return exercise.function(name)
    suggestion = _suggestion(name, known, prefix=f"{exercise.name}.")
    raise UsageError(
        f'The exercise {exercise.name} has no function "{name}".',
        f"{suggestion}It has {', '.join(known)}; `autograder list` shows the other exercises.",
    )


def _names(exercise: Exercise) -> set[str]:
    number = _number(exercise)
    short = number.lstrip("0")
    return {exercise.name, exercise.stem, f"{short}_{exercise.name}", number, short}


def _number(exercise: Exercise) -> str:
    return exercise.stem.partition("_")[0]


def _suggestion(name: str, known: list[str], prefix: str = "") -> str:
    matches = [prefix + match for match in get_close_matches(name, known, n=2)]
    return f"Did you mean {' or '.join(matches)}? " if matches else ""
