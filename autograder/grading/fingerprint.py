"""What submissions are judged by, in a few characters."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from autograder.exercise import Exercise

KIT = Path(__file__).parents[1]
SOURCES = (".py", ".json", ".toml", ".txt", ".jinja")
SHOWN = 8  # hexadecimal digits: of two sets of checks, one in four thousand million is taken for the other

# What every source of the kit is called, its size and its time.
State = tuple[tuple[str, int, int], ...]


@cache
def fingerprint(exercise: Exercise) -> str:
    """That of the checks which this process has loaded: a grader asks as it starts, before it loads them."""
    return fingerprint_now(exercise)


def fingerprint_now(exercise: Exercise) -> str:
    """That of an exercise's checks and references as they lie on disk, and of what is promised for them."""
    own = f"content/{exercise.name}"
    hidden = (f"{own}/hidden/*.py", f"{own}/hidden/thresholds.json")
    patterns = (f"catalog/{exercise.stem}*", "checks/*.py", f"{own}/public.py", *hidden)
    told = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in KIT.glob(pattern)):
        content = path.read_bytes()
        told.update(f"{path.relative_to(KIT).as_posix()} {len(content)}\n".encode() + content)
    return told.hexdigest()[:SHOWN]


def state() -> State:
    """What is another one as soon as any file of the kit changes; to look takes milliseconds."""
    paths = [path for path in sorted(KIT.rglob("*")) if path.suffix in SOURCES]
    return tuple((str(path), told.st_size, told.st_mtime_ns) for path in paths for told in [path.stat()])
