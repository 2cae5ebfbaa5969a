"""The graders behind a run of nbgrader: started once, and ahead of it by a few notebooks."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from concurrent.futures import Future
from functools import cache
from pathlib import Path

from autograder.grading.cohort import Graded, Graders
from autograder.grading.run import prepare
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission


class Desk:
    """Hands out what came of each submission."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        prepare(settings)
        self.graders = Graders(settings, jobs)
        self.begun: dict[tuple[Path, int], Future[Graded]] = {}
        atexit.register(self.graders.stop)

    def begin(self, submissions: Iterable[Submission]) -> None:
        """Have these graded, those first that are named first; what has begun is not begun again."""
        for submission in submissions:
            if _version(submission) not in self.begun:
                self.begun[_version(submission)] = self.graders.begin(submission)

    def result(self, submission: Submission) -> Graded:
        """What came of a submission, once; raises KitError where the kit itself is broken."""
        self.begin([submission])
        return self.begun.pop(_version(submission)).result()


def _version(submission: Submission) -> tuple[Path, int]:
    """What tells a file from the one that a student hands in after it: this process may live for days."""
    return submission.path, submission.path.stat().st_mtime_ns


@cache
def desk(settings: Settings, jobs: int) -> Desk:
    """The desk of this process for these settings; it closes when the process ends."""
    return Desk(settings, jobs)
