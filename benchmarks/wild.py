"""Right answers in the forms in which students hand in their work, combined at random: all earn full points.

    python benchmarks/wild.py [--count 300] [--seed 0] [--jobs 2] [--keep FOLDER]

Each answer is put into a file, a notebook or an export of one, with lines around it that do not run here, is
called as browsers and systems call a copy, and lies in a download as a learning platform packs it. Prints how
many there were of each form, and each that lost a point; exit status 1 where one did. `--keep` leaves the
downloads and reports in a folder.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import jupytext
import nbformat
from nbconvert import PythonExporter

from autograder.audit.corpus import right_answers
from autograder.catalog import exercises
from autograder.exercise import Exercise
from autograder.grading.run import grade_paths
from autograder.grading.settings import Settings, cores
from autograder.report import Report
from autograder.reporting.terminal import show_progress

MISSING = (  # packages, and what of them a student's file might use
    "import seaborn as sns\nsns.set_theme()",
    "from google.colab import drive\ndrive.mount('/content/drive')",
    "import wandb",
    "from torchsummary import summary",
    "try:\n    import cupy as cp\nexcept ImportError:\n    cp = None",
)
ALLOWED = (
    "import torchvision",
    "from torchvision import datasets, transforms",
    "import pandas as pd\nframe = pd.DataFrame({'a': [1]})",
    "from sklearn.metrics import accuracy_score",
    "from scipy import stats",
    "from tqdm import tqdm",
    "import numpy.matlib",
    "from pylab import figure",
)
FAILING = (
    "import os\nos.chdir('/content/drive/MyDrive/course')",
    "log = open('/var/log/training.log', 'w')",
    "name = input('Your name: ')",
    "import matplotlib\nmatplotlib.use('TkAgg')",
    "assert 1 + 1 == 3, 'to be looked at'",
    "print(undefined_result)",
    "import sys\nsys.exit()",
    "1 / 0",
    "import numpy as np\nscratch = np.ones((40_000, 20_000))",
)
SLOW = ("while True:\n    pass", "import time\ntime.sleep(30)")
IPYTHON = (
    "%matplotlib inline",
    "!pip install --quiet \\\n    seaborn \\\n    wandb",
    "%load_ext autoreload\n%autoreload 2",
    "%%bash\nls -l\nnvidia-smi",
    "torch?",
    "display(torch.__version__)",
    "files = !ls",
    "get_ipython().run_line_magic('config', 'InlineBackend.rc = {}')",
    "%time _ = sum(range(10))",
)


@dataclass
class Work:
    """One answer on its way to be handed in: its pieces, each a few statements, and what was done to it."""

    exercise: Exercise
    answer: str
    pieces: list[str]
    forms: list[str] = field(default_factory=list)
    name: str = ""
    content: bytes = b""

    @classmethod
    def drawn(cls, random: Random) -> Work:
        exercise = random.choice(exercises())
        answer = random.choice(right_answers(exercise))
        return cls(exercise, answer.name, pieces_of(answer.program()))


def pieces_of(source: str) -> list[str]:
    """The statements of a file, those before its first definition together; its examples are left out."""
    lines, opening = source.split("\n"), True
    pieces: list[str] = []
    for node in (one for one in ast.parse(source).body if not isinstance(one, ast.If)):
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        text = "\n".join(lines[first - 1 : node.end_lineno])
        if opening and pieces and not hasattr(node, "name"):
            pieces[-1] += f"\n{text}"
        else:
            pieces.append(text)
        opening = opening and not hasattr(node, "name")
    return pieces


# What is done to an answer, wherever it stands


def with_odd_lines(work: Work, random: Random) -> None:
    """Lines above and below that do not run here, and packages that are there or not."""
    for kind, lines, most in (("missing", MISSING, 2), ("allowed", ALLOWED, 2), ("failing", FAILING, 2)):
        for line in random.sample(lines, random.randint(0, most)):
            work.pieces.insert(random.choice((0, len(work.pieces))), line)
            work.forms.append(kind)
    if random.random() < 0.1:
        work.pieces.append(random.choice(SLOW))
        work.forms.append("slow")


def with_names_used_again(work: Work, random: Random) -> None:
    if random.random() < 0.3:
        name = random.choice(work.exercise.functions).name
        work.pieces.append(
            random.choice((f"{name} = 0.97", f"{name} = [{name}]", f"for {name} in range(2): pass"))
        )
        work.forms.append("name again")


def with_stubs_left(work: Work, random: Random) -> None:
    for place, piece in enumerate(work.pieces):
        if random.random() < 0.2 and (end := end_of_function(piece)):
            work.pieces[place] = f"{piece}\n{end}# YOUR CODE HERE\n{end}raise NotImplementedError()"
            work.forms.append("raise left")


def end_of_function(piece: str) -> str:
    """The indentation of a function's body that ends in a `return`; nothing for any other piece."""
    match ast.parse(piece).body:
        case [ast.FunctionDef(body=[*_, ast.Return(col_offset=indentation)])]:
            return " " * indentation
    return ""


