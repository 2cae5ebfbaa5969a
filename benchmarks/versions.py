"""Grades the whole corpus with the versions that are installed here, to compare with those of another place.

    python benchmarks/versions.py --out FILE [EXERCISE ...] [--seed 7] [--jobs 2]
    python benchmarks/versions.py --compare OLD NEW

The first writes the points of every right and wrong answer, and of each check its outcome and first line. The
second prints how many answers two such files share, and each whose points or first lines differ. Exit status
0: no points differ; 1: some do, or one file has answers that the other lacks.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.audit.corpus import Answer
from autograder.audit.run import chosen, judged
from autograder.catalog import exercises, find
from autograder.grading.settings import Settings
from autograder.report import Report
from autograder.reporting.terminal import show_progress
from autograder.versions import installed

VERSIONED = ("python", "torch", "numpy", "matplotlib", "scikit-learn", "nbgrader", "ipython", "pytest")
Found = Mapping[str, Any]  # of one answer: its points, its verdict, and its checks by their identifiers


def name_of(answer: Answer) -> str:
    return f"{answer.exercise.name}, {answer.check or 'right'}: {answer.name}"


def found_in(report: Report) -> Found:
    checks = {one.id: [one.outcome, one.points, one.fact] for one in report.checks}
    return {"points": report.score, "verdict": report.verdict, "checks": checks}


def points_of(found: Found) -> tuple[float, Mapping[str, float]]:
    """The points of one answer, of all and of each check: two checks might make up for each other."""
    return found["points"], {name: points for name, (_, points, _) in found["checks"].items()}


def other_lines(old: Found, new: Found) -> Iterator[str]:
    """A line for each check whose outcome or first line differs."""
    for name in sorted(old["checks"].keys() | new["checks"].keys()):
        one, other = ([*found["checks"].get(name, ("absent", 0, ""))] for found in (old, new))
        if (one[0], one[2]) != (other[0], other[2]):
            yield f"{name}: {one[0]}, {one[2]!r} and {other[0]}, {other[2]!r}"


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> int:
    """Print what differs; the exit status."""
    for file in (old, new):
        print(", ".join(f"{name} {version}" for name, version in file["versions"].items()))
    shared = [name for name in old["answers"] if name in new["answers"]]
    alone = sorted(old["answers"].keys() ^ new["answers"].keys())
    pairs = [(name, old["answers"][name], new["answers"][name]) for name in shared]
    dearer = [(name, one, other) for name, one, other in pairs if points_of(one) != points_of(other)]
    lines = [f"{name}: {line}" for name, one, other in pairs for line in other_lines(one, other)]
    print(f"{len(shared)} answers compared, {len(alone)} in one file alone.")
    print("\n".join(alone), end="\n" if alone else "")
    print(f"{len(dearer)} answers whose points differ.")
    for name, one, other in dearer:
        print(f"{name}: {one['points']} and {other['points']}")
    print(f"{len(lines)} checks whose outcome or first line differs.")
    print("\n".join(lines), end="\n" if lines else "")
    return 1 if dearer or alone else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("exercises", nargs="*", type=find, default=list(exercises()))
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--out", type=Path)
    task.add_argument("--compare", type=Path, nargs=2, metavar=("OLD", "NEW"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if options.compare:
        old, new = (json.loads(path.read_text(encoding="utf-8")) for path in options.compare)
        return compare(old, new)
    settings = Settings(dataset="digits", seed=options.seed)
    pairs = judged(chosen(options.exercises, short=False), settings, options.jobs, show_progress)
    answers = {name_of(answer): found_in(report) for answer, report in pairs}
    record = {"versions": {name: installed(name) for name in VERSIONED}, "answers": answers}
    text = json.dumps(record, indent=1, ensure_ascii=False)
    options.out.write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(answers)} answers graded with seed {options.seed}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
