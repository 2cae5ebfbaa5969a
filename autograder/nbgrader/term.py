"""How a course stands: who is collected, autograded by which checks, marked, stale and fed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.errors import UsageError
from autograder.grading.fingerprint import fingerprint_now
from autograder.nbgrader.noted import SUFFIX, marks_of
from autograder.nbgrader.rounds import file_hash, said_of
from autograder.nbgrader.taking import found_for

SQLITE = "sqlite:///"
HALF_DONE = "half done"
LISTED = 3  # students whom a next step names


class Standing(NamedTuple):
    """A student's work for an assignment; empty texts and tuples are what there is not."""

    assignment: str
    student: str
    collected: str = ""  # when it was handed in, or "by hand"
    autograded: str = ""  # by which checks, or `HALF_DONE`
    waiting: tuple[str, ...] = ()  # cells that a person has yet to mark
    stale: tuple[str, ...] = ()  # why it should be autograded again
    fed_back: str = ""  # "yes", "older marks", or "unknown" for a page that another configuration made

    def shown(self) -> tuple[str, ...]:
        """The cells of its row in the table."""
        marked = "waits: " + ", ".join(self.waiting) if self.waiting else "yes" if self.autograded else ""
        texts = (self.collected or "no", self.autograded or "no", marked, ", ".join(self.stale))
        return (self.assignment, self.student, *texts, self.fed_back or "no")


def standings(root: Path, db_url: str, names: Sequence[str]) -> list[Standing]:
    """How everybody stands in these assignments, or in all; UsageError where there is no such thing."""
    course = _course()
    url = db_url or course.db_url
    if url.startswith(SQLITE) and not Path(root, url.removeprefix(SQLITE)).exists():
        raise UsageError(
            f"There is no gradebook at {url}.",
            "Go to the folder of your course, or say where it is with --db.",
        )
    with Gradebook(url) as gradebook:
        known = {assignment.name: assignment for assignment in gradebook.assignments}
        for name in names:
            if name not in known:
                raise UsageError(
                    f'The gradebook has no assignment "{name}".', f"It has {', '.join(known) or 'none'}."
                )
        students = sorted({student.id for student in gradebook.students} | _folders(course))
        return [
            _standing(course, gradebook, known[name], student)
            for name in names or known
            for student in students
        ]


def next_steps(rows: Sequence[Standing]) -> Iterator[str]:
    """What to type next, a sentence for each assignment and step."""
    for name in dict.fromkeys(row.assignment for row in rows):
        own = [row for row in rows if row.assignment == name]
        graded = [row for row in own if row.autograded not in ("", HALF_DONE)]
        steps = {
            f"nbgrader autograde {name}": [row for row in own if row.collected and row not in graded],
            f"nbgrader autograde {name} --force --student=NAME": [row for row in graded if row.stale],
            "nbgrader formgrader": [row for row in graded if row.waiting],
            f"nbgrader generate_feedback {name} --force": [
                row for row in graded if row.fed_back != "yes" and not row.waiting and not row.stale
            ],
        }
        for command, chosen in steps.items():
            if chosen:
                more = f" and {len(chosen) - LISTED} more" if len(chosen) > LISTED else ""
                who = ", ".join(row.student for row in chosen[:LISTED])
                yield f"{name}: `{command}` ({who}{more})"


def _course() -> Any:
    """The folders and the gradebook of the course here, as its nbgrader_config.py has them."""
    app = NbGrader()
    app.initialize([])
    return app.coursedir


def _folders(course: Any) -> set[str]:
    """Students for whom something lies there to be graded, whether the gradebook knows them or not."""
    own = Path(course.format_path(course.submitted_directory, "*", "*"))
    depth = own.parts.index("*")
    return {path.parts[depth] for path in Path(*own.parts[:depth]).glob("*/*") if path.is_dir()}


def _standing(course: Any, gradebook: Any, assignment: Any, student: str) -> Standing:
    """How one student stands in one assignment."""
    row = Standing(assignment.name, student)
    folders = (course.submitted_directory, course.autograded_directory, course.feedback_directory)
    submitted, autograded, feedback = (
        Path(course.format_path(folder, student, assignment.name)) for folder in folders
    )
    files = dict(_files(submitted, assignment, student))
    names = list(files)
    if not names:
        return row
    time = course.get_existing_timestamp(str(submitted))
    row = row._replace(collected=f"{time:%Y-%m-%d %H:%M}" if time else "by hand")
    said = {name: said_of(autograded / f"{name}.ipynb") for name in names}
    try:
        entry = gradebook.find_submission(assignment.name, student)
    except MissingEntry:
        return row
    if not autograded.exists():
        return row
    if any(one is None or "at_work" in one for one in said.values()):
        return row._replace(autograded=HALF_DONE)
    graded = {name: one or {} for name, one in said.items()}
    notebooks = {one.name: one for one in entry.notebooks if one.name in names}
    stale = [why for name in names for why in _stale(files[name], name, graded[name])]
    return row._replace(
        autograded=", ".join(dict.fromkeys(one.get("judged_by") or "others" for one in graded.values())),
        waiting=tuple(cell for one in notebooks.values() for cell in _waiting(one)),
        stale=tuple(dict.fromkeys(stale)),
        fed_back=_fed_back(feedback, notebooks, graded),
    )


def _waiting(notebook: Any) -> Iterator[str]:
    """The cells of a notebook that wait for a person; the kit's own are there only where it failed."""
    for grade in notebook.grades:
        if grade.needs_manual_grade:
            failed = grade.name in _checks(notebook.name) and grade.manual_score is None
            yield f"{grade.name} (the kit failed)" if failed else grade.name


def _checks(notebook: str) -> set[str]:
    """The grade cells that the kit judges."""
    try:
        return {check_id(function.name) for function in find(notebook).functions}
    except UsageError:
        return set()


def _files(submitted: Path, assignment: Any, student: str) -> Iterator[tuple[str, Path]]:
    """The file for each notebook of an assignment, as `nbgrader autograde` takes it."""
    for notebook in assignment.notebooks:
        path = submitted / f"{notebook.name}.ipynb"
        found = None if path.exists() or not submitted.exists() else found_for(path, student)
        if path.exists() or found:
            yield notebook.name, found.path if found else path


def _stale(file: Path, name: str, said: dict[str, Any]) -> Iterator[str]:
    """Why a notebook should be autograded again."""
    if said.get("file") not in (None, file_hash(file)):
        yield "newer file"
    if "judged_by" in said and said["judged_by"] != fingerprint_now(find(name)):
        yield "other checks"


def _fed_back(feedback: Path, notebooks: dict[str, Any], said: dict[str, dict[str, Any]]) -> str:
    """Whether there are pages that show the marks of now."""
    if not all((feedback / f"{name}.html").exists() for name in notebooks):
        return ""
    noted = [feedback / f"{name}{SUFFIX}" for name in notebooks]
    if not all(file.exists() for file in noted):
        return "unknown"
    now = [marks_of(notebook, said[name]) for name, notebook in notebooks.items()]
    return "yes" if [file.read_text(encoding="utf-8") for file in noted] == now else "older marks"
