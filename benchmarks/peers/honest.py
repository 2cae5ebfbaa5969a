"""Grades a folder with ours, as `autograder grade` does, but only the functions that the peers judge.

python honest.py FOLDER OUT JOBS FUNCTION…
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from autograder.grading.run import grade_paths
from autograder.grading.settings import Settings


def main(folder: str, out: str, jobs: str, *functions: str) -> int:
    settings = Settings(dataset="digits", functions=functions)
    reports = grade_paths(
        [Path(folder)], None, settings, int(jobs), Path(out), lambda number: nullcontext(lambda student: None)
    )
    return 0 if all(report.score == report.max_score for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
