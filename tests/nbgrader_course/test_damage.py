"""Whatever students do to a notebook, it is graded for what is in it, and the run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.catalog import find
from grading_helpers import CHECKOUT
from nbgrader_course.course import (
    Course,
    Notebook,
    cell_of,
    code_cell,
    is_graded,
    outputs_of,
    own_cell,
    read,
    released,
)

pytestmark = pytest.mark.full

LINE = find("linear_fit")
FULL = LINE.points
WITHOUT_TRAIN = FULL - LINE.function("train").points


def right() -> Notebook:
    return released(LINE)


def without(*identities: str) -> Notebook:
    notebook = right()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in identities]
    return notebook


def with_cells(*sources: str) -> Notebook:
    """A right notebook with these cells of the student's own before all others."""
    notebook = right()
    notebook["cells"][:0] = [code_cell(source) for source in sources]
    return notebook


def changed(change: Callable[[Notebook], object]) -> Notebook:
    notebook = right()
    change(notebook)
    return notebook


def clear_metadata(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def edit(identity: str, **fields: Any) -> Callable[[Notebook], object]:
    return lambda notebook: cell_of(notebook, identity).update(fields)


def double(identity: str) -> Callable[[Notebook], object]:
    return lambda notebook: notebook["cells"].append(dict(cell_of(notebook, identity)))


def mark(identity: str, **flags: Any) -> Callable[[Notebook], object]:
    return lambda notebook: cell_of(notebook, identity)["metadata"].setdefault("nbgrader", {}).update(flags)


def as_colab(notebook: Notebook) -> None:
    notebook.update(nbformat_minor=0, metadata={"colab": {"provenance": []}, "accelerator": "GPU"})
    for place, cell in enumerate(notebook["cells"]):
        cell["metadata"]["id"] = cell.pop("id", f"x{place}")
        cell["metadata"]["colab"] = {"base_uri": "https://example.org/", "height": 5}


def as_vs_code(notebook: Notebook) -> None:
    notebook["metadata"] = {"language_info": {"name": "python", "version": "3.12.1"}, "orig_nbformat": 4}
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}


def huge(notebook: Notebook) -> None:
    text = "x" * (100 << 20)
    cell_of(notebook, "function-train")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": text}
    ]


def lone_surrogate(notebook: Notebook) -> None:
    notebook["cells"].append(code_cell("s = '\ud800'"))


def for_julia(notebook: Notebook) -> None:
    notebook["metadata"].update(kernelspec={"name": "julia", "display_name": "Julia"})


def older(notebook: Notebook) -> None:
    """As a release had it in which a cell had another name, and the schema of cells was an older one."""
    mark("check-train", grade_id="test_training", schema_version=1)(notebook)
    cell_of(notebook, "check-train")["id"] = "test-training"


def answered(source: str, attachments: Any = None) -> Callable[[Notebook], object]:
    """The first written answer, with pictures attached to it."""
    return edit("answer-linear-network", source=source, attachments=attachments or {})


def with_odd_cells(notebook: Notebook) -> None:
    """Cells of kinds and with metadata that hardly any program reads."""
    odd: list[Any] = [
        {"cell_type": "raw", "metadata": {"raw_mimetype": 5}, "source": ["RAW ", "WORDS"]},
        {"cell_type": "sql", "metadata": [], "source": "OTHER WORDS"},
        {"cell_type": "code", "metadata": {"tags": "hide", "slideshow": "skip"}, "source": ["ODD = 1"]},
        {"cell_type": "code", "id": "same", "source": "x = 1", "outputs": 5, "attachments": {"a.png": {}}},
        {"cell_type": "markdown", "id": "same", "source": None, "attachments": [1]},
        {"cell_type": "markdown", "metadata": {"jupyter": {"source_hidden": "?"}, "name": [1]}},
        {"cell_type": "markdown", "metadata": {}, "source": "### BEGIN HIDDEN TESTS", "id": 7},
    ]
    notebook["cells"][:0] = odd


def as_nbformat_3(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        del cell["id"]
        if cell["cell_type"] == "code":
            cell.update(input=cell.pop("source"), prompt_number=1, language="python", collapsed=False)
    sheets = [{"cells": notebook.pop("cells"), "metadata": {}}]
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=sheets)


