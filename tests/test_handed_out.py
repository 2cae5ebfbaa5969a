"""A cell is read as what it was handed out as, and lost imports are put back, in grading and in `check`."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from autograder.catalog import find
from autograder.grading.notebooks import lost_setup, mended
from autograder.grading.workers import InProcessLauncher
from autograder.notebook import check
from autograder.sandbox.problems import notes_of
from autograder.worker.load.setup import imports, missing_from
from autograder.worker.load.submission import Submission
from grading_helpers import CHECKOUT, graded, submissions

LINE = find("linear_fit")
SETUP = ("import torch", "from torch import nn")
SOLUTION = "import torch\n\n\ndef f():\n    return torch.tensor(1.0)\n"
PUT_BACK = "What was handed out and is missing here was put back before judging, and costs no points"


def cell(kind: str, source: str, role: str = "", **known: Any) -> dict[str, Any]:
    metadata = {"torchkata": {"role": role}} if role else {}
    return {"cell_type": kind, "metadata": {**metadata, "nbgrader": known}, "source": source}


def notebook_of(*cells: dict[str, Any]) -> bytes:
    return json.dumps({"cells": cells}).encode()


def run(*cells: dict[str, Any], setup: tuple[str, ...] = ()) -> Submission:
    submission = Submission.read("work.ipynb", notebook_of(*cells), setup)
    submission.run()
    return submission


DEFINES = "def f():\n    return 1"


@pytest.mark.parametrize(
    "turned",
    [
        cell("markdown", DEFINES, "function"),
        cell("raw", DEFINES, "function"),
        cell("heading", DEFINES, "function"),
        cell("markdown", DEFINES, cell_type="code"),
        cell("markdown", f"```python\n{DEFINES}\n```", "function"),
        cell("markdown", f"~~~\n{DEFINES}\n~~~\n", "function"),
        cell("markdown", DEFINES, "setup"),
    ],
)
def test_code_that_became_text_is_code(turned):
    work = run(turned)
    assert (work.problems, work.module.f()) == ([], 1)
    assert [one["cell_type"] for one in mended(notebook_of(turned))] == ["code"]


@pytest.mark.parametrize(
    "words",
    [
        cell("markdown", DEFINES),
        cell("markdown", DEFINES, "text"),
        cell("raw", DEFINES, "answer"),
        cell("markdown", DEFINES, "example"),
    ],
)
def test_words_stay_words(words):
    assert not hasattr(run(words, cell("code", "x = 1")).module, "f")


@pytest.mark.parametrize("role", ["answer", "text", "question"])
def test_an_answer_that_became_code_is_words_unless_it_is_python(role):
    answer = cell("code", "A line has two numbers, w and b.", role)
    assert run(answer, cell("code", "x = 1")).problems == []
    assert [one["cell_type"] for one in mended(notebook_of(answer))] == ["markdown"]
    assert run(cell("code", DEFINES, role)).module.f() == 1


def test_a_cell_that_a_person_marks_is_run_and_a_check_is_not():
    flags: dict[str, Any] = {"grade": True, "solution": True, "locked": False}
    marked = cell("code", "x = 1", **flags)
    checked = cell("code", "y = 1", **(flags | {"solution": False}))
    names = vars(run(marked, checked).module)
    assert ("x" in names, "y" in names) == (True, False)


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("def f():\n    return torch.ones(1)", ["import torch"]),
        ("class Net(nn.Module):\n    x = torch.ones(1)", ["import torch", "from torch import nn"]),
        ("import torch\ntorch.ones(1)", []),
        ("import torch as nn\nnn.ones(1)", []),
        ("try:\n    import torch\nexcept ImportError:\n    pass\ntorch.ones(1)", []),
        ("x = 1", []),
        ("%matplotlib inline\ny = torch.ones(1)", ["import torch"]),
        ("def f(:\n    torch", []),
    ],
)
def test_an_import_is_lost_where_it_is_used_and_nobody_makes_it(source, lost):
    assert missing_from(SETUP, [source]) == lost


def test_of_a_setup_only_imports_can_be_put_back():
    setup = "import math, torch.nn as nn\nfrom torch import ones, zeros\n\n\ndef plot():\n    pass\n"
    alone = ["import math", "import torch.nn as nn", "from torch import ones", "from torch import zeros"]
    assert list(imports(setup)) == alone


def test_lost_imports_are_put_back_with_a_note():
    work = run(cell("code", "x = torch.ones(1)\ny = nn.Identity()"), setup=SETUP)
    assert [problem.startswith(PUT_BACK) for problem in notes_of(work.problems)] == [True]
    assert work.module.x.shape == (1,)


def test_a_file_with_its_imports_has_no_note():
    assert run(cell("code", SOLUTION), setup=SETUP).problems == []


# By the roads


def right(*, kinds: Mapping[str, str] | None = None, without: str = "") -> dict[str, Any]:
    """The source notebook, some cells of another kind, and one left out; examples take time to draw."""
    path = CHECKOUT / "source" / LINE.stem / f"{LINE.stem}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    cells = [one for one in notebook["cells"] if one["id"] != without and "example" not in one["id"]]
    for one in cells:
        one["cell_type"] = (kinds or {}).get(one["id"], one["cell_type"])
    return {**notebook, "cells": cells}


CHANGED: dict[str, dict[str, Any]] = {
    "markdown": right(kinds={"function-train": "markdown"}),
    "raw": right(kinds={"function-train": "raw", "function-Net": "raw"}),
    "imports-as-markdown": right(kinds={"setup-1": "markdown"}),
    "without-imports": right(without="setup-1"),
    "answers-as-code": right(kinds={"answer-sgd-or-gd": "code"}),
}


@pytest.mark.parametrize("student", CHANGED)
def test_a_changed_notebook_is_graded_as_it_was_handed_out(tmp_path, student):
    files = {student: json.dumps(CHANGED[student])}
    report = graded(submissions(tmp_path, files, ".ipynb", LINE), launcher=InProcessLauncher)[student]
    assert report.score == LINE.points
    assert [note.startswith(PUT_BACK) for note in report.notes] == [True] * (student == "without-imports")


def test_a_python_file_without_its_imports_is_graded_with_them(tmp_path):
    source = (CHECKOUT / "solutions" / f"{LINE.stem}.py").read_text(encoding="utf-8")
    source = source.replace("import torch\nfrom torch import nn\n", "", 1)
    report = graded(submissions(tmp_path, {"amy": source}, exercise=LINE), launcher=InProcessLauncher)["amy"]
    assert report.score == LINE.points
    assert report.notes[0].startswith(PUT_BACK)


def running(notebook: dict[str, Any]) -> dict[str, Any]:
    """The namespace of a notebook whose code cells were run in a kernel that has its imports."""
    names: dict[str, Any] = {"__name__": "notebook", "check": check, "In": [""]}
    exec("\n".join(SETUP), names)
    for one in notebook["cells"]:
        if one["cell_type"] == "code" and one["id"].startswith("function-"):
            names["In"].append("".join(one["source"]))
            exec("".join(one["source"]), names)
    return names


def test_check_reads_a_cell_that_became_text_as_code(tmp_path, monkeypatch, capsys):
    file = tmp_path / "work.ipynb"
    file.write_text(json.dumps(CHANGED["markdown"]), encoding="utf-8")
    names = running(CHANGED["markdown"])
    assert eval('check("linear_fit.train")', names) == 0.0
    monkeypatch.setenv("JPY_SESSION_NAME", str(file))
    assert eval('check("linear_fit.train")', names) == LINE.function("train").points
    assert "choose Code in the menu" in capsys.readouterr().out
    assert "train" not in names


def test_check_lends_imports_that_were_not_run(capsys):
    names = running(right())
    del names["torch"], names["nn"]
    assert eval('check("linear_fit.create_dataset")', names) == LINE.function("create_dataset").points
    assert "was put back before judging" in capsys.readouterr().out
    assert "torch" not in names


@pytest.fixture
def turns() -> Iterator[None]:
    """Threads take turns wherever Python collects garbage, which it does often."""

    def take_turns(*_: object) -> None:
        time.sleep(0)

    before = gc.get_threshold()
    gc.callbacks.append(take_turns)
    gc.set_threshold(50)
    yield
    gc.callbacks.remove(take_turns)
    gc.set_threshold(*before)


@pytest.mark.usefixtures("turns")
def test_notebooks_may_be_read_in_several_threads_at_once():
    cells = [cell("code", "x = [" + "(1, 2), " * 300 + "]\nnn.Linear(1, 1)")]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: lost_setup(LINE, cells), range(40)))
    assert found == [["from torch import nn"]] * 40


def test_code_that_is_nested_without_end_has_lost_nothing():
    deep = "if a:\n    b\n" + "elif a:\n    b\n" * 900
    assert lost_setup(LINE, [cell("code", deep)]) == []
