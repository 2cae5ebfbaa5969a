"""Showing notebooks beside their grading: in a worker of its own, at the same time, and without a say."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from autograder.grading.notebooks import is_graded, mended
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.sandbox.showing import Output, shown


class Show:
    """Runs the cells of each notebook for what they put out, where the settings ask for it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.threads = ThreadPoolExecutor(1)
        self.begun: deque[Future[dict[str, list[Output]]]] = deque()
        if settings.shows:
            shown({}, settings.device)  # starts the fork server, before two threads could do so at once

    def begin(self, submission: Submission) -> Submission:
        """Begin to show a submission; it is handed on as it is."""
        if self.settings.shows:
            self.begun.append(self.threads.submit(self._cells_of, submission))
        return submission

    def result(self) -> dict[str, Any]:
        """What the cells of the submission begun first put out, for the reply on it."""
        return {"shown": self.begun.popleft().result()} if self.begun else {}

    def _cells_of(self, submission: Submission) -> dict[str, list[Output]]:
        try:
            cells = mended(submission.read()) if submission.path.suffix == ".ipynb" else []
            sources = {cell["id"]: cell["source"] for cell in cells if cell["cell_type"] == "code"}
            graded = {cell["id"] for cell in cells if is_graded(cell)}
            wanted = {name: source for name, source in sources.items() if name not in graded}
            return shown(wanted, self.settings.device)
        except Exception:
            return {}  # no picture is worth a grade; that the file cannot be read is the report's to say
