"""The student's side: public checks on the student's own machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.catalog import exercises, find_target
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.grading.finding import choose, find_submissions
from autograder.grading.naming import kind_of
from autograder.grading.places import Place
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings, resolve_device
from autograder.grading.submissions import Submission
from autograder.report import Report

FOLDERS = (".", "exercises", "{stem}", "release/{stem}")
PUBLIC = Settings(hidden=False, seed=0)  # the same inputs every time: a student compares two runs


def check_work(targets: Sequence[str], device: str = "auto", allow: tuple[str, ...] = ()) -> list[Report]:
    """The reports of the public checks on files, exercises or single functions; on all work here for none.

    `allow` names packages that the work may use beyond the kit's own list. UsageError for a name that is
    unknown and for work that is not here, MachineError for a missing GPU.
    """
    settings = replace(PUBLIC, device=resolve_device(device), allow=allow)
    reports: list[Report] = []
    chosen = _chosen(targets)
    grade_each(chosen, list({work.exercise: None for work in chosen}), settings, reports.append)
    return reports


def _chosen(targets: Sequence[str]) -> list[Submission]:
    if targets:
        return [_target(target) for target in targets]
    found = [work for exercise in exercises() if (work := find_work(exercise)) is not None]
    if not found:
        raise UsageError(
            "There is no exercise in this folder.",
            "Change to the folder that holds your files, or name a file: `autograder check 06_mnist.py`.",
        )
    return found


def _target(target: str) -> Submission:
    if kind_of(target):
        if not Path(target).is_file():
            raise UsageError(
                f"There is no file {target}.", "Look at the name, or change to the folder it is in."
            )
        return find_submissions([Path(target)])[0]
    exercise, function = find_target(target)
    work = find_work(exercise)
    if work is None:
        raise UsageError(
            f"There is no {exercise.stem}.py or {exercise.stem}.ipynb in this folder.",
            "Change to the folder that holds your files, or name the file: `autograder check FILE`.",
        )
    return replace(work, functions=(function.name,)) if function else work


def find_work(exercise: Exercise) -> Submission | None:
    """The student's file for an exercise, here or where the course puts it; None where there is none.

    Where none is named as asked, the one with a name like it is taken; UsageError where there are several.
    """
    folders = [Path(pattern.format(stem=exercise.stem)) for pattern in FOLDERS]
    choices = [choose(_files(folder), exercise) for folder in folders]
    exact = next((choice for choice in choices if choice.exact), None)
    choice = exact or next((choice for choice in choices if choice.files), None)
    if choice is None:
        return None
    if not choice.exact and len(choice.files) > 1:
        labels = [place.label for place in choice.files]
        raise UsageError(
            f"Several files may be {exercise.stem}: {', '.join(labels)}.",
            f'Name the one that you mean: `autograder check "{labels[0]}"`.',
        )
    place = min(choice.files, key=lambda one: (one.name != exercise.stem + one.kind, one.kind != ".py"))
    notes = (choice.note,) if choice.note and len(choice.files) == 1 else ()
    return Submission("you", exercise, place.path, place.label, notes=notes)


def _files(folder: Path) -> list[Place]:
    """The files in a folder, not those of folders in it."""
    paths = sorted(path for path in folder.glob("[!.]*") if path.is_file())
    return [Place((path.name,), path.as_posix(), path) for path in paths]
