"""A worker tried out: that it starts, and that it cannot do what submissions may not."""

from __future__ import annotations

import time
from pathlib import Path

from autograder.doctor.finding import Rows
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.isolation import CONFINED, level_name, level_of
from autograder.sandbox.no_value import CallFailed, OutOfMemory, Raised
from autograder.sandbox.processes import probe
from autograder.sandbox.student import Student
from autograder.sandbox.worker import Worker

ATTEMPTS = Path(__file__).with_name("attempts.py")
FORBIDDEN = {
    "imports_the_checks": "importing the checks",
    "reads_other_files": "reading other files",
    "writes_a_file": "writing files elsewhere",
    "opens_a_socket": "the network",
    "starts_a_process": "new processes",
    "starts_a_thread": "threads",
    "signals_its_parent": "signals to others",
    "takes_all_memory": "64 GiB of memory",
    "opens_many_files": "2,000 open files",
}
CONTAINER = "To grade what others wrote, use Linux (a container will do); `check` works at any level."


def worker() -> Rows:
    """A worker that starts and answers, and what it could do of what a submission may not."""
    started = time.monotonic()
    try:
        worker = Worker(ProcessChannel())
        worker.load(ATTEMPTS, ATTEMPTS.read_bytes(), dict.fromkeys(FORBIDDEN, ()), {})
        seconds = time.monotonic() - started
        succeeded = [words for name, words in FORBIDDEN.items() if _succeeds(Student(worker), name)]
        worker.close()
    except (CallFailed, OSError) as failure:
        yield "broken", "worker", f"does not work ({failure})", "Report this as a bug, with this output."
        return
    yield "ok", "worker", f"starts and answers in {seconds:.1f} s", ""
    refused = [words for words in FORBIDDEN.values() if words not in succeeded]
    yield "ok", "tried there", f"refused: {', '.join(refused)}", ""
    if succeeded:
        yield "warning", "tried there", f"possible: {', '.join(succeeded)}", CONTAINER


def _succeeds(student: Student, attempt: str) -> bool:
    try:
        return getattr(student, attempt)() is True
    except (Raised, OutOfMemory):
        return False


def isolation() -> Rows:
    """The level that holds, and what keeps the next one from holding."""
    layers, lacking = probe("cpu")
    state = "ok" if level_of(layers) >= CONFINED else "warning"
    yield state, "isolation", f"{level_name(layers)}: {', '.join(layers)}", "" if state == "ok" else CONTAINER
    for layer, reason in lacking.items():
        yield "warning", layer, f"does not hold here: {reason}", ""
