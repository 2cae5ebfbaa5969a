"""The command line: exit statuses, suggestions, JSON, and what a grading run leaves behind."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.errors import AuthoringError, KitError
from autograder.outcomes import Outcome, Verdict
from autograder.report import Report
from grading_helpers import CHECKOUT, FILE, REFERENCE, STUB


def run(*words: str | Path) -> Result:
    """The command in this process; what it raises beyond its own errors is raised here."""
    before_click_8_2 = "mix_stderr" in signature(CliRunner).parameters
    apart: Any = {"mix_stderr": False} if before_click_8_2 else {}
    return CliRunner(**apart).invoke(main, [*map(str, words)], catch_exceptions=False)


# A whole run, as an instructor starts it

SHOUT = """
import os
for descriptor in range(64):
    try:
        os.write(descriptor, b"all is well")
    except OSError:
        pass
"""
COHORT = {
    "alice": REFERENCE,
    "bob": STUB,
    "exits": REFERENCE + "\nimport posix\nposix._exit(0)\n",
    "crashes": REFERENCE + "\nimport ctypes\nctypes.string_at(0)\n",
    "floods": "while True:\n    print('x' * 10_000)\n",
    "kills": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.killpg(0, signal.SIGKILL)\n",
    "shouts": SHOUT + REFERENCE,
    "broken": "def relu(x)\n",
}
MISSING = "zoe"


@dataclass(frozen=True)
class Run:
    folder: Path
    status: int
    output: str
    errors: str

    @property
    def grades(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((self.folder / "out" / "grades.json").read_text("utf-8"))
        return found

    def report(self, student: str) -> Report:
        [one] = [Report.from_json(one) for one in self.grades if one["student"] == student]
        return one


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The cohort, graded by two graders from a folder in which files are called like libraries."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "handed-in" / MISSING).mkdir(parents=True)
    for student, text in COHORT.items():
        (folder / "handed-in" / student).mkdir()
        (folder / "handed-in" / student / FILE).write_text(text, encoding="utf-8")
    for name in ("torch.py", "random.py", "json.py"):
        (folder / name).write_text("raise RuntimeError('a file of the student was imported')\n")
    words = (
        "-m autograder grade handed-in --out out --jobs 2 --dataset digits --device cpu --unconfined --seed 5"
    )
    done = subprocess.run(
        [sys.executable, *words.split()], cwd=folder, capture_output=True, text=True, check=False
    )
    return Run(folder, done.returncode, done.stdout, done.stderr)


def test_a_run_in_which_every_submission_got_a_verdict_exits_0(cohort):
    assert cohort.status == 0, cohort.errors


def test_no_traceback_reaches_standard_error(cohort):
    assert "Traceback" not in cohort.errors
    assert "a file of the student" not in cohort.errors


def test_every_student_has_a_report(cohort):
    assert [one["student"] for one in cohort.grades] == sorted([*COHORT, MISSING])


def test_the_reference_has_every_point_whoever_is_graded_beside_it(cohort):
    assert (cohort.report("alice").score, cohort.report("alice").verdict) == (30.0, "graded")


@pytest.mark.parametrize(
    ("student", "verdict"),
    [
        ("bob", "graded"),
        ("exits", "crashed"),
        ("crashes", "crashed"),
        ("floods", "crashed"),
        ("broken", "unreadable"),
        (MISSING, "missing"),
    ],
)
def test_a_submission_that_cannot_be_judged_gets_no_points_and_a_verdict(student, verdict, cohort):
    assert (cohort.report(student).score, cohort.report(student).verdict) == (0.0, verdict)


def test_a_submission_that_kills_what_it_can_reach_earns_nothing(cohort):
    assert cohort.report("kills").score == 0.0


def test_nobody_is_told_that_the_kit_failed(cohort):
    assert {one.outcome for name in COHORT for one in cohort.report(name).checks} <= set(Outcome) - {
        "ungraded"
    }


def test_the_table_names_every_student(cohort):
    assert [name for name in COHORT if name not in cohort.output] == []


def command_of(process: Path) -> str:
    """Its command line; nothing where it has just ended."""
    try:
        return (process / "cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def graders_with(seed: int) -> list[str]:
    """The command lines of all graders at work that were given this seed."""
    lines = map(command_of, Path("/proc").glob("[0-9]*"))
    return [
        line for line in lines if "autograder.grading.grader_process" in line and f'"seed": {seed}' in line
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc, which only Linux has")
def test_an_interrupted_run_says_so_in_one_word_and_leaves_no_grader(tmp_path):
    for student, text in {"amy": REFERENCE, "endless": "while True:\n    pass\n"}.items():
        (tmp_path / "handed-in" / student).mkdir(parents=True)
        (tmp_path / "handed-in" / student / FILE).write_text(text, encoding="utf-8")
    seed = secrets.randbits(40)
    words = f"-m autograder grade handed-in --out out --jobs 1 --dataset digits --unconfined --seed {seed}"
    running = subprocess.Popen(
        [sys.executable, *words.split()], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's `&` has it ignored
    )  # fmt: skip
    while not list((tmp_path / "out" / "students").glob("amy/*.json")) and running.poll() is None:
        time.sleep(0.05)
    assert graders_with(seed)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate()
    assert (running.returncode, errors.split()[-1:], "Traceback" in errors) == (1, ["Aborted!"], False)
    assert not graders_with(seed)


def test_the_output_ends_with_the_next_step(cohort):
    assert cohort.output.splitlines()[-1] == f"Next: open {Path('out') / 'report.html'}"


def test_the_run_writes_exactly_the_files_that_were_promised(cohort):
    out = cohort.folder / "out"
    students = {
        f"students/{student}/mnist.{kind}" for student in [*COHORT, MISSING] for kind in ("html", "json")
    }
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {"grades.json", "grades.csv", "report.html", *students}


def test_the_run_writes_nothing_beside_its_folder(cohort):
    names = {path.name for path in cohort.folder.iterdir()} - {"__pycache__"}
    assert names == {"handed-in", "out", "torch.py", "random.py", "json.py"}


def test_a_students_own_file_is_what_the_list_says_of_the_student(cohort):
    own = (cohort.folder / "out" / "students" / "alice" / "mnist.json").read_text("utf-8")
    assert Report.from_json(json.loads(own)) == cohort.report("alice")


REPORT_KEYS = {
    "schema": int,
    "submission": str,
    "student": str,
    "assignment": str,
    "exercise": str,
    "score": float,
    "max_score": float,
    "bonus": float,
    "verdict": str,
    "notes": list,
    "device": str,
    "dataset": str,
    "seed": int,
    "versions": dict,
    "kit": str,
    "judged_by": str,
    "isolation": dict,
    "seconds": dict,
    "checks": list,
}
CHECK_KEYS = {
    "id": str,
    "function": str,
    "layer": str,
    "visibility": str,
    "title": str,
    "points": float,
    "max_points": float,
    "stretch": bool,
    "outcome": str,
    "message": (dict, type(None)),
    "mistake": (str, type(None)),
    "seconds": float,
}


def wrong_types(record: dict[str, Any], keys: dict[str, Any]) -> list[str]:
    return [key for key, kind in keys.items() if not isinstance(record[key], kind)]


@pytest.mark.parametrize("student", [*COHORT, MISSING])
def test_a_report_has_the_keys_and_types_of_schema_2(student, cohort):
    [record] = [one for one in cohort.grades if one["student"] == student]
    assert (set(record), wrong_types(record, REPORT_KEYS)) == (set(REPORT_KEYS), [])
    assert (set(record["isolation"]), set(record["seconds"])) == ({"level", "layers"}, {"worker", "grader"})
    python = ".".join(map(str, sys.version_info[:3]))
    assert record["versions"] == {"python": python, "torch": version("torch"), "numpy": np.__version__}
    assert record["verdict"] in list(Verdict)


@pytest.mark.parametrize("student", [*COHORT, MISSING])
def test_a_check_in_a_report_has_the_keys_and_types_of_schema_2(student, cohort):
    [record] = [one for one in cohort.grades if one["student"] == student]
    for check in record["checks"]:
        assert (set(check), wrong_types(check, CHECK_KEYS)) == (set(CHECK_KEYS), [])
        assert check["outcome"] in list(Outcome)


def test_the_seed_that_was_asked_for_is_the_one_that_was_used(cohort):
    assert {cohort.report(student).seed for student in COHORT} == {5}


def test_a_run_can_be_printed_as_json(tmp_path):
    (tmp_path / "ann.py").write_text("def relu(x)\n")
    words = ["--exercise", "mnist", "--dataset", "digits", "--unconfined", "--device", "cpu", "--json"]
    outcome = run("grade", tmp_path / "ann.py", "--out", tmp_path / "out", *words)
    assert [one["student"] for one in json.loads(outcome.stdout)] == ["ann"]


# What goes wrong before anything is graded


def test_a_gpu_that_is_not_there_is_refused_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    (tmp_path / FILE).write_text(STUB, encoding="utf-8")
    outcome = run("grade", tmp_path / FILE, "--device", "cuda", "--unconfined", "--out", tmp_path / "out")
    assert outcome.exit_code == 2
    assert "torch finds no GPU" in outcome.stderr
    assert "--device cpu" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_checking_on_a_gpu_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    (tmp_path / FILE).write_text(STUB, encoding="utf-8")
    assert run("check", tmp_path / FILE, "--device", "cuda").exit_code == 2


def test_a_machine_that_cannot_confine_refuses_to_grade_and_names_the_option(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "autograder.sandbox.isolation.probe", lambda device: (("process",), {"landlock": "not here"})
    )
    (tmp_path / FILE).write_text(STUB, encoding="utf-8")
    outcome = run("grade", tmp_path / FILE, "--device", "cpu", "--out", tmp_path / "out")
    assert outcome.exit_code == 2
    assert "--unconfined" in outcome.stderr


def test_damaged_data_is_refused_before_anything_is_graded(tmp_path):
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "t10k-labels-idx1-ubyte").write_bytes(b"")
    (tmp_path / FILE).write_text(STUB, encoding="utf-8")
    words = ["--data-root", tmp_path / "data", "--unconfined", "--device", "cpu"]
    outcome = run("grade", tmp_path / FILE, "--out", tmp_path / "out", *words)
    assert outcome.exit_code == 2
    assert f"Delete the folder {raw}" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / FILE).write_text(STUB, encoding="utf-8")
    (tmp_path / "out").write_text("a file")
    words = ["--dataset", "digits", "--unconfined", "--device", "cpu"]
    outcome = run("grade", tmp_path / FILE, "--out", tmp_path / "out", *words)
    assert outcome.exit_code == 2
    assert "cannot be written" in outcome.stderr


def test_nothing_to_grade_is_a_sentence(tmp_path):
    outcome = run("grade", tmp_path, "--unconfined", "--device", "cpu")
    assert outcome.exit_code == 2
    assert "nothing to grade" in outcome.stderr


def test_an_error_of_the_kit_exits_3(monkeypatch):
    def break_down(*arguments: Any) -> None:
        raise KitError("A grader failed.", "Report this as a bug.")

    monkeypatch.setattr("autograder.desk.check_work", break_down)
    outcome = run("check")
    assert (outcome.exit_code, "Report this as a bug." in outcome.stderr) == (3, True)


def test_an_error_in_an_authored_file_exits_1(monkeypatch):
    def refuse(*arguments: Any) -> None:
        raise AuthoringError("A marker has no partner.", "Pair it.")

    monkeypatch.setattr("autograder.authoring.build.check", refuse)
    assert run("build", "--check").exit_code == 1


# Names that are nearly right


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        (["check", "mnits"], "Did you mean mnist?"),
        (["check", "mnist.sofmax"], "Did you mean mnist.softmax?"),
        (["chekc"], "Did you mean check"),
        (["grad", "x.py"], "Did you mean grade"),
        (["grade", "x.py", "--exercise", "minst"], "Did you mean mnist?"),
        (["hint", "mnist.rleu"], "Did you mean mnist.relu?"),
    ],
)
def test_a_misspelt_name_gets_a_suggestion_and_exit_2(words, suggestion):
    outcome = run(*words)
    assert outcome.exit_code == 2
    assert suggestion in " ".join(outcome.stderr.split())


@pytest.mark.parametrize("words", [["check", "no-such-file.py"], ["check", "--device", "tpu"], ["grade"]])
def test_wrong_usage_exits_2(words):
    assert run(*words).exit_code == 2


# Checking one's own work


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_checking_the_stub_exits_1_and_names_the_next_step(desk):
    (desk / FILE).write_text(STUB, encoding="utf-8")
    outcome = run("check", "mnist")
    assert outcome.exit_code == 1
    assert "not written" in outcome.output
    assert "autograder check mnist.gradients" in outcome.output


def test_checking_the_reference_exits_0(desk):
    (desk / FILE).write_text(REFERENCE, encoding="utf-8")
    assert run("check").exit_code == 0


def test_checking_one_function_judges_that_one_alone(desk):
    (desk / FILE).write_text(REFERENCE, encoding="utf-8")
    [report] = json.loads(run("check", "mnist.relu", "--json").stdout)
    assert {check["function"] for check in report["checks"]} == {"relu"}


def test_students_see_public_checks_only(desk):
    (desk / FILE).write_text(REFERENCE, encoding="utf-8")
    [report] = json.loads(run("check", "mnist.relu", "--json").stdout)
    assert {check["visibility"] for check in report["checks"]} == {"public"}


def test_a_folder_without_work_is_a_sentence(desk):
    outcome = run("check")
    assert outcome.exit_code == 2
    assert "no exercise in this folder" in outcome.stderr


# The rest


def test_the_exercises_can_be_listed_as_json():
    names = [one["stem"] for one in json.loads(run("list", "--json").stdout)]
    assert names == sorted(names)
    assert "06_mnist" in names


def test_what_is_derived_from_the_solutions_is_current():
    outcome = run("build", "--check", "--root", CHECKOUT)
    assert outcome.exit_code == 0, outcome.output


@pytest.mark.parametrize("words", [[], ["term"]], ids=["autograder", "autograder term"])
def test_the_list_of_commands_holds_whole_sentences(words):
    listed = (
        CliRunner().invoke(main, [*words, "--help"], terminal_width=80).output.partition("Commands:\n")[2]
    )
    assert listed
    sentence = re.compile(r"  \w+ +[A-Z].*[^.]\.")
    assert [line for line in listed.splitlines() if not sentence.fullmatch(line)] == []
