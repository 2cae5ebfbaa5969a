"""What a running notebook lacks of what was handed out: imports not run, and cells that became text."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from autograder.exercise import Exercise, Function
from autograder.grading.notebooks import turned_into_text
from autograder.sandbox.no_value import Unreadable
from autograder.worker.load.setup import missing_from, names_of
from autograder.worker.load.submission import Submission

TURNED = (
    "The function's cell is text in this notebook; it was read as code, as it was handed out. Click on the"
    " cell, choose Code in the menu above it, and save."
)


def put_back(exercise: Exercise, namespace: dict[str, object]) -> dict[str, str]:
    """Lend a notebook the imports that it uses and has not run; for each name, its line."""
    lost = missing_from(exercise.setup, cells_run(namespace))
    lines = {name: line for line in lost for name in names_of(line) if name not in namespace}
    lender = Submission.read("setup.py", "\n".join(["", *lines.values(), "pass"]).encode())
    lender.run()
    held = lender.module.__dict__
    namespace.update({name: held[name] for name in lines if name in held})
    return lines


def cells_run(namespace: Mapping[str, object]) -> list[str]:
    """The cells that were run: IPython keeps them, in order."""
    run = namespace.get("In")
    return [cell for cell in run if isinstance(cell, str)] if isinstance(run, list) else []


def turned_cells(function: Function, namespace: Mapping[str, object]) -> list[str]:
    """What the notebook's file holds of a function that was never run, in cells of code that became text."""
    file = namespace.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
    try:
        sources = turned_into_text(Path(str(file)).read_bytes()) if function.name not in namespace else []
    except (OSError, ValueError, Unreadable):
        return []
    return [source for source in sources if function.name in source]
