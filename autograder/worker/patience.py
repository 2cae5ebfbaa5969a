"""Limits of time that a worker keeps itself, so that what comes after a slow piece of code still runs."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Code that has a smaller part of a processor than this waits for something else: a busy machine leaves more.
WAITING = 0.02


class Stopwatch:
    """How long code takes: seconds of the processor, or of the clock where it mostly waits."""

    def __init__(self) -> None:
        self.clock, self.processor = time.monotonic(), time.process_time()

    @property
    def clock_seconds(self) -> float:
        return time.monotonic() - self.clock

    @property
    def seconds(self) -> float:
        clock, processor = self.clock_seconds, time.process_time() - self.processor
        return clock if processor < WAITING * clock else processor


def queued(pid: int) -> float:
    """Seconds that a process could have run and had to wait; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class TookTooLong(BaseException):
    """Code was stopped because its time was over; a student's `except Exception` lets it by."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """In here code has so many seconds, then TookTooLong is raised in it, and again where it goes on.

    Seconds of processor time, so that a busy machine takes none away; for code that waits, twice as many by
    the clock. The grader's own limits hold besides: code may catch everything. Without signals (on Windows,
    or beside the main thread) there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    stopped, watch = False, Stopwatch()

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        raise TookTooLong(f"It took more than {seconds:g} seconds and was stopped.")

    def look(*_: object) -> None:
        nonlocal watch
        if stopped or watch.seconds >= 2 * seconds:
            stop()
        if watch.clock_seconds >= 2 * seconds:
            watch = Stopwatch()  # it has worked: from now on it may wait as long again

    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, stop, seconds),
        signal.ITIMER_REAL: (signal.SIGALRM, look, 2 * seconds),
    }
    before = {number: signal.signal(number, handler) for number, handler, _ in timers.values()}
    for timer, (_, _, first) in timers.items():
        signal.setitimer(timer, first, 1.0)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


class Timers(asyncio.BaseEventLoop):
    """An event loop that waits for its own timers alone: a confined process can open nothing to wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = self

    def select(self, seconds: float | None) -> list[object]:
        """Wait until the next timer, as a selector of files would."""
        if seconds is None:
            raise RuntimeError("This waits for something that cannot come while grading.")
        time.sleep(seconds)
        return []

    def _process_events(self, events: object) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


def run_to_end(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine, such as a notebook's cell with an `await` at its top level."""
    loop = Timers()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(work)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
