"""The desk behind `nbgrader autograde`: what it does with what has begun when somebody presses Ctrl-C."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import NoReturn

import pytest

from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.nbgrader.desk import Begun, Desk, nothing
from autograder.report import Report
from grading_helpers import MNIST


class Interrupted(Future[Report]):
    """A verdict that somebody does not wait for."""

    def result(self, timeout: float | None = None) -> NoReturn:
        raise KeyboardInterrupt


def test_ctrl_c_leaves_undone_what_is_not_done(tmp_path):
    paths = [tmp_path / f"{name}.py" for name in ("amy", "bob", "cleo", "dan")]
    for path in paths:
        path.write_text("while True:\n    pass\n")
    work = [Submission(path.stem, MNIST, path, path.name) for path in paths]
    desk = Desk(Settings(dataset="digits", unconfined=True), jobs=1, shows=True)
    desk.begin(work)
    begun = dict(desk.begun)
    [first, *others] = begun
    desk.begun[first] = Begun(Interrupted(), nothing())
    with pytest.raises(KeyboardInterrupt):
        desk.result(work[0])
    with pytest.raises(CancelledError):  # no report on a grader that was told to end
        begun[first].report.result(timeout=60)
    assert [begun[one].report.cancelled() for one in others] == [True, True, True]
    assert all(grader.process.poll() is not None for grader in desk.graders.started)
