"""Grades the whole corpus with many seeds, and the references many times: no verdict may hang on luck.

    python benchmarks/flakiness.py [EXERCISE ...] [--seeds 20] [--references 1000] [--jobs 2]

Prints every verdict that is not the same for all seeds, and every point that a reference lost. Exit status 0:
there are none; 1: there are some.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from autograder.audit.corpus import Answer, right_answers
from autograder.audit.run import chosen, handed_in, judged
from autograder.catalog import exercises, find
from autograder.exercise import Exercise
from autograder.grading.pool import grade_cohort
from autograder.grading.settings import Settings
from autograder.reporting.terminal import show_progress


def wavering(answers: Sequence[Answer], seeds: int, jobs: int) -> Iterator[str]:
    """A sentence for each check of an answer, once its outcome is not what it was for the first seed."""
    first: dict[tuple[str, str, str, str], str] = {}
    told = set()
    for seed in range(seeds):
        for answer, report in judged(answers, Settings(dataset="digits", seed=seed), jobs, show_progress):
            for check in report.checks:
                key = (answer.exercise.name, answer.check, answer.name, check.id)
                outcome = f"{check.outcome} {check.mistake}"
                if outcome != first.setdefault(key, outcome) and key not in told:
                    told.add(key)
                    who = f"{answer.exercise.name}, {answer.name!r}"
                    yield f"{who}: {check.id} says {first[key]} or {outcome}"
        print(f"Seed {seed} is done.", flush=True)


def lost(exercise: Exercise, times: int, jobs: int) -> Iterator[str]:
    """A sentence for each time that the reference lost a point, from a fresh seed each time."""
    reference = right_answers(exercise)[0]
    with tempfile.TemporaryDirectory() as folder, show_progress(times) as done:
        work = [handed_in(Path(folder), str(number), reference) for number in range(times)]
        for report in grade_cohort(work, Settings(dataset="digits"), jobs):
            done(report.student)
            if report.score < report.max_score:
                failed = [check.id for check in report.checks if check.points < check.max_points]
                yield f"{exercise.name}: the reference loses points with seed {report.seed}: {failed}"
    print(f"{exercise.name}: the reference was graded {times} times.", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("exercises", nargs="*", type=find, default=list(exercises()))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    references = (lost(exercise, options.references, options.jobs) for exercise in options.exercises)
    count = 0
    answers = chosen(options.exercises, short=False)
    for fault in chain(wavering(answers, options.seeds, options.jobs), *references):
        count += 1
        print(fault, flush=True)
    print(f"{count} of what was judged with {options.seeds} seeds, or {options.references} times, wavers.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
