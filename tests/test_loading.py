"""A student's file, run statement by statement: what stops costs itself, and what is defined is judged."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbconvert import PythonExporter

from autograder.catalog import examples, exercises
from autograder.sandbox.problems import fact_of, notes_of
from autograder.worker.data.digits import load_digits
from autograder.worker.load.kit import lend_kit
from autograder.worker.load.patience import TookTooLong, at_most
from autograder.worker.load.submission import Submission
from autograder.worker.wire.problems import Unreadable

CHECKOUT = Path(__file__).resolve().parent.parent
RELU = "def relu(x):\n    return max(x, 0)\n"


def loaded(source: str, name: str = "relu", file: str = "work.py") -> Submission:
    """The submission with this text, run, and its own definition of `name` brought back."""
    submission = Submission.read(file, source.encode())
    submission.run()
    submission.restore([name])
    return submission


def notebook(*sources: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "metadata": {}, "source": one} for one in sources]})


# One statement at a time

FAILING = {
    "a package that is not there": "import no_such_package",
    "a part of a package that is not there": "from torch import no_such_name",
    "Colab's disk": "from google.colab import drive",
    "a folder that is not there": "import os; os.chdir('/no/such/folder')",
    "a file that is not there": "open('/no/such/folder/log.txt', 'w')",
    "an argument of the command line": "import sys; count = int(sys.argv[5])",
    "a check of its own": "assert 1 == 2, 'mine'",
    "the end of the program": "import sys; sys.exit('done')",
    "the end of the process": "import os; os._exit(0)",
    "the end of the process, with a core": "import os; os.abort()",
    "Colab's way to restart": "import os; os.kill(os.getpid(), 9)",
    "an interrupt": "raise KeyboardInterrupt",
    "a class whose base is not there": "class Net(no_such_base):\n    pass",
    "too large an array": "import numpy; numpy.ones((40_000, 20_000, 10_000))",
    "too large a tensor": "import torch; torch.empty(10**14)",
    "too long a list": "[0] * 10**15",
    "too many bytes": "bytearray(10**15)",
}


@pytest.mark.parametrize("line", FAILING.values(), ids=FAILING)
@pytest.mark.parametrize("where", ["above", "below", "in a cell"])
def test_a_statement_that_fails_is_noted_and_what_is_around_it_counts(line, where):
    texts = {"above": f"{line}\n{RELU}", "below": f"{RELU}{line}\n", "in a cell": notebook(f"{line}\n{RELU}")}
    work = loaded(texts[where], file="work.ipynb" if where == "in a cell" else "work.py")
    assert work.module.relu(-1) == 0
    (problem,) = notes_of(work.problems)
    number = 3 if where == "below" else 1
    assert problem.startswith(f"Cell 1, line {number}" if where == "in a cell" else f"Line {number}")
    assert "was left out" in problem


def test_a_statement_that_never_ends_is_noted_and_what_comes_after_it_counts():
    work = loaded(f"while True:\n    pass\n{RELU}")
    assert work.module.relu(-1) == 0
    assert "was left out: it took more than 2 seconds and was stopped." in notes_of(work.problems)[0]


# Loops that catch whatever stops them
DEAF = {
    "a bare except": "while True:\n    try:\n        sum([1])\n    except:\n        continue\n",
    "everything passed over": "while True:\n    try: sum([1])\n    except BaseException: pass\n",
    "suppressed": (
        "import contextlib\nwhile True:\n    with contextlib.suppress(BaseException):\n        sum([1])\n"
    ),
    "finally": (
        "def work():\n    while True:\n        try:\n            sum([1])\n"
        "        finally:\n            continue\nwork()\n"
    ),
    "caught twice": (
        "while True:\n    try:\n        try:\n            sum([1])\n        except:\n            pass\n"
        "    except:\n        pass\n"
    ),
}


@pytest.mark.filterwarnings("ignore:'continue' in a 'finally':SyntaxWarning")  # of Python 3.14
@pytest.mark.parametrize("source", DEAF.values(), ids=DEAF)
def test_a_loop_that_catches_everything_is_stopped_all_the_same(source):
    watched = sys.gettrace()
    with pytest.raises(TookTooLong), at_most(0.1):
        exec(compile(source, "work.py", "exec"), {})
    assert sys.gettrace() is watched


def test_what_is_caught_in_a_loop_that_never_ends_costs_the_loop_alone():
    work = loaded(f"{DEAF['a bare except']}{RELU}")
    assert work.module.relu(-1) == 0
    assert ["more than 2 seconds" in problem for problem in notes_of(work.problems)] == [True]


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_a_process_that_was_forked_may_end_itself(end):
    work = loaded(f"import os\nchild = os.fork()\nif child == 0:\n    {end}\nended = os.waitpid(child, 0)\n")
    assert (work.problems, work.module.ended[0]) == ([], work.module.child)


def test_what_only_misses_a_name_that_was_lost_is_no_news():
    work = loaded(f"import no_such_package as nsp\nnsp.set()\nstyle = nsp.style\nprint(style)\n{RELU}")
    assert ["no_such_package" in problem for problem in notes_of(work.problems)] == [True]


def test_a_name_that_was_lost_is_told_with_what_lost_it():
    work = loaded("from no_such_package import nn\nclass Net(nn.Module):\n    pass\n", "Net")
    assert "No module named 'no_such_package'" in work.describe("Net")["stopped"]["text"]


def test_memory_that_a_statement_filled_is_free_again():
    lines = "kept = []\nwhile len(kept) < 5:\n    kept.append(bytearray(10))\nelse:\n    raise MemoryError\n"
    work = loaded(lines + RELU)
    assert not hasattr(work.module, "kept")
    assert work.module.relu(-1) == 0


@pytest.mark.parametrize("hint", ["Tensor", "list[no_such_name]", "'Tensor'", "int | Tensor"])
def test_an_annotation_may_name_what_is_not_there_as_in_the_newest_python(hint):
    work = loaded(f"def relu(x: {hint}) -> {hint}:\n    return max(x, 0)\n")
    assert (work.problems, work.module.relu(-1)) == ([], 0)


# What a name means where several definitions are there

RAISE = "raise NotImplementedError()"
LIVE = {
    "a stub above, another function put there": (
        "def relu(x):\n    raise NotImplementedError()\ndef mine(x):\n    return max(x, 0)\nrelu = mine\n"
    ),
    "a stub below that is never defined": f"{RELU}if 0:\n    def relu(x):\n        {RAISE}\n",
    "a stub in the branch not taken": (
        f"if True:\n    def relu(x):\n        return max(x, 0)\nelse:\n    def relu(x):\n        {RAISE}\n"
    ),
    "a stub that is defined anew": f"def relu(x):\n    raise NotImplementedError()\n{RELU}",
}


@pytest.mark.parametrize("source", LIVE.values(), ids=LIVE)
def test_a_stub_counts_only_where_it_is_what_the_name_means(source):
    work = loaded(source)
    assert work.describe("relu")["written"]
    assert work.module.relu(-1) == 0


def test_of_several_imports_in_a_line_only_what_is_not_there_is_lost():
    work = loaded(f"import math, no_such_package, json as j\n{RELU}")
    assert (work.module.math.pi > 3, hasattr(work.module, "j"), len(work.problems)) == (True, True, 1)


def test_code_may_read_its_own_annotations():
    assert loaded("def relu(x: int):\n    return x\n").module.relu.__annotations__ == {"x": int}


def test_no_path_of_the_graders_machine_is_told():
    (problem,) = notes_of(loaded(f"from torch import no_such_name\n{RELU}").problems)
    assert "cannot import name 'no_such_name' from 'torch'" in problem
    assert "/" not in problem


@pytest.mark.parametrize(
    ("file", "text"), [("work.py", notebook(RELU)), ("work.ipynb", RELU)], ids=["a notebook", "a script"]
)
def test_what_is_in_a_file_counts_and_not_its_suffix(file, text):
    assert loaded(text, file=file).module.relu(-1) == 0


# What is a stub, and what is not

STUBS = {
    "as handed out": RAISE,
    "begun": f"y = x.clone()\n    {RAISE}",
    "with a function inside that returns": f"def g():\n        return 1\n    {RAISE}",
    "with a docstring": f'"""What it does."""\n    # YOUR CODE HERE\n    {RAISE}',
}
WRITTEN = {
    "left below the return": f"return x\n    {RAISE}",
    "left below two ways out": f"if x:\n        return 1\n    else:\n        return 2\n    {RAISE}",
    "left below a loop that returns": f"while True:\n        return x\n    {RAISE}",
    "left below a block": f"with open(x):\n        return 1\n    {RAISE}",
    "left below what is raised": f"raise ValueError(x)\n    {RAISE}",
    "for some inputs": f"if x:\n        {RAISE}\n    return x",
    "in a function inside": f"def g():\n        {RAISE}\n    return x",
}


@pytest.mark.parametrize(
    ("body", "written"),
    [*((body, False) for body in STUBS.values()), *((body, True) for body in WRITTEN.values())],
    ids=[*STUBS, *WRITTEN],
)
def test_only_a_raise_that_is_reached_makes_a_stub(body, written):
    source = f"def relu(x):\n    {body}\n"
    assert loaded(source).describe("relu")["written"] == written
    method = "class relu:\n" + "".join(f"    {line}\n" for line in source.splitlines())
    assert loaded(method).describe("relu")["written"] == written


# A name that is used again

AGAIN = {
    "for its result": "relu = relu(3)",
    "for a module": "import torch\nrelu = torch.nn.ReLU()",
    "for another's function": "from torch import relu",
    "in a loop": "for relu in range(3):\n    pass",
    "for a number, twice": "relu = 7\nrelu += 1",
}
WRAPPED = {
    "partial": "from functools import partial\nrelu = partial(relu)",
    "jit": "import torch\nrelu = torch.jit.script(relu)",
    "no_grad": "import torch\nrelu = torch.no_grad()(relu)",
    "vmap": "import torch\nrelu = torch.vmap(relu)",
    "vectorize": "import numpy\nrelu = numpy.vectorize(relu)",
    "a decorator of one's own": "def twice(f):\n    return lambda x: f(f(x))\nrelu = twice(relu)",
    "an object": "class Kept:\n    def __init__(self, f):\n        self.f = f\nrelu = Kept(relu)",
    "two at once": "from functools import lru_cache, partial\nrelu = partial(lru_cache(relu))",
}


@pytest.mark.parametrize("line", AGAIN.values(), ids=AGAIN)
def test_a_name_that_is_used_again_still_means_its_last_definition(line):
    work = loaded(f"{RELU}{line}\n")
    assert (work.problems, work.module.relu(-1)) == ([], 0)


def test_an_object_of_a_class_is_not_the_class():
    work = loaded("class Net:\n    size = 3\nNet = Net()\n", "Net")
    assert isinstance(work.module.Net, type)


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("line", WRAPPED.values(), ids=WRAPPED)
def test_what_wraps_a_definition_is_judged_in_its_place(line):
    typed = "import torch\ndef relu(x: torch.Tensor):\n    return x.clamp(min=0)\n"
    work = loaded(f"{typed}plain = relu\n{line}\n")
    assert work.problems == []
    assert work.module.relu is not work.module.plain


def test_a_second_definition_replaces_the_first():
    assert loaded(f"{RELU}def relu(x):\n    return 5\n").module.relu(1) == 5
    assert loaded(f"{RELU}relu = lambda x: 5\nrelu_of_one = relu(1)\n").module.relu(1) == 5
    assert loaded(f"{RELU}if True:\n    def relu(x):\n        return 5\nrelu = 7\n").module.relu(1) == 5


def test_an_object_that_refuses_every_question_does_no_harm():
    asked = (
        "class Shy:\n    def __getattribute__(self, name):\n        raise RuntimeError(name)\nrelu = Shy()\n"
    )
    assert loaded(f"{RELU}{asked}").module.relu(-1) == 0


def test_what_was_deleted_is_not_brought_back():
    assert not loaded(f"{RELU}del relu\n").describe("relu")["present"]


# Notebooks as scripts


def by_nbconvert(notebook: nbformat.NotebookNode) -> str:
    return str(PythonExporter().from_notebook_node(notebook)[0])


def by_colab(notebook: nbformat.NotebookNode) -> str:
    """As "Download .py" writes it: without marks between the cells, and texts as strings."""
    quotes = '"' * 3
    code = [
        cell.source
        if cell.cell_type == "code"
        else f"r{quotes}{cell.source.replace(quotes, chr(39) * 3)}{quotes}"
        for cell in notebook.cells
    ]
    return "\n\n".join(code)


EXPORTS = {
    "nbconvert": by_nbconvert,
    "Colab": by_colab,
    "jupytext, percent": lambda notebook: jupytext.writes(notebook, fmt="py:percent"),
    "jupytext, light": lambda notebook: jupytext.writes(notebook, fmt="py:light"),
    "jupytext, hydrogen": lambda notebook: jupytext.writes(notebook, fmt="py:hydrogen"),
    "spaced anew": lambda notebook: jupytext.writes(notebook, fmt="py:percent").replace("\n\n", "\n"),
}


@cache
def released(stem: str) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(
        CHECKOUT / "release" / stem / f"{stem}.ipynb", as_version=4
    )
    return notebook


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_of_an_exported_notebook_no_example_is_run(export, exercise):
    work = Submission.read("work.py", export(released(exercise.stem)).encode())
    shown = tuple(tuple(line.split()) for line in examples(exercise))
    lines = [
        step.chunk.source.splitlines()[step.statement.lineno - 1]
        for step in work.steps(shown)
        if not step.defines
    ]
    assert [line for line in lines if not line.startswith(("check(", 'r"""'))] == []
    assert len(list(work.steps(()))) > len(lines) + 20


