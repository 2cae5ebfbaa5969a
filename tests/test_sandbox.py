"""Whatever a worker sends, the grader gets a value or a failure, in time, and the next worker is fine."""

from __future__ import annotations

import itertools
import json
import math
import os
import sys
import time
from pathlib import Path

import pytest
import torch

from autograder.grading.workers import ProcessLauncher
from autograder.sandbox import namespaces, processes
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.no_value import CallFailed, Died, Raised, TimedOut
from autograder.sandbox.student import Student
from autograder.worker.wire.framing import frame
from grading_helpers import FILE, QUICK, REFERENCE, reference_with, require_level, submissions

X = torch.tensor([-1.0, 2.0])

# The student's code finds the pipe to the grader by writing to whatever is open, as a cheat would.
CHEAT = (
    REFERENCE
    + """
import os
import struct
import time
from autograder.worker.wire import frames

def send(data):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, data)
        except OSError:
            pass
"""
)
VALUE = '{"id": 7, "ok": True, "value": torch.ones(2), "arguments": [None], "devices": ["cpu"]}'

# What is sent instead of an answer, as Python in the student's file.
ANSWERS = {
    "an answer with a wrong id": f"frames.encode({VALUE})",
    "an answer without an id": 'frames.encode({"ok": True})',
    "an answer whose ok is a number": 'frames.encode({"id": 7, "ok": 1})',
    "an answer that is a list": "frames.encode([1, 2])",
    "an empty frame": "struct.pack('<I', 0)",
    "a frame of four gigabytes": "struct.pack('<I', 2**32 - 1)",
    "a frame of which the header is too long": "struct.pack('<II', 8, 2**31) + b'null'",
    "a frame that is no JSON": "struct.pack('<II', 8, 4) + b'nope'",
    "plain text": "b'all is well, thirty points\\n'",
    "pickled data": "__import__('pickle').dumps([1, 2, 3]) * 100",
}


def launch(folder: Path, source: str, seconds: float = math.inf) -> Student:
    """The student with this file, loaded in a worker."""
    [submission] = submissions(folder, {"mallory": source})
    return Student(ProcessLauncher(submission, QUICK, Budget(seconds)).start({}))


def sender(answer: str, seconds: float = 0.0) -> str:
    """The reference with a relu that sends `answer`, and sleeps before it sends its true one."""
    return f"{CHEAT}\ndef relu(x):\n    send({answer})\n    time.sleep({seconds})\n    return x\n"


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_what_is_no_answer_to_the_request_ends_the_worker(answer, tmp_path):
    student = launch(tmp_path, sender(answer))
    with pytest.raises(Died):
        student.relu(X)
    assert not student.worker.alive
    student.worker.close()


@pytest.mark.parametrize("cut", [2, 7, 40], ids=["in its length", "in its header", "in its tensor"])
def test_half_a_frame_and_then_silence_is_a_timeout(cut, tmp_path):
    student = launch(tmp_path, sender(f"frames.encode({VALUE})[:{cut}]", seconds=60))
    with pytest.raises(TimedOut, match=r"within 0\.5 seconds"):
        student.relu(X, seconds=0.5)
    student.worker.close()


def test_an_answer_sent_before_there_was_a_question_is_not_taken_for_one(tmp_path):
    with pytest.raises(Died):
        launch(tmp_path, f"{CHEAT}\nsend(frames.encode({VALUE}))\n")


def test_an_answer_sent_after_an_honest_one_is_not_taken_for_the_next(tmp_path):
    softmax = f"def softmax(x):\n    send(frames.encode({VALUE}))\n    return x\n"
    student = launch(tmp_path, f"{CHEAT}\ndef relu(x):\n    return x\n\n{softmax}")
    assert torch.equal(student.relu(X), X)
    with pytest.raises(Died):
        student.softmax(X)
    student.worker.close()


def test_after_a_worker_that_lied_the_next_one_answers(tmp_path):
    liar = launch(tmp_path / "first", sender(ANSWERS["an answer with a wrong id"]))
    with pytest.raises(CallFailed):
        liar.relu(X)
    liar.worker.close()
    honest = launch(tmp_path / "second", REFERENCE)
    assert torch.equal(honest.relu(X), torch.tensor([0.0, 2.0]))
    honest.worker.close()


def test_a_worker_that_is_gone_stays_gone(tmp_path):
    student = launch(tmp_path, reference_with("def relu(x):\n    __import__('os')._exit(3)"))
    with pytest.raises(Died, match="status 3"):
        student.relu(X)
    with pytest.raises(CallFailed):
        student.softmax(X, seconds=0.1)
    student.worker.close()


def test_a_call_that_raises_leaves_the_worker_alive(tmp_path):
    student = launch(tmp_path, reference_with("def relu(x):\n    return x[100]"))
    with pytest.raises(Raised, match="IndexError"):
        student.relu(X)
    assert torch.equal(student.softmax(torch.zeros(2)), torch.tensor([0.5, 0.5]))
    student.worker.close()


def test_a_worker_that_does_not_read_its_requests_is_a_timeout(tmp_path):
    student = launch(tmp_path, reference_with("def relu(x):\n    import time\n    time.sleep(60)"))
    with pytest.raises(TimedOut):
        student.relu(torch.zeros(10_000_000), seconds=0.5)
    student.worker.close()


def test_the_time_of_a_submission_bounds_the_time_of_a_call(tmp_path):
    source = reference_with("def relu(x):\n    import time\n    time.sleep(60)")
    student = launch(tmp_path, source, seconds=2.0)
    with pytest.raises(TimedOut, match=r"within [01]\.\d+ seconds"):
        student.relu(X, seconds=60)
    student.worker.close()


def channel_of(student: Student) -> ProcessChannel:
    assert isinstance(student.worker._channel, ProcessChannel)
    return student.worker._channel


