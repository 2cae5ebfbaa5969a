"""Whose work a file is: a folder a student, or the names that Canvas, Moodle and others give to downloads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from autograder.catalog import exercises
from autograder.grading import archives
from autograder.grading.archives import ArchiveError, is_archive
from autograder.grading.gradescope import METADATA, MOST, submitters
from autograder.grading.naming import named_in
from autograder.grading.places import Place

# `doejane_LATE_12345_67890_02_linear_fit-1.py`: student, theirs and the file's number, the file.
CANVAS = re.compile(r"(?P<student>[^_]+)(?:_LATE)?_(?P<id>\d+)_\d+_(?P<name>.+)")
# A folder `Jane Doe_123456_assignsubmission_file`, or with the file's name behind it and no folders.
MOODLE = re.compile(r"(?P<student>.+?)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<name>.*)")
# `Homework 2_janedoe_attempt_2026-11-02-10-11-12_02_linear_fit.py`, and a `.txt` with what the student said.
BLACKBOARD = re.compile(r"(?P<id>.+_(?P<student>[^_]+))_attempt_\d{4}(?:-\d\d){5}_?(?P<name>.*)")
PATTERNS = (MOODLE, BLACKBOARD, CANVAS)


@dataclass(frozen=True)
class Owner:
    """A student as a download names them; `identity` tells people of one name apart."""

    name: str
    identity: str = ""


@dataclass
class Download:
    """What each student handed in, its parts below what is the student's; and files that are nobody's."""

    students: dict[str, list[Place]] = field(default_factory=dict)
    stray: list[Place] = field(default_factory=list)


def sorted_out(root: Path, places: Sequence[Place]) -> Download:
    """The places below `root` by student."""
    places = _unwrapped(root, places)
    known = _from_metadata(places) or _from_repositories(places)
    by_owner: dict[Owner, list[Place]] = {}
    download = Download()
    for place in places:
        owner, inner = _owner(place, known)
        if owner is not None:
            by_owner.setdefault(owner, []).append(replace(place, parts=inner))
        elif place.is_file and len(place.parts) == 1:
            download.stray.append(place)
    for name, own in _named(by_owner):
        download.students.setdefault(name, []).extend(own)
    return download


def _owner(place: Place, known: dict[str, Owner]) -> tuple[Owner | None, tuple[str, ...]]:
    """Whose a place is, and its parts below what is theirs."""
    top, *rest = place.parts
    if top[:1] in ("", "_"):
        return None, place.parts
    is_folder = bool(rest) and not is_archive(top)
    for pattern in PATTERNS[:1] if is_folder else PATTERNS:
        if found := pattern.fullmatch(top):
            owner = Owner(found["student"], found["id"])
            return owner, tuple(part for part in (found["name"], *rest[:-1]) if part) + tuple(rest[-1:])
    if not rest:
        return None, place.parts
    return known.get(top) or Owner(_without_zip(top)), tuple(rest)


def _named(by_owner: dict[Owner, list[Place]]) -> Iterator[tuple[str, list[Place]]]:
    """Each student's name, with their number where two have one name."""
    names = [owner.name for owner in by_owner]
    for owner, places in by_owner.items():
        is_shared = owner.identity and names.count(owner.name) > 1
        yield f"{owner.name} ({owner.identity})" if is_shared else owner.name, places


def _unwrapped(root: Path, places: Sequence[Place]) -> Sequence[Place]:
    """The places without a folder around all of them, where that is no student's."""
    tops = {place.parts[0] for place in places if place.parts[0] not in ("", METADATA)}
    if len(tops) != 1 or any(len(place.parts) == 1 and place.is_file for place in places):
        return places
    [top] = tops
    inner = [replace(place, parts=place.parts[1:]) for place in places if len(place.parts) > 1]
    around = is_archive(root.name) and (_stem_matches(root, top) or _holds_several(inner))
    return inner if around or _is_download(inner) else places


def _is_download(places: Sequence[Place]) -> bool:
    tops = {place.parts[0] for place in places if place.parts[0]}
    return bool(tops) and (
        METADATA in tops
        or (len(tops) > 1 and _from_repositories(places).keys() >= tops)
        or all(any(pattern.fullmatch(top) for pattern in PATTERNS) for top in tops)
    )


def _stem_matches(root: Path, top: str) -> bool:
    """Whether an archive is called as the folder in it, as when a folder is packed."""
    return re.sub(r" ?\(\d+\)$", "", root.stem).casefold() == top.casefold()


def _holds_several(places: Iterable[Place]) -> bool:
    """Whether several folders hold a file for one exercise: then they are students'."""
    found = {(place.parts[0], named.exercise.name) for place in places if (named := named_in(place.name))}
    names = [name for _, name in found]
    return len(set(names)) < len(names)


def _from_metadata(places: Iterable[Place]) -> dict[str, Owner]:
    """The students of Gradescope's folders, from the file that comes with them."""
    for place in places:
        if place.parts == (METADATA,) and not place.problem:
            try:
                content = archives.read(place.path, place.entry, MOST)
            except (OSError, ArchiveError):
                continue
            found = submitters(content.decode("utf-8-sig", "replace"))
            return {folder: Owner(name, identity or folder) for folder, (name, identity) in found.items()}
    return {}


def _from_repositories(places: Iterable[Place]) -> dict[str, Owner]:
    """The students of GitHub Classroom's clones: folders that are called as the assignment, then the user."""
    tops = sorted({place.parts[0] for place in places if len(place.parts) > 1})
    folders = {place.parts[0]: place.path for place in places if place.parts[1:] == ("",)}
    titles = {title for one in exercises() for title in (one.stem, one.stem.lstrip("0"), one.name)}
    slugs = sorted((f"{title.replace('_', '-')}-" for title in titles), key=len, reverse=True)
    cloned = [top for top, path in folders.items() if (path / ".git").exists()]
    words = zip(*(top.split("-")[:-1] for top in cloned), strict=False) if len(cloned) > 1 else ()
    slugs += ["".join(f"{same[0]}-" for same in takewhile(lambda same: len(set(same)) == 1, words)).lower()]
    found = {}
    for top in tops:
        slug = next((slug for slug in slugs if top.lower().startswith(slug)), "")
        user = _without_zip(top)[len(slug) :]
        if slug and user:  # what GitHub packs is called after its branch as well
            found[top] = Owner(user if top in cloned else re.sub("(?<=.)-(main|master)$", "", user))
    return found


def _without_zip(name: str) -> str:
    return name[: -len(".zip")] if is_archive(name) else name
