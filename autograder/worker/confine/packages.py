"""Installed packages as a worker sees them: what it may not read is not there.

An import that fails for want of permission would stop what is right at home, where an optional package is
simply not installed. Python's import system, `importlib.metadata` and `pkgutil` all learn what is there by
listing folders; so it is the listing that leaves out what is closed.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Opened = Mapping[str, Sequence[str]]  # from folders of installed packages to what is open in each, below it


def paths(opened: Opened) -> list[Path]:
    """The files and the whole folders that are open."""
    return [Path(folder, entry) for folder, entries in opened.items() for entry in entries]


def show_only(opened: Opened) -> None:
    """Have these folders, and those on the way to what is open, listed as if nothing else lay in them."""
    import posix  # here, because only where files can be closed there is one

    shown, honest = listings(opened), os.listdir

    def listdir(path: Any = ".") -> list[Any]:
        return sorted(shown[path]) if isinstance(path, str) and path in shown else honest(path)

    os.listdir = posix.listdir = listdir  # the import system has the second
    importlib.invalidate_caches()


def listings(opened: Opened) -> dict[str, set[str]]:
    """What is listed of each folder that is not open as a whole."""
    shown: dict[str, set[str]] = {}
    for folder, entries in opened.items():
        shown[folder] = set()
        for path in (Path(folder, entry) for entry in entries):
            while str(path) != folder:
                shown.setdefault(str(path.parent), set()).add(path.name)
                path = path.parent
    return shown
