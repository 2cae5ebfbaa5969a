"""Judges the whole corpus in workers and in this process: every check must find the same both ways.

    python benchmarks/both_ways.py [EXERCISE ...] [--dataset mnist] [--data-root DIR] [--seed 7] [--jobs 2]

Prints each check of an answer whose outcome or mistake differs. An answer that a worker does not survive, or
that comes to no end, is not let into this process: how many these are is printed, and which. Exit status 0:
nothing differs; 1: something does.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import torch

from autograder.audit.corpus import Answer
from autograder.audit.run import handed_in, judged
from autograder.catalog import exercises, find
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.workers import InProcessLauncher
from autograder.outcomes import Verdict
from autograder.report import Report
from autograder.reporting.terminal import show_progress

Findings = Mapping[str, "tuple[str, str | None]"]  # by check: its outcome, and the mistake that it names


def judged_here(answers: Sequence[Answer], settings: Settings) -> list[Report]:
    """The reports on these answers, judged in this process, in order; what they print is dropped."""
    reports: list[Report] = []
    named = {answer.exercise.name: answer.exercise for answer in answers}
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        work = [handed_in(Path(folder), str(number), answer) for number, answer in enumerate(answers)]
        grade_each(work, named.values(), settings, reports.append, InProcessLauncher)
    return reports


def findings(report: Report) -> Findings:
    return {check.id: (check.outcome, check.mistake) for check in report.checks}


def differences(answer: Answer, in_worker: Findings, here: Findings) -> Iterator[str]:
    """A sentence for each check that finds one thing in a worker and another here."""
    for check in sorted(in_worker.keys() | here.keys()):
        if in_worker.get(check) != here.get(check):
            says = f"{in_worker.get(check)} in a worker and {here.get(check)} here"
            yield f"{answer.exercise.name}, {answer.check or 'right'}, {answer.name!r}: {check} says {says}."


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("exercises", nargs="*", type=find, default=list(exercises()))
    parser.add_argument("--dataset", choices=("digits", "mnist"), default="digits")
    parser.add_argument("--data-root", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_num_threads(1)  # as in a worker
    settings = Settings(dataset=options.dataset, data_root=options.data_root, seed=options.seed)
    warnings.simplefilter("ignore")  # the answers' code warns, and here it runs in this process
    pairs = judged(options.exercises, settings, options.jobs, show_progress)
    ended = [(answer, report) for answer, report in pairs if report.verdict is Verdict.GRADED]
    reports = judged_here([answer for answer, _ in ended], settings)
    found = [
        line
        for (answer, report), here in zip(ended, reports, strict=True)
        for line in differences(answer, findings(report), findings(here))
    ]
    others = [(answer, report) for answer, report in pairs if report.verdict is not Verdict.GRADED]
    left_out = [f"{answer.name!r} ({report.verdict})" for answer, report in others]
    print("\n".join(found))
    print(f"{len(found)} differences in {len(ended)} answers.")
    print(f"{len(left_out)} answers were left out: {', '.join(left_out) or 'none'}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
