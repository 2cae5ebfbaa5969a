"""The family of lying, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.lying import ATTACKS


class TestLying(HostileFamily):
    attacks = ATTACKS
