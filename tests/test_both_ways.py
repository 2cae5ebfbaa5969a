"""A check says the same of a student in a worker and of one in this process, and again at every replay."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from answers import WRONG_ANSWERS
from autograder.grading.checklist import checks_of
from autograder.grading.settings import Settings
from autograder.report import Report
from grading_helpers import (
    FUNCTIONS,
    MNIST,
    REFERENCE,
    STUB,
    InThisProcess,
    complaints,
    graded,
    graded_here,
    losing,
    only,
    reference_with,
    submissions,
)

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

CHECKS = checks_of(MNIST, hidden=True)


def wrong_in_every_function(place: int) -> str:
    """The reference with the wrong answer at this place of each function's list, counted round and round."""
    chosen = []
    for function in FUNCTIONS:
        known = [wrong for wrong in WRONG_ANSWERS if wrong.function == function]
        chosen.append(known[place % len(known)].source)
    return reference_with("\n\n".join(chosen))


FILES = {
    "reference": REFERENCE,
    "stub": STUB,
    "first mistakes": wrong_in_every_function(0),
    "second mistakes": wrong_in_every_function(1),
    "third mistakes": wrong_in_every_function(2),
}


def findings(report: Report) -> list[tuple[Any, ...]]:
    """What a report says about each check, but for the time that it took."""
    return [(one.id, one.outcome, one.points, one.mistake, one.message) for one in report.checks]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Report], dict[str, Report]]:
    """The reports on the files, judged in workers and judged here."""
    work = submissions(tmp_path_factory.mktemp("both"), FILES)
    return graded(work), graded(work, judge=InThisProcess)


@pytest.mark.parametrize("name", FILES)
def test_every_check_finds_the_same_in_a_worker_and_in_this_process(name, both):
    in_worker, here = both
    assert findings(in_worker[name]) == findings(here[name])


@pytest.mark.parametrize("name", FILES)
def test_every_check_of_the_exercise_appears_once_in_a_report(name, both):
    assert Counter(one.id for one in both[0][name].checks) == Counter(check.id for check in CHECKS)


def test_the_reference_earns_every_point_in_a_worker(both):
    assert (complaints(both[0]["reference"]), both[0]["reference"].score) == ([], 30.0)


def test_the_stub_earns_nothing_and_each_function_is_called_unwritten(both):
    stub = both[0]["stub"]
    assert stub.score == 0
    assert {one.mistake for one in stub.checks} == {"not-written"}


@pytest.mark.parametrize("name", ["first mistakes", "second mistakes", "third mistakes"])
def test_a_mistake_in_every_function_is_seen_in_every_function(name, both):
    assert losing(both[0][name]) == set(FUNCTIONS)


# The list of checks


def test_no_two_checks_share_an_identifier():
    assert [name for name, count in Counter(check.id for check in CHECKS).items() if count > 1] == []


def test_identifiers_consist_of_the_exercise_the_function_and_plain_words():
    odd = [check.id for check in CHECKS if not check.id.startswith(f"mnist.{check.function}.")]
    assert odd + [check.id for check in CHECKS if ".test-" in check.id or "_" in check.slug] == []


@pytest.mark.parametrize("function", MNIST.functions, ids=FUNCTIONS)
def test_the_checks_of_a_function_are_worth_what_the_exercise_promises(function):
    points = sum(check.points for check in CHECKS if check.function == function.name and not check.stretch)
    assert points == function.points


def test_the_exercise_is_worth_thirty_points():
    assert sum(check.points for check in CHECKS if not check.stretch) == 30.0


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_checked_for_being_there_being_callable_and_being_right(function):
    layers = {check.layer for check in CHECKS if check.function == function}
    assert layers >= {"exists", "callable"}
    assert layers & {"value", "training"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_students_can_check_the_value_of_every_function_but_never_all_of_it(function):
    visible = {check.visibility for check in CHECKS if check.function == function and check.points}
    assert visible == {"public", "hidden"}


@pytest.mark.parametrize("visibility", ["public", "hidden"])
def test_bonus_points_lie_in_the_stretch_layer_alone(visibility):
    stretch = [check.id for check in CHECKS if check.visibility == visibility and check.stretch]
    assert stretch == {"public": [], "hidden": ["mnist.softmax.large-logits"]}[visibility]


# Seeds

WRONG_RELU = {"wrong": reference_with("def relu(x):\n    return x.abs()")}
RELU = only("relu")


def relu_report(folder: Path, seed: int | None) -> Report:
    return graded_here(folder, WRONG_RELU, replace(RELU, seed=seed))["wrong"]


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
    reports = graded_here(tmp_path, files, replace(RELU, seed=None))
    assert reports["alice"].seed != reports["bob"].seed


def test_a_seed_is_a_number_that_every_reader_of_json_keeps_exact():
    assert all(0 <= Settings().submission_seed() < 2**53 for _ in range(50))
