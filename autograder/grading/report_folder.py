"""Writing the results of a grading run; nothing that is done is lost when something later fails."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder.errors import MachineError
from autograder.exercise import Exercise
from autograder.report import Report
from autograder.reporting.html import render
from autograder.reporting.tables import grades_csv

FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*\ud800-\udfff]')  # in a folder's name, on one system or another
RESERVED = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE
)  # Windows has devices of that name
GROUPS_FOLDER, GROUPS_FILE = 0o2770, 0o664  # as nbgrader sets them where a course is shared
NAME_LIMIT = 60  # characters: four bytes each at most, of 255


class Store:
    """The folder of a run: two files for each submission at once, the tables and the page at the end.

    What is `shared` may be written by the folder's group as well, as nbgrader has it in a course of several
    instructors.
    """

    def __init__(self, folder: Path, shared: bool = False) -> None:
        self.folder, self.shared = folder, shared
        self._make(folder)

    def keep(self, report: Report, exercise: Exercise) -> None:
        """Write the report on one submission: as JSON, and as a page to hand back to the student."""
        file = report_file(self.folder, *report.key)
        self._make(file.parent)
        self._write(file, _json(report.to_json()))
        self._write(file.with_suffix(".html"), render([report], [exercise], for_student=True))

    def finish(self, reports: Sequence[Report], exercises: Sequence[Exercise]) -> None:
        """Write `grades.json`, `grades.csv` and `report.html`."""
        self._write(self.folder / "grades.json", _json([report.to_json() for report in reports]))
        self._write(self.folder / "grades.csv", grades_csv(reports))
        self._write(self.folder / "report.html", render(reports, exercises))

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for one in (folder, *folder.parents) if self.shared else ():
                if one.is_relative_to(self.folder):
                    share(one)
        except OSError as error:
            raise cannot_write(folder, error) from None

    def _write(self, path: Path, text: str) -> None:
        """Write all of it or nothing: a reader never finds half a file."""
        draft = path.with_name(f".{path.name}.part")
        try:
            draft.unlink(missing_ok=True)  # another's, who was interrupted
            draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
            if self.shared:
                draft.chmod(GROUPS_FILE)
            os.replace(draft, path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise cannot_write(path, error) from None


def share(folder: Path) -> None:
    """Let the group write in a folder, and own what is made in it; another's is the other's to share."""
    with suppress(PermissionError):
        folder.chmod(folder.stat().st_mode | GROUPS_FOLDER)


def report_file(folder: Path, student: str, assignment: str, exercise: str) -> Path:
    """Where the report on a student's work for an exercise, in an assignment, is kept; "" is none."""
    own = Path(folder, "students", folder_name(student))
    return (own / folder_name(assignment) if assignment else own) / f"{exercise}.json"


def folder_name(student: str) -> str:
    """A folder's name for a student, on every system and of no other student: names come from downloads."""
    plain = FORBIDDEN.sub("_", student)[:NAME_LIMIT].strip(" .") or "_"
    if plain == student and not RESERVED.match(student):
        return student
    return f"{plain}-{hashlib.sha256(student.encode('utf-8', 'replace')).hexdigest()[:8]}"


def cannot_write(path: Path, error: OSError) -> MachineError:
    """The error for a file or folder that cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineError(
            f"There is no space left to write {path}.", "Make room, or choose another --out folder."
        )
    return MachineError(f"{path} cannot be written: {error.strerror}.", "Choose another folder with --out.")


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
