"""What continuous integration names is there: else a step would fail, and on a server only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import entry_points, metadata
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from grading_helpers import CHECKOUT

WORKFLOWS = CHECKOUT / ".github" / "workflows"
TEXT = (WORKFLOWS / "tests.yml").read_text("utf-8")
JOBS: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["jobs"]
STEPS = [step for job in JOBS.values() for step in job["steps"]]
COMMANDS = [line for step in STEPS for line in step.get("run", "").splitlines()]
EVERYWHERE = (CHECKOUT / "tests" / "everywhere.txt").read_text("utf-8").splitlines()
KIT = metadata("torchkata")
FILE = re.compile(r"(?<![\w/])(?:\.ci/|tests/|requirements)[\w./-]*")

each_job = pytest.mark.parametrize("job", JOBS.values(), ids=JOBS.keys())


def found(pattern: str) -> set[str]:
    """What the group of a pattern matches in the commands."""
    return {match[1] for command in COMMANDS for match in re.finditer(pattern, command)}


def variants(name: str) -> Iterator[str]:
    """Every value of a variable of the matrix."""
    for job in JOBS.values():
        yield from map(str, job.get("strategy", {}).get("matrix", {}).get(name, []))


def functions_of(file: str) -> set[str]:
    tree = ast.parse((CHECKOUT / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_there_is_one_workflow():
    assert [file.name for file in WORKFLOWS.iterdir()] == ["tests.yml"]


def test_every_file_that_a_command_names_is_there():
    named = {path for command in COMMANDS for path in FILE.findall(command)}
    assert {path for path in named if not (CHECKOUT / path).exists()} == set()
    assert named >= {".ci/matrix.py", ".ci/packages", "requirements.txt", "tests/everywhere.txt"}


def test_every_script_that_is_called_by_its_name_may_be_run():
    scripts = found(r"sudo (\.ci/\S+)")
    assert {script for script in scripts if not (CHECKOUT / script).stat().st_mode & 0o100} == set()


def test_every_row_is_a_row_of_the_matrix():
    rows = {*variants("row"), *found(r"matrix\.py (\w+)")}
    source = (CHECKOUT / ".ci" / "matrix.py").read_text("utf-8")
    assert {row for row in rows if f'"{row}"' not in source} == set()
    assert rows >= {"pinned", "oldest", "pip", "newest"}


def test_every_target_of_make_is_one():
    targets = set(re.findall(r"^([\w-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert found(r"\bmake ([\w-]+)") <= targets


def test_every_python_is_one_that_the_kit_promises():
    promised = SpecifierSet(KIT["Requires-Python"])
    pythons = list(variants("python"))
    assert pythons[0] in KIT["Requires-Python"]
    assert [python for python in pythons if f"{python}.0" not in promised] == []


def test_every_extra_is_one_of_the_kits():
    extras = {extra for group in found(r"'\.\[([\w,]+)\]'") for extra in group.split(",")}
    assert extras
    assert extras <= set(KIT.get_all("Provides-Extra") or ())


def test_the_command_is_installed_by_its_name():
    assert found(r"--no-sync (\w+)") - {"python"} == {"autograder"}
    assert [script.name for script in entry_points(group="console_scripts", name="autograder")]


@pytest.mark.parametrize("line", EVERYWHERE)
def test_every_test_that_is_run_on_all_systems_is_there(line):
    file, _, function = line.partition("::")
    assert (CHECKOUT / file).is_file()
    assert not function or function in functions_of(file)


@each_job
def test_a_job_ends_in_time_and_lets_its_variants_go_on(job):
    assert job["timeout-minutes"] <= 120
    assert job.get("strategy", {"fail-fast": False})["fail-fast"] is False


def test_the_workflow_may_read_and_nothing_else():
    assert yaml.safe_load(TEXT)["permissions"] == {"contents": "read"}
    assert [job for job in JOBS.values() if "permissions" in job] == []


def test_every_action_is_named_by_a_major_version():
    actions = [step["uses"] for step in STEPS if "uses" in step]
    assert actions
    assert [name for name in actions if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", name)] == []


def test_torch_comes_without_a_gpu_and_no_registry_is_named():
    assert yaml.safe_load(TEXT)["env"] == {"UV_TORCH_BACKEND": "cpu"}
    assert "://" not in TEXT
    assert "index" not in TEXT
