"""Finding submissions: files given by name, folders a student, and downloads of learning management systems.

What a student handed in is never called missing, and no guess is silent: a copy's name that only one file has
is taken with a note; of several none is, and a person is told how to grade the right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.catalog import exercises
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.grading.archives import ArchiveError, is_archive
from autograder.grading.assignments import by_assignment, course_folder, told_apart, within
from autograder.grading.downloads import sorted_out
from autograder.grading.naming import kind_of, may_hold_code, named_in, stem_of
from autograder.grading.places import Place, places_in
from autograder.grading.submissions import Submission
from autograder.reporting.text import grade_command
from autograder.sandbox.problems import quoted

LISTED, COMMANDS = 8, 3  # files that a sentence names, and commands


@dataclass(frozen=True)
class Choice:
    """The files that may be meant; `note` says how the one was chosen, where a person should know it."""

    files: Sequence[Place]
    exact: bool = False
    note: str = ""


def find_submissions(paths: Sequence[Path], exercise: Exercise | None = None) -> list[Submission]:
    """All submissions under `paths`, by student and exercise; UsageError where there is nothing to grade.

    A file's student is its stem and its exercise is `exercise`, or the one its name means. A folder, or a zip
    archive, holds a folder for each student, or is what Canvas, Moodle, Gradescope, Blackboard or GitHub
    Classroom let download, or is one student's. What nbgrader collected is told apart by assignment.
    """
    roots = [
        path for path in dict.fromkeys(paths) if path.is_dir() or (path.is_file() and is_archive(path.name))
    ]
    files = [path for path in dict.fromkeys(paths) if path not in roots]
    found = told_apart([_from_file(path, exercise) for path in files])
    courses = {root: course for root in roots if (course := course_folder(root))}
    for root in roots:
        if root not in courses:
            found += _in_root(root, exercise, alone=len(roots) == 1)
    for course in dict.fromkeys(courses.values()):
        wanted = [within(course, root) for root in roots if courses.get(root) == course]
        found += _collected(course, wanted, exercise)
    if not found and any(place.kind for root in roots for place in _places(root)):
        raise UsageError(
            f"The names of the files in {', '.join(map(str, roots))} do not tell which exercise they are.",
            "Say it with --exercise NAME; `autograder list` shows the names.",
        )
    if not found or (len(found) == len(files) and all(one.is_missing for one in found)):
        raise UsageError(
            f"There is nothing to grade in {', '.join(map(str, paths))}.",
            "Give files, or a folder that holds a folder for each student, with files named after exercises.",
        )
    return sorted(mark_doubles(found), key=lambda one: (one.student, one.assignment, one.exercise.stem))


def choose(places: Iterable[Place], exercise: Exercise, any_name: bool = False) -> Choice:
    """The files of one student that may be meant; with `any_name`, also a sole one that is named anyhow."""
    files = [place for place in places if place.kind]
    named = [(place, named_in(place.name)) for place in files]
    meant = [(place, name.exact) for place, name in named if name and name.exercise == exercise]
    exact = [place for place, is_exact in meant if is_exact]
    near = [place for place, is_exact in meant if not is_exact]
    if exact:
        # One where it was asked for is not doubted for one that lies deeper, or in an archive.
        taken = [place for place in exact if place.is_as_asked] or exact
        others = [place for place in (*exact, *near) if place not in taken]
        return Choice(taken, True, f"Taken: {_list(taken)}. Not taken: {_list(others)}." if others else "")
    if near:
        return Choice(near, False, f"Taken: {_list(near)}, the only file with a name like {exercise.stem}.")
    sole = [place for place in files if any_name and _may_be(place, exercise)]
    return Choice(sole, False, f"Taken: {_list(sole)}, the only file that may be {exercise.stem}.")


def _from_file(path: Path, exercise: Exercise | None) -> Submission:
    if not (may_hold_code(path.name) if exercise else kind_of(path.name)):
        raise UsageError(f"{path} is neither a .py nor an .ipynb file.", "Give a Python file or a notebook.")
    stem, name = stem_of(path.name), named_in(path.name)
    if stem in (".", ".."):
        raise UsageError(f"{path} has no name that could be a student's.", "Rename it.")
    meant = exercise or (name and name.exercise)
    if not meant:
        raise UsageError(
            f"The name of {path} does not tell which exercise it is.",
            "Say it with --exercise NAME; `autograder list` shows the names.",
        )
    place = _place_of(path)
    plain = "" if place.entry or path.is_file() or not path.exists() else "It is not a plain file."
    taken = f"Taken for {meant.stem}, which its name is like."
    notes = () if exercise or (name and name.exact) else (taken,)
    return Submission(
        stem, meant, place.path, path.as_posix(), place.problem or plain, None, place.entry, notes
    )


def _place_of(path: Path) -> Place:
    """The place of a path, which may lead into an archive; where it leads nowhere, a missing file's."""
    for archive in path.parents if not path.exists() else ():
        if archive.is_file() and is_archive(archive.name):
            for place in _places(archive):
                if place.label == path.as_posix() and place.is_file:
                    return place
    return Place((path.name,), path.as_posix(), path)


def _places(root: Path) -> list[Place]:
    try:
        return places_in(root)
    except ArchiveError as refused:
        raise UsageError(
            f"{root} is not opened. {refused}", "Download it again, or unpack it yourself."
        ) from None


