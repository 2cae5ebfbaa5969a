"""Settings of the whole test run."""

from __future__ import annotations

import os
from typing import Any

import pytest

# Several test processes share the cores; torch in each of them, and in what it starts, takes one. It reads
# this when it is imported, which is after this file.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file in one process: they share submissions that are graded once."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)
