"""Namespaces through bubblewrap: no network, a process tree and a file tree of their own.

They are there where root grades and bubblewrap is installed; elsewhere Landlock and seccomp stand alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

SYSTEM = ("/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime")
UNSHARED = ("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts")


def wrapper(readable: Sequence[Path], writable: str) -> list[str]:
    """The words before a command that let it see `readable` and nothing else; none where that cannot be."""
    words = _words(readable, writable)
    return words if words and _works(tuple(words)) else []


def lacking() -> str:
    """Why there are no namespaces here; nothing where there are."""
    if sys.platform != "linux":
        return "they exist on Linux only"
    if os.getuid() != 0:
        return "a private user and namespaces need a grader that runs as root"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (`apt-get install bubblewrap`)"
    return (
        "" if _works(tuple(_words([], "/tmp"))) else "bubblewrap is installed but cannot make namespaces here"
    )


def _words(readable: Sequence[Path], writable: str) -> list[str]:
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux" or os.getuid() != 0:
        return []
    folders = [*SYSTEM, sys.base_prefix, *map(str, readable)]
    # Folders on the way would be root's alone, and a private user could not pass through them.
    parents = dict.fromkeys(str(parent) for folder in folders for parent in reversed(Path(folder).parents))
    ways = [word for parent in parents if parent != "/" for word in ("--perms", "0755", "--dir", parent)]
    binds = [word for folder in folders for word in ("--ro-bind-try", folder, folder)]
    own = ["--proc", "/proc", "--dev", "/dev", "--perms", "0755", "--dir", writable]
    return [program, *UNSHARED, "--die-with-parent", "--new-session", *ways, *binds, *own]


@cache
def _works(words: tuple[str, ...]) -> bool:
    """Whether Python starts in there: a file system or a security module may forbid it."""
    python = os.path.realpath(sys.executable)
    try:
        outcome = subprocess.run(
            [*words, python, "-I", "-S", "-c", ""], capture_output=True, timeout=120, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return outcome.returncode == 0
