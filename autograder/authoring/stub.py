"""The file that students complete: `exercises/06_mnist.py`."""

from __future__ import annotations

from autograder import __version__
from autograder.authoring.authored import Authored
from autograder.authoring.cells import ROLES, Cell
from autograder.authoring.regions import for_learners
from autograder.exercise import Exercise

ANSWER = "*Write your answer here.*"


def stub(authored: Authored) -> str:
    """The exercise as a Python file in percent format: no solution, hint or marking scheme left in it.

    The same authored text gives the same characters everywhere.
    """
    text = _heading(authored.exercise)
    for before, cell in zip((None, *authored.cells), authored.cells, strict=False):
        if cell.role != "hints":
            text += _gap(before, cell) + _block(cell)
    return text


def _heading(exercise: Exercise) -> str:
    first = exercise.functions[0].name
    lines = (
        f"{exercise.title} ({exercise.stem}, torchkata {__version__})",
        "",
        "Replace every `raise NotImplementedError()` by code of your own, and check it with",
        "",
        f"    autograder check {exercise.name}",
        f"    autograder check {exercise.name}.{first}",
        "",
        f"Where you are stuck, `autograder hint {exercise.name}.{first}` gives a first nudge.",
    )
    return _commented(lines)


def _block(cell: Cell) -> str:
    visible = for_learners(cell).strip("\n")
    if ROLES[cell.role].cell_type == "code":
        return f"# %%\n{visible}\n"
    text = f"# %% [markdown]\n{_commented(visible.splitlines())}"
    answer = f"\n# %% [markdown]\n{_commented([ANSWER])}"
    return text + answer if cell.role == "question" else text


def _gap(before: Cell | None, cell: Cell) -> str:
    """Blank lines before a cell, two around definitions as formatters want them."""
    after_definition = before is not None and before.role in ("function", "hints")
    return "\n\n" if after_definition or cell.role == "function" else "\n"


def _commented(lines: list[str] | tuple[str, ...]) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)
