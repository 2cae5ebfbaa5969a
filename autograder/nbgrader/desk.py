"""What works behind a run of nbgrader: started once, and ahead of it by a few notebooks."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from autograder import catalog
from autograder.grading.fingerprint import state
from autograder.grading.pool import GraderPool
from autograder.grading.run import prepare
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.nbgrader.notebook_runner import Outputs, Show
from autograder.report import Report
from autograder.sandbox.processes import start_servers


class Begun(NamedTuple):
    """What will come of a submission: the report, and what its cells put out, where that is shown."""

    report: Future[Report]
    shown: Future[Outputs]


class Desk:
    """Hands out what came of each submission; `jobs` notebooks are at work at once.

    To show a notebook takes several times as long as to judge it: half as many graders keep up with that.
    """

    def __init__(self, settings: Settings, jobs: int, shows: bool) -> None:
        self.told, self.settings = (settings, jobs, shows), settings
        self.prepared: set[bool] = set()
        count = (jobs + 1) // 2 if shows else jobs
        servers = start_servers(settings.device, [False] * count + [True] * shows, settings.allow)
        self.show = Show(jobs, servers.pop(), settings.allow) if shows else None
        self.graders = GraderPool(settings, count, servers)
        self.begun: dict[tuple[Path, int], Begun] = {}
        atexit.register(self.stop)

    def prepare(self, digits: bool) -> None:
        """See once, while the graders start, that a run can begin; raises MachineError."""
        if digits not in self.prepared:
            prepare(self.settings, digits)
            self.prepared.add(digits)

    def begin(self, submissions: Iterable[Submission]) -> None:
        """Have these graded, those first that are named first; what has begun is not begun again."""
        for submission in submissions:
            if _version(submission) not in self.begun:
                self.prepare(submission.exercise.digits)
                shown = nothing() if self.show is None else self.show.begin(submission)
                self.begun[_version(submission)] = Begun(self.graders.begin(submission), shown)

    def result(self, submission: Submission) -> tuple[Report, Outputs]:
        """What came of a submission, once; raises KitError where the kit itself is broken."""
        self.begin([submission])
        begun = self.begun.pop(_version(submission))
        try:
            return begun.report.result(), begun.shown.result()
        except KeyboardInterrupt:
            self.stop()  # else Python would wait, as it ends, for all that has begun
            raise

    def stop(self) -> None:
        """Leave undone what is not done."""
        atexit.unregister(self.stop)
        if self.show is not None:
            self.show.stop()
        self.graders.stop()


def nothing() -> Future[Outputs]:
    """No outputs, at once."""
    none: Future[Outputs] = Future()
    none.set_result({})
    return none


def _version(submission: Submission) -> tuple[Path, int]:
    """What tells a file from the one that a student hands in after it: this process may live for days."""
    return submission.path, submission.path.stat().st_mtime_ns


class Reception:
    """Leads to the desk of this process, which closes when it ends: formgrader's may live for months.

    What is judged by may be mended meanwhile: where a source of the kit has changed, or the settings have,
    another desk takes the place of the one that knows them as they were.
    """

    def __init__(self) -> None:
        self.sources = state()
        self.desk: Desk | None = None

    def refresh(self) -> None:
        """Forget what was read from sources that have changed since."""
        if self.sources != (sources := state()):
            self.sources = sources
            catalog.forget()
            self.close()

    def lead(self, settings: Settings, jobs: int, shows: bool) -> Desk:
        """The desk for these settings."""
        if self.desk is None or self.desk.told != (settings, jobs, shows):
            self.close()
            self.desk = Desk(settings, jobs, shows)
        return self.desk

    def close(self) -> None:
        if self.desk is not None:
            self.desk.stop()
        self.desk = None


reception = Reception()
