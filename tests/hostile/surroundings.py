"""What a submission could damage, before and after: files with secrets, processes, the grader itself."""

from __future__ import annotations

import builtins
import hashlib
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

import autograder
from grading_helpers import CHECKOUT, FILE
from hostile.attack import CANARY, REMAINS, SHARED_MEMORY_KEY

PLACES = [Path(place) for place in ("/", "/tmp", "/var/tmp", "/dev/shm")]
HIDDEN_CHECKS = CHECKOUT / "autograder" / "content" / "mnist" / "hidden" / "reference.py"


class Surroundings:
    """A folder full of secrets, and a port that listens; `targets` says where there is what."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.secrets = {name: folder / path for name, path in SECRETS.items()}
        for path in self.secrets.values():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f'SECRET = "{CANARY}"\n')
        self.secrets["gradebook"].unlink()
        with sqlite3.connect(self.secrets["gradebook"]) as book:
            book.execute("create table grade (manual_score real, note text)")
            book.execute("insert into grade values (12, ?)", (CANARY,))

    @property
    def targets(self) -> dict[str, str]:
        own = {name: str(path) for name, path in self.secrets.items()}
        return own | {
            "folder": str(self.folder),
            "course": str(self.secrets["course"].parent),
            "kit": str(Path(autograder.__file__).parent),
            "solution": str(CHECKOUT / "solutions" / FILE),
            "hidden": str(HIDDEN_CHECKS),
            "grader": str(os.getpid()),
            "port": str(self.listener.getsockname()[1]),
        }

    def state(self) -> State:
        files = [*self.secrets.values(), CHECKOUT / "solutions" / FILE, HIDDEN_CHECKS]
        return State(
            files={str(path): _digest(path) for path in files},
            remains=tuple(sorted(map(str, self._remains()))),
            shared_memory=_shared_memory(),
            processes=frozenset(_descendants(os.getpid())),
            threads=threading.active_count(),
            descriptors=len(os.listdir("/proc/self/fd")),
            functions=tuple(map(id, own_functions())),
        )

    def state_once_settled(self, expected: State) -> State:
        """The state; a thread of the grader's that is about to end gets a moment to do so."""
        deadline = time.monotonic() + 60.0
        while (state := self.state()) != expected and time.monotonic() < deadline:
            time.sleep(0.02)
        return state

    def _remains(self) -> Iterator[Path]:
        for place in [*PLACES, Path.cwd(), Path.home(), self.folder]:
            yield from place.glob(f"*{REMAINS}*")
        planted = ("torch.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.ini")
        yield from (path for path in self.folder.rglob("*") if path.name in planted)

    def close(self) -> None:
        self.listener.close()


@dataclass(frozen=True)
class State:
    """What must be the same after an attack as before it."""

    files: Mapping[str, str]
    remains: tuple[str, ...]
    shared_memory: bool  # whether a segment of System V's is there under the key that attacks use
    processes: frozenset[int]  # the fork server, and what is in its tree
    threads: int
    descriptors: int
    functions: tuple[int, ...]


SECRETS = {
    "neighbour": f"neighbour/{FILE}",
    "gradebook": "gradebook.db",
    "key": ".ssh/id_ed25519",
    "labels": "data/MNIST/raw/t10k-labels-idx1-ubyte",
    "course": "packages/course_solutions.py",
    "twin": "packages/seaborn.py",
}


def own_functions() -> list[Callable[..., Any]]:
    """Functions with which the grader compares and judges."""
    return [
        torch.allclose,
        torch.equal,
        torch.isfinite,
        torch.autograd.grad,
        builtins.abs,
        builtins.isinstance,
        pytest.main,
    ]


def _digest(path: Path) -> str:
    if not path.exists():
        return "gone"
    status = path.stat()
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()} {status.st_mode} {status.st_mtime_ns}"


def _shared_memory() -> bool:
    segments = Path("/proc/sysvipc/shm")
    return segments.exists() and any(
        line.split()[0] == str(SHARED_MEMORY_KEY) for line in segments.read_text().splitlines()
    )


def _descendants(process: int) -> Iterator[int]:
    """The processes that descend from this one; none on a system without /proc."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    waiting = list(children.get(process, []))
    while waiting:
        found = waiting.pop()
        yield found
        waiting += children.get(found, [])
