"""Results reach the disk whole or not at all, and where they cannot, a sentence says why."""

from __future__ import annotations

import csv
import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

import sample_reports as sample
from autograder.errors import MachineError
from autograder.grading.report_folder import Store, folder_name
from autograder.report import Message, Report


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def failing(code: int) -> Any:
    """A function that fails as the system's would, with this error number."""

    def fail(*arguments: Any, **options: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_report_is_on_disk_as_soon_as_it_is_kept(tmp_path):
    Store(tmp_path / "out").keep(sample.perfect("alice"), sample.mnist())
    assert files_in(tmp_path / "out") == {"students/alice/mnist.html", "students/alice/mnist.json"}


def test_a_kept_report_reads_back_as_it_was(tmp_path):
    report = sample.wrong_axis("bob")
    Store(tmp_path).keep(report, sample.mnist())
    text = (tmp_path / "students" / "bob" / "mnist.json").read_text(encoding="utf-8")
    assert Report.from_json(json.loads(text)) == report


def test_a_report_of_a_kit_that_noted_no_versions_still_reads():
    record = sample.perfect().to_json()
    del record["versions"]
    assert Report.from_json(record).versions == {}


@pytest.mark.parametrize("name", ["alice", "Zoë O'Neil", "doejane (12345)", "al.lee", "CONSTANCE", "com10"])
def test_an_ordinary_name_is_its_own_folder(name):
    assert folder_name(name) == name


HOSTILE_NAMES = [
    *("..", ".", "", " ", "../../etc", "/etc/passwd", "a/b", "a\\b", "C:\\x", "con", "NUL.txt", "al.", "al "),
    *("a\0b", "a\nb", "x" * 300, "é" * 300, "half \ud800", "a:b", "*"),
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_is_no_folders_leads_nowhere_else(name, tmp_path):
    Store(tmp_path / "out").keep(sample.perfect(name), sample.mnist())
    assert [path.parent.parent for path in tmp_path.rglob("mnist.json")] == [tmp_path / "out" / "students"]


def test_names_that_are_no_folders_have_folders_of_their_own():
    names = [*HOSTILE_NAMES, "a_b", "etc", "_"]
    assert len({folder_name(name) for name in names}) == len(names)


def test_the_end_of_a_run_writes_the_list_the_table_and_the_page(tmp_path):
    Store(tmp_path).finish([sample.perfect()], [sample.mnist()])
    assert files_in(tmp_path) == {"grades.json", "grades.csv", "report.html"}


def test_the_list_holds_the_reports_in_the_order_given(tmp_path):
    Store(tmp_path).finish([sample.wrong_axis("zoe"), sample.perfect("al")], [sample.mnist()])
    grades = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))
    assert [one["student"] for one in grades] == ["zoe", "al"]


def test_the_table_has_a_row_a_student(tmp_path):
    Store(tmp_path).finish([sample.wrong_axis("zoe"), sample.perfect("al")], [sample.mnist()])
    with (tmp_path / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2


def test_half_a_character_in_a_message_does_not_stop_the_writing(tmp_path):
    check = sample.check("relu", "value", "failed", message=Message("half of a pair: \ud800"))
    Store(tmp_path).keep(sample.report(checks=[check]), sample.mnist())
    json.loads((tmp_path / "students" / "alice" / "mnist.json").read_text(encoding="utf-8"))


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.keep(sample.perfect("alice"), sample.mnist())
    before = (tmp_path / "students" / "alice" / "mnist.json").read_bytes()
    monkeypatch.setattr("autograder.grading.report_folder.os.replace", failing(errno.EIO))
    with pytest.raises(MachineError):
        store.keep(sample.wrong_axis("alice"), sample.mnist())
    assert files_in(tmp_path) == {"students/alice/mnist.html", "students/alice/mnist.json"}
    assert (tmp_path / "students" / "alice" / "mnist.json").read_bytes() == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_with_a_next_step(code, tmp_path, monkeypatch):
    store = Store(tmp_path)
    monkeypatch.setattr(Path, "write_text", failing(code))
    with pytest.raises(MachineError, match=r"^There is no space left to write .*\. Make room, or") as caught:
        store.keep(sample.perfect(), sample.mnist())
    assert caught.value.exit_code == 2


def test_a_folder_that_cannot_be_made_is_a_sentence_with_a_next_step(tmp_path):
    (tmp_path / "out").write_text("a file, not a folder")
    with pytest.raises(MachineError, match=r"out cannot be written: .* Choose another folder with --out\.$"):
        Store(tmp_path / "out")
