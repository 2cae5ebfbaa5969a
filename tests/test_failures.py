"""Whatever a student hands in, there is a report that says what happened, and nobody else's changes.

The golden reports in `golden/` hold what is said. To write them anew after a change of words:

    UPDATE_GOLDEN=1 pytest tests/test_failures.py
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.finding import find_submissions
from autograder.report import CheckResult, Report
from autograder.sandbox.worker import Worker
from grading_helpers import FILE, MNIST, REFERENCE, complaints, graded, reference_with

GOLDEN = Path(__file__).parent / "golden"
JUDGED = ("relu", "softmax", "model", "sgd_step")  # relu fails, and model uses it
PATIENCE = 3.0  # seconds a call, where grading allows ten: an endless loop is one after three, too

# What costs nothing, however odd it is.
HARMLESS = (
    "more parameters, with defaults",
    "prints and warns a lot",
    "closes its standard streams",
    "replaces standard output",
    "sets default dtype, grad mode and seeds",
    "returns a subclass of Tensor",
    "returns a parameter",
    "returns a result that requires grad",
    "asks for deterministic algorithms",
    "makes warnings errors",
    "finds its own source with inspect",
    "dataclass and super",
    "pickles, and uses a main guard",
    "from the future",
    "Latin-1, declared",
    "notebook",
    "notebook with magics",
    "notebook whose cell begins with a magic",
    "byte order mark",
    "Windows line ends",
    "replaced by a number",
)
# The functions are written and right, and the report notes what else in the file did not run.
NOTED = (
    "crash at the top",
    "endless loop at import",
    "crash at the bottom",
    "sys.exit at import",
    "os._exit at import",
    "asks for input",
    "reads its own source",
    "notebook with a broken cell",
)
# What is said of these depends on how far a submission is confined here, so no golden report holds it.
CONFINED = ("reads its own source", "changes folder", "starts a thread", "leaves a thread behind")
# Files that are no Python at all stand alone; the other texts change the reference.
ALONE = ("empty", "only comments", "syntax error")
AT_THE_TOP = {
    "crash at the top": "print(undefined_name)\n",
    "from the future": "from __future__ import annotations\n",
}


def notebook(*cells: str) -> str:
    code = [{"cell_type": "code", "metadata": {}, "source": cell.splitlines(True)} for cell in cells]
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# relu"]}
    return json.dumps({"cells": [text, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def failing_submissions() -> Iterator[tuple[str, str]]:
    """The headings (`=== name`) of a file of submissions, some of which are no Python, and their code."""
    text = (Path(__file__).parent / "failing_submissions.txt").read_text(encoding="utf-8")
    for entry in ("\n" + text).split("\n=== ")[1:]:
        heading, _, code = entry.partition("\n")
        yield heading, code


def python_files() -> Iterator[tuple[str, str | bytes]]:
    for name, code in failing_submissions():
        if name in ALONE:
            yield name, code
        elif name in AT_THE_TOP:
            yield name, AT_THE_TOP[name] + REFERENCE
        else:
            yield name, reference_with(code)
    yield "reference", REFERENCE
    yield "null bytes", REFERENCE.replace("import math", "import math\0")
    yield "not UTF-8", REFERENCE.encode().replace(b"import math", b'name = "Ren\xe9"\nimport math')
    yield (
        "Latin-1, declared",
        b"# -*- coding: latin-1 -*-\nname = 'Ren\xe9'\n" + REFERENCE.encode("ascii", "ignore"),
    )
    yield "byte order mark", b"\xef\xbb\xbf" + REFERENCE.encode()
    yield "Windows line ends", REFERENCE.replace("\n", "\r\n")
    yield "too large", REFERENCE + "#" * (1 << 20)
    yield "random bytes", bytes(range(1, 256)) * 20  # Python 3.14 says of a null byte first


NOTEBOOKS = {
    "notebook": notebook(REFERENCE),
    "notebook with magics": notebook("%matplotlib inline\n!pip list\nrelu?", "%%time\nx = 1", REFERENCE),
    "notebook with a broken cell": notebook("def relu(x:\n", REFERENCE, "1 / 0"),
    "notebook whose cell begins with a magic": notebook("%%time\n" + REFERENCE),
    "notebook without code": notebook(),
    "notebook that is no JSON": '{"cells": [',
    "notebook that is a list": "[]",
    "notebook with odd cells": '{"cells": [{"cell_type": "code", "metadata": 7, "source": [3]}, 5]}',
    "notebook nested without end": "[" * 100_000,
}


def write_cohort(root: Path) -> None:
    for name, content in python_files():
        (root / name).mkdir()
        (root / name / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    for name, text in NOTEBOOKS.items():
        (root / name).mkdir()
        (root / name / f"{MNIST.stem}.ipynb").write_text(text, encoding="utf-8")
    (root / "missing file").mkdir()
    (root / "two files" / "more").mkdir(parents=True)
    (root / "two files" / FILE).write_text(REFERENCE, encoding="utf-8")
    (root / "two files" / "more" / "mnist.py").write_text(REFERENCE, encoding="utf-8")
    (root / "folder for a file" / FILE).mkdir(parents=True)
    (root / "link").mkdir()
    (root / "link" / FILE).symlink_to(root / "reference" / FILE)


NAMES = [
    *(name for name, _ in python_files()),
    *NOTEBOOKS,
    "missing file",
    "two files",
    "folder for a file",
    "link",
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The reports on the whole cohort, graded in one session."""
    root = tmp_path_factory.mktemp("cohort")
    write_cohort(root)
    patient = Worker.ask

    def ask(self: Worker, request: Any, kind: Any, seconds: float | None = None, seed: int = 0) -> Any:
        return patient(self, request, kind, min(seconds or PATIENCE, PATIENCE), seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "ask", ask)
        found = graded([replace(one, functions=JUDGED) for one in find_submissions([root])])
    return {name: relabelled(report, root) for name, report in found.items()}


