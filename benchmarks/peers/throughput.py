"""How long each grader takes for ten honest submissions, everything included, from the first command on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from grading_helpers import FILE, REFERENCE
from hostile.attack import JUDGED
from peers.cage import HELPERS
from peers.exercise import HANDED_IN
from peers.graders import Nbgrader, Peer, Pytest

STUDENTS = tuple(f"student{number:02}" for number in range(10))
PATIENCE = 300.0


def seconds(folder: Path, rounds: int = 2) -> dict[str, float]:
    """The seconds of each grader in the better of its rounds, by its name in the page."""
    found = [_round(folder / str(number)) for number in range(rounds)]
    return {name: min(times[name] for times in found) for name in found[0]}


def _round(folder: Path) -> dict[str, float]:
    cores = len(os.sched_getaffinity(0))
    times = {f"ours, {jobs} at once": _ours(folder / f"ours-{jobs}", jobs) for jobs in sorted({1, cores})}
    nbgrader, in_process = Nbgrader(folder), Pytest(folder)
    times["nbgrader"] = _peer(nbgrader, [nbgrader.command()])
    times["in-process pytest"] = _peer(in_process, [in_process.command(student) for student in STUDENTS])
    return times


def _ours(folder: Path, jobs: int) -> float:
    for student in STUDENTS:
        path = folder / "submitted" / student / FILE
        path.parent.mkdir(parents=True)
        path.write_text(REFERENCE, encoding="utf-8")
    words = [str(folder / "submitted"), str(folder / "out"), str(jobs), *JUDGED]
    start = time.monotonic()
    subprocess.run([sys.executable, str(HELPERS / "honest.py"), *words], check=True, timeout=PATIENCE)
    return time.monotonic() - start


def _peer(peer: Peer, commands: list[list[str]]) -> float:
    """One command after the other, as a script of an instructor's would run them; in a cage, as always."""
    for student in STUDENTS:
        peer.hand_in(peer.template, student, HANDED_IN["reference"])
    return sum(peer.honest(command, PATIENCE) for command in commands)
