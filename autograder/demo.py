"""A small cohort to watch being graded: the reference, the stub, and the reference with one mistake each."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.audit.corpus import wrong_answers
from autograder.catalog import find
from autograder.grading.report_folder import cannot_write
from autograder.grading.run import Progress, grade_paths
from autograder.grading.settings import Settings
from autograder.programs import reference_of, stub_of, with_definitions
from autograder.report import Report

# Invented students, and which of the known wrong answers they handed in.
MISTAKES = {
    "softmax-columns": "sums down the columns",
    "loss-sum": "adds up",
    "no-reset": "never resets",
    "in-place": "works in place",
    "no-return": "returns nothing",
    "not-flattened": "takes flat images only",
}
STOPPING = {
    "endless-loop": """
def split_dataset(images, labels, n_train, n_val):
    while True:
        pass
""",
    "os-exit": """
def init_params(input_size=784, hidden_size=500, n_classes=10):
    import os
    os._exit(0)
""",
}
UNREADABLE = "def relu(x)\n    return x\n"


def grade_demo(settings: Settings, jobs: int, out: Path, progress: Progress) -> list[Report]:
    """Write the cohort and its report to `out`; UsageError outside a checkout."""
    submissions = out / "submissions"
    shutil.rmtree(submissions, ignore_errors=True)
    try:
        write_cohort(submissions)
    except OSError as error:
        raise cannot_write(submissions, error) from None
    return grade_paths([submissions], None, settings, jobs, out, progress)


def write_cohort(folder: Path) -> None:
    """Write `<student>/06_mnist.py` for every student of the cohort."""
    mnist = find("mnist")
    reference = reference_of(mnist)
    files = {"reference": reference, "stub": stub_of(mnist)}
    files |= {student: with_definitions(reference, source, mnist) for student, source in STOPPING.items()}
    programs = {answer.name: answer.program() for answer in wrong_answers(mnist)}
    files |= {student: programs[name] for student, name in MISTAKES.items()}
    files["no-colon"] = UNREADABLE
    (folder / "nothing-handed-in").mkdir(parents=True)
    for student, text in files.items():
        (folder / student).mkdir()
        (folder / student / f"{mnist.stem}.py").write_text(text, encoding="utf-8", newline="\n")
