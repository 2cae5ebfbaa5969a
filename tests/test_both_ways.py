"""A check says the same of a student in a worker and of one in this process, and again at every replay."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.audit.corpus import wrong_answers
from autograder.catalog import exercises
from autograder.exercise import Exercise
from autograder.grading.collect import checks_of
from autograder.grading.settings import Settings
from autograder.grading.workers import InProcessLauncher
from autograder.programs import reference_of, stub_of
from autograder.report import Report
from grading_helpers import (
    QUICK,
    complaints,
    graded,
    graded_here,
    losing,
    reference_with,
    submissions,
)

pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore"),  # students' code warns, and here it runs in this process
]

MISTAKES = ("first mistakes", "second mistakes")
FILES = ("reference", "stub", *MISTAKES)

each_exercise = pytest.mark.parametrize(
    "exercise",
    [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in exercises()],
)
each_file = pytest.mark.parametrize("name", FILES)


def wrong_in_every_function(exercise: Exercise, place: int) -> str:
    """The reference with the wrong answer at this place of each function's list, counted round and round."""
    chosen = []
    for function in exercise.functions:
        known = [wrong for wrong in wrong_answers(exercise) if wrong.function == function.name]
        chosen.append(known[place % len(known)].source)
    return reference_with("\n\n".join(chosen), exercise=exercise)


@cache
def both(exercise: Exercise) -> tuple[dict[str, Report], dict[str, Report]]:
    """The reports on the files, judged in workers and judged here."""
    files = {"reference": reference_of(exercise), "stub": stub_of(exercise)}
    files |= {name: wrong_in_every_function(exercise, place) for place, name in enumerate(MISTAKES)}
    with tempfile.TemporaryDirectory() as folder:
        work = submissions(Path(folder), files, exercise=exercise)
        return graded(work), graded(work, launcher=InProcessLauncher)


def findings(report: Report) -> list[tuple[Any, ...]]:
    """What a report says about each check, but for the time that it took."""
    return [(one.id, one.outcome, one.points, one.mistake, one.message) for one in report.checks]


@each_exercise
@each_file
def test_every_check_finds_the_same_in_a_worker_and_in_this_process(exercise, name):
    in_worker, here = both(exercise)
    assert findings(in_worker[name]) == findings(here[name])


@each_exercise
@each_file
def test_every_check_of_the_exercise_appears_once_in_a_report(exercise, name):
    reported = Counter(one.id for one in both(exercise)[0][name].checks)
    assert reported == Counter(check.id for check in checks_of(exercise, hidden=True))


@each_exercise
def test_the_reference_earns_every_point_in_a_worker(exercise):
    report = both(exercise)[0]["reference"]
    assert (complaints(report), report.score) == ([], exercise.points)


@each_exercise
def test_the_stub_earns_nothing_and_each_function_is_called_unwritten(exercise):
    stub = both(exercise)[0]["stub"]
    assert stub.score == 0
    assert {one.mistake for one in stub.checks} == {"not-written"}


@each_exercise
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_every_function_is_seen_in_every_function(exercise, name):
    assert losing(both(exercise)[0][name]) == {function.name for function in exercise.functions}


# The list of checks


@each_exercise
def test_no_two_checks_share_an_identifier(exercise):
    counts = Counter(check.id for check in checks_of(exercise, hidden=True))
    assert [name for name, count in counts.items() if count > 1] == []


@each_exercise
def test_identifiers_consist_of_the_exercise_the_function_and_plain_words(exercise):
    checks = checks_of(exercise, hidden=True)
    odd = [check.id for check in checks if not check.id.startswith(f"{exercise.name}.{check.function}.")]
    assert odd + [check.id for check in checks if ".test-" in check.id or "_" in check.slug] == []


@each_exercise
def test_every_function_is_checked_for_being_there_being_callable_and_being_right(exercise):
    layers: dict[str, set[str]] = defaultdict(set)
    for check in checks_of(exercise, hidden=True):
        layers[check.function].add(check.layer)
    assert [name for name, found in layers.items() if not found >= {"exists", "callable"}] == []
    assert [name for name, found in layers.items() if not found & {"value", "training"}] == []


@each_exercise
def test_students_can_check_every_function_but_never_all_of_it(exercise):
    visible: dict[str, set[str]] = defaultdict(set)
    for check in checks_of(exercise, hidden=True):
        if check.points:
            visible[check.function].add(check.visibility)
    assert visible == {function.name: {"public", "hidden"} for function in exercise.functions}


def test_bonus_points_lie_in_the_stretch_layer_alone():
    stretch = [check.id for one in exercises() for check in checks_of(one, hidden=True) if check.stretch]
    assert stretch == ["mnist.softmax.large-logits"]


# Seeds

WRONG_RELU = {"wrong": reference_with("def relu(x):\n    return x.abs()")}


def relu_report(folder: Path, seed: int | None) -> Report:
    return graded_here(folder, WRONG_RELU, replace(QUICK, seed=seed), functions=("relu",))["wrong"]


def test_the_same_seed_gives_the_same_report(tmp_path):
    one, other = (relu_report(tmp_path / name, 11) for name in "ab")
    assert findings(one) == findings(other)


def test_another_seed_draws_other_inputs(tmp_path):
    one, other = (relu_report(tmp_path / str(seed), seed) for seed in (11, 12))
    assert findings(one) != findings(other)


def test_another_seed_comes_to_the_same_verdict(tmp_path):
    one, other = (relu_report(tmp_path / str(seed), seed) for seed in (11, 12))
    assert [check.outcome for check in one.checks] == [check.outcome for check in other.checks]
    assert one.score == other.score


def test_a_report_is_replayed_from_the_seed_that_it_names(tmp_path):
    drawn = relu_report(tmp_path / "drawn", None)
    assert findings(relu_report(tmp_path / "replayed", drawn.seed)) == findings(drawn)


def test_two_submissions_of_one_run_get_seeds_of_their_own(tmp_path):
    files = dict.fromkeys(("alice", "bob"), WRONG_RELU["wrong"])
    reports = graded_here(tmp_path, files, replace(QUICK, seed=None), functions=("relu",))
    assert reports["alice"].seed != reports["bob"].seed


def test_a_seed_is_a_number_that_every_reader_of_json_keeps_exact():
    assert all(0 <= Settings().submission_seed() < 2**53 for _ in range(50))
