"""What the doctor finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Rows = Iterator[tuple[str, str, str, str]]  # the fields of findings


class Finding(NamedTuple):
    """How it stands with one thing that the kit needs."""

    state: str  # "ok", "warning" or "broken"
    subject: str
    finding: str
    remedy: str
