"""Putting attacks on trial: each is graded at a level, and an honest submission after it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import ProcessLauncher
from autograder.report import Report
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.isolation import level_of
from autograder.sandbox.processes import probe
from autograder.sandbox.worker import Worker
from grading_helpers import MNIST, QUICK, REFERENCE, submissions
from hostile.attack import BASES, CANARY, JUDGED, Attack
from hostile.surroundings import State, Surroundings

PATIENCE = 0.5  # seconds a call of an attack that hangs, where grading allows ten


@dataclass(frozen=True)
class Trial:
    """What became of one attack: its report, what it printed, and how it left everything else."""

    attack: Attack
    level: int
    report: Report
    fair: float  # the points, with the bonus, of the same code without the attack
    output: str
    honest: Report  # of an honest submission that came after it
    before: State
    after: State


def put_on_trial(attacks: Sequence[Attack], level: int, folder: Path) -> dict[str, Trial]:
    """A trial for each attack, by name; all of them in one session, and at one fork server."""
    surroundings = Surroundings(folder)
    court = Court(level, {attack.name for attack in attacks if attack.verdict == "timeout"})
    files = _files(attacks, surroundings.targets)
    reports: dict[str, Report] = {}
    states: dict[str, State] = {}

    def keep(report: Report) -> None:
        reports[report.student] = report
        if report.student.startswith("honest after"):
            first = states.setdefault("first", surroundings.state())
            states[report.student] = surroundings.state_once_settled(first)

    try:
        work = submissions(folder / "submitted", files, functions=JUDGED)
        grade_each(work, [MNIST], QUICK, keep, court.launcher)
    finally:
        surroundings.close()
    return {attack.name: _trial(attack, court, reports, states) for attack in attacks}


def _files(attacks: Sequence[Attack], targets: Mapping[str, str]) -> dict[str, str]:
    """What is handed in, in order: a neighbour with a secret, the bases alone, the attacks."""
    files = {"neighbour": f'{REFERENCE}\nSECRET = "{CANARY}"\n', "honest after nothing": REFERENCE}
    files |= {f"base {base}": BASES[base] for base in sorted({attack.base for attack in attacks})}
    for attack in attacks:
        files[attack.name] = attack.source(targets)
        files[f"honest after {attack.name}"] = REFERENCE
    return files


def _trial(attack: Attack, court: Court, reports: Mapping[str, Report], states: Mapping[str, State]) -> Trial:
    return Trial(
        attack=attack,
        level=court.level,
        report=reports[attack.name],
        fair=points(reports[f"base {attack.base}"]),
        output="".join(worker.output for worker in court.workers[attack.name]),
        honest=reports[f"honest after {attack.name}"],
        before=states["honest after nothing"],
        after=states[f"honest after {attack.name}"],
    )


def points(report: Report) -> float:
    """Everything that a report gives, the bonus with it."""
    return report.score + report.bonus


class Court:
    """Makes the judgements of a session: all at one level, with little patience for what hangs."""

    def __init__(self, level: int, hanging: set[str]) -> None:
        self.level = level
        self.hanging = hanging
        self.workers: dict[str, list[Worker]] = {}

    def launcher(self, submission: Submission, settings: Settings, budget: Budget) -> LauncherAtLevel:
        return LauncherAtLevel(self, submission, settings, budget)

    def worker(self, submission: Submission, budget: Budget) -> Worker:
        channel = ProcessChannel("cpu", self.level)
        worker = (Hurried if submission.student in self.hanging else Worker)(channel, budget=budget)
        self.workers.setdefault(submission.student, []).append(worker)
        return worker


class LauncherAtLevel(ProcessLauncher):
    """Starts workers of the court's level of isolation."""

    def __init__(self, court: Court, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.court = court

    def worker(self) -> Worker:
        return self.court.worker(self.submission, self.budget)


class Hurried(Worker):
    """A worker that is not waited for as long as others."""

    def ask(self, request: Any, kind: type[Any], seconds: float | None = None, seed: int = 0) -> Any:
        return super().ask(request, kind, min(seconds or PATIENCE, PATIENCE), seed)


def levels() -> Iterator[Any]:
    """The levels at which attacks are put on trial: 2 and 3, or what HOSTILE_LEVELS names ("1,2").

    `make test` has time for the strongest of them that is to be had here.
    """
    named = [int(level) for level in os.environ.get("HOSTILE_LEVELS", "2,3").split(",")]
    strongest = min(max(named), level_of(probe("cpu", max(named))[0]))
    for level in named:
        yield pytest.param(level, id=f"L{level}", marks=[pytest.mark.full] if level < strongest else [])
