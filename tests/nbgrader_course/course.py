"""A course in a temporary folder, and what students do to their notebooks."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.exercise import Exercise
from grading_helpers import CHECKOUT

Notebook = dict[str, Any]
Command = tuple[Path, str, list[str]]
TEACHER = "teacher"


class Course:
    """A copy of the course folder with an exchange of its own."""

    def __init__(self, root: Path, settings: str = "", python: str = sys.executable) -> None:
        self.python = python
        self.root, self.exchange = root / "course", root / "exchange"
        self.exchange.mkdir(parents=True)
        self.exchange.chmod(0o777)
        shutil.copytree(CHECKOUT / "source", self.root / "source")
        committed = (CHECKOUT / "nbgrader_config.py").read_text(encoding="utf-8")
        self.config = f"{committed}\nc.Exchange.root = {str(self.exchange)!r}\n{settings}"
        (self.root / "nbgrader_config.py").write_text(self.config, encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which nbgrader's commands run: with settings of the course's own alone."""
        # nbgrader calls alembic when it makes a gradebook.
        path = os.pathsep.join([str(Path(self.python).parent), os.environ["PATH"]])
        own = {"HOME": str(self.root), "PATH": path, "PYTHONPATH": str(self.root)}
        return {**os.environ, **own, "JUPYTER_NO_CONFIG": "1"}

    def attempt(self, commands: Sequence[Command], **identity: Any) -> list[tuple[object, str]]:
        """Run nbgrader's commands, as a user and group of the system's; exit status and log of each."""
        words = [[str(folder), user, arguments] for folder, user, arguments in commands]
        done = subprocess.run(
            [self.python, str(Path(__file__).with_name("commands.py"))],
            input=json.dumps(words), capture_output=True, text=True, env=self.environment, check=False,
            **identity,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [(status, log) for status, log in json.loads(done.stdout)]

    def try_to(self, command: str) -> tuple[object, str]:
        """Run one command in the course folder, as the teacher, that may fail: its exit status and log."""
        return self.attempt([(self.root, TEACHER, command.split())])[0]

    def run(self, commands: Sequence[Command]) -> list[str]:
        """Run nbgrader's commands; their logs. AssertionError where one fails."""
        outcomes = self.attempt(commands)
        failed = [
            (words, log) for (_, _, words), (status, log) in zip(commands, outcomes, strict=True) if status
        ]
        assert not failed, failed
        return [log for _, log in outcomes]

    def teach(self, *commands: str) -> list[str]:
        """Run commands in the course folder, as the teacher."""
        return self.run([(self.root, TEACHER, command.split()) for command in commands])

    def hand_in(
        self, student: str, exercise: Exercise, content: bytes, name: str = "", *, assignment: str = ""
    ) -> None:
        """Put a notebook, or a file of another name, where `nbgrader collect` would.

        `assignment` is the one it is for, where that is not called as the exercise.
        """
        folder = self.root / "submitted" / student / (assignment or exercise.stem)
        file = folder / (name or f"{exercise.stem}.ipynb")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def marked(self, student: str, exercise: Exercise, cell: str) -> tuple[float | None, bool, str | None]:
        """A cell's points by hand, whether it waits for a person, and what a person said of it."""
        where = (exercise.stem, exercise.stem, student)
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as gradebook:
            grade = gradebook.find_grade(cell, *where)
            comment = gradebook.find_comment(cell.removeprefix("check-"), *where)
            return grade.manual_score, grade.needs_manual_grade, comment.manual_comment

    def add_cells(self, exercise: Exercise, *cells: dict[str, Any]) -> None:
        """Give the source notebook cells of an instructor's own."""
        path = self.root / "source" / exercise.stem / f"{exercise.stem}.ipynb"
        notebook = read(path.read_bytes())
        notebook["cells"] += cells
        path.write_text(json.dumps(notebook), encoding="utf-8")

    def grades(self, database: str = "gradebook.db") -> dict[tuple[str, str], dict[str, float]]:
        """From student and assignment to the points of each grade cell that is not a person's to grade."""
        query = (
            "select submitted_assignment.student_id, assignment.name, base_cell.name, grade.auto_score"
            " from grade join base_cell on grade.cell_id = base_cell.id"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"
            " join assignment on submitted_assignment.assignment_id = assignment.id"
            " where base_cell.type = 'GradeCell'"
        )
        found: dict[tuple[str, str], dict[str, float]] = {}
        with sqlite3.connect(self.root / database) as connection:
            for student, assignment, cell, score in connection.execute(query):
                found.setdefault((student, assignment), {})[cell] = score
        return found

    def waiting(self, student: str) -> list[str]:
        """The names of a student's grade cells that wait for a person."""
        query = (
            "select base_cell.name from grade join base_cell on grade.cell_id = base_cell.id"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"
            " where base_cell.type = 'GradeCell' and grade.needs_manual_grade and student_id = ?"
        )
        with sqlite3.connect(self.root / "gradebook.db") as connection:
            return [name for (name,) in connection.execute(query, (student,))]

    def mark(self, student: str, assignment: str, cell: str, points: float, comment: str = "") -> None:
        """Do in the gradebook what a person does in formgrader."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            for notebook in gradebook.find_submission(assignment, student).notebooks:
                for grade in (one for one in notebook.grades if one.name == cell):
                    grade.manual_score, grade.needs_manual_grade = points, False
                if comment:
                    names = (cell.removeprefix("check-"), notebook.name, assignment, student)
                    gradebook.find_comment(*names).manual_comment = comment
            gradebook.db.commit()

    def marks(self, student: str, assignment: str) -> dict[str, tuple[float, str]]:
        """The points and the comment of each cell that a person has marked."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            [notebook] = gradebook.find_submission(assignment, student).notebooks
            said = {one.name: one.manual_comment or "" for one in notebook.comments}
            marked = [grade for grade in notebook.grades if grade.manual_score is not None]
            return {grade.name: (grade.manual_score, said.get(grade.name, "")) for grade in marked}

    def autograded(self, student: str, exercise: Exercise) -> Notebook:
        path = self.root / "autograded" / student / exercise.stem / f"{exercise.stem}.ipynb"
        return read(path.read_bytes())

    def feedback(self, student: str, exercise: Exercise) -> str:
        path = self.root / "feedback" / student / exercise.stem / f"{exercise.stem}.html"
        return path.read_text(encoding="utf-8")


def interpreter(folder: Path, kit: Path = CHECKOUT, base: str = sys.executable) -> str:
    """A Python with the packages that are installed here, and with the kit that lies in another folder."""
    subprocess.run([base, "-m", "venv", "--without-pip", str(folder)], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    # Linked file by file: where submissions are confined, a link to a folder elsewhere leads nowhere.
    ours, but = Path(sysconfig.get_path("purelib")), shutil.ignore_patterns("*.pth")
    shutil.copytree(ours, packages, copy_function=os.link, ignore=but, dirs_exist_ok=True)
    (packages / "kit.pth").write_text(f"{kit}\n")
    (folder / "share").symlink_to(Path(sys.prefix) / "share")  # nbconvert's templates
    return str(folder / "bin" / "python")


def read(content: bytes) -> Notebook:
    notebook: Notebook = json.loads(content)
    return notebook


def cell_of(notebook: Notebook, identity: str) -> dict[str, Any]:
    """The cell of that id: `function-train`, `check-train`, `example-1`."""
    return next(cell for cell in notebook["cells"] if cell["id"] == identity)


def answers_of(exercise: Exercise) -> dict[str, str]:
    """The reference's functions, from the source notebook."""
    source = read((CHECKOUT / "source" / exercise.stem / f"{exercise.stem}.ipynb").read_bytes())
    return {f.name: "".join(cell_of(source, f"function-{f.name}")["source"]) for f in exercise.functions}


def filled(notebook: Notebook, answers: Mapping[str, str]) -> Notebook:
    """The notebook with these functions written."""
    for name, code in answers.items():
        cell_of(notebook, f"function-{name}")["source"] = code
    return notebook


def released(exercise: Exercise) -> Notebook:
    """The released notebook with right answers, and without examples, which take time to draw."""
    release = read((CHECKOUT / "release" / exercise.stem / f"{exercise.stem}.ipynb").read_bytes())
    notebook = filled(release, answers_of(exercise))
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("example-")]
    return notebook


def own_cell(name: str, source: str, kind: str = "code", solution: bool = True) -> dict[str, Any]:
    """A cell of an instructor's own that is worth 3 points: marked by hand, or a check."""
    flags = {"schema_version": 3, "grade": True, "solution": solution, "locked": not solution, "task": False}
    metadata = {"nbgrader": {**flags, "grade_id": name, "points": 3}}
    if kind == "code":
        return code_cell(source, id=name, metadata=metadata)
    return {"cell_type": kind, "id": name, "metadata": metadata, "source": source}


def code_cell(source: str, **fields: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    } | fields


def outputs_of(notebook: Notebook, kind: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """All outputs of the code cells of a kind."""
    chosen = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and kind(cell)]
    return [output for cell in chosen for output in cell["outputs"]]


def is_graded(cell: dict[str, Any]) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))
