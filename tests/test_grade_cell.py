"""A grade cell as Jupyter and stock nbgrader run it: in a kernel, with hidden checks, with `validate`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.catalog import exercises, find
from autograder.grading.collect import checks_of
from autograder.notebook import check
from grading_helpers import CHECKOUT, MNIST, graded_here, reference_with

LINEAR_FIT = find("linear_fit")
PATIENCE = 600  # seconds, for what takes ten where nothing else runs
IMPORTS = (
    "import logging, os, sys, warnings\nimport matplotlib.pyplot as plt\nimport torch\nfrom torch import nn\n"
)
SAYING = "from IPython.display import display\nlogging.basicConfig()\n"
BODY = "((prediction - target) ** 2).mean()"
REFUSE = "    if prediction.ndim != target.ndim:\n        raise ValueError('shapes')\n"

# What a right `mse_loss` does besides, for every call.
ASIDES = {
    "prints": "print('SEEN', prediction)",
    "prints ten megabytes in all": "print('SEEN' * 100_000)",
    "warns": "warnings.warn('SEEN')",
    "writes to standard error": "print('SEEN', file=sys.stderr)",
    "writes past Python": "os.write(2, b'SEEN')",
    "logs": "logging.warning('SEEN')",
    "displays": "display('SEEN')",
    "draws": "plt.plot([1, 2])",
    "draws and shows": "plt.plot([1, 2]); plt.show()",
    "opens ten figures": "[plt.figure() for _ in range(10)]",
}
# What is wrong throughout.
WRONG = {
    "is not defined": "del mse_loss",
    "is the stub": "def mse_loss(prediction, target):\n    raise NotImplementedError()",
    "raises": "def mse_loss(prediction, target):\n    raise ValueError('SEEN')",
    "raises and exits": "def mse_loss(prediction, target):\n    sys.exit('SEEN')",
    "is a number": "mse_loss = 7",
}
GRADE_CELL = 'check("linear_fit.mse_loss")\ncheck("linear_fit.mse_loss", hidden=True)'


def aside(code: str) -> str:
    return f"def mse_loss(prediction, target):\n{REFUSE}    {code}\n    return {BODY}"


@pytest.fixture(scope="module")
def outputs() -> dict[str, list[Any]]:
    """What the grade cell, as the source notebook holds it, puts out for each definition; from one kernel."""
    definitions = {**{name: aside(code) for name, code in ASIDES.items()}, **WRONG}
    cells = [nbformat.v4.new_code_cell(f"{IMPORTS}{SAYING}from autograder.notebook import check")]
    for code in definitions.values():
        cells += [nbformat.v4.new_code_cell(source) for source in (f"mse_loss = None\n{code}", GRADE_CELL)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=PATIENCE, startup_timeout=PATIENCE, kernel_name="python3").execute()
    return dict(zip(definitions, [cell.outputs for cell in cells[2::2]], strict=True))


@pytest.mark.parametrize("name", [*ASIDES, *WRONG])
def test_a_grade_cell_puts_out_its_tables_and_its_value_and_nothing_else(outputs, name):
    kinds = [output.output_type for output in outputs[name]]
    assert kinds == ["display_data", "display_data", "execute_result"]


@pytest.mark.parametrize("name", ASIDES)
def test_whatever_a_right_function_does_besides_it_is_worth_its_points(outputs, name):
    assert outputs[name][-1].data["text/plain"] == "5.0"


@pytest.mark.parametrize("name", ASIDES)
def test_nothing_that_the_function_shows_reaches_the_grade_cell(outputs, name):
    assert "SEEN" not in json.dumps(outputs[name])


@pytest.mark.parametrize("name", WRONG)
def test_a_function_that_is_wrong_throughout_is_worth_nothing(outputs, name):
    assert outputs[name][-1].data["text/plain"] == "0.0"


def test_the_table_is_html_and_text(outputs):
    public, hidden, _ = outputs["raises"]
    for table in (public, hidden):
        assert "<table" in table.data["text/html"]
        assert "! error" in table.data["text/html"]
        assert "! error" in table.data["text/plain"]
    assert "hidden ones are graded later" in public.data["text/html"]
    assert "0 of 5 points in the public and hidden checks" in hidden.data["text/html"]


# With the hidden checks


def values(code: str, exercise: Any = LINEAR_FIT) -> dict[str, float]:
    """The points of every grade cell, in order, where a notebook holds the reference with this code."""
    names: dict[str, Any] = {"__name__": "notebook"}
    exec(reference_with(code, exercise=exercise), names)
    names["check"] = check
    return {
        function.name: eval(f'check("{exercise.name}.{function.name}", hidden=True)', names)
        for function in exercise.functions
    }


HALF_RIGHT = {
    "right": (LINEAR_FIT, ""),
    "a function that others use is wrong": (MNIST, "def softmax(x):\n    return x.softmax(0)"),
    "a class that others use raises": (LINEAR_FIT, "class Net:\n    pass"),
    "a function takes the sum": (
        LINEAR_FIT,
        f"def mse_loss(prediction, target):\n{REFUSE}    return {BODY[:-7]}.sum()",
    ),
    "two are wrong": (
        LINEAR_FIT,
        "def create_dataset(n_data=100):\n    return None\ndef mse_loss(prediction, target):\n    return 0",
    ),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", HALF_RIGHT)
def test_a_notebook_earns_what_a_file_earns(name, tmp_path):
    exercise, code = HALF_RIGHT[name]
    report = graded_here(tmp_path, {name: reference_with(code, exercise=exercise)}, exercise=exercise)[name]
    earned = {function.name: 0.0 for function in exercise.functions}
    for one in report.checks:
        earned[one.function] += 0 if one.stretch else one.points
    assert values(code, exercise) == earned


def test_functions_that_were_stood_in_for_are_the_notebooks_own_again():
    names: dict[str, Any] = {"check": check, "__name__": "notebook"}
    exec(reference_with("class Net:\n    pass", exercise=LINEAR_FIT), names)
    own = dict(names)
    for function in ("Net", "mse_loss", "train"):
        eval(f'check("linear_fit.{function}", hidden=True)', names)
    assert {name for name in own if names[name] is not own[name]} == set()


def test_the_stop_button_stops_a_check():
    names: dict[str, Any] = {"check": check, "__name__": "notebook"}
    exec("def mse_loss(prediction, target):\n    raise KeyboardInterrupt", names)
    with pytest.raises(KeyboardInterrupt):
        eval('check("linear_fit.mse_loss")', names)


def test_a_function_that_needs_another_whose_cell_was_not_run_says_so(capsys):
    names: dict[str, Any] = {"check": check, "__name__": "notebook"}
    exec(reference_with("del Net", exercise=LINEAR_FIT), names)
    assert eval('check("linear_fit.train")', names) == 0.0
    assert "Net is not defined: run its cell first" in capsys.readouterr().out


def test_no_points_are_lost_by_rounding():
    every = [one for exercise in exercises() for one in checks_of(exercise, hidden=True)]
    assert [one.id for one in every if round(one.points, 2) != one.points] == []


def test_without_the_hidden_checks_a_cell_that_asks_for_them_says_so_and_is_worth_nothing(tmp_path):
    kit = shutil.ignore_patterns("hidden", "__pycache__")
    shutil.copytree(CHECKOUT / "autograder", tmp_path / "autograder", ignore=kit)
    code = (
        f"{IMPORTS}from autograder.notebook import check\n{aside('pass')}\n"
        "print(check('linear_fit.mse_loss'))\nprint(check('linear_fit.mse_loss', hidden=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,  # where Python looks first
    )
    public, asked = done.stdout.split("\n5.0\n")
    assert public.endswith("5 of 5 points in the public checks; hidden ones are graded later")
    assert "The hidden checks of linear_fit are not installed here." in asked
    assert asked.endswith("\n0.0\n")
    assert done.stderr == ""


# nbgrader validate


def filled(answers: dict[str, str]) -> str:
    """The released notebook with these answers."""
    path = CHECKOUT / "release" / LINEAR_FIT.stem / f"{LINEAR_FIT.stem}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return json.dumps(notebook)


def right_answers() -> dict[str, str]:
    path = CHECKOUT / "source" / LINEAR_FIT.stem / f"{LINEAR_FIT.stem}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: cell["source"] for cell in cells if cell["id"].startswith("function-")}


def validated(folder: Path, answers: dict[str, str]) -> str:
    """What `nbgrader validate` prints about the released notebook with these answers."""
    file = folder / f"{LINEAR_FIT.stem}.ipynb"
    file.write_text(filled(answers), encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "validate", file.name]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.full
def test_validating_an_untouched_notebook_names_every_function_that_is_not_written(tmp_path):
    said = validated(tmp_path, {})
    assert said.startswith("VALIDATION FAILED ON 4 CELL(S)!")
    for function in LINEAR_FIT.functions:
        assert f"Next: write {function.name}, then run its cell and this one." in said


def test_validating_a_notebook_with_a_mistake_says_which_and_why(tmp_path):
    wrong = f"def mse_loss(prediction, target):\n{REFUSE}    return ((prediction - target) ** 2).sum()"
    said = validated(tmp_path, {**right_answers(), "function-mse_loss": wrong})
    assert said.startswith("VALIDATION FAILED ON 2 CELL(S)!")  # without stand-ins, `train` fails with it
    assert "cause     The squares are added up and not averaged." in said


@pytest.mark.full
def test_validating_a_right_notebook_is_a_success(tmp_path):
    assert validated(tmp_path, right_answers()) == "Success! Your notebook passes all the tests.\n"
