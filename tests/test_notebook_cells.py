"""A notebook's cells as grading runs them: IPython's own syntax, `await`, odd orders, long ones."""

from __future__ import annotations

import builtins
import json
from typing import Any

import pytest

from autograder.grading.notebooks import is_graded, mended, without_outputs
from autograder.sandbox.no_value import Unreadable
from autograder.sandbox.problems import notes_of
from autograder.worker.load.kit import lend_notebook
from autograder.worker.load.patience import Stopwatch, stretch
from autograder.worker.load.submission import Submission


def run(*sources: str) -> Submission:
    """The notebook with these cells, run."""
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    submission = Submission.read("work.ipynb", json.dumps({"cells": cells}).encode())
    lend_notebook(submission.module.__dict__)
    submission.run()
    return submission


@pytest.fixture(autouse=True)
def _lent():
    """What is lent to a worker is not to stay in this process."""
    yield
    for name in ("display", "get_ipython"):
        vars(builtins).pop(name, None)


# A cell, what it leaves under `x`, and with it `y = 3` where it says so.
IPYTHON = {
    "a magic above": "%matplotlib inline\nx = 1",
    "a command in a block": "if True:\n    !ls\nx = 1",
    "a command whose lines it caught": "files = !ls\nx = 1 + len(files)",
    "a magic whose value it kept": "home = %env HOME\nx = 1",
    "a timed assignment": "%time x = int('1')",
    "a timed value": "x = %time int('1')",
    "a timed cell": "%%time\nx = 1",
    "a timed cell below blank lines": "\n\n%%time\nx = 1",
    "a captured, timed cell": "%%capture out\n%%time\nx = 1",
    "help before, after and twice": "int?\n?int\nint??\nx = 1",
    "a command over lines": "!pip install --quiet \\\n    seaborn \\\n    pandas\nx = 1",
    "the prompts of Python": ">>> x = 0\n>>> for one in range(1):\n...     x += 1\n...",
    "the prompts of IPython": "In [1]: x = 0\n\nIn [2]: for one in range(1):\n   ...:     x += 1\n",
    "lines that are all indented": "    x = 0\n    x += 1",
    "a future below a magic": "%matplotlib inline\nfrom __future__ import annotations\nx = 1",
    "something displayed": "display(7)\nx = 1",
    "a shell asked in a function": "def f():\n    return get_ipython().run_line_magic('time', '1')\nx = f()",
    "a shell that is imported": "from IPython import get_ipython\nget_ipython().events.register(1)\nx = 1",
    "a shell asked for its kind": "x = len([get_ipython().__class__.__name__])",
    "a captured output that is asked for": "%%capture out --no-stderr\nx = 1\n",
    "a measurement that is kept": "speed = %timeit -o 1\nbest = speed.best\nx = 1",
    "a quick setting": "%config InlineBackend.figure_format = 'svg'\n%load_ext one\n%autoreload 2\nx = 1",
    # Python that only looks like it
    "a remainder over lines": "x = (10\n     % 3)",
    "a text of magics": "text = '''\n%no magic\n!none\nwhat?'''\nx = 1",
    "a text of magics above a command": "text = '''\n%no magic'''\n!ls\nx = 1",
}


@pytest.mark.parametrize("source", IPYTHON.values(), ids=IPYTHON)
def test_what_ipython_accepts_is_run(source):
    work = run(source)
    assert (work.problems, work.module.x) == ([], 1)


@pytest.mark.parametrize(
    "line", ["pip install torch", "ls", "pwd", "cd ..", "ls -l data", "conda install x", "timeit f(3)"]
)
def test_a_magic_without_its_sign_is_no_problem_where_it_is_all_of_a_cell(line):
    assert run(line, "x = 1").problems == []


def test_what_a_cell_put_out_may_be_asked_for():
    assert run("%%capture out\nprint(1)", "out.show()\nx = out.stdout").problems == []


# What stands in one cell becomes a file, and the other defines f by it.
FILES = {
    "imported": ("%%writefile own_part.py\ndef f():\n    return 3", "from own_part import f"),
    "imported whole": ("%%file own_other.py\ndef g():\n    return 3", "import own_other\nf = own_other.g"),
    "run": ("%%writefile own.py\ndef f():\n    return 3", "%run own.py"),
    "run with options": ("%%writefile 'own.py'\ndef f():\n    return 3", "%run -i own.py 5"),
    "read": ("%%writefile size.txt\n3", "size = int(open('size.txt').read())\ndef f():\n    return size"),
}


