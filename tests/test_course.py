"""What a course allows: `--allow` and course.toml, and what is said about a package that is not there."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from traitlets.config import Config

from autograder.cli import main
from autograder.course import allowed
from autograder.errors import UsageError
from autograder.grading.settings import Settings
from autograder.nbgrader import desk, execute
from autograder.sandbox.missing import advice
from grading_helpers import REFERENCE, graded, require_level, submissions

ALLOW = '[grade]\nallow = ["seaborn", "pandas"]\n'


def course(folder: Path, text: str) -> Path:
    (folder / "course.toml").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "named", "found"),
    [
        (ALLOW, (), ("pandas", "seaborn")),
        (ALLOW, ("plotly,seaborn",), ("pandas", "plotly", "seaborn")),
        ("", ("a, b", "c"), ("a", "b", "c")),
        ("# nothing yet\n", (",",), ()),
        ("[grade]\nallow = []\n", (), ()),
    ],
)
def test_what_the_command_and_the_course_allow_is_allowed(text, named, found, tmp_path):
    assert allowed(course(tmp_path, text), named) == found


def test_a_folder_without_settings_allows_what_the_command_allows(tmp_path):
    assert allowed(tmp_path, ("seaborn",)) == ("seaborn",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[grade\n", "cannot be read"),
        ("grade = 3\n", "grade is not a table"),
        ("[grade]\nallow = 'seaborn'\n", "not a list"),
        ("[grade]\nallow = [1]\n", "not a list"),
        ("[grade]\nalow = ['seaborn']\n", "alow, which nothing reads. Did you mean allow"),
        ("allow = ['seaborn']\n", "allow, which nothing reads. Did you mean grade"),
    ],
)
def test_settings_that_are_not_in_order_are_refused_with_the_next_step(text, said, tmp_path):
    with pytest.raises(UsageError, match=said):
        allowed(course(tmp_path, text), ())


@pytest.mark.parametrize("judged", [".", "..", "../.."])
def test_settings_that_lie_among_the_submissions_are_refused(judged, tmp_path):
    with pytest.raises(UsageError, match="a student may have put it"):
        allowed(course(tmp_path, ALLOW), (), [tmp_path / judged])


@pytest.mark.parametrize("judged", ["submitted", "a.py"])
def test_settings_beside_the_submissions_are_read(judged, tmp_path):
    assert allowed(course(tmp_path, ALLOW), (), [tmp_path / judged]) == ("pandas", "seaborn")


def test_what_is_allowed_reaches_a_grader_as_it_is():
    settings = Settings(allow=("pandas", "seaborn"))
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


def test_nbgrader_allows_what_its_settings_and_the_course_allow(tmp_path, monkeypatch):
    converter = SimpleNamespace(coursedir=SimpleNamespace(root=str(course(tmp_path, ALLOW))))
    monkeypatch.setattr(execute.GradeInIsolation, "converter", converter)
    monkeypatch.setattr(desk.reception, "lead", lambda settings, *rest: settings)
    step = execute.GradeInIsolation(config=Config({"GradeInIsolation": {"allow": ["plotly"]}}))
    settings: Any = step.desk()  # what the stand-in for `lead` was given
    assert settings.allow == ("pandas", "plotly", "seaborn")


def test_a_run_that_allows_what_is_not_installed_does_not_begin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mnist.py").write_text(REFERENCE)
    outcome = CliRunner().invoke(main, ["grade", "mnist.py", "--allow", "numpy,no-such-package"])
    assert outcome.exit_code == 2
    assert "pip install no-such-package" in outcome.output


# A package that is not there


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such_package", "`pip install no_such_package`"),
        ("cv2_", "`--allow cv2_`"),
        ("helpers", "a file of your own"),
        ("pytest", "installed here, but not allowed"),
        ("nbgrader", "`--allow nbgrader`"),
        ("google", "Colab only"),
    ],
)
def test_a_module_that_is_nowhere_is_named_with_the_next_step(name, said):
    assert said in advice(f"ModuleNotFoundError: No module named '{name}'")


@pytest.mark.parametrize(
    ("name", "distribution"), [("_pytest", "pytest"), ("zmq", "pyzmq"), ("nbconvert", "nbconvert")]
)
def test_a_package_is_allowed_by_the_name_that_it_is_installed_under(name, distribution):
    assert f"--allow {distribution}`" in advice(f"No module named '{name}'")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RuntimeError: can't start new thread", "a plain loop"),
        ("[Errno 2] No such file or directory: '/content/drive/x.csv'", "the file's name alone"),
        ("[Errno 2] No such file or directory: 'C:\\\\course\\\\x.csv'", "the file's name alone"),
        ("[Errno 2] No such file or directory: '~/x.csv'", "the file's name alone"),
        ("RuntimeError: Parent directory /content does not exist.", "the file's name alone"),
        ("[Errno 2] No such file or directory: 'x.csv'", "Only the file that was handed in"),
        ("[Errno 1] Operation not permitted", "no network, no other program"),
        ("[Errno 13] Permission denied: '/root'", "no network, no other program"),
        ("AssertionError: Torch not compiled with CUDA enabled", "torch.cuda.is_available()"),
        ("RuntimeError: Found no NVIDIA driver on your system.", "torch.cuda.is_available()"),
        ("RuntimeError: PyTorch is not linked with support for mps devices", "torch.backends.mps"),
    ],
)
def test_what_is_not_there_while_grading_is_told_with_the_next_step(text, said):
    assert said in advice(text)


@pytest.mark.parametrize(
    "text",
    ["", "ValueError: x", "No module named 'torch.nowhere'", "No module named 'a b'", "No module named ''"],
)
def test_of_any_other_text_nothing_is_advised(text):
    assert advice(text) == ""


IMPORTING = """
import torch

def relu(x):
    import no_such_package
    return x.clamp(min=0)

import no_such_package_either
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report on a file that imports what is not there, in a function and outside of one."""
    require_level(2)
    work = submissions(tmp_path_factory.mktemp("missing"), {"amy": IMPORTING}, functions=("relu",))
    return graded(work)["amy"]


def test_a_note_names_the_package_and_the_next_step(report):
    [note] = [note for note in report.notes if "no_such_package_either" in note]
    assert "`pip install no_such_package_either`" in note


def test_the_message_of_a_check_names_the_package_and_the_next_step(report):
    assert any("`pip install no_such_package`" in str(check.message) for check in report.checks)
