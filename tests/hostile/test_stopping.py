"""The family of stopping, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.stopping import ATTACKS


class TestStopping(HostileFamily):
    attacks = ATTACKS
