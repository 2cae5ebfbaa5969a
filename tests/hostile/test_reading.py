"""The family of reading, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.reading import ATTACKS


class TestReading(HostileFamily):
    attacks = ATTACKS
