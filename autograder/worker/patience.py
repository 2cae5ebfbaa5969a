"""Limits of time that a worker keeps itself, so that what comes after a slow piece of code still runs."""

from __future__ import annotations

import _thread
import asyncio
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


class TookTooLong(BaseException):
    """Code was stopped because its time was over; a student's `except Exception` lets it by."""


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

    def stop(*_: object) -> None:
        raise TookTooLong(f"It took more than {seconds:g} seconds and was stopped.")

    with timed(seconds, stop) if hasattr(signal, "setitimer") else watched(seconds, stop):
        yield


@contextmanager
def timed(seconds: float, stop: Callable[..., None]) -> Iterator[None]:
    """Have `stop` called by the system's own timers, which count for this process."""
    assert hasattr(signal, "setitimer")
    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, seconds),
        signal.ITIMER_REAL: (signal.SIGALRM, 2 * seconds),
    }
    before = {number: signal.signal(number, stop) for number, _ in timers.values()}
    for timer, (_, limit) in timers.items():
        signal.setitimer(timer, limit, 1.0)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def watched(seconds: float, stop: Callable[..., None]) -> Iterator[None]:
    """Have `stop` called where the system has no timers (Windows): by a thread that looks at both clocks.

    What waits within one call of the system's is stopped when it comes back.
    """
    over = threading.Event()
    started, used = time.monotonic(), time.process_time()

    def watch() -> None:
        while not over.wait(0.05):
            if time.process_time() - used > seconds or time.monotonic() - started > 2 * seconds:
                _thread.interrupt_main()
                over.wait(1.0)

    def interrupted(*_: object) -> None:
        if not over.is_set():
            stop()

    before = signal.signal(signal.SIGINT, interrupted)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
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
