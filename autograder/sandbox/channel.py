"""Channels to a worker: one frame out, one frame back, in finite time."""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from typing import Protocol

from autograder.sandbox.budget import STRETCH
from autograder.sandbox.command_lines import CPU_SECONDS
from autograder.sandbox.no_value import Died, Lost, TimedOut
from autograder.sandbox.processes import HIGHEST_LEVEL, start_worker
from autograder.worker.wire.framing import PREFIX, FrameError, body_length

START_SECONDS = 120.0  # importing torch from a cold disk
LEAST_WAIT = 0.05  # seconds: what a busy machine makes any process wait is not worth another look
OUTPUT_KEPT = 16 << 10  # bytes
OUTPUT_LIMIT = 64 << 20  # bytes
# Windows tells by the exit status what ended a process: from here on errors, of which these are students'.
FIRST_ERROR = 0xC0000000
ERRORS = {0xC0000005: "access violation", 0xC00000FD: "stack overflow", 0xC0000409: "abort"}


class Channel(Protocol):
    """A way to a worker.

    `layers` names what keeps the student's code apart, and `output` is what it printed.
    """

    layers: tuple[str, ...]

    @property
    def output(self) -> str: ...

    def exchange(self, frame: bytes, seconds: float, at_most: float) -> bytes:
        """The body of the answer to `frame`; raises TimedOut or Died, or Lost.

        Time in which the worker waits for a processor does not count, until `at_most` seconds are over.
        """

    def waited(self) -> float:
        """Seconds for which the worker waited for a processor since this was last asked."""

    def close(self) -> None: ...


class ProcessChannel:
    """A worker process; ready once it has said hello."""

    def __init__(
        self,
        device: str = "cpu",
        level: int = HIGHEST_LEVEL,
        shows: bool = False,
        allow: tuple[str, ...] = (),
    ) -> None:
        self.process = start_worker(device, level, shows, allow)
        self.answers: queue.Queue[bytes | FrameError | None] = queue.Queue(maxsize=1)
        self.closed = threading.Event()
        self.kept = bytearray()
        self.printed = 0
        self.forgiven = 0.0  # seconds that it waited for a processor and that have not counted
        self.told = 0.0  # likewise, as far as `waited` has said so
        self.threads = [
            threading.Thread(target=self._read_answers, daemon=True),
            threading.Thread(target=self._read_output, daemon=True),
        ]
        self.writer = threading.Thread(target=lambda: None)
        for thread in (*self.threads, self.writer):
            thread.start()
        try:
            self.layers = tuple(json.loads(self._next(START_SECONDS, STRETCH * START_SECONDS))["layers"])
        except BaseException:
            self.close()
            raise

    @property
    def output(self) -> str:
        return self.kept.decode("utf-8", "replace")

    def exchange(self, frame: bytes, seconds: float, at_most: float) -> bytes:
        if not self.answers.empty():
            self.process.kill()
            unasked = self.answers.get_nowait()
            raise self._obituary() if unasked is None else Died("The worker spoke without being asked.")
        rest = memoryview(frame)[self._write_at_once(frame) :]
        if rest:
            # A worker that does not read would block this write for ever: the deadline is kept below.
            self.writer = threading.Thread(target=self._write, args=(rest,), daemon=True)
            self.writer.start()
        return self._next(seconds, at_most)

    def close(self) -> None:
        """End the worker and everything it started."""
        self.closed.set()
        self.process.kill()
        self.process.wait()
        ends = (self.process.requests, self.process.replies, self.process.output)
        for thread, descriptor in zip((self.writer, *self.threads), ends, strict=True):
            thread.join(timeout=1.0)
            if (
                not thread.is_alive()
            ):  # else its number might be another worker's before the thread looks again
                os.close(descriptor)

    def _next(self, seconds: float, at_most: float) -> bytes:
        started, until = time.monotonic(), seconds
        while True:
            try:
                answer = self.answers.get(timeout=max(started + until - time.monotonic(), 0.0))
                break
            except queue.Empty:
                queued = self.process.queued()
                more, self.forgiven = queued - self.forgiven, queued
                if more < LEAST_WAIT or until >= at_most:
                    self.process.kill()
                    raise TimedOut(f"It did not finish within {seconds:.3g} seconds.") from None
                until = min(until + more, at_most)
        if isinstance(answer, FrameError):
            self.process.kill()
            raise Died(f"The worker sent something that is not an answer ({answer}).")
        if answer is None:
            raise self._obituary()
        return answer

    def waited(self) -> float:
        before, self.told = self.told, max(self.process.queued(), self.told)  # 0 once it is gone
        return self.told - before

    def _obituary(self) -> Died | TimedOut:
        status = self.process.wait()
        if self.process.lost:
            raise Lost("the server of its workers has died")
        if self.printed > OUTPUT_LIMIT:
            return Died(f"It printed more than {OUTPUT_LIMIT >> 20} MiB and was stopped.", "Print less.")
        if status == -getattr(signal, "SIGXCPU", 0) and status != 0:
            return TimedOut(f"It used more than {CPU_SECONDS} seconds of processor time.")
        if status == -getattr(signal, "SIGKILL", 0) and status != 0:
            return Died("The process ended without an answer, most often because it took too much memory.")
        if status < 0 or status >= FIRST_ERROR:
            return Died(f"The process crashed ({what_ended_it(status)}).")
        return Died(
            f"The process ended itself with status {status}.", "Remove exit(), quit() and os._exit()."
        )

    def _write_at_once(self, frame: bytes) -> int:
        """Write what the pipe takes without waiting, mostly all: no thread is needed then. So many bytes."""
        if sys.platform == "win32":
            return 0
        os.set_blocking(self.process.requests, False)
        try:
            return os.write(self.process.requests, frame)
        except OSError:
            return 0  # it is full, or the worker is gone
        finally:
            os.set_blocking(self.process.requests, True)

    def _write(self, rest: memoryview) -> None:
        try:
            while rest:
                rest = rest[os.write(self.process.requests, rest[: 1 << 20]) :]
        except (OSError, ValueError):
            pass  # the reader tells that the worker is gone

    def _read_answers(self) -> None:
        try:
            while prefix := self._read(PREFIX.size):
                if not self._offer(self._read(body_length(prefix)) or None):
                    return
        except FrameError as error:
            self._offer(error)
        self._offer(None)

    def _offer(self, answer: bytes | FrameError | None) -> bool:
        """Leave an answer for `exchange`, or say that nobody will fetch it any more."""
        while not self.closed.is_set():
            try:
                self.answers.put(answer, timeout=0.05)
            except queue.Full:
                continue
            return True
        return False

    def _read(self, count: int) -> bytes:
        """Exactly so many bytes; nothing where the stream ends before."""
        parts = bytearray()
        while len(parts) < count:
            part = os.read(self.process.replies, min(count - len(parts), 1 << 20))
            if not part:
                return b""
            parts += part
        return bytes(parts)

    def _read_output(self) -> None:
        while part := os.read(self.process.output, 1 << 16):
            self.printed += len(part)
            self.kept += part[: OUTPUT_KEPT - len(self.kept)]
            if self.printed > OUTPUT_LIMIT:
                self.process.kill()


def what_ended_it(status: int) -> str:
    """The signal, or Windows' error, for an exit status that names one."""
    if status >= FIRST_ERROR:
        return ERRORS.get(status, hex(status))
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"  # most real-time signals have no name
