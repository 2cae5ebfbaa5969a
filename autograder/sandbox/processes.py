"""Worker processes: forked from a zygote where the system can, else started fresh."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, Protocol

from autograder.folders import Folder
from autograder.sandbox import fork_client, namespaces
from autograder.sandbox.command_lines import apart, command, configuration, confined_command, environment
from autograder.worker.load.patience import queued

HIGHEST_LEVEL = 3


class WorkerProcess(Protocol):
    """A worker: where its requests go in, and its answers and its output come out."""

    requests: int
    replies: int
    output: int
    lost: bool  # whether it went with the server that had forked it

    def queued(self) -> float:
        """Seconds that it could have run and had to wait for a processor, as far as the system tells."""

    def kill(self) -> None:
        """End it and everything it started, now."""

    def wait(self) -> int:
        """Its exit status once it has ended, negative for a signal; frees what it held."""


def start_worker(
    device: str, level: int = HIGHEST_LEVEL, shows: bool = False, allow: tuple[str, ...] = ()
) -> WorkerProcess:
    """A new worker, confined as far as `level` (0 to 3) and this machine go; one that `shows` has IPython.

    `allow` names packages that it may read beyond those of the kit's own list.
    """
    level = feasible(device, level)
    if sys.platform == "linux" and level > 0:
        return fork_client.fork((device, level, shows, allow))
    return FreshProcess(device, shows)


def start_servers(
    device: str, shows: Sequence[bool], allow: tuple[str, ...] = ()
) -> list[socket.socket | None]:
    """Sockets of fork servers as confined as can be, for `share`; None for each where there are none."""
    if sys.platform != "linux":
        return [None for _ in shows]
    return [*fork_client.start(device, feasible(device, HIGHEST_LEVEL), shows, allow)]


def share(
    control: socket.socket | None, device: str, shows: bool = False, allow: tuple[str, ...] = ()
) -> None:
    """Have this process's workers of a kind forked at a socket of `start_servers`, of whatever process."""
    if control is not None:
        fork_client.adopt((device, feasible(device, HIGHEST_LEVEL), shows, allow), control)


def feasible(device: str, level: int) -> int:
    """The level, or 1 for a GPU: its driver opens devices and starts threads, which levels 2 and 3 forbid."""
    return level if device == "cpu" else min(level, 1)


@cache
def probe(device: str, level: int = HIGHEST_LEVEL) -> tuple[tuple[str, ...], dict[str, str]]:
    """The layers that hold on this machine, each tried, and why others do not. Takes a tenth of a second."""
    with Folder() as folder:
        words = confined_command(device, feasible(device, level), folder.path, {"probe": True})
        outcome = subprocess.run(
            words, capture_output=True, env=environment(folder.scratch), cwd="/", check=False
        )
    answer = json.loads(outcome.stdout)
    lacking: dict[str, str] = answer["lacking"]
    if missing := namespaces.lacking():
        lacking.pop("private-uid", None)  # in there every user can read the interpreter: one remedy for both
        lacking["namespaces"] = missing
    return tuple(answer["layers"]), lacking


class FreshProcess:
    """A fresh interpreter with a private temporary folder, in which it may write."""

    lost = False

    def __init__(self, device: str, shows: bool) -> None:
        self.folder = Folder()
        for file in fonts():
            shutil.copy(file, self.folder.scratch)
        self.process = subprocess.Popen(
            command(configuration(device) | {"shows": shows}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=self.folder.scratch,
            env=environment(self.folder.scratch),
            **apart(),
        )
        atexit.register(self.kill)
        streams = (self.process.stdin, self.process.stdout, self.process.stderr)
        self.requests, self.replies, self.output = (taken(stream) for stream in streams if stream is not None)

    def queued(self) -> float:
        return queued(self.process.pid)

    def kill(self) -> None:
        try:
            if sys.platform == "win32":
                self.process.kill()
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # it has ended already

    def wait(self) -> int:
        try:
            status = self.process.wait(timeout=10.0)
        except subprocess.TimeoutExpired:  # it has closed its end of a pipe and goes on
            self.kill()
            status = self.process.wait()
        atexit.unregister(self.kill)
        self.folder.remove()
        return status


def taken(stream: IO[bytes]) -> int:
    """A descriptor of our own: a stream that is forgotten closes its number, whoever has that by then."""
    with stream:
        return os.dup(stream.fileno())


@cache
def fonts() -> tuple[Path, ...]:
    """Matplotlib's list of this machine's fonts, which it makes where there is none.

    That takes seconds on Windows and macOS, and without the list each worker would begin with it.
    """
    try:
        import matplotlib
        import matplotlib.font_manager
    except (ImportError, OSError):
        return ()  # students' own code will say so
    return tuple(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))