# What it becomes


def as_file(work: Work, random: Random) -> None:
    work.name, work.content = ".py", "\n\n\n".join(work.pieces).encode() + b"\n"


def as_notebook(work: Work, random: Random) -> None:
    cells = cells_of(work, random)
    if random.random() < 0.15:
        work.forms.append("nbformat 3")
        old = [{"cell_type": "code", "input": cell, "outputs": [], "metadata": {}} for cell in cells]
        notebook = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": old}]}
    else:
        new = [random.choice((whole, in_lines))(cell) for cell in cells]
        notebook = {
            "nbformat": 4,
            "nbformat_minor": 2,
            "metadata": {"colab": {"provenance": []}},
            "cells": new,
        }
    work.name, work.content = ".ipynb", json.dumps(notebook).encode()


def cells_of(work: Work, random: Random) -> list[str]:
    """The pieces as cells, some with magics, prompts or indented; imports may stand below what needs them."""
    cells = [disguised(piece, work, random) for piece in work.pieces]
    for line in random.sample(IPYTHON, random.randint(0, 3)):
        cells.insert(random.randint(0, len(cells)), line)
        work.forms.append("IPython")
    if random.random() < 0.1:
        cells.append(cells.pop(0))
        work.forms.append("out of order")
    return cells


def disguised(piece: str, work: Work, random: Random) -> str:
    """A cell as it may look when it was pasted, timed or indented by accident."""
    disguises: dict[str, Callable[[str], str]] = {
        "%%time": lambda text: f"%%time\n{text}",
        "%%capture": lambda text: f"\n%%capture out\n{text}",
        "prompts": prompted,
        "indented": lambda text: (
            text if '"""' in text else "".join(f"    {one}\n" for one in text.split("\n"))
        ),
        "future": lambda text: f"%matplotlib inline\nfrom __future__ import annotations\n{text}",
    }
    if random.random() < 0.7:
        return piece
    name = random.choice(sorted(disguises))
    work.forms.append(name)
    return disguises[name](piece)


def prompted(text: str) -> str:
    """Lines as Python's own prompt shows them; a text over several lines would not survive that."""
    if '"""' in text or "'''" in text:
        return text
    starts = {node.lineno for node in ast.parse(text).body}
    lines = enumerate(text.split("\n"), 1)
    return "\n".join(f"{'>>>' if number in starts else '...'} {line}" for number, line in lines)


def whole(source: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {"id": "aB3"},
        "execution_count": 7,
        "outputs": [],
        "source": source,
    }


def in_lines(source: str) -> dict[str, object]:
    return {**whole(source), "source": source.splitlines(True), "metadata": {"scrolled": True}}


def as_export(work: Work, random: Random) -> None:
    """The kit's own notebook, solved so, and exported as a script."""
    stem = work.exercise.stem
    path = Path(__file__).parents[1] / "release" / stem / f"{stem}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    names = {function.name for function in work.exercise.functions}
    own = {name: piece for piece in work.pieces if (name := name_of(piece))}
    rest = [piece for piece in work.pieces if name_of(piece) not in names]
    for cell in notebook.cells:
        if (function := cell.id.removeprefix("function-")) in own and cell.id != function:
            cell.source = own[function]
    notebook.cells.insert(1, nbformat.v4.new_code_cell("\n".join(rest)))
    form = random.choice(sorted(EXPORTS))
    work.forms.append(form)
    work.name, work.content = ".py", EXPORTS[form](notebook).encode()


def name_of(piece: str) -> str:
    """The name of what the first statement of a piece defines; empty where it defines nothing."""
    return getattr(ast.parse(piece).body[0], "name", "")


def by_colab(notebook: nbformat.NotebookNode) -> str:
    quotes = '"' * 3
    texts = (cell.source.replace(quotes, "'" * 3) for cell in notebook.cells)
    code = (cell.source for cell in notebook.cells)
    return "\n\n".join(
        source if cell.cell_type == "code" else f"r{quotes}{text}{quotes}"
        for cell, source, text in zip(notebook.cells, code, texts, strict=True)
    )


