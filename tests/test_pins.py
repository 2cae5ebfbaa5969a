"""What `make` installs is pinned: all of it, for every promised Python, and without an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
SYSTEMS = ("linux", "darwin", "win32")
ENTRY = re.compile(r"""^\s*"([A-Za-z0-9._-]+[^"]*)",?$|\["([^"]+)"\]$""", re.MULTILINE)


def pins() -> list[Requirement]:
    lines = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def promised() -> Iterator[Requirement]:
    """Everything that pyproject.toml asks for, its extras' needs included."""
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    project = text[text.index("\ndependencies") : text.index("[project.scripts]")]
    for one, other in ENTRY.findall(project):
        yield Requirement(one or other)


def versions(name: str, python: str, system: str) -> set[str]:
    """The versions pinned for a package on one Python and system."""
    where = {"python_full_version": f"{python}.5", "python_version": python, "sys_platform": system}
    return {
        str(pin.specifier).removeprefix("==")
        for pin in pins()
        if canonicalize_name(pin.name) == canonicalize_name(name)
        and (pin.marker is None or pin.marker.evaluate({**where, "platform_machine": "x86_64"}))
    }


def test_the_wheel_names_every_promised_python_and_the_matrix_tries_each():
    said = re.findall(r":: (3\.\d+)\"", (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    tried = re.findall(r"Row\(.*?\"(3\.\d+)\"", (CHECKOUT / ".ci" / "matrix.py").read_text(encoding="utf-8"))
    assert (said, sorted(set(tried))) == ([*PYTHONS], [*PYTHONS])


def test_credits_name_everything_that_is_asked_for_by_name():
    credits = (CHECKOUT / "CREDITS.md").read_text(encoding="utf-8")
    table = credits[credits.index("## Third parties") :]
    assert {one.name for one in promised()} - set(re.findall(r"[\w-]+", table)) == set()


def test_every_line_is_a_name_and_one_version_and_no_address():
    assert pins()
    assert all(re.fullmatch(r"==[\w.]+", str(pin.specifier)) and pin.url is None for pin in pins())


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_everything_promised_is_pinned_to_one_version_that_keeps_the_promise(python, system):
    asked = {one.name: versions(one.name, python, system) for one in promised()}
    assert {"torch", "jinja2", "playwright", "ruff"} <= set(asked)
    assert {name for name, found in asked.items() if len(found) != 1} == set()
    assert all(one.specifier.contains(next(iter(asked[one.name]))) for one in promised())


def test_every_promised_python_has_the_same_torch_and_its_torchvision():
    pairs = {
        (*versions("torch", python, system), *versions("torchvision", python, system))
        for python in PYTHONS
        for system in SYSTEMS
    }
    assert len(pairs) == 1
