"""Grades a folder with ours, as `autograder grade` does, but only the functions that the peers judge.

python honest.py FOLDER OUT JOBS FUNCTION…
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from autograder.grading.finding import find_submissions
from autograder.grading.run import grade_all
from autograder.grading.settings import Settings


def main(folder: str, out: str, jobs: str, *functions: str) -> int:
    work = [replace(one, functions=functions) for one in find_submissions([Path(folder)])]
    settings = Settings(dataset="digits")
    reports = grade_all(
        work, settings, int(jobs), Path(out), lambda number: nullcontext(lambda student: None)
    )
    return 0 if all(report.score == report.max_score for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
