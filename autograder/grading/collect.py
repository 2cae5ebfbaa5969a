"""Which checks and references an exercise has, and where they lie."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import autograder.content
from autograder.checks.registry import Check, check_of
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.sentences import Sentences, sentences

CONTENT = Path(autograder.content.__file__).parent
NO_CHECKS = ("__init__.py", "right_answers.py", "calibration.py")


def check_files(exercise: Exercise, hidden: bool) -> list[Path]:
    """The modules that hold an exercise's checks; UsageError where hidden ones are asked for and not here."""
    folder = CONTENT / exercise.name / "hidden"
    if hidden and not folder.is_dir():
        raise UsageError(
            f"The hidden checks of {exercise.name} are not installed here.",
            "Grade from the instructor's checkout; students use `autograder check`.",
        )
    modules = sorted(folder.glob("*.py")) if hidden else []
    return [folder.with_name("public.py"), *filter(holds_checks, modules)]


def holds_checks(path: Path) -> bool:
    """Whether a module in the folder of an exercise may hold checks, and is imported for them."""
    in_hidden = path.parent.name == "hidden" and path.suffix == ".py"
    return path.name == "public.py" or (in_hidden and path.name not in NO_CHECKS)


def checks_of(exercise: Exercise, hidden: bool) -> list[Check]:
    """Every check that a grading run of the exercise owes: with hidden ones, or public ones alone."""
    modules = [_import(path) for path in check_files(exercise, hidden)]
    found = [vars(module)[name] for module in modules for name in vars(module) if name.startswith("test_")]
    return [check_of(test) for test in found]


def sentences_of(check: Check) -> Sentences:
    """The sentences that a check is told in: for a public one those that students have, too."""
    folder = CONTENT / check.exercise
    hidden = [folder / "hidden"] if check.visibility == "hidden" else []
    return sentences(*(file for one in (folder, *hidden) if (file := one / "sentences.toml").is_file()))


def misfits(exercise: Exercise) -> list[str]:
    """What does not fit between an exercise and its checks, a sentence each; empty where all does."""
    promised = {function.name: function.points for function in exercise.functions}
    worth = dict.fromkeys(promised, 0.0)
    counts: Counter[str] = Counter()
    strangers = []
    for one in checks_of(exercise, hidden=True):
        counts[one.id] += 1
        if one.function not in promised:
            strangers.append(f"{one.id} judges a function that is not in the exercise: correct its @check.")
        elif not one.stretch:
            worth[one.function] += one.points
    return [
        *strangers,
        *(f"{times} checks are called {name}: rename one." for name, times in counts.items() if times > 1),
        *(
            f"The checks of {exercise.name}.{name} are worth {worth[name]:g} points, and its author promises "
            f"{points:g}: make them equal."
            for name, points in promised.items()
            if worth[name] != points
        ),
    ]


def references_of(exercise: Exercise, hidden: bool) -> dict[str, Callable[..., object]]:
    """The references of an exercise by function, as stand-ins; none where the hidden checks are not used."""
    if not hidden:
        return {}
    module = importlib.import_module(f"autograder.content.{exercise.name}.hidden.reference")
    names = [function.name for function in exercise.functions]
    return {name: getattr(module, name) for name in names if hasattr(module, name)}


def _import(path: Path) -> ModuleType:
    return importlib.import_module(
        ".".join(["autograder.content", *path.relative_to(CONTENT).with_suffix("").parts])
    )
