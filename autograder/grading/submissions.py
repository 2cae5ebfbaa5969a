"""One file that one student handed in, as it travels to a grader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.catalog import find
from autograder.exercise import Exercise
from autograder.grading import archives
from autograder.grading.naming import kind_of, stem_of

SIZE_LIMITS = {".py": 1 << 20, ".ipynb": 160 << 20}  # bytes


@dataclass(frozen=True)
class Submission:
    """One file that one student handed in for one exercise; `problem` says why it cannot even be opened.

    `path` may be a zip archive: `entry` then names the file in it, or an archive in it and the file in that.
    `functions` names those that are to be judged; None means all.
    """

    student: str
    exercise: Exercise
    path: Path
    label: str  # as reports name it: "alice/06_mnist.py"
    problem: str = ""
    functions: tuple[str, ...] | None = None
    entry: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # how the file was found, where a person should know it
    remedy: str = "Hand in one plain file."  # what to do about `problem`
    unrecognised: bool = False  # whether `problem` is that nobody can tell which file is meant
    assignment: str = ""  # the one that it was handed in for, where nbgrader tells

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "path": str(self.path), "exercise": self.exercise.name}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Submission:
        tuples = {key: record[key] and tuple(record[key]) for key in ("functions", "entry", "notes")}
        typed = {"exercise": find(record["exercise"]), "path": Path(record["path"]), **tuples}
        return cls(**{**record, **typed})

    @property
    def key(self) -> tuple[str, str, str]:
        """What no other submission of a run shares, and the report on it has: see `Report.key`."""
        return self.student, self.assignment, self.exercise.name

    @property
    def is_missing(self) -> bool:
        return not self.path.exists() and not self.path.is_symlink()

    @property
    def file(self) -> Path:
        """The file's name as Python and Jupyter know it: `02_linear_fit.py` for `02_linear_fit.py.txt`."""
        name = self.path.name if not self.entry else self.entry[-1].replace("\\", "/").rpartition("/")[2]
        return Path(stem_of(name) + (kind_of(name) or ".py"))

    def read(self) -> bytes:
        """The file's content, never more than a submission may hold and a byte.

        OSError where it cannot be read, ArchiveError where the archive that it lies in refuses it.
        """
        return archives.read(self.path, self.entry, SIZE_LIMITS[self.file.suffix])