def into_its_check(notebook: Notebook) -> None:
    """A function that was written into the cell that checks it."""
    function, check = (cell_of(notebook, f"{role}-train") for role in ("function", "check"))
    check["source"] = f"{function['source']}\n\n{''.join(check['source'])}"
    notebook["cells"].remove(function)


def into_the_question(notebook: Notebook) -> None:
    """An answer, with a picture, below the question's own text, and no cell for it."""
    question = cell_of(notebook, "question-sgd-or-gd")
    question["source"] = "".join(question["source"]) + "\n\n![p](attachment:a.png)\n\nTHE-ANSWER"
    question["attachments"] = {"a.png": {"image/png": PNG}}
    notebook["cells"].remove(cell_of(notebook, "answer-sgd-or-gd"))


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
LONG_PNG = "A" * 300_000
SVG = ["<svg xmlns='http://www.w3.org/2000/svg'>\n", "</svg>"]
REFERENCES = "![a](attachment:my%20plot.png) ![b](attachment:gr\u00fcn.png) ![c](attachment:d.svg) THE-ANSWER"
ODD_NAMES = {
    "my plot.png": {"image/png": PNG},
    "gru\u0308n.png": {"image/png": PNG},
    "d.svg": {"image/svg+xml": SVG},
    "unused.png": [5],
}

DRAWS = "import matplotlib.pyplot as plt\nfor i in range(10):\n    plt.figure(); plt.plot([i, 1])"
WARNS = "import warnings, sys\nwarnings.warn('old')\nprint('no', file=sys.stderr)"

