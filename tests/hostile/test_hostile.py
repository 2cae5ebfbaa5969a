"""What goes beyond single attacks: the trials prove something, and what the grader writes is safe to open."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from autograder.report import Report
from autograder.reporting.html import render
from autograder.reporting.summary import count_ungraded
from autograder.reporting.tables import grades_csv
from grading_helpers import FILE, MNIST, REFERENCE, STUB, graded, submissions
from hostile import exhausting, forging, importing, lying, reaching, reading, stopping, telling
from hostile.attack import BASES, JUDGED, MARKER, Attack
from hostile.trial import Trial, put_on_trial

FAMILIES = (reading, importing, forging, lying, stopping, exhausting, reaching, telling)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]
BESIDE = (
    "torch.py",
    "numpy.py",
    "json.py",
    "conftest.py",
    "sitecustomize.py",
    "usercustomize.py",
    "seaborn.py",
)
AUTOGRADER = Path(sys.executable).with_name("autograder")
BIDIRECTIONAL = {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}


def test_there_are_at_least_fifty_attacks_each_under_a_name_of_its_own():
    names = Counter(attack.name for attack in ATTACKS)
    assert len(names) >= 50
    assert max(names.values()) == 1


@pytest.fixture(scope="module")
def control(fresh_servers: None, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A submission that gets what it is after and says so."""
    attack = Attack("control", "Prints the marker.", 'broke_out("of nothing")')
    return put_on_trial([attack], 2, tmp_path_factory.mktemp("control"))["control"]


def test_what_an_attack_prints_is_seen_here(control):
    assert f"{MARKER} of nothing" in control.output


def test_what_every_attack_is_told_costs_no_points(control):
    assert control.report.score == control.honest.score


def test_an_honest_submission_gets_all_30_points_in_a_server_that_attacks_went_through(control, tmp_path):
    assert graded(submissions(tmp_path, {"honest": REFERENCE}))["honest"].score == 30.0


@pytest.mark.parametrize("base", ["reference", "stub", "wrong"])
def test_the_code_that_attacks_are_added_to_earns_what_it_should(base, control, tmp_path):
    report = graded(submissions(tmp_path, {base: BASES[base]}, functions=JUDGED))[base]
    share = {"reference": 1.0, "stub": 0.0, "wrong": 0.15}[base]
    assert report.score == pytest.approx(share * sum(MNIST.function(name).points for name in JUDGED))


# Notebooks of the wrong form

CELL = {"cell_type": "code", "metadata": {}, "source": "x = 1"}
NOTEBOOKS = {
    "no cells": {"cells": None},
    "cells that are numbers": {"cells": [1, 2]},
    "metadata that is a list": {"cells": [{**CELL, "metadata": [1]}]},
    "roles that are text": {"cells": [{**CELL, "metadata": {"torchkata": "x", "nbgrader": [1]}}]},
    "source that is a dict": {"cells": [{**CELL, "source": {"a": 1}}]},
    "half a character": {"cells": [{**CELL, "source": "x = '\ud800'"}]},
}


@pytest.fixture(scope="module")
def notebooks(fresh_servers: None, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    files = {name: json.dumps(notebook) for name, notebook in NOTEBOOKS.items()}
    deep = {"brackets without an end": "[" * 100_000, "no text": "\x00\xff"}
    return graded(
        submissions(tmp_path_factory.mktemp("notebooks"), {**files, **deep}, ".ipynb", functions=JUDGED)
    )


def test_a_notebook_of_the_wrong_form_is_never_taken_for_a_failure_of_the_kit(notebooks):
    assert [name for name, report in notebooks.items() if count_ungraded([report])] == []


# What the grader starts


def test_nothing_that_lies_beside_a_submission_is_imported(tmp_path):
    for folder in (tmp_path, tmp_path / "alice"):
        folder.mkdir(exist_ok=True)
        for name in BESIDE:
            (folder / name).write_text(f"open({str(tmp_path / 'imported')!r}, 'a').write({name!r})\n")
        (folder / "pytest.ini").write_text("[pytest]\naddopts = -p conftest\n")
    (tmp_path / "alice" / FILE).write_text(f"{STUB}\nimport seaborn\n")
    grade = ["grade", ".", "--exercise", "mnist", "--dataset", "digits", "--jobs", "1", "--out", "out"]
    subprocess.run([AUTOGRADER, *grade], cwd=tmp_path, check=True, capture_output=True)
    assert not (tmp_path / "imported").exists()


# What the grader writes


class Elements(HTMLParser):
    """Counts a page's elements, and collects the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attributes}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    """The reports on code that only raises, with a text that is an attack and with a plain one."""
    (attack,) = (attack for attack in lying.ATTACKS if attack.name == "text for the report")
    plain = STUB + '\ndef relu(x): raise ValueError("x")\ndef softmax(x): raise KeyError("x")\n'
    files = {'=HYPERLINK("x")<img src=x onerror=alert(1)>': attack.source({}), "plain": plain}
    return graded(submissions(tmp_path_factory.mktemp("texts"), files, functions=JUDGED))


@pytest.fixture(scope="module")
def page(reports: Mapping[str, Report]) -> str:
    return render([report for student, report in reports.items() if student != "plain"], [MNIST])


@pytest.fixture(scope="module")
def plain_page(reports: Mapping[str, Report]) -> str:
    return render([reports["plain"]], [MNIST])


def test_a_page_about_an_attack_has_the_elements_of_any_other_page(page, plain_page):
    assert Elements(page).tags == Elements(plain_page).tags


def test_a_page_about_an_attack_has_the_attributes_of_any_other_page(page, plain_page):
    assert Elements(page).attributes == Elements(plain_page).attributes


def test_a_page_about_an_attack_holds_no_control_character_and_reorders_no_text(page):
    assert {c for c in page if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"} == set()
    assert {c for c in page if unicodedata.bidirectional(c) in BIDIRECTIONAL} == set()


def test_no_cell_of_the_table_is_a_formula(reports):
    cells = [cell for row in csv.reader(io.StringIO(grades_csv(list(reports.values())))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
