"""The family of reaching, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.reaching import ATTACKS


class TestReaching(HostileFamily):
    attacks = ATTACKS
