"""One grading run: find, grade in parallel, write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from autograder.catalog import find
from autograder.errors import KitError
from autograder.exercise import Exercise
from autograder.grading.finding import find_submissions
from autograder.grading.pool import GraderPool
from autograder.grading.report_folder import Store
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import Report
from autograder.reporting.summary import counted
from autograder.reporting.text import display_name
from autograder.sandbox.isolation import require_confinement
from autograder.sandbox.packages import require_installed

# Opened with the number of submissions; gives a function to call with the name of each that is done.
Progress = Callable[[int], AbstractContextManager[Callable[[str], None]]]


def grade_paths(
    paths: Sequence[Path],
    exercise: Exercise | None,
    settings: Settings,
    jobs: int,
    out: Path,
    progress: Progress,
) -> list[Report]:
    """Grade all submissions under `paths`, write the results to `out`, and return the reports in order."""
    return grade_all(find_submissions(paths, exercise), settings, jobs, out, progress)


def grade_all(
    submissions: Sequence[Submission], settings: Settings, jobs: int, out: Path, progress: Progress
) -> list[Report]:
    """Grade these submissions, write the results to `out`, and return the reports in the same order."""
    reports: dict[tuple[str, str, str], Report] = {}
    with GraderPool(settings, min(jobs, len(submissions))) as graders:
        prepare(settings, any(one.exercise.digits for one in submissions))  # while they start
        store = Store(out)
        with progress(len(submissions)) as done:
            for report in graders.grade(submissions):
                store.keep(report, find(report.exercise))
                reports[report.key] = report
                done(report.student)
    ordered = [reports[one.key] for one in submissions]
    store.finish(ordered, list({one.exercise.stem: one.exercise for one in submissions}.values()))
    return ordered


def require_grades(reports: Sequence[Report]) -> None:
    """KitError where the kit failed over any submission: that is never to be taken for a grade of zero."""
    lost = [display_name(report.submission) for report in reports if not report.verdict.gives_grade]
    if lost:
        raise KitError(
            f"There is no grade for {counted(len(lost), 'submission')}, over which the kit failed: "
            f"{', '.join(lost)}.",
            "Run the command again, or for each of them the one that report.html gives.",
        )


def prepare(settings: Settings, digits: bool) -> None:
    """See that a run can begin; raises MachineError where submissions cannot be confined, or data is damaged.

    UsageError where a package is allowed that cannot be had. A download of the digits happens here, once, and
    shows its progress bar.
    """
    require_installed(settings.allow)
    if not settings.unconfined:
        require_confinement(settings.device)
    if digits:
        from autograder.data import see_to_dataset  # here, because it adds a second to an import

        see_to_dataset(settings.dataset, settings.data_root)
