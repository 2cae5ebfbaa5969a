"""Handing a student the files to work on, and hints on the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import autograder
from autograder.catalog import find_target
from autograder.errors import MachineError, UsageError
from autograder.exercise import Function

PACKAGE = Path(autograder.__file__).parent
# Where the stubs lie in an installed kit, and in a checkout.
STUBS = (PACKAGE / "stubs", PACKAGE.parent / "exercises")


def put_files(folder: Path) -> list[Path]:
    """Copy the stubs of all exercises into `folder`, but over nothing; the paths of the new files."""
    source = next((stubs for stubs in STUBS if stubs.is_dir()), None)
    if source is None:
        raise MachineError(
            "The exercises are not installed.", "Run `pip install --force-reinstall torchkata`."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = [stub for stub in sorted(source.glob("*.py")) if not (folder / stub.name).exists()]
        return [Path(shutil.copy(stub, folder)) for stub in fresh]
    except OSError as error:
        raise MachineError(
            f"{folder} cannot be written: {error.strerror}.", "Choose another folder."
        ) from None


def find_hint(target: str, number: int) -> tuple[Function, str]:
    """The function that `target` names, and its hint of that number, from 1; UsageError for neither."""
    exercise, function = find_target(target)
    if function is None:
        first = exercise.functions[0].name
        raise UsageError(
            f'"{target}" names an exercise.', f"Name a function: `autograder hint {target}.{first}`."
        )
    if not 1 <= number <= len(function.hints):
        raise UsageError(
            f"There is no hint {number} for {function.name}: it has {len(function.hints)}.",
            f"Ask for one of them: `autograder hint {target} {len(function.hints)}`.",
        )
    return function, function.hints[number - 1]