# What a student did, and the points that it is worth
NOTEBOOKS: dict[str, tuple[Callable[[], Notebook], float]] = {
    "nothing": (right, FULL),
    "deleted-a-check": (lambda: without("check-train"), FULL),
    "deleted-all-checks": (lambda: without(*(f"check-{f.name}" for f in LINE.functions)), FULL),
    "deleted-a-function": (lambda: without("function-train"), WITHOUT_TRAIN),
    "deleted-function-and-check": (lambda: without("function-train", "check-train"), WITHOUT_TRAIN),
    "deleted-the-import-of-check": (lambda: without("setup-kit"), FULL),
    "doubled-a-check": (lambda: changed(double("check-train")), FULL),
    "doubled-a-function": (lambda: changed(double("function-Net")), FULL),
    "function-as-markdown": (lambda: changed(edit("function-train", cell_type="markdown")), FULL),
    "function-as-raw": (lambda: changed(edit("function-Net", cell_type="raw")), FULL),
    "function-in-its-check": (lambda: changed(into_its_check), FULL),
    "answer-as-code": (lambda: changed(edit("answer-sgd-or-gd", cell_type="code", source="It is GD.")), FULL),
    "answer-in-the-question": (lambda: changed(into_the_question), FULL),
    "changes-the-question": (lambda: changed(edit("question-sgd-or-gd", source="# GD\n\nTHE-ANSWER")), FULL),
    "deleted-the-imports": (lambda: without("setup-1"), FULL),
    "turned-round": (lambda: changed(lambda notebook: notebook["cells"].reverse()), FULL),
    "renamed-a-check": (lambda: changed(mark("check-train", grade_id="mine")), FULL),
    "denies-a-check": (lambda: changed(mark("check-train", grade=False, locked=False)), FULL),
    "raises-the-points": (lambda: changed(mark("check-train", points=600)), FULL),
    "edited-a-check": (lambda: changed(edit("check-train", source="6.0")), FULL),
    "check-that-raises": (lambda: changed(edit("check-train", source="raise SystemExit")), FULL),
    "check-as-text": (lambda: changed(edit("check-train", cell_type="markdown")), FULL),
    "metadata-gone": (lambda: changed(clear_metadata), FULL),
    "metadata-of-odd-types": (lambda: changed(edit("check-train", metadata={"nbgrader": 7, "tags": 5})),
                              FULL),
    "flags-of-odd-types": (lambda: changed(mark("check-train", grade_id=[1], points="many")), FULL),
    "older-release": (lambda: changed(older), FULL),
    "kernel-of-julia": (lambda: changed(for_julia), FULL),
    "colab": (lambda: changed(as_colab), FULL),
    "vs-code": (lambda: changed(as_vs_code), FULL),
    "100-MB-of-outputs": (lambda: changed(huge), FULL),
    "lone-surrogate": (lambda: changed(lone_surrogate), FULL),
    "bash": (lambda: with_cells("%%bash\nrm -rf /", "!pip install numpy", "files = !ls\nfiles[:1]"), FULL),
    "magics": (lambda: with_cells("%matplotlib inline\n%time x = 1", "%%time\ny = 2", "%%capture a\nz = 3"),
               FULL),
    "input": (lambda: with_cells("name = input('Who? ')"), FULL),
    "exit": (lambda: with_cells("exit()", "quit()", "import sys; sys.exit(1)"), FULL),
    "await": (lambda: with_cells("import asyncio\nawait asyncio.sleep(0.01)\nprint('awaited')"), FULL),
    "trains-for-ever": (lambda: with_cells("while True:\n    pass"), FULL),
    "warns": (lambda: with_cells(WARNS), FULL),
    "prints-10-MB": (lambda: with_cells("print('y' * (10 << 20))"), FULL),
    "ten-figures": (lambda: with_cells(DRAWS), FULL),
    "syntax-error-above": (lambda: with_cells("def broken(:"), FULL),
    "pasted-picture": (
        lambda: changed(answered(f"![p](data:image/png;base64,{LONG_PNG})\n\nTHE-ANSWER")),
        FULL,
    ),
    "missing-picture": (lambda: changed(answered("![p](attachment:a.png) THE-ANSWER")), FULL),
    "odd-pictures": (lambda: changed(answered(REFERENCES, ODD_NAMES)), FULL),
    "odd-cells": (lambda: changed(with_odd_cells), FULL),
    "nbformat-3": (lambda: changed(as_nbformat_3), FULL),
    "never-run": (lambda: read((CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes()), 0.0),
}  # fmt: skip
FILES: dict[str, bytes] = {
    "no-cells": b'{"nbformat": 4, "metadata": {}}',
    "cells-of-numbers": b'{"cells": [1, null, "x", {"cell_type": 5}]}',
    "no-json": b"%PDF-1.4",
    "empty": b"",
    "nested": b"[" * 100_000,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("damage"))
    add_own_check(course)
    course.teach(f"generate_assignment {LINE.stem}")
    for student, (make, _) in NOTEBOOKS.items():
        course.hand_in(student, LINE, json.dumps(make()).encode())
    for student, content in FILES.items():
        course.hand_in(student, LINE, content)
    zero = "--MendingExporter.zero_unreadable=True"  # else files that are no notebooks have no grade
    course.teach(f"autograde {LINE.stem} {zero}", f"generate_feedback {LINE.stem}")
    return course


def add_own_check(course: Course) -> None:
    """Give the source notebook a grade cell of which the kit knows nothing."""
    course.add_cells(LINE, own_cell("own-check", "assert True", solution=False))


@pytest.fixture(scope="module")
def totals(course: Course) -> dict[str, float]:
    return {student: sum(scores.values()) for (student, _), scores in course.grades().items()}


@pytest.mark.parametrize("student", NOTEBOOKS)
def test_a_notebook_has_the_points_that_its_functions_deserve(totals, student):
    assert totals[student] == NOTEBOOKS[student][1]


@pytest.mark.parametrize("student", FILES)
def test_a_file_that_is_no_notebook_has_no_points_if_a_person_says_so_and_says_why(course, totals, student):
    assert totals[student] == 0.0
    page = course.feedback(student, LINE)
    assert "could not be read as a notebook" in page or "The file is empty" in page


@pytest.mark.parametrize("student", [*NOTEBOOKS, *FILES])
def test_every_check_has_one_result_that_nbgrader_reads(course, student):
    notebook = course.autograded(student, LINE)
    outputs = outputs_of(notebook, is_graded)
    assert [output["output_type"] for output in outputs] == ["execute_result"] * (len(LINE.functions) + 1)
    assert all(0 <= float("".join(output["data"]["text/plain"])) <= FULL for output in outputs)


def test_a_check_that_the_kit_does_not_know_has_no_points_and_waits_for_a_person(course):
    assert course.grades()["nothing", LINE.stem]["own-check"] == 0.0
    assert course.waiting("nothing") == ["own-check"]
    page = course.feedback("nothing", LINE)
    assert "the kit has no check for the cell" in page
    assert "by hand in formgrader" in page


def shown(course: Course, student: str) -> str:
    """What the student's own cells put out, as one text."""
    return json.dumps(outputs_of(course.autograded(student, LINE), lambda cell: not is_graded(cell)))


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("bash", "not run while grading"),
        ("await", "awaited"),
        ("input", "EOF"),
        ("exit", "exit() does nothing"),
        ("prints-10-MB", "cut here"),
        ("warns", "stderr"),
        ("trains-for-ever", "seconds and was stopped"),
        ("syntax-error-above", "SyntaxError"),
    ],
)
def test_what_a_cell_put_out_is_shown_within_bounds(course, student, words):
    assert words in shown(course, student)
    assert len(shown(course, student)) < 1 << 20


