"""Showing notebooks beside their grading: in workers of their own, several at once, and without a say."""

from __future__ import annotations

import socket
from concurrent.futures import Future, ThreadPoolExecutor

from autograder.grading.notebooks import is_graded, lost_setup, mended
from autograder.grading.submissions import Submission
from autograder.sandbox.no_value import Unreadable
from autograder.sandbox.notebook_output import Output, said, shown
from autograder.sandbox.processes import share

Outputs = dict[str, list[Output]]  # by cell id


class Show:
    """Runs the cells of notebooks for what they put out, `count` notebooks at once.

    `server` is the socket of a fork server for workers that show, and that may read these packages as well.
    """

    def __init__(self, count: int, server: socket.socket | None, allow: tuple[str, ...] = ()) -> None:
        self.threads = ThreadPoolExecutor(count)
        self.allow = allow
        share(server, "cpu", shows=True, allow=allow)

    def begin(self, submission: Submission) -> Future[Outputs]:
        """Have a submission shown as soon as its turn has come."""
        return self.threads.submit(self._outputs, submission)

    def stop(self) -> None:
        """Begin no other; one that is being shown ends by itself."""
        self.threads.shutdown(wait=False, cancel_futures=True)

    def _outputs(self, submission: Submission) -> Outputs:
        try:
            is_notebook = submission.file.suffix == ".ipynb" and not submission.problem
            cells = mended(submission.read()) if is_notebook else []
        except (OSError, Unreadable):
            return {}  # that the file cannot be read is the report's to say
        sources = {"put-back": "\n".join(lost_setup(submission.exercise, cells))}
        sources |= {
            cell["id"]: cell["source"]
            for cell in cells
            if cell["cell_type"] == "code" and not is_graded(cell)
        }
        try:
            return shown(sources, self.allow)
        except Exception as error:  # no picture is worth a grade
            words = f"Not shown: the kit failed over it ({type(error).__name__}). This costs no points: run "
            words += "the cell yourself to see what it puts out."
            return dict.fromkeys(sources, said(words))
