"""The packages that only authors have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from autograder.errors import MachineError


def author_package(name: str) -> Any:
    """The module of that name; MachineError where it is not installed.

    Students have neither jupytext nor a reason to install it, so nothing imports it before it is needed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MachineError(
            f"Building exercises needs {name}, which cannot be imported.",
            "Install what authors need with `pip install 'torchkata[dev]'`.",
        ) from error