SLOW = reference_with("def relu(x):\n    import time\n    time.sleep(1.5)\n    return x")


def test_time_in_which_a_worker_waited_for_a_processor_does_not_count(tmp_path, monkeypatch):
    student = launch(tmp_path, SLOW)
    monkeypatch.setattr(channel_of(student).process, "queued", itertools.count(0.7, 0.7).__next__)
    assert torch.equal(student.relu(X, seconds=0.5), X)
    student.worker.close()


def test_a_worker_that_ran_or_slept_all_the_time_is_forgiven_nothing(tmp_path, monkeypatch):
    student = launch(tmp_path, SLOW)
    monkeypatch.setattr(channel_of(student).process, "queued", iter([0.2, 0.2]).__next__)
    with pytest.raises(TimedOut, match=r"within 0\.5 seconds"):
        student.relu(X, seconds=0.5)
    student.worker.close()


def test_a_call_that_waited_for_a_processor_costs_a_submission_the_rest_of_its_time(tmp_path, monkeypatch):
    student = launch(tmp_path, SLOW, seconds=10.0)
    student.worker._budget.give_back(student.worker._channel)
    left, waited, told = student.worker._budget.left, student.worker.waited, channel_of(student).told
    monkeypatch.setattr(channel_of(student).process, "queued", lambda: told + 1.2)
    student.relu(X)
    student.worker._budget.give_back(student.worker._channel)
    assert left - student.worker._budget.left == pytest.approx(student.worker.waited - waited - 1.2)
    student.worker.close()


def test_a_call_that_ran_out_of_time_costs_a_submission_that_time(tmp_path):
    student = launch(tmp_path, SLOW, seconds=100.0)
    left = student.worker._budget.left
    with pytest.raises(TimedOut):
        student.relu(X, seconds=0.5)
    assert left - student.worker._budget.left >= 0.5
    student.worker.close()


def test_waiting_for_a_processor_cannot_outlast_the_time_of_the_submission(tmp_path, monkeypatch):
    student = launch(tmp_path, SLOW)
    student.worker._budget.end = time.monotonic() + 1.0
    monkeypatch.setattr(channel_of(student).process, "queued", iter(range(10, 100, 10)).__next__)
    with pytest.raises(TimedOut):
        student.relu(X, seconds=0.5)
    student.worker.close()


def test_what_a_submission_prints_is_kept_apart_from_its_answers(tmp_path):
    student = launch(tmp_path, reference_with("def relu(x):\n    print('hello from relu')\n    return x"))
    assert torch.equal(student.relu(X), X)
    student.worker.close()
    assert "hello from relu" in student.worker.output


def test_a_submission_cannot_fill_the_graders_memory_with_what_it_prints(tmp_path):
    student = launch(tmp_path, reference_with("def relu(x):\n    print('x' * 10**6)\n    return x"))
    student.relu(X)
    student.worker.close()
    assert len(student.worker.output) <= 1 << 16


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts descriptors where Linux lists them")
def test_a_closed_student_leaves_no_descriptor_open(tmp_path):
    launch(tmp_path / "warm", REFERENCE).worker.close()
    before = len(os.listdir("/proc/self/fd"))
    launch(tmp_path / "second", REFERENCE).worker.close()
    assert len(os.listdir("/proc/self/fd")) == before


def test_modules_of_one_submission_are_not_there_for_the_next(tmp_path):
    source = "import sys, types\nsys.modules['left'] = types.ModuleType('left')\ntorch = None\n"
    first = launch(tmp_path / "first", source + REFERENCE)
    first.worker.close()
    second = launch(tmp_path / "second", "def relu(x):\n    import left\n")
    with pytest.raises(Raised, match="ModuleNotFoundError"):
        second.relu(X)
    second.worker.close()


def test_torch_as_one_submission_changed_it_is_not_what_the_next_one_gets(tmp_path):
    first = launch(tmp_path / "first", "import torch\ntorch.relu = torch.Tensor.clamp = None\n" + REFERENCE)
    first.worker.close()
    second = launch(tmp_path / "second", REFERENCE)
    assert torch.equal(second.relu(X), torch.tensor([0.0, 2.0]))
    second.worker.close()


def test_a_notebook_is_shown_also_where_nothing_can_be_forked():
    channel = ProcessChannel("cpu", level=0, shows=True)
    request = json.dumps({"source": "print(6 * 7)", "seconds": 30.0}).encode()
    answer = json.loads(channel.exchange(frame(request), 60.0, 60.0))
    channel.close()
    assert answer == {"outputs": [{"output_type": "stream", "name": "stdout", "text": "42\n"}]}


def test_two_workers_do_not_share_a_folder_to_leave_notes_in(tmp_path):
    first = launch(tmp_path / "first", "open('note', 'w').write('42')\n" + REFERENCE)
    second = launch(tmp_path / "second", "def relu(x):\n    return open('note').read()")
    with pytest.raises(Raised, match=r"FileNotFoundError|PermissionError"):
        second.relu(X)
    first.worker.close()
    second.worker.close()


def test_the_file_that_is_loaded_keeps_its_name_in_messages(tmp_path):
    student = launch(tmp_path, "def relu(x):\n    return __file__\n")
    assert student.relu(X) == FILE
    student.worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a level 3")
def test_what_keeps_level_3_from_holding_names_one_remedy(monkeypatch):
    require_level(2)
    monkeypatch.setattr(namespaces, "wrapper", lambda readable, writable: [])
    monkeypatch.setattr(namespaces, "lacking", lambda: "bubblewrap is not installed")
    _, lacking = processes.probe.__wrapped__("cpu")
    assert lacking == {"namespaces": "bubblewrap is not installed"}