@pytest.mark.parametrize(("written", "used"), FILES.values(), ids=FILES)
def test_a_file_that_a_cell_writes_is_there_for_the_next(written, used, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    work = run(written, used)
    assert (work.problems, work.module.f()) == ([], 3)


def test_a_file_is_written_on_where_the_magic_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("%%writefile notes.txt\none", "%%writefile -a notes.txt\ntwo")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8").split() == ["one", "two"]


def test_a_file_that_no_cell_wrote_is_named():
    (problem,) = notes_of(run("%run helpers.py", "x = 1").problems)
    assert "No such file or directory: 'helpers.py'" in problem


# A notebook runs as `__main__`

GUARD = "if __name__ == '__main__':\n    "


@pytest.mark.parametrize(
    "cells",
    [
        (f"{GUARD}size = 3", "def f():\n    return size"),
        ("def f():\n    return size", 'if __name__ == "__main__":\n    size = 3'),
        (f"{GUARD}def f():\n        return 3",),
        (f"{GUARD}size = 3", "def f(size=size):\n    return size"),
    ],
    ids=["a number above", "a number below", "a function", "a number that a cell needs"],
)
def test_what_stands_under_the_guard_of_main_is_run_in_a_notebook(cells):
    work = run(*cells)
    assert (work.problems, work.module.f()) == ([], 3)


def test_what_takes_long_under_the_guard_of_main_takes_no_time_of_others_and_is_not_noted():
    work = run(f"{GUARD}import time\n    while True:\n        pass", "time.sleep(0.1)\nx = 1")
    assert (work.problems, work.module.x) == ([], 1)


@pytest.mark.parametrize("magic", ["bash", "html", "svg", "javascript", "no_such_magic"])
def test_a_cell_of_another_language_is_not_run(magic):
    work = run(f"%%{magic}\nx = 1", "y = 2")
    assert (work.problems, hasattr(work.module, "x"), work.module.y) == ([], False, 2)


def test_what_is_wrong_stays_wrong():
    (problem,) = notes_of(run("def f(:\n    pass", "y = 2").problems)
    assert problem.startswith("Syntax error in cell 1, line 1: “invalid syntax”.")


def test_await_may_stand_outside_of_functions():
    work = run("import asyncio\nawait asyncio.sleep(0.01)\nx = await asyncio.gather(asyncio.sleep(0, 1))")
    assert (work.problems, work.module.x) == ([], [1])


def test_waiting_for_what_cannot_come_ends_in_an_exception():
    work = run("import asyncio\nawait asyncio.Event().wait()", "y = 2")
    assert "cannot come" in notes_of(work.problems)[0]
    assert work.module.y == 2


def test_a_cell_that_takes_too_long_is_stopped_and_the_next_one_runs():
    work = run("while True:\n    pass", "def f():\n    return 3")
    assert work.module.f() == 3
    assert ["more than 2 seconds" in problem for problem in notes_of(work.problems)] == [True]


def test_a_cell_that_waits_is_stopped_by_the_clock_and_may_not_catch_it():
    work = run("import time", "try:\n    time.sleep(600)\nexcept Exception:\n    pass", "y = 2")
    assert "more than 2 seconds" in notes_of(work.problems)[0]
    assert work.module.y == 2


@pytest.mark.parametrize(
    ("clock", "processor", "stretch", "counts"),
    [
        (10.0, 9.99, 7.0, 10.0),
        (10.0, 1.0, 1.0, 10.0),
        (10.0, 1.0, 10.0, 1.0),
        (10.0, 1.2, 10.0, 1.2),
        (10.0, 0.0, 5.0, 2.0),
    ],
    ids=["works", "works and waits", "works, on a busy machine", "works on while others go", "waits there"],
)
def test_a_stopwatch_counts_the_clock_less_what_others_take(clock, processor, stretch, counts, monkeypatch):
    watch = Stopwatch()
    monkeypatch.setattr("autograder.worker.load.patience.stretch", lambda: stretch)
    monkeypatch.setattr("time.monotonic", lambda: watch.clock + clock)
    monkeypatch.setattr("time.process_time", lambda: watch.processor + processor)
    assert watch.seconds == pytest.approx(counts)


def test_nobody_is_slowed_down_by_less_than_nothing():
    assert stretch() >= 1.0


WORKS_AND_WAITS = "for step in range(1000):\n    sum(range(10**6))\n    time.sleep(0.3)"


def test_a_cell_that_works_a_little_and_waits_a_lot_is_stopped_and_the_next_one_runs():
    work = run("import time", WORKS_AND_WAITS, "def f():\n    return 3")
    assert work.module.f() == 3
    assert ["more than 2 seconds" in problem for problem in notes_of(work.problems)] == [True]


def test_processor_time_counts_so_that_a_busy_machine_takes_none_away():
    work = run("import time", "time.sleep(2.5)\nx = 1")
    assert (work.problems, work.module.x) == ([], 1)


def test_a_cell_above_the_one_that_it_needs_runs_all_the_same():
    work = run("class Mine(Base):\n    pass", "class Base:\n    pass")
    assert work.problems == []
    assert work.module.Mine.__mro__[1] is work.module.Base


def test_a_name_that_is_nowhere_is_a_problem_once():
    assert len(run("nowhere", "x = 1").problems) == 1


# Notebooks of older formats

CODE = {"cell_type": "code", "collapsed": False, "language": "python", "metadata": {}, "outputs": []}
OLDER = {
    "nbformat 3": {"nbformat": 3, "worksheets": [{"cells": [{**CODE, "input": "x = 1\ny = 2"}]}]},
    "nbformat 3, in lines": {
        "nbformat": 3,
        "worksheets": [{"cells": [{**CODE, "input": ["x = 1\n", "y = 2"]}]}],
    },
    "two worksheets": {"worksheets": [{"cells": [{**CODE, "input": s}]} for s in ("x = 1", "y = 2")]},
    "nbformat 2": {
        "nbformat": 2,
        "worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1\ny = 2"}]}],
    },
    "nbformat 1": {
        "nbformat": 1,
        "cells": [{"cell_type": "code", "code": "x = 1\ny = 2", "prompt_number": 1}],
    },
    "an empty worksheet": {"worksheets": [{"cells": []}, {"cells": [{**CODE, "input": "x = 1\ny = 2"}]}]},
}


