"""The family of telling, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.telling import ATTACKS


class TestTelling(HostileFamily):
    attacks = ATTACKS
