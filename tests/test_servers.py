"""Fork servers: they share what is imported, and nothing else."""

from __future__ import annotations

import math
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading.workers import ProcessLauncher
from autograder.sandbox import fork_client
from autograder.sandbox.budget import Budget
from autograder.sandbox.no_value import Lost
from autograder.sandbox.processes import share, start_servers
from autograder.sandbox.student import Student
from grading_helpers import QUICK, require_level, submissions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has fork servers")

WHO = "import os\n\ndef relu(x):\n    return os.getuid()\n"


@pytest.fixture
def controls(monkeypatch) -> Iterator[list[socket.socket]]:
    """The sockets of two servers of one process; what this test leaves behind, others do not see."""
    monkeypatch.setattr(fork_client, "known", {})
    started = [control for control in start_servers("cpu", [False, False]) if control]
    yield started
    for control in started:
        control.close()


def student(folder: Path) -> Student:
    [submission] = submissions(folder / str(len(list(folder.iterdir()))), {"amy": WHO})
    return Student(ProcessLauncher(submission, QUICK, Budget(math.inf)).start({}))


def ask_for_a_while(one: Student) -> None:
    """Until it is gone: that takes a moment."""
    for _ in range(2000):
        one.relu(0)
        time.sleep(0.05)


def test_no_two_workers_at_work_are_the_same_user(controls, tmp_path):
    require_level(3)
    students = []
    for number in (0, 1, 0, 1):
        share(controls[number], "cpu")
        students.append(student(tmp_path))
    assert len({one.relu(0) for one in students}) == 4
    for one in students:
        one.worker.close()


def test_a_server_ends_with_its_socket_and_the_one_beside_it_goes_on(controls, tmp_path):
    students = []
    for control in controls:
        share(control, "cpu")
        students.append(student(tmp_path))
    controls[0].shutdown(socket.SHUT_RDWR)
    with pytest.raises(Lost):  # which is no fault of the student's
        ask_for_a_while(students[0])
    assert students[1].relu(0) > 0
    students[1].worker.close()


def test_another_server_takes_the_place_of_one_that_has_died(controls, tmp_path):
    share(controls[0], "cpu")
    controls[0].shutdown(socket.SHUT_RDWR)
    one = student(tmp_path)
    assert one.relu(0) > 0
    one.worker.close()
