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
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from autograder.audit.corpus import right_answers
from autograder.audit.run import handed_in, judged
from autograder.catalog import exercises, find
from autograder.exercise import Exercise
from autograder.grading.cohort import grade_cohort
from autograder.grading.settings import Settings
from autograder.reporting.terminal import show_progress


def wavering(chosen: Sequence[Exercise], seeds: int, jobs: int) -> list[str]:
    """A sentence for each check of an answer whose outcome is not the same for all seeds."""
    outcomes: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for seed in range(seeds):
        for answer, report in judged(chosen, Settings(dataset="digits", seed=seed), jobs, show_progress):
            for check in report.checks:
                key = (answer.exercise.name, answer.check, answer.name, check.id)
                outcomes[key].add(f"{check.outcome} {check.mistake}")
    return [
        f"{exercise}, {name!r}: {check} says {' or '.join(sorted(found))}"
        for (exercise, _, name, check), found in outcomes.items()
        if len(found) > 1
    ]


def lost(exercise: Exercise, times: int, jobs: int) -> list[str]:
    """A sentence for each time that the reference lost a point, from a fresh seed each time."""
    reference = right_answers(exercise)[0]
    with tempfile.TemporaryDirectory() as folder, show_progress(times) as done:
        work = [handed_in(Path(folder), str(number), reference) for number in range(times)]
        found = []
        for report in grade_cohort(work, Settings(dataset="digits"), jobs):
            done(report.student)
            if report.score < report.max_score:
                failed = [check.id for check in report.checks if check.points < check.max_points]
                found.append(f"{exercise.name}: the reference loses points with seed {report.seed}: {failed}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("exercises", nargs="*", type=find, default=list(exercises()))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    faults = wavering(options.exercises, options.seeds, options.jobs)
    for exercise in options.exercises:
        faults += lost(exercise, options.references, options.jobs)
    print("\n".join(faults))
    print(
        f"{len(faults)} of what was judged with {options.seeds} seeds, or {options.references} times, wavers."
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