@pytest.mark.parametrize("notebook", OLDER.values(), ids=OLDER)
def test_a_notebook_of_an_older_format_runs(notebook):
    work = Submission.read("work.ipynb", json.dumps(notebook).encode())
    work.run()
    assert (work.problems, work.module.x, work.module.y) == ([], 1, 2)


@pytest.mark.parametrize(
    ("cell", "source"),
    [
        ({"cell_type": "heading", "level": 2, "source": "Part"}, "## Part"),
        ({"cell_type": "heading", "level": "many", "source": ["Part"]}, "# Part"),
        ({"cell_type": "html", "source": "<b>Words</b>"}, "<b>Words</b>"),
        ({"cell_type": "text", "text": "Words of nbformat 1"}, "Words of nbformat 1"),
    ],
)
def test_the_text_of_older_kinds_of_cell_becomes_markdown(cell, source):
    (found,) = mended(json.dumps({"worksheets": [{"cells": [cell]}]}).encode())
    assert (found["cell_type"], found["source"]) == ("markdown", source)


@pytest.mark.parametrize("sheets", [5, [5], [{}], {"cells": []}, [None], "cells"])
def test_worksheets_that_hold_no_cells_are_no_notebook(sheets):
    with pytest.raises(Unreadable):
        mended(json.dumps({"nbformat": 3, "worksheets": sheets}).encode())


# The form that everything else relies on


def test_pictures_in_text_are_no_part_of_what_is_graded():
    picture = {"cell_type": "markdown", "source": f"![p](data:image/png;base64,{'A' * (20 << 20)})"}
    code = {"cell_type": "code", "metadata": {}, "source": "x = 1"}
    kept = without_outputs(json.dumps({"cells": [picture, code]}).encode())
    assert [cell["source"] for cell in json.loads(kept)["cells"]] == ["", "x = 1"]


def test_code_of_older_formats_stays_in_what_is_graded():
    notebook = {"worksheets": [{"cells": [{**CODE, "input": "x = 1"}]}]}
    kept = json.loads(without_outputs(json.dumps(notebook).encode()))
    assert [cell["source"] for cell in kept["cells"]] == ["x = 1"]


@pytest.mark.parametrize("kind", ["code", "markdown", "raw"])
def test_no_cell_is_cut(kind):
    (cell,) = cells({"cell_type": kind, "source": "word " * 100_000 + "last"})
    assert cell["source"].endswith("last")


def cells(*given: object) -> list[dict[str, Any]]:
    return mended(json.dumps({"cells": given}).encode())


def test_every_mended_cell_has_an_id_of_its_own():
    found = cells({"id": "a", "cell_type": "code"}, {"id": "a"}, {"id": "no id!"}, {"id": "cell-2"}, 7)
    assert len({cell["id"] for cell in found}) == 5


def test_a_mended_cell_keeps_what_it_was():
    (cell,) = cells(
        {"id": "x", "cell_type": "code", "source": ["a\n", "b"], "metadata": {"nbgrader": {"grade": True}}}
    )
    assert (cell["id"], cell["source"], cell["outputs"], is_graded(cell)) == ("x", "a\nb", [], True)


def test_odd_types_become_plain_ones():
    (cell,) = cells(
        {"cell_type": ["code"], "source": {"a": 1}, "metadata": {"nbgrader": "yes"}, "attachments": 5}
    )
    assert (cell["cell_type"], cell["source"], cell["metadata"]) == ("markdown", "", {})
    assert "attachments" not in cell


def test_half_a_surrogate_pair_can_be_written_to_a_file():
    cells({"source": "\ud800"})[0]["source"].encode("utf-8")


@pytest.mark.parametrize("content", [b"", b"[]", b'{"cells": 5}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_notebook_is_refused(content):
    with pytest.raises(Unreadable):
        mended(content)
