"""What a notebook imports from the kit, as far as a worker has it: its cells run, and nothing judges."""

from __future__ import annotations

import sys
import types


def lend(part: str, **names: object) -> None:
    """Make a module `autograder.<part>` importable that holds these names."""
    module = types.ModuleType(f"autograder.{part}")
    vars(module).update(names)
    sys.modules[module.__name__] = module


def check(*target: str, **options: object) -> None:
    """Nothing: while grading, checks are run from outside."""
