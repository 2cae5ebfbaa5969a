"""What whoever contributes is given: forms that GitHub shows, and hooks that run what `make checked` runs."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from grading_helpers import CHECKOUT

FORMS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in (CHECKOUT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")
    if path.stem != "config"
}
HOOKS: list[dict[str, Any]] = [
    hook
    for repository in yaml.safe_load((CHECKOUT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    for hook in repository["hooks"]
]
CONTRIBUTING = (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8")
# What a field of a form may be, and what it must have: GitHub shows no form at all where one is wrong.
NEEDED = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def asked(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields that a person fills in, by their ids."""
    return {field["id"]: field for field in form["body"] if field["type"] != "markdown"}


def test_there_is_a_form_for_each_kind_of_report():
    assert set(FORMS) == {"bug", "hard-to-understand", "right-answer"}
    assert len({form["name"] for form in FORMS.values()}) == len(FORMS)


@each_form
def test_a_form_has_what_github_asks_for(form):
    assert set(form) == {"name", "description", "body"}
    for field in form["body"]:
        assert set(field["attributes"]) >= NEEDED[field["type"]]


@each_form
def test_every_field_has_an_id_and_a_label_of_its_own(form):
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert len({field["attributes"]["label"] for field in fields}) == len(fields)


def test_who_lost_points_is_asked_for_the_doctor_and_never_has_to_post_code():
    required = {
        name: field.get("validations", {}).get("required", False)
        for name, field in asked(FORMS["right-answer"]).items()
    }
    assert required.pop("code") is False
    assert set(required.values()) == {True}
    assert "autograder doctor" in asked(FORMS["right-answer"])["doctor"]["attributes"]["label"]


def test_holes_are_reported_privately_and_nothing_goes_past_the_forms():
    config = CHECKOUT / ".github" / "ISSUE_TEMPLATE" / "config.yml"
    assert yaml.safe_load(config.read_text("utf-8")) == {"blank_issues_enabled": False}
    assert "SECURITY.md" in FORMS["bug"]["body"][0]["attributes"]["value"]


def test_the_hooks_run_what_make_checked_runs():
    recipe = re.search(
        r"^checked:.*\n((?:\t.*\n)+)", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    assert recipe
    commands = re.findall(r"^\t\$\(BIN\)/(.*)$", recipe[1], re.MULTILINE)
    assert [hook["entry"] for hook in HOOKS] == [f".venv/bin/{command}" for command in commands] != []


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_calls_an_installed_program_on_the_whole_tree(hook):
    assert (hook["language"], hook["pass_filenames"]) == ("system", False)
    program = Path(hook["entry"].split()[0]).name
    assert shutil.which(program, path=Path(sys.executable).parent)


def test_the_template_of_a_pull_request_names_commands_that_contributing_explains():
    template = (CHECKOUT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    commands = re.findall(r"`((?:make|autograder) [^`]+)`", template)
    assert len(commands) == 4
    assert [command for command in commands if f"`{command}`" not in CONTRIBUTING] == []