def test_what_a_notebook_imports_of_the_kit_is_there(monkeypatch):
    for part in ("notebook", "data"):
        monkeypatch.setitem(sys.modules, f"autograder.{part}", None)
    lend_kit()
    load_digits()  # so that its imports are done, as they are in a worker
    lines = "from autograder.notebook import check\ncheck('mnist.relu')\n"
    lines += "from autograder.data import load_dataset\nsize = len(load_dataset('digits').train_images)\n"
    work = loaded(lines)
    assert (work.problems, work.module.size) == ([], 1437)


def test_a_script_of_cells_of_which_one_cannot_be_read_is_read_cell_by_cell():
    work = loaded(f"# %%\n%matplotlib inline\n\n# %%\n{RELU}\n# %%\ndef broken(:\n\n# %%\ny = 2\n")
    assert (work.module.relu(-1), work.module.y) == (0, 2)
    assert "line 9" in notes_of(work.problems)[0]


@pytest.mark.parametrize("mark", ["# In[3]:", "# In[ ]:", "#%%", "# +", "# + tags=['a']", "# <codecell>"])
def test_cells_begin_where_any_export_says_so(mark):
    work = loaded(f"{mark}\n!pip list\n{mark}\nbroken(\n{mark}\n{RELU}")
    assert work.module.relu(-1) == 0


