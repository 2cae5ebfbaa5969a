"""What learners must not see is in nothing that they get, and in no process in which their code runs."""

from __future__ import annotations

import ast
import json
import os
import zipfile
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.catalog import exercises
from autograder.data import load_dataset
from autograder.grading.collect import check_files, checks_of
from autograder.grading.workers import ProcessLauncher
from autograder.sandbox.budget import Budget
from autograder.sandbox.student import Student
from grading_helpers import CHECKOUT, QUICK, submissions

SOLUTIONS = sorted((CHECKOUT / "solutions").glob("*.py"))
HIDDEN = [path for one in exercises() for path in check_files(one, hidden=True) if "hidden" in path.parts]
# Shorter lines (`return x`, `else:`) say nothing, and stand anywhere.
TELLING = 16  # characters
TELLING_OF_CHECKS = 24  # `with torch.no_grad():` stands in every course
LOOPS = {"for _ in range(num_steps):", "for parameter in params:"}  # loops in an example, and in a reference
REGIONS = {"### BEGIN SOLUTION": "### END SOLUTION", "### BEGIN MARK SCHEME": "### END MARK SCHEME"}


def telling(line: str) -> str:
    """A line without what depends on its place: its indentation, and the `#` of a comment."""
    return " ".join(line.strip().lstrip("# ").split())


def lines_of_regions(text: str, begin: str) -> tuple[set[str], set[str]]:
    """The telling lines inside the regions that begin so, and all the others."""
    inside, outside, end = set[str](), set[str](), ""
    for line in text.splitlines():
        marker = telling(line)
        if marker in (telling(begin), telling(REGIONS[begin])):
            end = REGIONS[begin] if marker == telling(begin) else ""
        elif len(marker) >= TELLING:
            (inside if end else outside).add(marker)
    return inside, outside


def secret_lines(begin: str) -> set[str]:
    """Lines that stand in regions of the authored files and nowhere else in them."""
    found = [lines_of_regions(path.read_text(encoding="utf-8"), begin) for path in SOLUTIONS]
    return set().union(*(inside for inside, _ in found)) - set().union(*(outside for _, outside in found))


def strings_in(value: Any) -> Iterator[str]:
    """Every string in a JSON value; a notebook's lists of lines are joined by their own ends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        yield from (text for item in value if not isinstance(item, str) for text in strings_in(item))
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in strings_in(item))


def handed_out() -> list[Path]:
    """Every file that learners are given."""
    return [
        path for name in ("exercises", "release") for path in (CHECKOUT / name).rglob("*") if path.is_file()
    ]


def lines_handed_out() -> set[str]:
    lines: set[str] = set()
    for path in handed_out():
        text = path.read_text(encoding="utf-8")
        parts = strings_in(json.loads(text)) if path.suffix == ".ipynb" else [text]
        lines |= {telling(line) for part in parts for line in part.splitlines()}
    return lines


def hidden_code() -> set[str]:
    """The telling lines of hidden checks, but for imports, which tell nothing."""
    lines = {telling(line) for path in HIDDEN for line in path.read_text("utf-8").splitlines()}
    return {
        line for line in lines if len(line) >= TELLING_OF_CHECKS and not line.startswith(("import ", "from "))
    }


def hidden_words() -> set[str]:
    """Titles, messages and names of hidden checks: the string literals and functions in their files."""
    words: set[str] = set()
    for path in HIDDEN:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                words.add(node.name)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
    return {word for word in words if len(word) >= TELLING}


@pytest.mark.parametrize("begin", REGIONS)
def test_there_are_secrets_to_look_for(begin):
    assert len(secret_lines(begin)) > 10


def test_the_search_finds_what_is_in_a_released_notebook():
    assert telling("def cross_entropy_loss(predictions, targets):") in lines_handed_out()


@pytest.mark.parametrize("begin", REGIONS)
def test_no_line_of_a_solution_or_a_mark_scheme_is_handed_out(begin):
    assert secret_lines(begin) & lines_handed_out() == set()


def test_no_line_of_a_hidden_check_is_handed_out():
    assert hidden_code() & lines_handed_out() - LOOPS == set()


@pytest.mark.parametrize("path", handed_out(), ids=lambda path: path.name)
def test_no_marker_of_a_region_is_handed_out(path):
    text = path.read_text(encoding="utf-8")
    assert [word for word in ("SOLUTION", "MARK SCHEME", "HIDDEN TESTS") if f"BEGIN {word}" in text] == []


def test_no_title_of_a_hidden_check_is_handed_out():
    every = [check for one in exercises() for check in checks_of(one, hidden=True)]
    titles = {check.title for check in every if check.visibility == "hidden"}
    public = {check.title for check in every if check.visibility == "public"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in handed_out())
    assert [title for title in titles - public if title in text] == []


def test_public_checks_do_not_import_hidden_ones():
    for path in [path for one in exercises() for path in check_files(one, hidden=False)]:
        assert "autograder.content" not in path.read_text(encoding="utf-8")


# The process in which a student's code runs

PROBE = '''
import gc
import os
import sys
import types

import torch


def texts():
    """All text that code in this process can come by without reading files."""
    found = [*sys.path, *sys.argv, *sys.orig_argv, *map(str, os.environ.items()), *sys.modules]
    objects = [*gc.get_objects(), *sys._current_frames().values()]
    frame = sys._getframe()
    while frame is not None:
        objects.append(frame.f_locals)
        frame = frame.f_back
    for thing in objects:
        for part in gc.get_referents(thing):
            if isinstance(part, types.CodeType):
                found += [*part.co_names, part.co_filename, *map(str, part.co_consts)]
            elif isinstance(part, str):
                found.append(part)
    for descriptor in range(256):
        try:
            found.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        except OSError:
            pass
    for name in ("cmdline", "environ"):
        try:
            found.append(open(f"/proc/self/{name}").read())
        except OSError:
            pass
    return found


def relu(x):
    text = "\\n".join(texts()).encode("utf-8", "replace")[: 60 << 20]
    return torch.frombuffer(bytearray(text), dtype=torch.uint8)


def softmax(names):
    reached = []
    for name in names:
        try:
            __import__(name)
        except BaseException:
            continue
        reached.append(name)
    return reached


def accuracy(x):
    sizes = [0]
    for thing in gc.get_objects():
        try:
            if isinstance(thing, torch.Tensor) and thing.dtype is torch.int64:
                sizes.append(thing.numel())
        except Exception:
            continue
    return max(sizes)
'''


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    [submission] = submissions(tmp_path_factory.mktemp("probe"), {"mallory": PROBE})
    student = Student(ProcessLauncher(submission, QUICK, Budget(inf)).start({}))
    yield student
    student.worker.close()


@pytest.fixture(scope="module")
def loot(student: Student) -> str:
    """All text that the student's code found in its process."""
    return bytes(student.relu(torch.zeros(1)).tolist()).decode("utf-8", "replace")


