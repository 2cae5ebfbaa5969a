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
        self.begun: dict[Path, Future[Graded]] = {}
        atexit.register(self.graders.stop)

    def begin(self, submissions: Iterable[Submission]) -> None:
        """Have these graded, those first that are named first; what has begun is not begun again."""
        for submission in submissions:
            if submission.path not in self.begun:
                self.begun[submission.path] = self.graders.begin(submission)

    def result(self, submission: Submission) -> Graded:
        """What came of a submission, once; raises KitError where the kit itself is broken."""
        self.begin([submission])
        return self.begun.pop(submission.path).result()


@cache
def desk(settings: Settings, jobs: int) -> Desk:
    """The desk of this process for these settings; it closes when the process ends."""
    return Desk(settings, jobs)
