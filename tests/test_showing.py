"""A notebook that is shown: what its cells put out, or a sentence that says why there is nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.submissions import Submission
from autograder.nbgrader import notebook_runner
from autograder.sandbox import notebook_output
from autograder.sandbox.no_value import TimedOut
from grading_helpers import MNIST

CELLS = {"first": "print('one')", "second": "print('two')"}


def texts(outputs: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """What each cell put out, as one text."""
    return {name: json.dumps(cell) for name, cell in outputs.items()}


def test_cells_put_out_what_they_print():
    assert [output["text"] for [output] in notebook_output.shown(CELLS).values()] == ["one\n", "two\n"]


def test_a_cell_that_takes_too_long_says_so_and_the_next_one_is_shown(monkeypatch):
    monkeypatch.setattr(notebook_output, "CELL_SECONDS", 0.5)
    outputs = texts(notebook_output.shown({"slow": "while True:\n    pass", **CELLS}))
    assert "more than 0.5 seconds and was stopped" in outputs["slow"]
    assert "one" in outputs["first"]


def test_a_notebook_out_of_time_says_so_in_the_cell_and_below(monkeypatch):
    monkeypatch.setattr(notebook_output, "NOTEBOOK_SECONDS", 0.0)
    outputs = texts(notebook_output.shown(CELLS))
    assert "The time for the whole notebook was used up" in outputs["first"]
    assert "Not shown: the notebook stopped at a cell above" in outputs["second"]


def test_a_notebook_that_cannot_be_started_says_so_in_every_cell(monkeypatch):
    def refuse(*arguments: object, **options: object) -> None:
        raise TimedOut("It did not finish within 120 seconds.")

    monkeypatch.setattr(notebook_output, "ProcessChannel", refuse)
    said = "could not be started. It did not finish within 120 seconds."
    assert all(said in text for text in texts(notebook_output.shown(CELLS)).values())


@pytest.fixture
def notebook(tmp_path: Path) -> Submission:
    cells = [
        {"cell_type": "code", "id": name, "metadata": {}, "source": source} for name, source in CELLS.items()
    ]
    path = tmp_path / f"{MNIST.stem}.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return Submission("alice", MNIST, path, path.name)


def test_a_failure_of_the_kit_is_told_in_every_cell(monkeypatch, notebook):
    def fail(cells: object, allow: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(notebook_runner, "shown", fail)
    outputs = texts(notebook_runner.Show(1, None).begin(notebook).result())
    assert all("the kit failed over it (RuntimeError)" in outputs[name] for name in CELLS)
