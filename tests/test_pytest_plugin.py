"""Checks are tests: pytest itself runs them on a file, and says what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.programs import reference_of
from grading_helpers import CHECKOUT, reference_with

EXERCISE = find("pow_fit")
FOLDER = CHECKOUT / "autograder" / "content" / EXERCISE.name
FLAT = """
def create_dataset(n_data=100, a=2.0, b=0.2):
    x = torch.linspace(0, 1, n_data)
    return x, x**a
"""
FILES = {
    "right": reference_of(EXERCISE),
    "wrong": reference_with(FLAT, exercise=EXERCISE),
    "broken": "def create_dataset(:\n",
}


def run(*arguments: str | Path) -> tuple[int, str]:
    """pytest as an author starts it: its exit status, and what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, input="q\n", check=False
    )
    return done.returncode, done.stdout + done.stderr


def judged(folder: Path, name: str, *arguments: str | Path) -> tuple[int, str]:
    """What comes of a file of FILES, public and hidden checks of `create_dataset` being run on it."""
    file = folder / "any_name.py"
    file.write_text(FILES[name], encoding="utf-8")
    return run(
        FOLDER / "public.py", FOLDER / "hidden", "--submission", file, "-k", "create_dataset", *arguments
    )


def counts(output: str) -> dict[str, int]:
    """pytest's own counts, without those left out: {"passed": 6}."""
    found = re.findall(r"(\d+) (passed|failed|error)", output.splitlines()[-1])
    return {word: int(number) for number, word in found}


def test_public_and_hidden_checks_pass_on_a_right_file(tmp_path):
    status, output = judged(tmp_path, "right")
    assert (status, counts(output)) == (0, {"passed": 8})


def test_a_folder_is_as_good_as_its_files(tmp_path):
    file = tmp_path / "any_name.py"
    file.write_text(FILES["right"], encoding="utf-8")
    status, output = run(FOLDER, "--submission", file, "-k", "create_dataset", "--collect-only")
    assert status == 0
    assert sorted(re.findall(r"(\w+)\.py::test_create_dataset_\w+", output)) == [
        *["create_dataset"] * 4,
        *["public"] * 4,
    ]


def test_a_wrong_file_is_told_what_the_check_says_and_pytest_stops_where_it_is_asked_to(tmp_path):
    status, output = judged(tmp_path, "wrong", "-x")
    assert (status, counts(output)["failed"]) == (1, 1)
    assert re.search(r"^called: create_dataset\(", output, re.MULTILINE)
    assert re.search(r"^next: ", output, re.MULTILINE)
    assert "Traceback" not in output
    assert "raise CheckFailure" not in output


def test_the_debugger_stops_in_the_check(tmp_path):
    status, output = judged(tmp_path, "wrong", "-x", "--pdb")
    assert status != 0
    assert "called: create_dataset(" in output
    assert re.search(rf"^> {re.escape(str(CHECKOUT / 'autograder'))}/(checks|content)/", output, re.MULTILINE)


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path):
    status, output = judged(tmp_path, "broken", "-x")
    assert status == 1
    assert "Syntax error in line 1" in output
    assert "Traceback" not in output


@pytest.mark.parametrize("place", ["public.py", "hidden"])
def test_without_a_file_a_sentence_says_what_is_missing(place):
    status, output = run(FOLDER / place)
    assert status != 0
    assert "holds checks, which need a file to judge: add --submission FILE" in output
    assert "fixture" not in output


def test_a_file_that_is_not_there_is_an_error_of_usage(tmp_path):
    status, output = run(FOLDER, "--submission", tmp_path / "none.py")
    assert status == pytest.ExitCode.USAGE_ERROR
    assert "There is no file" in output


def test_where_no_checks_are_named_none_are_collected_and_torch_is_not_imported(tmp_path):
    (tmp_path / "test_own.py").write_text(
        "import sys\n\ndef test_own():\n    assert 'autograder.pytest_entry' in sys.modules\n"
        "    assert 'torch' not in sys.modules\n"
    )
    status, output = run(tmp_path, "-c", os.devnull, "--rootdir", tmp_path)
    assert (status, counts(output)) == (0, {"passed": 1})
