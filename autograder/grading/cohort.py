"""A cohort: many submissions, graded by several grader processes, one a core."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

import torch

from autograder.errors import AutograderError
from autograder.exercise import Exercise
from autograder.grading.judgement import unjudged
from autograder.grading.session import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import Report

# A grader that says nothing for so long beyond the time of one submission has come to a stop itself.
GRACE = 120.0  # seconds
LOST = "The grader process died over this submission; a person must look at it and grade it again."


def grade_cohort(submissions: Sequence[Submission], settings: Settings, jobs: int) -> Iterator[Report]:
    """A report for each submission, as they get done; raises the AutograderError of a grader."""
    waiting = list(reversed(submissions))
    exercises = tuple({one.exercise.stem: one.exercise for one in submissions}.values())
    graders = [Grader(exercises, settings) for _ in range(min(jobs, len(waiting)))]
    try:
        for grader in graders:
            grader.give(waiting.pop())
        busy = list(graders)
        while busy:
            for grader in _ready(busy):
                yield grader.take()
                if waiting:
                    grader.give(waiting.pop())
                else:
                    busy.remove(grader)
    finally:
        for grader in graders:
            grader.stop()


class Grader:
    """A process that grades one submission after another; a fresh one takes its place if it dies."""

    def __init__(self, exercises: Sequence[Exercise], settings: Settings) -> None:
        self.exercises = exercises
        self.settings = settings
        self.submission: Submission | None = None
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, far_end = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(far_end, self.exercises, self.settings), daemon=True
        )
        self.process.start()
        far_end.close()

    def give(self, submission: Submission) -> None:
        if not self.process.is_alive():
            self.start()
        self.submission, self.deadline = submission, time.monotonic() + self.settings.seconds + GRACE
        self.connection.send(submission)

    def take(self) -> Report:
        """The report on the submission given last; where the grader died over it, one without a judgement."""
        assert self.submission is not None
        try:
            answer = self.connection.recv() if self.connection.poll() else None
        except (EOFError, OSError):
            answer = None
        if isinstance(answer, AutograderError):
            raise answer
        if not isinstance(answer, Report):
            self.stop()
            return unjudged(self.submission, self.settings, LOST)
        return answer

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


def _ready(graders: Sequence[Grader]) -> list[Grader]:
    """The graders that have something to say, or have had their time; at least one."""
    while True:
        left = min(grader.deadline for grader in graders) - time.monotonic()
        spoken: list[Any] = wait([grader.connection for grader in graders], timeout=max(left, 0.0))
        now = time.monotonic()
        ready = [one for one in graders if one.connection in spoken or now > one.deadline]
        if ready:
            return ready


def _serve(connection: Connection, exercises: Sequence[Exercise], settings: Settings) -> None:
    """The life of a grader process."""

    def given() -> Iterator[Submission]:
        while True:
            try:
                yield connection.recv()
            except (EOFError, OSError):
                return

    torch.set_num_threads(1)  # a grader serves one core; threads of several graders only wait for each other
    try:
        grade_each(given(), exercises, settings, connection.send)
    except AutograderError as error:
        connection.send(error)
