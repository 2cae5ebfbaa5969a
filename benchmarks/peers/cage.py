"""The cage in which a peer runs: its graders run hostile code unconfined, and this machine must survive it.

Bubblewrap gives it a process tree, a network and a file tree of its own; an ordinary user without privileges
runs in it; each process is limited in memory, files, processor time and children.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

WALL = 60.0  # seconds for a grader in a cage
# torch built for CUDA takes 3 GiB of addresses by itself, of which it touches a fifth.
LIMITS = {"as": 6 << 30, "nproc": 200, "fsize": 64 << 20, "cpu": 60, "core": 0}
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/passwd", "/etc/hostname")
FIRST_USER = 61_000  # private users, one a cage at work: they own nothing outside it
HELPERS = Path(__file__).resolve().parent
SIZED = ("--perms", "1777", "--size", str(256 << 20))
COURSE, HOME = "/course", "/home/instructor"
REPORT_BYTES = 4 << 20


class Cage:
    """A cage for `place`, the number of the one who uses it; `secret` is in its environment."""

    def __init__(self, place: int, secret: str) -> None:
        self.user = FIRST_USER + place if os.getuid() == 0 else os.getuid()
        self.secret = secret

    def own(self, folder: Path) -> None:
        """Make the cage's user the owner of everything under `folder`."""
        if os.getuid() == 0:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self.user, self.user)

    def loop(self, course: Path, task: Mapping[str, Any], wall: float = WALL) -> dict[str, Any] | None:
        """What loop.py, told its task, printed in there; None where it was killed before it could."""
        command = [*self._walls(course), *self._fetters(), sys.executable, str(HELPERS / "loop.py")]
        try:
            told = json.dumps(task).encode()
            outcome = subprocess.run(command, input=told, capture_output=True, timeout=wall + 10, check=False)
            printed: dict[str, Any] = json.loads(outcome.stdout[:REPORT_BYTES])
            return printed
        except (subprocess.TimeoutExpired, ValueError):
            return None

    def _walls(self, course: Path) -> list[str]:
        environment = {
            "HOME": HOME,
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "OMP_NUM_THREADS": "1",
            "GRADEBOOK_PASSWORD": self.secret,
        }
        seen = [*SYSTEM, sys.base_prefix, sys.prefix, str(HELPERS)]
        # Folders on the way would be root's alone, and the cage's user could not pass through them.
        ways = dict.fromkeys(str(way) for place in seen for way in reversed(Path(place).parents))
        return [
            "bwrap",
            *("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
            *("--die-with-parent", "--new-session", "--clearenv"),
            *(() if os.getuid() == 0 else ("--unshare-user",)),
            *_each("--setenv", environment.items()),
            *("--proc", "/proc", "--dev", "/dev"),
            *(word for place in ("/tmp", "/var/tmp") for word in (*SIZED, "--tmpfs", place)),
            *(word for way in ways if way != "/" for word in ("--perms", "0755", "--dir", way)),
            *_each("--ro-bind-try", [(place, place) for place in seen]),
            *("--perms", "0777", "--dir", HOME),
            *("--bind", str(course), COURSE, "--chdir", COURSE),
            *("--cap-drop", "ALL", *_each("--cap-add", [(name,) for name in NEEDED_TO_DROP])),
        ]

    def _fetters(self) -> list[str]:
        limits = ["prlimit", *(f"--{name}={value}" for name, value in LIMITS.items())]
        if os.getuid() != 0:
            return limits
        user = [f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        return [*limits, "setpriv", *user, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]


# What setpriv needs to become an ordinary user that can never be anything else.
NEEDED_TO_DROP = ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_SYS_RESOURCE") if os.getuid() == 0 else ()


def lacking() -> list[str]:
    """The programs that a cage needs and that are not installed here."""
    return [name for name in ("bwrap", "prlimit", "setpriv") if shutil.which(name) is None]


def _each(option: str, values: Iterable[tuple[str, ...]]) -> list[str]:
    return [word for value in values for word in (option, *value)]
