"""The two peers, used as their documentation says: stock `nbgrader autograde`, and pytest in one process."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hostile.attack import CANARY, JUDGED, MARKER, PRELUDE, REMAINS, SHARED_MEMORY_KEY
from peers.cage import COURSE, HOME, LIMITS, WALL, Cage
from peers.exercise import HANDED_IN, POINTS, SECRET, grade_cell, pytest_file, pytest_points

ATTACKER, NEIGHBOUR = "attacker", "neighbour"  # loop.py knows them, too
CELL_SECONDS = 8  # at nbgrader; its default is 30
PYTEST_SECONDS = 15.0  # pytest has no limit
PORT = 8765  # of a listener in the cage: the world outside, as far as an attack can tell

NBGRADER_CONFIG = f"""
c = get_config()
c.CourseDirectory.course_id = "peers"
c.CourseDirectory.root = "{COURSE}"
"""
ANSWER = "### BEGIN SOLUTION\n{}### END SOLUTION"

# As for ours, an attack knows every path, and which process is the grader. `attempt` prints the error, too:
# what a bound of the cage stopped can then be told from what the peer stopped.
ADDITION = """
TARGETS["grader"] = str(os.getppid())

def attempt(action, what):
    try:
        found = action()
    except Exception as error:
        print(what, type(error).__name__, error, flush=True)
        return None
    broke_out(what)
    return found
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission at a peer; `points` None where the peer has no result for it."""

    points: float | None
    ended: str
    seconds: float
    leaked: bool
    broke_out: list[str]
    harm: list[str]
    caught: bool  # the attack met a bound of the cage
    output: str


KILLED = Outcome(
    None, "killed", 0.0, False, [], ["the loop over all submissions was killed or stopped"], False, ""
)


class Peer:
    """A peer with its course, made once in `folder`; each submission gets a copy of it in a cage."""

    name: str
    seconds: float
    handed_in: str  # the path of a student's work
    hidden: str  # the path of the hidden tests

    def __init__(self, folder: Path) -> None:
        self.template = folder / f"{self.name}-course"
        self.work = folder
        write(self.template / "solutions" / "mnist.py", HANDED_IN["reference"] + SECRET)
        write(self.template / "packages" / "course_solutions.py", SECRET)
        write(self.template / "data" / "MNIST" / "raw" / "t10k-labels-idx1-ubyte", SECRET)
        self.make()
        self.hand_in(self.template, NEIGHBOUR, HANDED_IN["reference"] + SECRET)
        self.honest(self.command(NEIGHBOUR))

    def make(self) -> None:
        raise NotImplementedError

    def hand_in(self, course: Path, student: str, source: str) -> None:
        raise NotImplementedError

    def command(self, *students: str) -> list[str]:
        raise NotImplementedError

    def try_out(self, place: int, base: str, code: str) -> Outcome:
        """Grade one submission, alone in a cage; `place` is the number of the cage."""
        course = self.work / f"cage-{place}"
        shutil.copytree(self.template, course)
        self.hand_in(course, ATTACKER, self.submission(base, code))
        outcome = self.run(course, place, self.command(ATTACKER), self.seconds)
        shutil.rmtree(course)
        return outcome

    def submission(self, base: str, code: str) -> str:
        """The source that a hostile student hands in."""
        if base == "nothing" or not code:
            return code or HANDED_IN[base]
        prelude = PRELUDE.format(targets=self.targets(), remains=REMAINS)
        return HANDED_IN[base] + prelude + ADDITION + code + "\n"

    def targets(self) -> dict[str, str]:
        """Where in the cage there is what is worth an attack."""
        own = {
            "neighbour": self.handed_in.format(NEIGHBOUR),
            "gradebook": "gradebook.db",
            "labels": "data/MNIST/raw/t10k-labels-idx1-ubyte",
            "course": "packages",
            "kit": "packages",
            "solution": "solutions/mnist.py",
            "hidden": self.hidden,
            "folder": "",
        }
        places = {name: f"{COURSE}/{path}".rstrip("/") for name, path in own.items()}
        return {**places, "key": f"{HOME}/.ssh/id_ed25519", "port": str(PORT)}

    def honest(self, command: list[str], wall: float = WALL) -> float:
        """Run a command in the template, which must end well; in a cage too. The seconds that it took."""
        outcome = self.run(self.template, 0, command, wall)
        if outcome.ended != "exit 0":
            raise RuntimeError(f"{command} failed: {outcome.output}")
        return outcome.seconds

    def run(self, course: Path, place: int, command: list[str], wall: float) -> Outcome:
        cage = Cage(place, CANARY)
        cage.own(course)
        task: dict[str, Any] = {
            "peer": self.name,
            "command": command,
            "wall": wall,
            "port": PORT,
            "secrets": {f"{HOME}/.ssh/id_ed25519": SECRET},
            "points": pytest_points(),
            "canary": CANARY,
            "marker": MARKER,
            "remains": REMAINS,
            "segment": SHARED_MEMORY_KEY,
            "file_limit": LIMITS["fsize"],
        }
        found = cage.loop(course, task, wall)
        return KILLED if found is None else Outcome(**found)


class Nbgrader(Peer):
    """`nbgrader autograde`: an answer cell, and after it a grade cell with hidden tests for each function."""

    name = "nbgrader"
    seconds = WALL
    handed_in = "submitted/{}/mnist/mnist.ipynb"
    hidden = "source/mnist/mnist.ipynb"

    def make(self) -> None:
        write(self.template / "nbgrader_config.py", NBGRADER_CONFIG)
        write(self.template / self.hidden, nbformat.writes(instructors_notebook()))
        self.honest([sys.executable, "-m", "nbgrader", "generate_assignment", "mnist", "--create"])

    def hand_in(self, course: Path, student: str, source: str) -> None:
        notebook = nbformat.read(self.template / "release" / "mnist" / "mnist.ipynb", as_version=4)
        (answer,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "answer"]
        answer.source = source
        write(course / self.handed_in.format(student), nbformat.writes(notebook))

    def command(self, *students: str) -> list[str]:
        """For these students; for all whose work is not graded yet where none is named."""
        chosen = [f"--student={student}" for student in students]
        limit = f"--Execute.timeout={CELL_SECONDS}"
        return [sys.executable, "-m", "nbgrader", "autograde", "mnist", "--create", limit, *chosen]


class Pytest(Peer):
    """pytest on the instructor's test file, which imports the student's; one process a submission."""

    name = "pytest"
    seconds = PYTEST_SECONDS
    handed_in = "submissions/{}/mnist.py"
    hidden = "tests/test_mnist.py"

    def make(self) -> None:
        write(self.template / self.hidden, pytest_file())
        (self.template / "results").mkdir()
        with sqlite3.connect(self.template / "gradebook.db") as book:
            book.execute("create table grade (student text, manual_score real, note text)")
            book.execute("insert into grade values ('neighbour', 10, ?)", (CANARY,))

    def hand_in(self, course: Path, student: str, source: str) -> None:
        write(course / self.handed_in.format(student), source)

    def command(self, *students: str) -> list[str]:
        """`-s`, so that all that a submission prints is seen; and no tracebacks, which show the tests."""
        (student,) = students
        options = ["-q", "-s", "--tb=no", "-p", "no:cacheprovider", f"--rootdir={COURSE}/tests"]
        results = f"--junitxml={COURSE}/results/{student}.xml"
        path = f"pythonpath={COURSE}/submissions/{student}"
        return [sys.executable, "-m", "pytest", *options, results, "-o", path, f"{COURSE}/{self.hidden}"]


def instructors_notebook() -> Any:
    """The source notebook: cells of schema 3, as the formgrader makes them."""
    answer = new_code_cell(ANSWER.format(HANDED_IN["reference"]))
    answer.metadata["nbgrader"] = nbgrader_cell("answer", solution=True)
    grades = [new_code_cell(grade_cell(name)) for name in JUDGED]
    for name, cell in zip(JUDGED, grades, strict=True):
        cell.metadata["nbgrader"] = nbgrader_cell(name, grade=True, locked=True, points=POINTS[name])
    notebook = new_notebook(cells=[new_markdown_cell("# Digits"), answer, *grades])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


def nbgrader_cell(name: str, **more: object) -> dict[str, object]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"schema_version": 3, "grade_id": name, **plain, **more}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
