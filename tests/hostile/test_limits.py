"""What still succeeds at level 2. Where one of these fails, the kit is better than README.md says."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from grading_helpers import require_level
from hostile.attack import Attack
from hostile.trial import PATIENCE, Trial, points, put_on_trial

IN_PLACE = """
def relu(x):
    x[x < 0] = 0
    return x
"""
UNTOUCHED_ARGUMENTS = """
def change(answer):
    if "arguments" in answer:
        answer["arguments"] = kit("frames").decode(current_frame().f_locals["body"])["arguments"]
rewrite(change)
"""
ATTEMPTS = (
    Attack("sizes", "Asks for the size of a file.", 'print("size", os.stat(TARGETS["key"]).st_size)'),
    Attack("library", "Lets torch do what the text asks to do by hand.", "softmax = lambda x: x.softmax(-1)"),
    Attack("in place", "Changes its input.", IN_PLACE),
    Attack(
        "in place, hidden",
        "Changes its input, and sends back the arguments of the request as if it had not.",
        f"{IN_PLACE}{UNTOUCHED_ARGUMENTS}",
    ),
    Attack(
        "inputs in an exception",
        "Puts a hidden input into the text of an exception.",
        'def relu(x): raise ValueError("signs " + "".join("+-"[int(v < 0)] for v in x.flatten()))',
    ),
    Attack(
        "stand-ins",
        "Fails at relu, and prints what it is given in its place.",
        'def relu(x): return x\nprint((current_request() or {}).get("standins"))',
    ),
    Attack("slow", "Takes all the time that there is.", "def relu(x): time.sleep(60)", verdict="timeout"),
)


@pytest.fixture(scope="module")
def trials(fresh_servers: None, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Trial]:
    require_level(2)
    return put_on_trial(ATTEMPTS, 2, tmp_path_factory.mktemp("limits"))


def test_a_submission_learns_the_size_of_a_file_that_it_cannot_read(trials):
    assert re.search(r"size \d+", trials["sizes"].output)


def test_right_numbers_by_forbidden_means_earn_their_points_and_a_note(trials):
    report = trials["library"].report
    assert points(report) == trials["library"].fair
    assert any("softmax" in note for note in report.notes)


def test_what_a_function_did_to_its_input_is_the_workers_word(trials):
    assert points(trials["in place, hidden"].report) > points(trials["in place"].report)


def test_a_hidden_input_can_leave_in_the_text_of_an_exception(trials):
    messages = [str(one.message) for one in trials["inputs in an exception"].report.checks]
    assert any("signs +" in message or "signs -" in message for message in messages)


def test_the_stand_in_for_a_function_that_failed_can_be_printed(trials):
    assert "torch.relu" in trials["stand-ins"].output


def test_a_slow_submission_takes_the_time_of_one_call_for_each_function(trials):
    assert trials["slow"].report.seconds["worker"] >= PATIENCE
