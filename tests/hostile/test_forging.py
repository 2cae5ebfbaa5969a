"""The family of forging, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.forging import ATTACKS


class TestForging(HostileFamily):
    attacks = ATTACKS
