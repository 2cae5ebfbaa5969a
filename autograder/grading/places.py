"""All that lies below a folder or in an archive, as one list: where it is, and what is wrong with it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from autograder.grading.archives import (
    DOWNLOAD,
    HANDED_IN,
    NESTED,
    ArchiveError,
    Entry,
    entries,
    is_archive,
    read_nested,
)
from autograder.grading.naming import kind_of

LINK = "It is a link and not a file of the student's own."
SHALLOW = 2  # parts
MAX_DEPTH = 12  # folders within folders
# Folders that hold nothing a student wrote, and files that systems leave; hidden ones are passed over too.
NOT_LOOKED_INTO = ("__pycache__", "__MACOSX", "site-packages", "dist-packages", "node_modules")
LITTER = ("timestamp.txt", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Place:
    """One file, or, where the last of its parts is empty, a folder or archive; `problem`: why it is closed.

    `path` is the file on disk; `entry` names what is meant in it where that is an archive.
    """

    parts: tuple[str, ...]  # below the folder or archive that was given, or below what is one student's
    label: str
    path: Path
    entry: tuple[str, ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        return self.parts[-1]

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    @property
    def is_file(self) -> bool:
        return bool(self.name)

    @property
    def is_as_asked(self) -> bool:
        """Whether it lies where it was asked for: in a student's folder or one below, and in no archive."""
        return len(self.parts) <= SHALLOW and not any(map(is_archive, self.parts[:-1]))

    @property
    def shown(self) -> str:
        """Its path as a student knows it, and what is wrong with it."""
        path = "/".join(part for part in self.parts if part)
        return f"{path} ({self.problem.rstrip('.')})".strip() if self.problem else path

    def below(self, *parts: str) -> Place:
        """The place of that name in this folder or archive."""
        return replace(self, parts=(*self.parts, *parts), label="/".join((self.label, *parts)).rstrip("/"))


def places_in(root: Path) -> list[Place]:
    """All places below a folder or in an archive, in alphabetical order; ArchiveError for a bad archive."""
    top = Place((), root.as_posix(), root)
    found = list(_in_folder(top) if root.is_dir() else _in_archive(top, DOWNLOAD, nested=1))
    if not root.is_dir() and found[0].problem:
        raise ArchiveError(found[0].problem)
    return sorted(found, key=lambda place: place.parts)


def _in_folder(folder: Place) -> Iterator[Place]:
    inside = folder.below("")
    if len(folder.parts) > MAX_DEPTH:
        yield replace(inside, problem="It lies too deep.")
        return
    try:
        paths = list(folder.path.iterdir())
    except OSError as error:
        yield replace(inside, problem=f"It cannot be read: {error.strerror}.")
        return
    yield inside
    for path in paths:
        if not _is_passed_over(path.name):
            yield from _at(replace(folder.below(path.name), path=path))


def _at(place: Place) -> Iterator[Place]:
    path = place.path
    if path.is_symlink():
        yield replace(place.below("") if path.is_dir() else place, problem=LINK)
    elif path.is_dir():
        yield from _in_folder(place)
    elif not path.is_file():
        yield replace(place, problem="It is not a plain file.")
    elif is_archive(path.name):
        yield from _in_archive(place, HANDED_IN, nested=1)
    else:
        yield place


def _in_archive(archive: Place, most: int, nested: int) -> Iterator[Place]:
    """What an archive on disk holds; `nested` says how deep archives in it are looked into."""
    try:
        with archive.path.open("rb") as file:
            yield from _contents(archive, file, most, nested)
    except (OSError, ArchiveError) as error:
        reason = f"It cannot be read: {error.strerror}." if isinstance(error, OSError) else str(error)
        yield replace(archive.below(""), problem=reason)


def _contents(archive: Place, file: BinaryIO, most: int, nested: int) -> list[Place]:
    found = list(_entries_of(archive, file, most, nested))
    if not any(place.is_file or place.problem for place in found):
        raise ArchiveError("It holds no file.")
    return found


def _entries_of(archive: Place, file: BinaryIO, most: int, nested: int) -> Iterator[Place]:
    spent: Counter[str] = Counter()  # bytes of archives within, for each of its folders and files
    yield archive.below("")
    for entry in entries(file, most):
        if any(map(_is_passed_over, entry.parts)):
            continue
        place = archive.below(*entry.parts)
        place = replace(place, entry=(*archive.entry, entry.name), problem=entry.problem)
        if entry.is_folder:
            yield place.below("")
        elif not is_archive(place.name) or not nested or entry.problem:
            yield place
        else:
            spent[entry.parts[0]] += entry.size
            yield from _in_nested(place, file, entry, spent[entry.parts[0]] <= NESTED)


def _in_nested(place: Place, file: BinaryIO, entry: Entry, small: bool) -> Iterator[Place]:
    try:
        if not small:
            raise ArchiveError(f"Archives in an archive are larger than {NESTED >> 20} MiB together.")
        yield from _contents(place, io.BytesIO(read_nested(file, entry.name)), HANDED_IN, nested=0)
    except ArchiveError as refused:
        yield replace(place.below(""), problem=str(refused))


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in NOT_LOOKED_INTO or name.lower() in LITTER
