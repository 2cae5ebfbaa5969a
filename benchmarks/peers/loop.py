"""Runs inside the cage: an instructor's loop over submissions, and what it finds after a hostile one.

It reads its task as JSON, and prints what it found as JSON. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COURSE, HOME, LOG = Path("/course"), Path(os.environ["HOME"]), Path("/tmp/grader.log")
ATTACKER, NEIGHBOUR = "attacker", "neighbour"
GRACE = 2.0  # seconds that processes have to end after their grader
KEPT = 100_000  # characters of output
BOUNDS = (  # of the cage, in what those print who met them
    "MemoryError",
    "bad_alloc",
    "[Errno 12]",
    "File too large",
    "Read-only file system",
    "Resource temporarily unavailable",
    "can't start new thread",
)
BAD = ("failure", "error", "skipped")  # in a results file of pytest's
SCORES = """
select student.id, base_cell.name, coalesce(grade.manual_score, grade.auto_score, 0) from grade
join base_cell on grade.cell_id = base_cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join student on submitted_assignment.student_id = student.id
"""


def main(task: dict[str, Any]) -> dict[str, Any]:
    listener = socket.create_server(("127.0.0.1", task["port"]))
    for path, content in task["secrets"].items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content)
    before = state(task)
    start = time.monotonic()
    ended = run(task["command"], task["wall"])
    seconds = time.monotonic() - start
    after = state_once_settled(task, before)
    listener.close()
    log = LOG.read_text("utf-8", "replace") if LOG.exists() else ""
    # What nbgrader itself logs is for the instructor alone; what a submission prints is in the notebook.
    output = printed_in_notebook() if task["peer"] == "nbgrader" else log
    return {
        "ended": ended,
        "seconds": seconds,
        "points": points(task, ended),
        "harm": sorted(harm(task, ended, differences(before, after))),
        "leaked": task["canary"] in output,
        "broke_out": sorted(got(output, task["marker"])),
        "caught": any(bound in log + output for bound in BOUNDS) or len(log) >= task["file_limit"],
        "output": (log + output)[-KEPT:],
    }


def run(command: list[str], wall: float) -> str:
    """How the grader ended: "exit 0", "signal 9", or "too late"."""
    with LOG.open("wb") as log:
        grader = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            status = grader.wait(wall)
        except subprocess.TimeoutExpired:
            grader.kill()
            grader.wait()
            return "too late"
    return f"signal {-status}" if status < 0 else f"exit {status}"


# Points


def points(task: dict[str, Any], ended: str) -> float | None:
    """The hostile submission's points; None where the grader has no result for it."""
    try:
        return nbgrader_points(ended) if task["peer"] == "nbgrader" else junit_points(task["points"])
    except (OSError, ValueError, sqlite3.Error, ElementTree.ParseError):
        return None


def nbgrader_points(ended: str) -> float | None:
    if ended != "exit 0" or not autograded_notebook().exists():
        return None
    return sum(score for student, _, score in gradebook_scores() if student == ATTACKER)


def junit_points(worth: dict[str, float]) -> float:
    tree = ElementTree.parse(COURSE / "results" / f"{ATTACKER}.xml")
    cases = tree.iter("testcase")
    passed = {str(case.get("name")) for case in cases if not [one for one in case if one.tag in BAD]}
    return sum(worth.get(name, 0.0) for name in passed)


def autograded_notebook() -> Path:
    return COURSE / "autograded" / ATTACKER / "mnist" / "mnist.ipynb"


def gradebook_scores() -> list[tuple[str, str, float]]:
    with sqlite3.connect(f"file:{COURSE / 'gradebook.db'}?mode=ro", uri=True) as book:
        return sorted(book.execute(SCORES))


# What was printed: by the submission, as far as its grader shows it


def printed_in_notebook() -> str:
    try:
        cells = json.loads(autograded_notebook().read_text())["cells"]
    except (OSError, ValueError):
        return ""
    return "\n".join(printed(output) for cell in cells for output in cell.get("outputs", []))


def printed(output: dict[str, Any]) -> str:
    """One output's text; never a traceback, which shows the tests of whoever fails them, hostile or not."""
    error = f"{output.get('ename', '')} {output.get('evalue', '')}"
    return "".join(output.get("text", "")) + json.dumps(output.get("data", "")) + error


def got(output: str, marker: str) -> set[str]:
    """What the attack says it got: the rest of each line with its marker."""
    return {line.partition(marker)[2].strip()[:60] for line in output.splitlines() if marker in line}


# What must be the same after as before


def harm(task: dict[str, Any], ended: str, changed: set[str]) -> set[str]:
    """What was harmed; nbgrader grades a class in one process, so that its end is the end for all others."""
    if ended == "too late":
        changed.discard("processes left behind")  # it was this loop that ended their grader
    if task["peer"] == "nbgrader" and not ended.startswith("exit"):
        changed.add("the grading of all others hangs" if ended == "too late" else "the grader was killed")
    return changed


def state(task: dict[str, Any]) -> dict[str, str]:
    found = {f"files changed: {path}": digest(path) for path in protected()}
    found |= {f"files left behind: {path}": "" for path in remains(task["remains"])}
    found |= {f"processes left behind: {process}": "" for process in others()}
    segments = Path("/proc/sysvipc/shm").read_text().splitlines()
    if any(line.split()[0] == str(task["segment"]) for line in segments):
        found["shared memory left behind: "] = ""
    if task["peer"] == "nbgrader":
        found["another student's grade changed: "] = neighbours_grades()
    return found


def state_once_settled(task: dict[str, Any], before: dict[str, str]) -> dict[str, str]:
    deadline = time.monotonic() + GRACE
    while differences(before, after := state(task)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return after


def protected() -> Iterator[Path]:
    """Every file of the course and of its instructor that grading this submission has no reason to change."""
    own = tuple(f"{kind}/{ATTACKER}" for kind in ("submitted", "autograded", "submissions", "results"))
    written = ("gradebook.db", ".nbgrader.log") if (COURSE / "source").exists() else ()  # by nbgrader
    for path in COURSE.rglob("*"):
        if path.is_file() and not str(path.relative_to(COURSE)).startswith((*own, *written)):
            yield path
    yield from (path for path in (HOME / ".ssh").glob("*") if path.is_file())


def digest(path: Path) -> str:
    try:
        return f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mode}"
    except OSError as error:
        return type(error).__name__


def remains(name: str) -> Iterator[Path]:
    for place in (HOME, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")):
        yield from place.rglob(f"*{name}*")


def others() -> Iterator[int]:
    """Processes that are neither this one nor one of those that started it."""
    mine, process = {1}, os.getpid()
    while process > 1:
        mine.add(process)
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    for folder in Path("/proc").glob("[0-9]*"):
        if int(folder.name) not in mine:
            yield int(folder.name)


def neighbours_grades() -> str:
    try:
        return str([row for row in gradebook_scores() if row[0] == NEIGHBOUR])
    except sqlite3.Error as error:
        return str(error)


def differences(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The kinds of what changed; a file that Python compiled on the way is no change."""
    changed = {key for key in {**before, **after} if before.get(key) != after.get(key)}
    return {key.partition(":")[0] for key in changed if key in before or "__pycache__" not in key}


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin))))
