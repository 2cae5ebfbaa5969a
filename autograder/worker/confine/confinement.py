"""What a worker puts on itself before a line of the student's code runs, and a probe that tries each part."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.worker.confine import landlock, scratch, seccomp
from autograder.worker.confine.limits import FILE_BYTES, limit_resources

SET_PARENT_DEATH_SIGNAL, SET_DUMPABLE, SET_NO_NEW_PRIVILEGES = 1, 4, 38  # prctl options
CAPABILITIES_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3 of linux/capability.h: two words a set
FIRST_UID, UIDS = 60_000, 4_000  # a range that systems leave free: between ordinary users and nobody
CANARY = Path(__file__)  # a file that no submission needs


@dataclass(frozen=True)
class Confinement:
    """The layers to put on; None is without.

    `ruleset` is a Landlock descriptor, `uid` a private user, and `folder` where a scratch folder is prepared.
    """

    memory: int | None  # bytes beyond what is mapped already
    cpu_seconds: int
    ruleset: int | None = None
    filtered: bool = False  # by seccomp
    uid: int | None = None
    folder: str | None = None

    @property
    def file_bytes(self) -> int:
        """The most that a file may hold: nothing where files are closed and there is no scratch folder."""
        if self.folder is not None:
            return scratch.BYTES
        return FILE_BYTES if self.ruleset is None else 0

    def apply(self) -> list[str]:
        """Put the layers on this process, for good, and name them; OSError where one does not hold."""
        memory = self.memory
        if memory is not None and self.folder is not None:
            memory -= scratch.BYTES  # what is in files is in memory
        layers = ["process", *limit_resources(memory, self.cpu_seconds, self.file_bytes)]
        if sys.platform != "linux":
            return layers
        if self.folder is not None:
            scratch.enter(self.folder, self.uid)
            layers.append("scratch")
        if self.uid is not None:
            os.setgroups([])
            os.setresgid(self.uid, self.uid, self.uid)
            os.setresuid(self.uid, self.uid, self.uid)
            layers.append("private-uid")
        else:
            give_up_capabilities()
        prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)  # a change of uid would have cleared it
        prctl(SET_NO_NEW_PRIVILEGES, 1)
        prctl(SET_DUMPABLE, 0)
        layers.append("no-new-privileges")
        if self.ruleset is not None:
            landlock.enter(self.ruleset)
            layers.append("landlock")
        if self.filtered:
            seccomp.install()
            layers.append("seccomp")
        return layers


def give_up_capabilities() -> None:
    """Root, also that of a user namespace, loses its powers: every set becomes empty, or OSError."""
    header = struct.pack("=Ii", CAPABILITIES_VERSION, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")


def prctl(option: int, value: int) -> None:
    """The system call of that name; OSError where it fails."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)):
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def strongest(wanted: Confinement) -> tuple[Confinement, dict[str, str]]:
    """As much of `wanted` as holds on this machine, each part tried in a process of its own.

    The dict says why the rest does not hold. Call it in a process that may fork.
    """
    nothing = replace(wanted, ruleset=None, filtered=False, uid=None, folder=None)
    parts: dict[str, tuple[Confinement, Callable[[], str]]] = {
        "landlock": (replace(nothing, ruleset=wanted.ruleset), _reads),
        "seccomp": (replace(nothing, filtered=wanted.filtered), _opens_socket),
        "private-uid": (replace(nothing, uid=wanted.uid), _loses_python),
        "scratch": (
            nothing if wanted.folder is None else replace(nothing, uid=wanted.uid, folder=wanted.folder),
            lambda: scratch.lacking(str(wanted.folder)),
        ),
    }
    tried = {name: _try(alone.apply, attempt) for name, (alone, attempt) in parts.items() if alone != nothing}
    lacking = {name: failure for name, failure in tried.items() if failure}
    return (
        replace(
            wanted,
            ruleset=None if "landlock" in lacking else wanted.ruleset,
            filtered=wanted.filtered and "seccomp" not in lacking,
            uid=None if "private-uid" in lacking else wanted.uid,
            folder=None if "scratch" in lacking else wanted.folder,
        ),
        lacking,
    )


def prepare_scratch(folder: str) -> str:
    """Prepare for scratch folders once a child could: why they cannot be here, or nothing."""
    failure = _try(lambda: scratch.prepare(folder), lambda: "")
    if not failure:
        scratch.prepare(folder)
    return failure


def _try(confine: Callable[[], object], attempt: Callable[[], str]) -> str:
    """Confine a child and let it try the forbidden thing; what went wrong, or nothing."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            confine()
            verdict = attempt()
        except BaseException as error:
            verdict = f"{type(error).__name__}: {error}"
        os.write(write_end, verdict.encode()[:400])
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        verdict = pipe.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    return verdict or (f"the probe ended with status {status}" if status else "")


def _reads() -> str:
    try:
        CANARY.read_bytes()
    except PermissionError:
        return ""
    return "a file that is closed to submissions could be read"


def _opens_socket() -> str:
    try:
        socket.socket().close()
    except PermissionError:
        return ""
    return "a socket could be opened"


def _loses_python() -> str:
    """Whether another user can still read the interpreter's own library (not below a home of mode 0700)."""
    try:
        Path(os.__file__).read_bytes()
    except PermissionError:
        return "the interpreter cannot be read by another user"
    return "" if os.getuid() >= FIRST_UID else "the user did not change"
