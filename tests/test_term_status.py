"""`autograder term status`: what a row says, and what to type next."""

from __future__ import annotations

import io

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.nbgrader.term import Standing, next_steps
from autograder.reporting import terminal

WEEK = "week1"
DONE = Standing(WEEK, "amy", "2026-10-07 12:00", "1a2b3c4d", fed_back="yes")
NOBODY = Standing(WEEK, "bob")
NEW = Standing(WEEK, "cleo", "by hand")
WAITS = DONE._replace(student="dan", waiting=("linear-network", "check-train (the kit failed)"), fed_back="")
STALE = DONE._replace(student="eve", stale=("newer file", "other checks"))
OLD = DONE._replace(student="fay", fed_back="older marks")
HALF = NEW._replace(student="gil", autograded="half done")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (DONE, (WEEK, "amy", "2026-10-07 12:00", "1a2b3c4d", "yes", "", "yes")),
        (NOBODY, (WEEK, "bob", "no", "no", "", "", "no")),
        (NEW, (WEEK, "cleo", "by hand", "no", "", "", "no")),
        (
            WAITS,
            (WEEK, "dan", "2026-10-07 12:00", "1a2b3c4d",
             "waits: linear-network, check-train (the kit failed)", "", "no"),
        ),
        (STALE, (WEEK, "eve", "2026-10-07 12:00", "1a2b3c4d", "yes", "newer file, other checks", "yes")),
        (OLD, (WEEK, "fay", "2026-10-07 12:00", "1a2b3c4d", "yes", "", "older marks")),
    ],
)  # fmt: skip
def test_a_row_says_how_a_student_stands(row, cells):
    assert row.shown() == cells


@pytest.mark.parametrize(
    ("row", "steps"),
    [
        (DONE, []),
        (NOBODY, []),
        (NEW, ["week1: `nbgrader autograde week1` (cleo)"]),
        (WAITS, ["week1: `nbgrader formgrader` (dan)"]),
        (STALE, ["week1: `nbgrader autograde week1 --force --student=NAME` (eve)"]),
        (OLD, ["week1: `nbgrader generate_feedback week1 --force` (fay)"]),
    ],
)
def test_what_is_left_to_do_is_named_with_whom_it_concerns(row, steps):
    assert list(next_steps([row])) == steps


def test_work_that_a_killed_run_left_is_autograded_without_further_words():
    assert list(next_steps([HALF])) == ["week1: `nbgrader autograde week1` (gil)"]


def test_of_many_students_three_are_named():
    rows = [NEW._replace(student=name) for name in "abcde"]
    assert list(next_steps(rows)) == ["week1: `nbgrader autograde week1` (a, b, c and 2 more)"]


def test_the_table_and_the_next_steps_are_printed():
    shown = io.StringIO()
    terminal.show_term([DONE.shown(), NEW.shown()], next_steps([DONE, NEW]), shown)
    lines = shown.getvalue().splitlines()
    words = ["assignment", "student", "collected", "autograded", "marked", "stale", "fed", "back"]
    assert lines[0].split() == words
    assert lines[-1] == "Next for week1: `nbgrader autograde week1` (cleo)"


def test_a_folder_without_a_gradebook_is_a_sentence_and_a_next_step(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    done = CliRunner().invoke(main, ["term", "status"])
    assert done.exit_code == 2
    assert "There is no gradebook at" in done.output
    assert "--db" in done.output
    assert not list(tmp_path.iterdir())