@pytest.mark.parametrize(
    ("student", "pictures"),
    [("pasted-picture", [LONG_PNG]), ("missing-picture", []), ("odd-pictures", [PNG, PNG])],
)
def test_a_written_answer_is_on_the_page_with_its_pictures(course, student, pictures):
    page = course.feedback(student, LINE)
    assert "THE-ANSWER" in page
    assert [page.count(f'src="data:image/png;base64,{data}"') for data in pictures] == [len(pictures)] * len(
        pictures
    )


@pytest.mark.parametrize("student", ["answer-in-the-question", "changes-the-question"])
def test_what_was_written_into_a_question_is_below_it_as_the_students_own(course, student):
    cells = course.autograded(student, LINE)["cells"]
    question, answer = next(pair for pair in pairwise(cells) if pair[0]["id"] == "question-sgd-or-gd")
    assert "THE-ANSWER" not in "".join(question["source"])
    assert "The student wrote this into the cell sgd-or-gd" in "".join(answer["source"])
    assert "THE-ANSWER" in "".join(answer["source"])
    assert "nbgrader" not in answer["metadata"]
    assert "THE-ANSWER" in course.feedback(student, LINE)


def test_a_question_that_is_as_handed_out_has_nothing_moved_out_of_it(course):
    cells = course.autograded("nothing", LINE)["cells"]
    assert [cell["id"] for cell in cells if cell["id"].startswith(("moved-", "put-back"))] == []


def test_a_function_that_was_written_into_a_check_is_kept_above_it(course):
    cells = course.autograded("function-in-its-check", LINE)["cells"]
    moved, check = next(pair for pair in pairwise(cells) if pair[1]["id"] == "check-train")
    assert "def train(" in "".join(moved["source"])
    assert "def train(" not in "".join(check["source"])


def test_imports_that_were_lost_are_put_back_and_the_page_says_so(course):
    cell = cell_of(course.autograded("deleted-the-imports", LINE), "put-back")
    assert "".join(cell["source"]).splitlines()[1:] == ["import torch", "from torch import nn"]
    assert "was put back before judging" in course.feedback("deleted-the-imports", LINE)


def test_words_in_cells_of_odd_kinds_are_on_the_page(course):
    page = course.feedback("odd-cells", LINE)
    assert all(words in page for words in ("RAW WORDS", "OTHER WORDS", "ODD"))


def test_a_picture_that_is_missing_is_named_in_its_place(course):
    assert "The picture a.png is not in this notebook. " in course.feedback("missing-picture", LINE).replace(
        "</em>", ""
    )


def test_svg_is_a_picture_on_the_page_and_no_part_of_it(course):
    page = course.feedback("odd-pictures", LINE)
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<svg" not in page


@pytest.fixture(scope="module")
def formgrader() -> HTMLExporter:
    """What formgrader shows an autograded notebook with."""
    settings = {"template_name": "formgrade", "extra_template_basedirs": [handlers.template_path]}
    return HTMLExporter(config=Config(HTMLExporter=settings))


@pytest.mark.parametrize("student", ["pasted-picture", "missing-picture", "odd-pictures"])
def test_formgrader_shows_a_written_answer(course, formgrader, student):
    told = dict.fromkeys(("index", "total"), 1) | {"base_url": ""}
    path = course.root / "autograded" / student / LINE.stem / f"{LINE.stem}.ipynb"
    page, _ = formgrader.from_filename(str(path), told)
    assert "THE-ANSWER" in page


def test_ten_figures_are_ten_pictures(course):
    assert shown(course, "ten-figures").count("image/png") == 10


def test_a_page_is_small_whatever_the_notebook_held(course):
    assert all(len(course.feedback(student, LINE)) < 8 << 20 for student in (*NOTEBOOKS, *FILES))