def relabelled(report: Report, root: Path) -> Report:
    """The report as it would be if the cohort's folder were called `cohort`."""
    text = json.dumps(report.to_json()).replace(str(root), "cohort")
    return Report.from_json(json.loads(text))


def golden_text(report: Report) -> str:
    """A report in a few lines: what was said, of which functions, without anything that varies."""
    lines = [f"verdict: {report.verdict}", f"points: {report.score:g} of {report.max_score:g}"]
    lines += [f"note: {note}" for note in report.notes]
    groups: dict[str, list[str]] = {}
    for function in dict.fromkeys(check.function for check in report.checks):
        said = about([check for check in report.checks if check.function == function])
        groups.setdefault(said, []).append(function)
    lines += ["", *(f"{', '.join(functions)}: {said}" for said, functions in groups.items())]
    return without_what_varies("\n".join(lines) + "\n")


def about(checks: list[CheckResult]) -> str:
    """How a function's checks came out, and the first message."""
    bad = [check for check in checks if not check.outcome.passed]
    outcomes = ", ".join(dict.fromkeys(check.outcome for check in checks))
    return outcomes + "".join("\n  " + line for check in bad[:1] for line in str(check.message).splitlines())


VARIES = {
    r"\[enforce fail at [^\n]*": "[enforce fail …",  # torch's words for memory that it did not get
    r"(maximum recursion depth exceeded)[^\n]*": r"\1…",  # each release of Python adds other words
    r"\(unicode error\)[^\n]*": "(unicode error) …",
}


def without_what_varies(text: str) -> str:
    """The text without the words that another release of torch or Python chooses otherwise."""
    for pattern, replacement in VARIES.items():
        text = re.sub(pattern, replacement, text)
    return text


def golden_file(name: str) -> Path:
    return GOLDEN / (re.sub(r"[^\w-]+", "_", name) + ".txt")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in CONFINED])
def test_the_report_says_what_it_has_always_said(name, reports):
    text, path = golden_text(reports[name]), golden_file(name)
    if "UPDATE_GOLDEN" in os.environ:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_report_is_left_over():
    assert set(GOLDEN.iterdir()) == {golden_file(name) for name in NAMES if name not in CONFINED}


@pytest.mark.parametrize("name", ["reference", *HARMLESS])
def test_what_is_odd_but_right_costs_nothing(name, reports):
    assert complaints(reports[name]) == []


@pytest.mark.parametrize("name", NOTED)
def test_a_line_that_does_not_run_costs_no_points_and_is_noted(name, reports):
    assert complaints(reports[name]) == []
    assert "was left out" in reports[name].notes[-1]


RIGHT = ("reference", *HARMLESS, *NOTED)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in (*RIGHT, *CONFINED)])
def test_what_is_wrong_is_never_given_full_points(name, reports):
    assert reports[name].score < reports[name].max_score


@pytest.mark.parametrize("name", NAMES)
def test_every_report_holds_every_check_that_was_to_be_run(name, reports):
    assert [check.id for check in reports[name].checks] == [check.id for check in reports["reference"].checks]


@pytest.mark.parametrize("name", NAMES)
def test_the_kit_itself_never_fails_over_a_submission(name, reports):
    assert [check.id for check in reports[name].checks if check.outcome.needs_person] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_message_holds_a_traceback_or_a_frame_of_the_kit(name, reports):
    text = json.dumps(reports[name].to_json())
    assert "Traceback" not in text
    assert "autograder/" not in text
