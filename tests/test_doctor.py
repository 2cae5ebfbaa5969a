"""The doctor tries what the kit needs, and says of whatever is broken what to do."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

import pytest
from click.testing import CliRunner

from autograder import doctor
from autograder.cli import main
from autograder.doctor import packages
from autograder.doctor.finding import Finding
from autograder.errors import MachineError
from autograder.sandbox.no_value import Died

BROKEN_TORCH = "import sys; sys.modules['torch'] = None\nfrom autograder.cli import main\n"


def finding(probe: Any, subject: str) -> Finding:
    one: Finding
    [one] = [one for one in probe() if one[1] == subject]
    return one


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return doctor.examine()


def test_nothing_is_broken_where_the_tests_run(findings):
    assert [one for one in findings if one[0] == "broken"] == []


def test_everything_the_kit_needs_is_looked_at(findings):
    subjects = {
        "Python",
        "torch",
        "torchvision",
        "nbgrader",
        "data",
        "temporary files",
        "worker",
        "isolation",
        "packages",
    }
    assert {one[1] for one in findings} >= subjects


def test_every_state_is_one_of_three(findings):
    assert {one[0] for one in findings} <= {"ok", "warning", "broken"}


def test_the_doctor_tries_a_worker_in_which_the_checks_are_out_of_reach(findings):
    [said] = [one[2] for one in findings if one[1] == "tried there" and one[0] == "ok"]
    assert "importing the checks" in said


def test_a_torchvision_that_cannot_be_imported_is_broken_and_the_remedy_names_both_packages(monkeypatch):
    monkeypatch.setitem(sys.modules, "torchvision", None)
    state, _, _, remedy = finding(doctor._torchvision, "torchvision")
    assert state == "broken"
    assert "torch torchvision" in remedy


def test_a_torch_that_cannot_be_imported_is_broken(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert finding(doctor._torch, "torch")[0] == "broken"


def test_a_disk_on_which_nothing_can_be_written_is_broken(monkeypatch):
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    state, _, said, remedy = finding(doctor._temporary_folder, "temporary files")
    assert (state, "No space left" in said, "TMPDIR" in remedy) == ("broken", True, True)


def test_damaged_data_are_broken_with_the_remedy_of_their_error(monkeypatch):
    def damaged(**options: Any) -> None:
        raise MachineError("The images are damaged.", "Delete them.")

    monkeypatch.setattr("autograder.data.load_dataset", damaged)
    assert finding(doctor._data, "data") == ("broken", "data", "The images are damaged.", "Delete them.")


def test_a_worker_that_does_not_start_is_broken(monkeypatch):
    def dead(*arguments: Any) -> None:
        raise Died("It ended at once.")

    monkeypatch.setattr("autograder.doctor.worker.ProcessChannel", dead)
    state, _, said, remedy = finding(doctor._confinement, "worker")
    assert (state, "It ended at once." in said, bool(remedy)) == ("broken", True, True)


def test_every_package_that_is_installed_and_allowed_can_be_imported_by_submissions(findings):
    [said] = [one[2] for one in findings if one[1] == "packages"]
    assert {"torch", "torchvision", "scikit-learn", "matplotlib"} <= set(said.replace(",", "").split())


def test_a_package_that_submissions_cannot_import_is_named(monkeypatch):
    monkeypatch.setattr(packages, "ALLOWED", ("numpy", "scipy"))
    monkeypatch.setattr(packages, "imports_of", lambda one: [f"{one.name}_of_another_name"])
    state, _, said, remedy = finding(packages.packages, "scipy")
    assert (state, "No module named" in said, "scipy" in remedy) == ("warning", True, True)


def test_settings_of_the_course_that_are_not_in_order_are_broken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "course.toml").write_text("[grade]\nallow = ['no-such-package']\n")
    assert finding(packages.packages, "course.toml")[0] == "broken"


def test_what_is_broken_makes_the_exit_status_2(monkeypatch):
    monkeypatch.setattr(
        doctor, "PROBES", (lambda: iter([("broken", "torch", "is not there", "Install it.")]),)
    )
    outcome = CliRunner().invoke(main, ["doctor"])
    assert outcome.exit_code == 2
    assert "Install it." in outcome.output


def test_a_warning_leaves_the_exit_status_0(monkeypatch):
    monkeypatch.setattr(doctor, "PROBES", (lambda: iter([("warning", "data", "digits only", "")]),))
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 0


def test_the_findings_can_be_had_as_json(monkeypatch):
    monkeypatch.setattr(doctor, "PROBES", (doctor._python,))
    [one] = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).output)
    assert (one["state"], one["subject"], one["remedy"]) == ("ok", "Python", "")


def test_a_torch_that_breaks_at_import_is_a_sentence_for_every_command(tmp_path):
    code = (
        "import sys; sys.modules['torch'] = None\nfrom autograder.cli import main\nmain(['check', 'mnist'])"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 2
    assert "Traceback" not in outcome.stderr
    assert "pip install" in outcome.stdout + outcome.stderr


def test_the_doctor_goes_on_where_torch_is_broken(tmp_path):
    code = (
        "import sys; sys.modules['torch'] = None\nfrom autograder.cli import main\nmain(['doctor', '--json'])"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    states = {one["subject"]: one["state"] for one in json.loads(outcome.stdout or "[]")}
    assert (states.get("torch"), states.get("Python")) == ("broken", "ok")