def _in_root(root: Path, exercise: Exercise | None, alone: bool) -> list[Submission]:
    """The submissions in a folder or an archive: a student's own, files a student, or folders a student."""
    places = _places(root)
    download = sorted_out(root, places)
    students, stray = download.students, download.stray
    inside = [place for own in students.values() for place in own]
    name = root.resolve().stem if is_archive(root.name) else root.resolve().name
    if _meant(stray, exercise) and not _meant(inside, exercise):
        students = {name: places}
    elif is_archive(root.name) and len(students) == 1 and not alone:
        students = {name: inside}  # of several archives each is a student's
    elif exercise and not any(place.kind for place in inside):
        flat = [place for place in stray if place.kind]
        students = {**students, **{stem_of(one.name): [] for one in flat}}
        for one in flat:
            students[stem_of(one.name)].append(one)
    wanted = [exercise] if exercise else _meant((one for own in students.values() for one in own), None)
    return [
        one
        for student, own in students.items()
        for meant in wanted
        for one in of_student(student, own, meant, root, any_name=exercise is not None)
    ]


def _collected(
    course: Path, wanted: Sequence[tuple[str, ...]], exercise: Exercise | None
) -> Iterator[Submission]:
    """What nbgrader collected, by assignment: of all, of these students, or of these for one assignment."""
    places = by_assignment(course)
    students, assignments = (dict.fromkeys(part) for part in zip(*places, strict=True))
    for assignment in assignments:
        inside = [one for (_, name), own in places.items() if name == assignment for one in own]
        exercises_in = [exercise] if exercise else _meant(inside, None)
        for student in students:
            own = places.get((student, assignment), [])
            if any((student, assignment)[: len(parts)] == parts for parts in wanted):
                for meant in exercises_in:
                    for one in of_student(student, own, meant, course, any_name=exercise is not None):
                        yield replace(one, assignment=assignment)


def _meant(places: Iterable[Place], exercise: Exercise | None) -> list[Exercise]:
    """The exercises, or this one, that files are named after; by numbers alone where no name says more."""
    names = [name for place in places if (name := named_in(place.name))]
    named = [name for name in names if not name.number] or names
    return [
        one for one in exercises() if exercise in (None, one) and any(name.exercise == one for name in named)
    ]


def of_student(
    student: str, places: Sequence[Place], exercise: Exercise, root: Path, any_name: bool
) -> Iterator[Submission]:
    """What one student handed in: one file, several of the right name, or what a person must look at."""
    choice = choose(places, exercise, any_name)
    if choice.exact or len(choice.files) == 1:
        for place in choice.files:
            notes = (choice.note,) if choice.note and len(choice.files) == 1 else ()
            yield Submission(
                student, exercise, place.path, place.label, place.problem, None, place.entry, notes
            )
        return
    label = places[0].label if places else f"{root.as_posix()}/{student}"
    lying = choice.files or [place for place in places if _may_be(place, exercise)]
    if not lying:
        missing = f"{label}/{exercise.stem}.py"
        yield Submission(student, exercise, Path(missing), missing)
        return
    fact, remedy = _unrecognised(lying, exercise, bool(choice.files))
    yield Submission(
        student, exercise, lying[0].path, label, fact, remedy=remedy, unrecognised=True, entry=lying[0].entry
    )


def _may_be(place: Place, exercise: Exercise) -> bool:
    """Whether a file may be an answer to the exercise: neither it nor its folder is named after another."""
    if not place.is_file:
        return bool(place.problem)
    names = [named_in(place.name), *(named_in(f"{folder}.py") for folder in place.parts[:-1])]
    return not any(name and name.exercise != exercise and not name.number for name in names)


def _unrecognised(lying: Sequence[Place], exercise: Exercise, several: bool) -> tuple[str, str]:
    """What lies there, and what a person can do about it."""
    fact = (
        f"Several files may be {exercise.stem}: {_list(lying)}."
        if several
        else f"No file is named {exercise.stem}, but there lies: {_list(lying)}."
    )
    commands = [
        grade_command(place.label, exercise.name)
        for place in lying
        if place.is_file and may_hold_code(place.name) and not place.problem
    ]
    if not commands:
        return fact, f"Open it, or ask the student for {exercise.stem}.py or {exercise.stem}.ipynb."
    return fact, f"Look which one is meant, and run: {' or '.join(commands[:COMMANDS])}"


def _list(places: Sequence[Place]) -> str:
    names = [quoted(place.shown) for place in places]
    more = [f"and {len(names) - LISTED} more"] if len(names) > LISTED else []
    return ", ".join([*names[:LISTED], *more])


def mark_doubles(found: Iterable[Submission]) -> Iterator[Submission]:
    """Where a student handed in two files for one exercise, none of them is taken."""
    by_student: dict[tuple[str, str, str], list[Submission]] = {}
    for one in found:
        by_student.setdefault(one.key, []).append(one)
    for same in by_student.values():
        if len(same) == 1:
            yield same[0]
        else:
            labels = " and ".join(quoted(one.label) for one in same)
            problem = f"There are {len(same)} files for one exercise: {labels}."
            commands = [grade_command(one.label, one.exercise.name) for one in same[:COMMANDS]]
            remedy = f"Look which one is meant, and run: {' or '.join(commands)}"
            yield replace(same[0], problem=problem, remedy=remedy, unrecognised=True)
