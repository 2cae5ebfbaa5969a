"""Temporary folders that do not outlive their process, however it ends.

The process that makes a folder holds a lock on a file in it, its mark. A process that was killed holds
nothing any more, so the next one finds out what is left of it and removes that. A folder without the mark is
somebody else's, whatever its name.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path

PREFIX = "autograder-"
MARK = ".held-by-autograder"
PATIENCE = 2.0  # seconds for Windows to let go of the files of a process that has ended

# Torch makes a folder as it is imported, for what it compiles. Nothing is compiled here: one that is there
# already will do.
TORCHS = {"TORCHINDUCTOR_CACHE_DIR": tempfile.gettempdir()}

held: set[Folder] = set()


class Folder:
    """A new folder of this process; leaving it, or the end of the process, removes it.

    `scratch` is a folder in it for whatever is to run there: the mark is out of its way. A process that is
    given `locks`, descriptors, holds the folder too.
    """

    def __init__(self) -> None:
        _tidy_at_both_ends()
        self.path = tempfile.mkdtemp(prefix=PREFIX)
        self.locks = _hold(os.path.join(self.path, MARK))
        self.scratch = os.path.join(self.path, "scratch")
        os.mkdir(self.scratch)
        held.add(self)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove the folder and all in it; once more does no harm."""
        held.discard(self)
        while self.locks:  # on Windows an open file cannot be removed
            os.close(self.locks.pop())
        _remove_marked(self.path)


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """In here these variables of the environment are set so."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def sweep() -> None:
    """Remove what processes of this user left behind that have ended without a chance to do so."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            _remove_if_left(path)


def remove(folder: str) -> None:
    """Remove a folder and all in it; on Windows files stay for a moment after the process that had them."""
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError):
            _remove(folder)
        if not os.path.lexists(folder) or time.monotonic() > until:
            return
        time.sleep(0.05)


@cache
def _tidy_at_both_ends() -> None:
    """At the end too: what was still held as this process began may be free by then."""
    sweep()
    atexit.register(sweep)
    atexit.register(_remove_held)


def _remove_held() -> None:
    for folder in list(held):
        folder.remove()


def _hold(mark: str) -> list[int]:
    """A descriptor of the mark that is locked while it is open; none where files cannot be locked.

    The mark is empty until it is held, and an empty one is no mark.
    """
    descriptor = os.open(mark, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        _lock(descriptor, patient=True)
    except OSError:
        os.close(descriptor)
        return []
    os.write(descriptor, str(os.getpid()).encode())
    return [descriptor]


def _lock(descriptor: int, patient: bool = False) -> None:
    """Hold a file for as long as the descriptor is open anywhere; OSError where another process does.

    One that is `patient` waits for a sweep that is looking at the file just then.
    """
    if sys.platform != "win32":  # there an open file cannot be removed, which is lock enough
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))


def _remove_if_left(folder: Path) -> None:
    """Remove a folder of this user that has a mark which nobody holds; OSError where it is not one."""
    mark = folder / MARK
    if stat.S_ISDIR(_ours(folder).st_mode) and stat.S_ISREG(_ours(mark).st_mode):
        _remove_if_free(folder, mark)


def _remove_if_free(folder: Path, mark: Path) -> None:
    if sys.platform == "win32":
        mark.rename(mark)  # not even that is possible while it is open
        _remove_marked(str(folder))
        return
    descriptor = os.open(mark, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        _lock(descriptor)
        if os.fstat(descriptor).st_size:
            _remove_marked(str(folder))
    finally:
        os.close(descriptor)


def _remove_marked(folder: str) -> None:
    """The mark goes last: what lost it would not be swept any more where something else stays."""
    scratch = os.path.join(folder, "scratch")
    remove(scratch)
    if not os.path.lexists(scratch):
        remove(folder)


def _ours(path: Path) -> os.stat_result:
    """What a path is, itself and not what it may point to; PermissionError where it is another user's."""
    found = path.lstat()
    if sys.platform != "win32" and found.st_uid != os.geteuid():
        raise PermissionError(f"{path} belongs to another user")
    return found


def _remove(folder: str) -> None:
    """Remove a folder, however deep, and follow no link; OSError where something stays."""
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        os.unlink(folder)
    elif sys.platform == "win32":
        shutil.rmtree(folder)
    else:
        _empty(folder)
        os.rmdir(folder)


def _empty(folder: str) -> None:
    names = _new_names(folder)  # what lies in a subfolder is moved up: no path gets long
    while entries := _entries(folder):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            for inner in _entries(entry.path):
                os.rename(inner.path, next(names))
            os.rmdir(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What is in a folder, whose maker may have closed it."""
    os.chmod(folder, stat.S_IRWXU)
    with os.scandir(folder) as entries:
        return list(entries)


def _new_names(folder: str) -> Iterator[str]:
    """Paths in a folder that no file has."""
    token = secrets.token_hex(16)
    return (os.path.join(folder, f"{token}-{number}") for number in count())
