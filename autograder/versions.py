"""The versions of what a student's code runs on: what it does may hang on them."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

# As a language or a package is called in a report, and as people call it.
NAMES = {"python": "Python", "torch": "PyTorch", "numpy": "NumPy", "matplotlib": "matplotlib"}
NOTED = ("python", "torch", "numpy")


@cache
def installed(name: str) -> str:
    """The version of "python" or of a package that graders and workers on this machine have."""
    return platform.python_version() if name == "python" else version(name)


def versions_here() -> dict[str, str]:
    """From "python", "torch" and "numpy" to the version that is here."""
    return {name: installed(name) for name in NOTED}


def described(versions: Mapping[str, str]) -> str:
    """ "Python 3.12.1, PyTorch 2.14.1, NumPy 2.5.0": as people read it."""
    return ", ".join(f"{NAMES.get(name, name)} {number}" for name, number in versions.items())