def test_the_probe_finds_what_is_there(loot):
    assert "torch.nn.modules.linear" in loot
    assert "All text that code in this process can come by" in loot


def test_no_name_or_message_of_a_hidden_check_is_in_a_students_process(loot):
    assert sorted(word for word in hidden_words() if word in loot) == []


@pytest.mark.parametrize("begin", REGIONS)
def test_no_line_of_a_solution_or_a_mark_scheme_is_in_a_students_process(begin, loot):
    assert sorted(line for line in secret_lines(begin) if line in loot) == []


def test_the_checkout_is_not_on_a_students_path(loot):
    places = {str(CHECKOUT / name) for name in ("solutions", "exercises", "autograder/checks", "tests")}
    assert sorted(place for place in places if place in loot) == []


def test_nothing_of_the_graders_environment_reaches_a_student(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PASSWORD", "correct horse battery staple")
    source = "import os\n\ndef relu(x):\n    return sorted(os.environ)\n"
    [submission] = submissions(tmp_path, {"mallory": source})
    student = Student(ProcessLauncher(submission, QUICK, Budget(inf)).start({}))
    assert "COURSE_PASSWORD" not in student.relu(torch.zeros(1))
    assert "COURSE_PASSWORD" in os.environ
    student.worker.close()


SECRET_MODULES = [
    "autograder.checks",
    "autograder.content.mnist.hidden.reference",
    "autograder.grading",
    "autograder.sandbox",
    "autograder.catalog",
    "autograder.data.mnist",
    "solutions",
    "tests",
    "grading_helpers",
]


def test_checks_references_and_the_grader_cannot_be_imported_by_a_student(student):
    assert student.softmax([*SECRET_MODULES, "math"]) == ["math"]


def test_no_tensor_of_labels_waits_in_a_students_process(student):
    labels = load_dataset("digits").test_labels
    assert student.accuracy(torch.zeros(1)) < len(labels)


# What students install


def test_the_wheel_holds_no_hidden_check_and_no_solution(tmp_path):
    wheel = pytest.importorskip(
        "hatchling.builders.wheel", reason="hatchling is not here: pip install 'torchkata[dev]'"
    )
    [built] = wheel.WheelBuilder(str(CHECKOUT)).build(directory=str(tmp_path))
    with zipfile.ZipFile(built) as archive:
        names = archive.namelist()
        text = b"\n".join(archive.read(name) for name in names).decode("utf-8", "replace")
    assert [name for name in names if "hidden" in name or "solutions" in name] == []
    assert [line for line in secret_lines("### BEGIN MARK SCHEME") if line in text] == []