@pytest.mark.parametrize(
    "content",
    [
        f"# Größe\n{RELU}".encode("latin-1"),
        RELU.encode("utf-16"),
        RELU.encode("utf-16-le"),
        f"# -*- coding: no-such -*-\n{RELU}".encode(),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without a mark", "an encoding of one's own"],
)
def test_a_file_that_is_no_text_says_how_to_save_it(content):
    with pytest.raises(Unreadable) as refused:
        Submission.read("work.py", content)
    assert "with the encoding UTF-8" in fact_of(refused.value.problem)


def test_a_script_is_loaded_as_an_import_loads_it():
    guarded = f"if __name__ == '__main__':\n    size = 3\n{RELU}"
    assert not hasattr(loaded(guarded).module, "size")
    assert not hasattr(loaded(f"# %%\n{guarded}").module, "size")


def test_a_file_that_defines_nothing_because_of_a_syntax_error_is_unreadable():
    with pytest.raises(Unreadable) as refused:
        loaded("# %%\nx = 1\n# %%\ndef relu(:\n    return 1\n")
    assert fact_of(refused.value.problem).startswith("Syntax error in line 4")


# Newer versions of Python

NEWER = {
    "a type parameter": ("def relu[T](x: T) -> T:\n    return x\n", (3, 12)),
    "a type": ("type Number = float\n", (3, 12)),
    "quotes inside quotes": ('name = f"{dict(a=1)["a"]}"\n', (3, 12)),
    "except without brackets": ("try:\n    pass\nexcept ValueError, TypeError:\n    pass\n", (3, 14)),
    "a t-string": ("name = t'{1}'\n", (3, 14)),
}


@pytest.mark.parametrize(("source", "version"), NEWER.values(), ids=NEWER)
def test_syntax_of_a_newer_python_is_told_with_the_one_that_the_grader_has(source, version):
    if sys.version_info >= version:
        assert loaded(source).problems == []
        return
    with pytest.raises(Unreadable) as refused:
        loaded(source)
    assert f"Python {version[0]}.{version[1]} reads" in fact_of(refused.value.problem)
    assert f"the grader has Python {sys.version_info[0]}.{sys.version_info[1]}" in fact_of(
        refused.value.problem
    )


@pytest.mark.parametrize("source", ["def f(x)\n    return x\n", "x = (1\n", "print 'a'\n"])
def test_no_version_is_named_where_none_reads_the_line(source):
    with pytest.raises(Unreadable) as refused:
        loaded(source)
    assert "the grader has" not in fact_of(refused.value.problem)
