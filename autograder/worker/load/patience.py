"""Limits of time that a worker keeps itself, so that what comes after a slow piece of code still runs."""

from __future__ import annotations

import _thread
import asyncio
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = str(Path(__file__).parents[1])  # the worker's own code
TRIED = 0.05  # seconds of the processor: some ten turns on a busy machine


class Stopwatch:
    """How long code takes: seconds of the clock, less those in which others have the processor."""

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
        if clock - processor < TRIED:
            return clock
        return max(processor, clock / stretch())


def stretch() -> float:
    """By how much others slow this process down: seconds of the clock for one of the processor, as tried now.

    Linux's own account of it lies in /proc, which is closed to a confined process.
    """
    watch = Stopwatch()
    while watch.processor_seconds < TRIED:
        pass
    return max(watch.clock_seconds / watch.processor_seconds, 1.0)


def queued(pid: int) -> float:
    """Seconds that a process could have run and had to wait; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class TookTooLong(BaseException):
    """Code was stopped because its time, in seconds, was over; a student's `except Exception` lets it by."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"It took more than {seconds:g} seconds and was stopped.")
        self.seconds = seconds


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """In here code has so many seconds, then TookTooLong is raised in it, and again where it goes on.

    Seconds of processor time; for code that waits, twice as many by the clock, and as many times more as
    others slow this process down. So a busy machine takes none away. The grader's own limits hold besides:
    code may catch everything. Beside the main thread there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watch, stop, tracer = Stopwatch(), Stop(seconds), sys.gettrace()

    def is_over() -> bool:
        return watch.clock_seconds >= 2 * seconds and watch.seconds >= 2 * seconds

    with timed(seconds, stop, is_over) if hasattr(signal, "setitimer") else watched(seconds, stop, is_over):
        try:
            yield
        finally:
            if stop.caught > 0:
                sys.settrace(tracer)


class Stop:
    """Raises TookTooLong in the code that runs; where that is caught, also in one of the lines after it.

    A bare `except:` in a loop would catch one after another, and go on. Each time a line further on is
    taken, until it is one that no `try` holds.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.caught = -1  # how often it was, as far as is known
        self.lines = 0  # that may still run

    def __call__(self, frame: types.FrameType | None) -> None:
        self.caught += 1
        self.lines = self.caught
        if self.caught:
            sys.settrace(lambda *_: None)  # without it no frame is traced; those that are new need not be
        while self.caught and frame is not None and not frame.f_code.co_filename.startswith(HERE):
            frame.f_trace = self.trace
            frame = frame.f_back
        raise TookTooLong(self.seconds)

    def trace(self, _: types.FrameType, event: str, __: object) -> Any:
        """What Python calls before each line of a frame, until it raises."""
        self.lines -= event == "line"
        if event == "line" and self.lines <= 0:
            raise TookTooLong(self.seconds)
        return self.trace


@contextmanager
def timed(seconds: float, stop: Stop, is_over: Callable[[], bool]) -> Iterator[None]:
    """Have `stop` called after these seconds of the processor, or when it `is_over` by the clock.

    The system's own timers count for this process alone.
    """
    assert hasattr(signal, "setitimer")

    def look(_: int, frame: types.FrameType | None) -> None:
        if is_over():
            stop(frame)

    timers = {
        signal.ITIMER_PROF: (signal.SIGPROF, lambda _, frame: stop(frame), seconds),
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


@contextmanager
def watched(seconds: float, stop: Stop, is_over: Callable[[], bool]) -> Iterator[None]:
    """The same where the system has no timers (Windows): a thread looks at both clocks, and interrupts.

    What waits within one call of the system's is stopped when it comes back.
    """
    left, watch = threading.Event(), Stopwatch()

    def look() -> None:
        while not left.wait(0.05):
            if watch.processor_seconds >= seconds or is_over():
                _thread.interrupt_main()
                left.wait(1.0)

    def interrupted(_: int, frame: types.FrameType | None) -> None:
        if not left.is_set():
            stop(frame)

    before = signal.signal(signal.SIGINT, interrupted)
    watcher = threading.Thread(target=look, daemon=True)
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
