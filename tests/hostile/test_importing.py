"""The family of importing, on trial."""

from __future__ import annotations

from hostile.facts import HostileFamily
from hostile.importing import ATTACKS


class TestImporting(HostileFamily):
    attacks = ATTACKS
