"""A course's own settings: `course.toml`, in the folder in which the kit is started."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.errors import UsageError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pytest brings it

FILE = "course.toml"
EXAMPLE = 'Write `[grade]` and below it `allow = ["seaborn", "pandas"]`, as docs/nbgrader.md shows.'


def allowed(folder: Path, named: Sequence[str], judged: Sequence[Path] = ()) -> tuple[str, ...]:
    """The packages that a command or the course in this folder allows to submissions, each once.

    `named` are the command's: "seaborn" or "seaborn,pandas". UsageError where course.toml is not in order, or
    lies within the paths `judged`: whoever handed them in may have written it.
    """
    names = [name.strip() for words in named for name in words.split(",")]
    if (folder / FILE).exists():
        own = folder.resolve()
        if any(own.is_relative_to(path.resolve()) for path in judged):
            raise UsageError(
                f"{FILE} lies among the submissions, where a student may have put it.",
                "Start from the folder of your course and name the folder of the submissions; or remove it.",
            )
        names += _listed(folder / FILE)
    return tuple(sorted({name for name in names if name}))


def _listed(path: Path) -> list[str]:
    """The packages that a settings file allows; UsageError for anything else that it holds."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name} cannot be read ({error}).", "Fix that line.") from None
    grade = settings.get("grade", {})
    if not isinstance(grade, dict):
        raise UsageError(f"In {path.name}, grade is not a table.", EXAMPLE)
    _refuse_others(path, settings, "grade")
    _refuse_others(path, grade, "allow")
    names = grade.get("allow", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"In {path.name}, allow is not a list of names in quotation marks.", EXAMPLE)
    return names


def _refuse_others(path: Path, table: Mapping[str, Any], known: str) -> None:
    for name in sorted(set(table) - {known}):
        raise UsageError(
            f"{path.name} holds {name}, which nothing reads.", f"Did you mean {known}? {EXAMPLE}"
        )
