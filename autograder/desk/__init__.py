"""The student's side: public checks on the student's own machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.catalog import exercises, find_target
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.grading.session import grade_each
from autograder.grading.settings import PUBLIC_SEED, Settings, resolve_device
from autograder.grading.submissions import SUFFIXES, Submission, find_submissions
from autograder.report import Report

FOLDERS = (".", "exercises", "{stem}", "release/{stem}")
PUBLIC = Settings(hidden=False, seed=PUBLIC_SEED)


def check_work(targets: Sequence[str], device: str = "auto") -> list[Report]:
    """The reports of the public checks on files, exercises or single functions; on all work here for none.

    UsageError for a name that is unknown and for work that is not here, MachineError for a missing GPU.
    """
    settings = replace(PUBLIC, device=resolve_device(device))
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
    if target.endswith(SUFFIXES):
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
    """The student's file for an exercise, here or where the course puts it; None where there is none."""
    for pattern in FOLDERS:
        for stem in (exercise.stem, exercise.name):
            for suffix in SUFFIXES:
                path = Path(pattern.format(stem=exercise.stem)) / f"{stem}{suffix}"
                if path.is_file():
                    return Submission("you", exercise, path, path.as_posix())
    return None
