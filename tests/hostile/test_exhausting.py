"""The family of exhausting, on trial."""

from __future__ import annotations

from hostile.exhausting import ATTACKS
from hostile.facts import HostileFamily


class TestExhausting(HostileFamily):
    attacks = ATTACKS
