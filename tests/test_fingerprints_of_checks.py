"""What submissions are judged by has a fingerprint, and a server that lives for months sees it change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder import catalog
from autograder.catalog import find
from autograder.grading import fingerprint
from autograder.grading.fingerprint import fingerprint_now, state
from autograder.grading.settings import Settings
from autograder.nbgrader import desk
from autograder.nbgrader.desk import Reception
from grading_helpers import MNIST, QUICK, REFERENCE, graded_here

LINE = find("linear_fit")
OF_MNIST = ("content/mnist/public.py", "content/mnist/hidden/reference.py", "catalog/06_mnist.json")
OF_ALL = ("checks/compare.py", "checks/draw.py")
OF_NONE = ("reporting/html.py", "cli.py")


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the kit's sources, to change."""
    copy = tmp_path / "autograder"
    shutil.copytree(fingerprint.KIT, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "KIT", copy)
    return copy


def change(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", [*OF_MNIST, *OF_ALL, *OF_NONE])
def test_a_fingerprint_is_that_of_what_an_exercise_is_judged_by(kit, name):
    before = fingerprint_now(MNIST), fingerprint_now(LINE)
    change(kit / name)
    changed = [
        old != new for old, new in zip(before, (fingerprint_now(MNIST), fingerprint_now(LINE)), strict=True)
    ]
    assert changed == [name in (*OF_MNIST, *OF_ALL), name in OF_ALL]


def test_a_report_has_the_fingerprint_of_the_checks(tmp_path):
    [report] = graded_here(tmp_path, {"amy": REFERENCE}, QUICK, functions=("relu",)).values()
    assert report.judged_by == fingerprint_now(MNIST)


class Seen:
    """In the place of a desk: it starts nothing, and knows whether it was closed."""

    def __init__(self, *told: Any) -> None:
        self.told, self.stopped = told, False

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def reception(kit: Path, monkeypatch: pytest.MonkeyPatch) -> Reception:
    monkeypatch.setattr(desk, "Desk", Seen)
    return Reception()


@pytest.mark.parametrize("name", [*OF_MNIST, *OF_ALL, *OF_NONE])
def test_a_source_that_changes_closes_the_desk_and_another_one_opens(kit, reception, name):
    first: Any = reception.lead(Settings(), 1, False)
    reception.refresh()
    assert reception.lead(Settings(), 1, False) is first
    change(kit / name)
    reception.refresh()
    assert first.stopped
    assert reception.lead(Settings(), 1, False) is not first


@pytest.mark.parametrize(
    ("settings", "jobs", "shows"),
    [(Settings(allow=("seaborn",)), 1, False), (Settings(dataset="digits"), 1, False), (Settings(), 2, False),
     (Settings(), 1, True)],
)  # fmt: skip
def test_settings_that_change_close_the_desk_as_well(reception, settings, jobs, shows):
    first: Any = reception.lead(Settings(), 1, False)
    assert reception.lead(settings, jobs, shows) is not first
    assert first.stopped


def test_the_catalogue_is_read_again_where_a_source_changed(kit, reception):
    before = catalog.exercises()
    reception.refresh()
    assert catalog.exercises() is before
    change(kit / "catalog" / "06_mnist.json")
    reception.refresh()
    assert catalog.exercises() is not before
    assert catalog.exercises() == before


def test_a_file_that_comes_or_goes_is_a_change(kit):
    before = state()
    (kit / "checks" / "new.py").write_text("")
    assert state() != before
    (kit / "checks" / "new.py").unlink()
    assert state() == before
