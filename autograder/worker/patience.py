"""Limits of time that a worker keeps itself, so that what comes after a slow piece of code still runs."""

from __future__ import annotations

import _thread
import asyncio
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
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
    def processor_seconds(self) -> float:
        return time.process_time() - self.processor

    @property
    def seconds(self) -> float:
        clock, processor = self.clock_seconds, self.processor_seconds
        return clock if processor < WAITING * clock else processor


def queued(pid: int) -> float:
    """Seconds that a process could have run and had to wait; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class TookTooLong(BaseException):
    """Code was stopped because its time was over; a student's `except Exception` lets it by."""


class Limit:
    """So many seconds of the processor, or for code that waits twice as many of the clock."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.whole, self.lately = Stopwatch(), Stopwatch()
        self.passed = False

    @property
    def is_over(self) -> bool:
        if self.whole.processor_seconds >= self.seconds or self.lately.seconds >= 2 * self.seconds:
            self.passed = True
        if self.lately.clock_seconds >= 2 * self.seconds:
            self.lately = Stopwatch()  # it has worked: from now on it may wait as long again
        return self.passed


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """In here code has so many seconds, then TookTooLong is raised in it, and again where it goes on.

    Seconds of processor time, so that a busy machine takes none away; for code that waits, twice as many by
    the clock. The grader's own limits hold besides: code may catch everything. Beside the main thread there
    is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop() -> None:
        raise TookTooLong(f"It took more than {seconds:g} seconds and was stopped.")

    limit = Limit(seconds)
    with timed(limit, stop) if hasattr(signal, "setitimer") else watched(limit, stop):
        yield


@contextmanager
def timed(limit: Limit, stop: Callable[[], None]) -> Iterator[None]:
    """Have `stop` called by the system's own timers, which count for this process."""
    assert hasattr(signal, "setitimer")

    def look(*_: object) -> None:
        if limit.is_over:
            stop()

    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, limit.seconds),
        signal.ITIMER_REAL: (signal.SIGALRM, 2 * limit.seconds),
    }
    before = {number: signal.signal(number, look) for number, _ in timers.values()}
    for timer, (_, first) in timers.items():
        signal.setitimer(timer, first, 1.0)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def watched(limit: Limit, stop: Callable[[], None]) -> Iterator[None]:
    """Have `stop` called where the system has no timers (Windows): by a thread that looks at both clocks.

    What waits within one call of the system's is stopped when it comes back.
    """
    left = threading.Event()

    def watch() -> None:
        while not left.wait(0.05):
            if limit.is_over:
                _thread.interrupt_main()
                left.wait(1.0)

    def interrupted(*_: object) -> None:
        if not left.is_set():
            stop()

    before = signal.signal(signal.SIGINT, interrupted)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        left.set()
        watcher.join()
        signal.signal(signal.SIGINT, before)


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
