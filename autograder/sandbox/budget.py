"""The time that a submission has, whatever else its machine is doing."""

from __future__ import annotations

import time

BUSY = 20  # by how much a busy machine may stretch the time of a submission


class Budget:
    """Seconds for all calls of a submission together.

    Those in which its worker waited for a processor do not count. So that there is an end whatever the
    system says, `BUSY` times as many are the most by the clock.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.end = time.monotonic() + BUSY * seconds

    def spend(self, seconds: float) -> None:
        self.left -= seconds

    @property
    def at_most(self) -> float:
        """Seconds by the clock until there is an end."""
        return self.end - time.monotonic()

    @property
    def is_spent(self) -> bool:
        return self.left <= 0 or self.at_most <= 0
