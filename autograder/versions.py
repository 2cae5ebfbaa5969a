"""The versions of what a student's code runs on: what it does may hang on them."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version

NAMES = {"python": "Python", "torch": "torch", "numpy": "NumPy"}


@cache
def versions_here() -> dict[str, str]:
    """From "python", "torch" and "numpy" to the release that graders and workers on this machine have."""
    return {"python": platform.python_version()} | {name: version(name) for name in ("torch", "numpy")}


def described(versions: dict[str, str]) -> str:
    """ "Python 3.12.1, torch 2.14.1, NumPy 2.5.0": as people read it."""
    return ", ".join(f"{NAMES.get(name, name)} {number}" for name, number in versions.items())
