"""Fork servers: torch is imported once, and a worker is there in milliseconds."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Sequence
from typing import Any

from autograder.folders import Folder
from autograder.sandbox.command_lines import confined_command, environment

# The device, the level, whether its workers show notebooks, and packages that they may read beyond ours.
Kind = tuple[str, int, bool, tuple[str, ...]]

known: dict[Kind, ForkServer] = {}
starting = threading.Lock()


def fork(kind: Kind) -> ForkedProcess:
    """A new worker from this process's server of that kind, which is started where there is none alive."""
    with starting:
        if kind in known:
            try:
                return known[kind].fork()
            except OSError:
                pass  # it has died
        device, level, shows, allow = kind
        adopt(kind, start(device, level, [shows], allow)[0])
        return known[kind].fork()


def adopt(kind: Kind, control: socket.socket) -> None:
    """Have workers of that kind forked by the server at the other end, whoever started it."""
    known[kind] = ForkServer(control)


def start(device: str, level: int, shows: Sequence[bool], allow: tuple[str, ...] = ()) -> list[socket.socket]:
    """Our ends of the sockets of new fork servers, one for each item of `shows`; they share what is imported.

    They may be asked at once, and answer as soon as they are ready. Each ends when its socket is closed.
    """
    folder = Folder()
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in shows]
    theirs = [end for _, end in pairs]
    controls = [[end.fileno(), shown] for end, shown in zip(theirs, shows, strict=True)]
    process = subprocess.Popen(
        confined_command(device, level, folder.path, {"controls": controls}, allow),
        stdin=subprocess.DEVNULL,
        # It holds the folder too, lest that is swept under it where this process is killed.
        pass_fds=[*(end.fileno() for end in theirs), *folder.locks],
        cwd="/",
        env=environment(folder.scratch),
        start_new_session=True,
    )
    for end in theirs:
        end.close()
    atexit.register(_end, process, folder)
    return [end for end, _ in pairs]


def _end(process: subprocess.Popen[bytes], folder: Folder) -> None:
    """As this process ends, end the servers that it started, and remove their folder."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    folder.remove()


class ForkServer:
    """The grader's end of a fork server."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.lock = threading.Lock()

    def fork(self) -> ForkedProcess:
        """A new worker; OSError where the server has died."""
        (request_end, requests), (replies, reply_end), (output, output_end) = os.pipe(), os.pipe(), os.pipe()
        theirs = [request_end, reply_end, output_end]
        try:
            pid = self.ask({"op": "fork"}, theirs)["pid"]
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        return ForkedProcess(self, pid, requests, replies, output)

    def ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """The server's answer; OSError where it has died."""
        with self.lock:
            socket.send_fds(self.control, [json.dumps(request).encode()], list(descriptors))
            answer = self.control.recv(1 << 16)
        if not answer:
            raise OSError("the fork server has ended")
        reply: dict[str, Any] = json.loads(answer)
        return reply


class ForkedProcess:
    """A worker that a fork server forked."""

    def __init__(self, server: ForkServer, pid: int, requests: int, replies: int, output: int) -> None:
        self.server, self.pid = server, pid
        self.requests, self.replies, self.output = requests, replies, output
        self.lock = threading.Lock()
        self.status: int | None = None
        self.lost = False

    def queued(self) -> float:
        try:
            return float(self.server.ask({"op": "queued", "pid": self.pid})["seconds"])
        except OSError:
            return 0.0

    def kill(self) -> None:
        self.wait()

    def wait(self) -> int:
        with self.lock:
            if self.status is None:
                try:
                    self.status = int(self.server.ask({"op": "end", "pid": self.pid})["status"])
                except OSError:
                    self.status, self.lost = -int(signal.SIGKILL), True
            return self.status
