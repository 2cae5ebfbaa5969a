"""In a notebook a check is a call that prints a table and returns a number; notebooks grade as files do."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
import torch

from autograder.errors import UsageError
from autograder.notebook import check
from autograder.worker.answer.drawing import axes_of
from grading_helpers import CHECKOUT, MNIST, REFERENCE, complaints, graded, reference_with, submissions

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

NOTEBOOK = f"{MNIST.stem}/{MNIST.stem}.ipynb"


def namespace(code: str = "") -> dict[str, Any]:
    """What a notebook holds in which the reference was run, with these functions in place of its own."""
    names: dict[str, Any] = {"__name__": "notebook", "check": check}
    exec(reference_with(code), names)
    return names


def value_of(cell: str, names: dict[str, Any]) -> Any:
    """The value of a cell's last expression."""
    return eval(cell, names)


def test_a_function_that_is_right_is_worth_its_points_as_a_plain_float():
    value = value_of('check("mnist.relu")', namespace())
    assert type(value) is float
    assert value == MNIST.function("relu").points


@pytest.mark.parametrize("function", MNIST.functions, ids=lambda function: function.name)
def test_every_function_of_the_reference_is_worth_its_points(function):
    assert value_of(f'check("mnist.{function.name}")', namespace()) == function.points


@pytest.mark.parametrize(
    "definition",
    [
        "def relu(x):\n    return 'relu'",
        "def relu(x):\n    raise ValueError('no')",
        "def relu(x):\n    raise NotImplementedError()",
        "def relu(x):\n    return torch.zeros(1).expand(10**12)",
        "relu = 7",
    ],
)
def test_a_function_that_is_wrong_throughout_is_worth_nothing(definition):
    assert value_of('check("mnist.relu")', namespace(definition)) == 0.0


@pytest.mark.parametrize("line", ["relu = 7", "relu = relu(torch.ones(2))", "relu = nn.ReLU()"])
def test_a_name_that_a_later_cell_used_again_still_means_its_last_definition(line):
    names = namespace()
    cells = [
        "",
        "def relu(x):\n    return x",
        "%matplotlib inline",
        "def relu(x):\n    return x.clamp(min=0)",
        line,
    ]
    exec(line, names)
    assert value_of('check("mnist.relu")', {**names, "In": cells}) == MNIST.function("relu").points


def test_a_function_that_passes_some_checks_is_worth_a_share():
    value = value_of('check("mnist.relu")', namespace("def relu(x):\n    return x.abs()"))
    assert 0 < value < MNIST.function("relu").points


def test_a_function_that_is_not_defined_is_worth_nothing():
    names = namespace()
    del names["relu"]
    assert value_of('check("mnist.relu")', names) == 0.0


def test_a_table_is_printed(capsys):
    value_of('check("mnist.relu")', namespace())
    printed = capsys.readouterr().out
    assert "relu" in printed
    assert "passed" in printed


def test_what_is_wrong_is_printed_with_a_next_step(capsys):
    value_of('check("mnist.relu")', namespace("def relu(x):\n    return x.abs()"))
    assert "next" in capsys.readouterr().out.lower()


def test_the_number_is_one_that_nbgrader_reads():
    value = value_of('check("mnist.relu")', namespace("def relu(x):\n    return x.abs()"))
    assert math.isfinite(float(repr(value)))


def test_a_right_function_that_warns_writes_nothing_to_standard_error():
    # nbgrader gives no points to a cell that writes to standard error.
    code = (
        "import warnings\nfrom autograder.notebook import check\nimport torch\n"
        "def relu(x):\n    warnings.warn('relu was called')\n    return x.clamp(min=0)\n"
        "print(check('mnist.relu'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "2.0"
    assert done.stderr == ""


def test_a_check_leaves_the_notebooks_own_names_alone():
    names = namespace()
    before = dict(names)
    value_of('check("mnist.model")', names)
    assert {name for name in names if names[name] is not before.get(name)} == set()


def test_a_check_leaves_the_random_numbers_of_the_notebook_alone():
    names = namespace()
    torch.manual_seed(3)
    undisturbed = torch.rand(2)
    torch.manual_seed(3)
    value_of('check("mnist.init_params")', names)
    assert torch.equal(torch.rand(2), undisturbed)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("mnist.rleu", "Did you mean mnist.relu?"),
        ("mnits.relu", "Did you mean mnist?"),
        ("mnist", 'check("mnist.gradients")'),
    ],
)
def test_a_name_that_is_no_function_is_refused_with_a_suggestion(target, said):
    with pytest.raises(UsageError) as caught:
        check(target)
    assert said in str(caught.value)


# The notebooks that are handed out


def cells(folder: str) -> list[dict[str, Any]]:
    text = (CHECKOUT / folder / NOTEBOOK).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["cells"]
    return found


def code_of(folder: str) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(folder) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("folder", ["source", "release"])
def test_every_code_cell_is_python_without_magics(folder):
    for place, code in enumerate(code_of(folder)):
        compile(code, f"{folder} code cell {place}", "exec")


def filled(release: Path) -> str:
    """The released notebook with every answer that the source notebook holds."""
    answers = {cell["id"]: cell["source"] for cell in cells("source")}
    notebook = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = answers[cell["id"]]
    return json.dumps(notebook)


@pytest.fixture(scope="module")
def notebook_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    release = CHECKOUT / "release" / NOTEBOOK
    files: dict[str, str | bytes] = {"filled": filled(release), "untouched": release.read_bytes()}
    return graded(submissions(tmp_path_factory.mktemp("notebooks"), files, ".ipynb"))


def test_a_released_notebook_that_is_filled_in_rightly_earns_every_point(notebook_reports):
    report = notebook_reports["filled"]
    assert (complaints(report), report.score) == ([], 30.0)


def test_nothing_is_noted_about_a_released_notebook_that_is_filled_in_rightly(notebook_reports):
    assert notebook_reports["filled"].notes == ()


def test_a_released_notebook_that_nobody_touched_is_called_unwritten(notebook_reports):
    report = notebook_reports["untouched"]
    assert report.score == 0
    assert {check.mistake for check in report.checks} == {"not-written"}


def test_the_reference_as_a_file_holds_the_answers_of_the_source_notebook():
    answers = ["".join(cell["source"]) for cell in cells("source") if cell["id"].startswith("function-")]
    assert [answer for answer in answers if answer.strip() not in REFERENCE] == []


INLINE = "module://matplotlib_inline.backend_inline"


@pytest.fixture
def inline_backend() -> Iterator[None]:
    before = plt.get_backend()
    plt.switch_backend(INLINE)
    yield
    plt.switch_backend(before)


def test_showing_a_figure_as_notebooks_do_leaves_it_to_be_judged(inline_backend):
    (axes,) = axes_of(lambda: (plt.plot([1, 2]), plt.show()))
    assert axes["lines"][0]["y"].tolist() == [1, 2]
    assert plt.get_backend() == INLINE
