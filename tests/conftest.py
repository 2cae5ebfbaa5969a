"""Settings of the whole test run."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marks import counting

# Several test processes share the cores; torch in each of them, and in what it starts, takes one. It reads
# this when it is imported, which is after this file.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file in one process: they share submissions that are graded once."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many seconds the tests of each folder took, whichever processes they ran in."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[Path(report.nodeid.partition("::")[0]).parent.as_posix()] += report.duration
    terminalreporter.write_sep("=", "seconds of each folder, all processes together")
    for folder, took in sorted(seconds.items(), key=lambda item: -item[1]):
        terminalreporter.write_line(f"{took:8.1f} s  {folder}")


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    with counting() as counter:
        yield counter