EXPORTS: dict[str, Callable[[nbformat.NotebookNode], str]] = {
    "nbconvert": lambda notebook: str(PythonExporter().from_notebook_node(notebook)[0]),
    "percent": lambda notebook: str(jupytext.writes(notebook, fmt="py:percent")),
    "light": lambda notebook: str(jupytext.writes(notebook, fmt="py:light")),
    "Colab": by_colab,
}

# How it is called, and how it comes

COPIES = ("{}{}", "{} (1){}", "{}-1{}", "Copy of {}{}", "{}-Copy1{}", "{} - Copy{}", "{}_final{}")


def copied(work: Work, random: Random) -> str:
    """The name of a copy."""
    stem = random.choice((work.exercise.stem, work.exercise.name))
    name = random.choice(COPIES).format(stem, work.name)
    return random.choice((name, name, name.upper() if work.name == ".py" else name, f"{name}.txt"))


def in_canvas(number: int, name: str) -> str:
    return f"student{number}_{'LATE_' if number % 5 == 0 else ''}{1000 + number}_{90000 + number}_{name}"


LAYOUTS: dict[str, Callable[[int, str], str]] = {
    "folders": lambda number, name: f"student{number}/{name}",
    "deeper": lambda number, name: f"student{number}/homework/week 2/{name}",
    "Canvas": in_canvas,
    "Moodle": lambda number, name: f"Student {number}_{700 + number}_assignsubmission_file/{name}",
    "Classroom": lambda number, name: f"first-course-student{number}/{name}",
}


def hand_in(works: Sequence[Work], folder: Path, random: Random) -> list[Path]:
    """Put all works into downloads, a folder or a zip for each layout and exercise; their paths."""
    downloads: dict[tuple[str, str, bool], dict[str, bytes]] = {}
    for number, work in enumerate(works):
        layout, packed = random.choice(sorted(LAYOUTS)), random.random() < 0.3
        work.forms += [layout, "zip" if packed else "folder"]
        place = LAYOUTS[layout](number, copied(work, random))
        downloads.setdefault((layout, work.exercise.name, packed), {})[place] = work.content
    return [
        put(files, folder / f"{layout}-{exercise}", packed)
        for (layout, exercise, packed), files in downloads.items()
    ]


def put(files: dict[str, bytes], target: Path, packed: bool) -> Path:
    if packed:
        with zipfile.ZipFile(target := target.with_suffix(".zip"), "w") as archive:
            for place, content in files.items():
                archive.writestr(place, content)
        return target
    for place, content in files.items():
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_bytes(content)
    return target


def drawn(count: int, random: Random) -> list[Work]:
    """So many works, in all forms."""
    works = [Work.drawn(random) for _ in range(count)]
    for work in works:
        with_odd_lines(work, random)
        with_names_used_again(work, random)
        with_stubs_left(work, random)
        form = random.choice((as_file, as_notebook, as_notebook, as_export))
        work.forms.append(form.__name__.removeprefix("as_"))
        form(work, random)
    return works


def judged(works: Sequence[Work], folder: Path, jobs: int, random: Random) -> list[Report]:
    settings = Settings("cpu", "digits", seed=7)
    return grade_paths(
        hand_in(works, folder, random), None, settings, jobs, folder / "reports", show_progress
    )


def show(works: Sequence[Work], reports: Sequence[Report]) -> int:
    """Print what there was, and what lost a point; the exit status."""
    print(
        ", ".join(
            f"{form} {count}" for form, count in Counter(f for w in works for f in w.forms).most_common()
        )
    )
    lost = [report for report in reports if report.score < report.max_score]
    for report in lost:
        failed = next(
            (check for check in report.checks if not check.outcome.passed and not check.stretch), None
        )
        print(
            f"{report.submission}: {report.score:g} of {report.max_score:g}, {report.verdict}, {report.notes}"
        )
        print(f"    {failed.message if failed else ''}")
    full = len(reports) - len(lost)
    unreadable = sum(report.verdict != "graded" for report in reports)
    print(f"{len(works)} handed in, {len(reports)} judged, {full} with full points, {unreadable} not graded")
    return 0 if len(works) == len(reports) == full else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=cores())
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    random = Random(chosen.seed)
    works = drawn(chosen.count, random)
    with tempfile.TemporaryDirectory() as folder:
        return show(works, judged(works, chosen.keep or Path(folder), chosen.jobs, random))


if __name__ == "__main__":
    sys.exit(main())
