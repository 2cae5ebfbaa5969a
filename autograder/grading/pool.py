"""A cohort: many submissions, graded by several grader processes, one a core."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from queue import SimpleQueue

from autograder import folders
from autograder.errors import KitError
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import Report
from autograder.sandbox.budget import STRETCH
from autograder.sandbox.command_lines import apart
from autograder.sandbox.processes import start_servers

# A grader that says nothing for so long beyond the time that one submission has at most has come to a stop.
GRACE = 120.0  # seconds
ENDING = 5.0  # seconds in which a grader ends what it has started
LOST = "The grader process died over this submission."


def grade_cohort(submissions: Sequence[Submission], settings: Settings, jobs: int) -> Iterator[Report]:
    """A report for each submission, as they get done; raises KitError where the kit itself is broken."""
    with GraderPool(settings, min(jobs, len(submissions))) as graders:
        yield from graders.grade(submissions)


class GraderPool:
    """Grader processes at work at once; leaving them ends them.

    Their workers are forked by servers that share a process, one for each grader; `servers` are the sockets
    of those that have been started already.
    """

    def __init__(
        self, settings: Settings, count: int, servers: Sequence[socket.socket | None] | None = None
    ) -> None:
        controls = servers or start_servers(settings.device, [False] * count, settings.allow)
        self.started = [GraderProcess(settings, control) for control in controls]
        self.threads = ThreadPoolExecutor(count)
        self.free: SimpleQueue[GraderProcess] = SimpleQueue()
        for grader in self.started:
            self.free.put(grader)

    def grade(self, submissions: Sequence[Submission]) -> Iterator[Report]:
        """A report for each submission, as they get done; raises KitError where the kit itself is broken."""
        for done in as_completed([self.begin(submission) for submission in submissions]):
            yield done.result()

    def begin(self, submission: Submission) -> Future[Report]:
        """Have a submission graded by the next grader that is free."""
        return self.threads.submit(self._grade, submission)

    def _grade(self, submission: Submission) -> Report:
        grader = self.free.get()
        try:
            return grader.grade(submission)
        finally:
            self.free.put(grader)

    def __enter__(self) -> GraderPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End them all; what is not done is not done any more."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        for grader in self.started:
            grader.end()
        self.threads.shutdown()
        for grader in self.started:
            grader.stop()
        folders.sweep()  # a grader that is killed leaves what its submission had


class GraderProcess:
    """A process that grades one submission after another; a fresh one takes its place if it dies.

    It is isolated (-I), so that a file that lies beside the submissions is never imported. `control` is the
    socket of a fork server; one that has none starts its own.
    """

    def __init__(self, settings: Settings, control: socket.socket | None = None) -> None:
        self.settings = settings
        self.ended = False
        self.start(control)

    def start(self, control: socket.socket | None = None) -> None:
        """Start the process, which takes over the fork server behind `control`: it is closed here."""
        given = [] if control is None else [control.fileno()]
        told = [json.dumps(self.settings.to_json()), *map(str, given)]
        self.process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-I", "-m", "autograder.grading.grader_process", *told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            pass_fds=given,
            **apart(),
        )
        if control is not None:
            control.close()

    def grade(self, submission: Submission) -> Report:
        """What came of a submission; where the grader dies over it, a report that gives no grade.

        CancelledError where it was told to end.
        """
        answer = self.ask(json.dumps(submission.to_json()))
        if not answer:
            self.stop()
            if self.ended:
                raise CancelledError
            self.start()
            from autograder.grading.submission_grading import (
                ungraded,  # here, because it adds a second to an import
            )

            return ungraded(submission, self.settings, LOST)
        reply = json.loads(answer)
        if "error" in reply:
            raise KitError(*reply["error"])
        return Report.from_json(reply)

    def ask(self, line: str) -> str:
        """One line from the grader for one line to it; nothing where it died or took too long."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        watch = threading.Timer(STRETCH * self.settings.seconds + GRACE, self.process.kill)
        watch.start()
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except (OSError, ValueError):  # it has died, or was hung up on
            return ""
        finally:
            watch.cancel()

    def end(self) -> None:
        """Have the process end in the midst of what it does; none takes its place."""
        self.ended = True
        self.hang_up()

    def stop(self) -> None:
        """End the process and what it has started; it holds nothing that would be lost."""
        self.hang_up()
        try:
            self.process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def hang_up(self) -> None:
        """Give it to understand that nobody waits for its answers any more."""
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.close()
