"""Worker processes: forked from a zygote where the system can, else started fresh."""

from __future__ import annotations

import json
import os
import shutil
import signal
import site
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from autograder.sandbox import namespaces
from autograder.worker import frames

WORKER = Path(frames.__file__).parent
MEMORY = 2 << 30  # bytes beyond what torch itself maps
CPU_SECONDS = 300
PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES")
HIGHEST_LEVEL = 3


class WorkerProcess(Protocol):
    """A worker: where its requests go in, and its answers and its output come out."""

    requests: int
    replies: int
    output: int

    def queued(self) -> float:
        """Seconds that it could have run and had to wait for a processor, as far as the system tells."""

    def kill(self) -> None:
        """End it and everything it started, now."""

    def wait(self) -> int:
        """Its exit status once it has ended, negative for a signal; frees what it held."""


def start_worker(device: str, level: int = HIGHEST_LEVEL, shows: bool = False) -> WorkerProcess:
    """A new worker, confined as far as `level` (0 to 3) and this machine go; one that `shows` has IPython."""
    level = feasible(device, level)
    if sys.platform == "linux" and level > 0:
        return zygote(device, level, shows).fork()
    return FreshProcess(device)


def feasible(device: str, level: int) -> int:
    """The level, or 1 for a GPU: its driver opens devices and starts threads, which levels 2 and 3 forbid."""
    return level if device == "cpu" else min(level, 1)


@cache
def probe(device: str, level: int = HIGHEST_LEVEL) -> tuple[tuple[str, ...], dict[str, str]]:
    """The layers that hold on this machine, each tried, and why others do not. Takes a tenth of a second."""
    if sys.platform != "linux":
        return ("process",) if sys.platform == "win32" else ("process", "rlimits"), {"landlock": "Linux only"}
    with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
        words = confined_command(device, feasible(device, level), folder, {"probe": True})
        outcome = subprocess.run(words, capture_output=True, env=environment(folder), cwd="/", check=False)
    answer = json.loads(outcome.stdout)
    missing = namespaces.lacking()
    return tuple(answer["layers"]), answer["lacking"] | ({"namespaces": missing} if missing else {})


@cache
def zygote(device: str, level: int, shows: bool) -> Zygote:
    """This process's zygote for a device and a level; it ends with this process."""
    return Zygote(device, level, shows)


class FreshProcess:
    """A fresh interpreter with a private temporary folder."""

    def __init__(self, device: str) -> None:
        self.folder = tempfile.mkdtemp(prefix="autograder-")
        self.process = subprocess.Popen(
            command(configuration(device)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=self.folder,
            env=environment(self.folder),
            start_new_session=sys.platform != "win32",
        )
        streams = (self.process.stdin, self.process.stdout, self.process.stderr)
        self.requests, self.replies, self.output = (
            stream.fileno() for stream in streams if stream is not None
        )

    def queued(self) -> float:
        return 0.0

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
            status = self.process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:  # it has closed its end of a pipe and goes on
            self.kill()
            status = self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
        return status


class Zygote:
    """The grader's end of a fork server. `lacking` says which layers do not hold on this machine, and why."""

    def __init__(self, device: str, level: int, shows: bool) -> None:
        self.device = device
        self.shows = shows
        self.level = level
        self.lock = threading.Lock()
        self.start()

    def start(self) -> None:
        """Start the process and wait until it is warm; a second time after it has died."""
        self.folder = tempfile.mkdtemp(prefix="autograder-")
        self.control, far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            confined_command(
                self.device, self.level, self.folder, {"control": far_end.fileno(), "shows": self.shows}
            ),
            stdin=subprocess.DEVNULL,
            pass_fds=[far_end.fileno()],
            cwd="/",
            env=environment(self.folder),
            start_new_session=True,
        )
        far_end.close()
        answer = self.control.recv(1 << 16)
        if not answer:
            raise OSError("the fork server did not start")
        self.lacking: dict[str, str] = json.loads(answer)["lacking"]
        shutil.rmtree(self.folder, ignore_errors=True)

    def fork(self) -> ForkedProcess:
        """A new worker."""
        try:
            return self._fork()
        except OSError:
            self.start()
            return self._fork()

    def _fork(self) -> ForkedProcess:
        (request_end, requests), (replies, reply_end), (output, output_end) = os.pipe(), os.pipe(), os.pipe()
        theirs = [request_end, reply_end, output_end]
        try:
            pid = self.ask({"op": "fork"}, theirs)["pid"]
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        return ForkedProcess(self, pid, requests, replies, output)

    def ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """The zygote's answer; OSError where it has died."""
        with self.lock:
            socket.send_fds(self.control, [json.dumps(request).encode()], list(descriptors))
            answer = self.control.recv(1 << 16)
        if not answer:
            raise OSError("the fork server has ended")
        reply: dict[str, Any] = json.loads(answer)
        return reply


class ForkedProcess:
    """A worker that a zygote forked."""

    def __init__(self, zygote: Zygote, pid: int, requests: int, replies: int, output: int) -> None:
        self.zygote, self.pid = zygote, pid
        self.requests, self.replies, self.output = requests, replies, output
        self.lock = threading.Lock()
        self.status: int | None = None

    def queued(self) -> float:
        try:
            return float(self.zygote.ask({"op": "queued", "pid": self.pid})["seconds"])
        except OSError:
            return 0.0

    def kill(self) -> None:
        self.wait()

    def wait(self) -> int:
        with self.lock:
            if self.status is None:
                try:
                    self.status = int(self.zygote.ask({"op": "end", "pid": self.pid})["status"])
                except OSError:
                    self.status = -int(signal.SIGKILL)  # it died with its zygote
            return self.status


def configuration(device: str) -> dict[str, Any]:
    """What a worker or a zygote is told when it starts. It can be read by every user of the machine."""
    memory = MEMORY if device == "cpu" else None
    return {"packages": _packages(), "device": device, "memory": memory, "cpu_seconds": CPU_SECONDS}


def confined_command(device: str, level: int, folder: str, more: dict[str, Any]) -> list[str]:
    """The command line of a zygote or a probe, in namespaces where `level` asks for them."""
    wrapper = namespaces.wrapper([WORKER, *map(Path, _packages())], folder) if level >= 3 else []
    return [*wrapper, *command(configuration(device) | {"level": level, "namespaces": bool(wrapper)} | more)]


def command(config: dict[str, Any]) -> list[str]:
    """The command line of an untrusted process: isolated from the user's settings, writing no bytecode."""
    python = os.path.realpath(sys.executable)
    return [python, "-I", "-S", "-B", "-X", "utf8", str(WORKER / "__main__.py"), json.dumps(config)]


def environment(folder: str) -> dict[str, str]:
    """A fixed environment: nothing of the grader's own settings changes how a student's code runs."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
        "HOME": folder,
        "TMPDIR": folder,
        "MPLCONFIGDIR": folder,
        "MPLBACKEND": "Agg",
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _packages() -> list[str]:
    """The folders of installed packages, without what their .pth files would add (an editable kit, say)."""
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        folders.append(site.getusersitepackages())
    return [folder for folder in dict.fromkeys(folders) if Path(folder).is_dir()]
