"""The time that a submission has, whatever else its machine is doing."""

from __future__ import annotations

import time
from typing import Protocol

STRETCH = 10  # how many times longer by the clock a busy machine may make what has a limit


class Waiting(Protocol):
    """Something that waits for a processor."""

    def waited(self) -> float:
        """Seconds that it waited since this was last asked."""


class Budget:
    """Seconds for all calls of a submission together.

    Those in which its worker waited for a processor are given back. So that there is an end whatever the
    system says, there are no more than `STRETCH` times as many by the clock.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.end = time.monotonic() + STRETCH * seconds

    def spend(self, seconds: float) -> None:
        self.left -= seconds

    def give_back(self, worker: Waiting) -> None:
        self.left += worker.waited()

    def share(self, seconds: float, worker: Waiting) -> float:
        """As many of `seconds` as are left for a call of this worker; 0 or less where there are none."""
        if self.left < seconds:
            self.give_back(worker)
        return min(seconds, self.left, self.at_most)

    @property
    def at_most(self) -> float:
        """Seconds by the clock until there is an end."""
        return self.end - time.monotonic()
