"""Finding submissions: files given by name, or trees with a folder a student."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.catalog import exercises, find
from autograder.errors import UsageError
from autograder.exercise import Exercise

SUFFIXES = (".py", ".ipynb")
SIZE_LIMITS = {".py": 1 << 20, ".ipynb": 160 << 20}  # bytes


@dataclass(frozen=True)
class Submission:
    """One file that one student handed in for one exercise; `problem` says why it cannot even be opened.

    `functions` names those that are to be judged; None means all.
    """

    student: str
    exercise: Exercise
    path: Path
    label: str  # as reports name it: "alice/06_mnist.py"
    problem: str = ""
    functions: tuple[str, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "path": str(self.path), "exercise": self.exercise.name}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Submission:
        functions = record["functions"] and tuple(record["functions"])
        typed = {"exercise": find(record["exercise"]), "path": Path(record["path"]), "functions": functions}
        return cls(**{**record, **typed})

    @property
    def is_missing(self) -> bool:
        return not self.path.exists() and not self.path.is_symlink()

    def read(self) -> bytes:
        """The file's content, never more than a submission may hold; OSError where it cannot be read."""
        with self.path.open("rb") as file:
            return file.read(SIZE_LIMITS[self.path.suffix] + 1)


def find_submissions(paths: Sequence[Path], exercise: Exercise | None = None) -> list[Submission]:
    """All submissions under `paths`, by student and exercise; UsageError where there is nothing to grade.

    A file's student is its stem and its exercise is `exercise`, or the one its stem names. In a folder each
    student has a folder with `<exercise>.py` or `.ipynb`, or nbgrader's `<assignment>/<notebook>.ipynb`.
    """
    files = [path for path in dict.fromkeys(paths) if not path.is_dir()]
    found = _told_apart([_from_file(path, exercise) for path in files])
    for folder in dict.fromkeys(path for path in paths if path.is_dir()):
        found += list(_in_tree(folder, exercise)) or list(_in_folder(folder.parent, folder))
    if not found or (len(found) == len(files) and all(one.is_missing for one in found)):
        raise UsageError(
            f"There is nothing to grade in {', '.join(map(str, paths))}.",
            "Give files, or a folder that holds a folder for each student, with files named after exercises.",
        )
    return sorted(_mark_doubles(found), key=lambda one: (one.student, one.exercise.stem))


def _told_apart(files: list[Submission]) -> list[Submission]:
    """Files of one name, `alice/06_mnist.py bob/06_mnist.py`, belong to students named as their folders."""
    names = [one.student for one in files]
    return [
        replace(one, student=one.path.resolve().parent.name) if names.count(one.student) > 1 else one
        for one in files
    ]


def _from_file(path: Path, exercise: Exercise | None) -> Submission:
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path} is neither a .py nor an .ipynb file.", "Give a Python file or a notebook.")
    if path.stem in (".", ".."):
        raise UsageError(f"{path} has no name that could be a student's.", "Rename it.")
    named = exercise or _named_after(path.stem)
    if named is None:
        raise UsageError(
            f"The name of {path} does not tell which exercise it is.",
            "Say it with --exercise NAME; `autograder list` shows the names.",
        )
    plain = "" if path.is_file() or not path.exists() else "It is not a plain file."
    return Submission(path.stem, named, path, path.as_posix(), plain)


def _named_after(stem: str) -> Exercise | None:
    try:
        return find(stem)
    except UsageError:
        return None


def _in_tree(root: Path, exercise: Exercise | None) -> Iterator[Submission]:
    folders = [folder for folder in sorted(root.iterdir()) if folder.is_dir() and folder.name[0] not in "._"]
    found = [one for folder in folders for one in _in_folder(root, folder)]
    wanted = [exercise] if exercise else [e for e in exercises() if any(one.exercise == e for one in found)]
    yield from (one for one in found if one.exercise in wanted)
    for folder in folders:
        handed_in = [one.exercise for one in found if one.student == folder.name]
        for missing in wanted:
            if missing not in handed_in:
                path = folder / f"{missing.stem}.py"
                yield Submission(folder.name, missing, path, _label(root, path))


def _in_folder(root: Path, folder: Path) -> Iterator[Submission]:
    """The files of one student that are named after an exercise, at most one folder down."""
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        if path.suffix not in SUFFIXES or path.is_dir():
            continue
        named = _named_after(path.stem)
        if named is not None:
            yield Submission(folder.name, named, path, _label(root, path), _own_file(root, path))


def _own_file(root: Path, path: Path) -> str:
    """What is wrong with a path that is not a plain file in the student's own folder; nothing else."""
    if path.resolve() != root.resolve() / path.relative_to(root):
        return "It is a link and not a file of the student's own."
    return "" if path.is_file() else "It is not a plain file."


def _label(root: Path, path: Path) -> str:
    return (root / path.relative_to(root)).as_posix()


def _mark_doubles(found: Iterable[Submission]) -> Iterator[Submission]:
    """Where a student handed in two files for one exercise, none of them is taken."""
    by_student: dict[tuple[str, str], list[Submission]] = {}
    for one in found:
        by_student.setdefault((one.student, one.exercise.name), []).append(one)
    for same in by_student.values():
        if len(same) == 1:
            yield same[0]
        else:
            labels = " and ".join(one.label for one in same)
            yield replace(
                same[0], problem=f"There are {len(same)} files for one exercise: {labels}. Keep one of them."
            )
