"""What takes the place of nbgrader's `Execute`: a notebook is judged from outside, and shown in isolation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Int, List, Unicode

from autograder.authoring.authored import check_id
from autograder.catalog import find
from autograder.course import allowed
from autograder.errors import KitError, MachineError, UsageError
from autograder.exercise import Exercise
from autograder.grading.notebooks import is_graded
from autograder.grading.report_folder import Store
from autograder.grading.settings import Settings, cores
from autograder.grading.submissions import Submission
from autograder.nbgrader import cells
from autograder.nbgrader.desk import Desk, reception
from autograder.nbgrader.marks import leave_alone
from autograder.nbgrader.notebook_runner import Outputs
from autograder.nbgrader.reading import refusal
from autograder.nbgrader.rounds import KEY, file_hash
from autograder.nbgrader.taking import folder_of, submission_of
from autograder.outcomes import Verdict
from autograder.report import Report

AHEAD = 4  # notebooks begun for each core at work while nbgrader is at one
STRANGER = (
    'No points: the kit has no check for the cell "{name}". Give its points by hand in formgrader, or grade '
    "this assignment with nbgrader's own Execute (docs/nbgrader.md says how)."
)

AGAIN = "Autograde again; if it stays so, report it as a bug, and grade by nbgrader's own Execute."
BY_HAND = "Autograde again with --force, or give the points of these by hand in formgrader."
UNKEPT = (
    "Have its owner run `chmod -R g+rwX` on that folder, or make room, or name another with "
    "c.GradeInIsolation.reports; then autograde again with --force."
)


class GradeInIsolation(NbGraderPreprocessor):
    """Judges a notebook as `autograder grade` does, and writes what came of it below its cells."""

    dataset = Unicode("auto", help="auto, mnist or digits").tag(config=True)
    data_root = Unicode("", help="where MNIST lies: a torchvision root").tag(config=True)
    jobs = Int(0, help="notebooks at work at once; 0 is one a core").tag(config=True)
    unconfined = Bool(False, help="grade even where submissions cannot be confined").tag(config=True)
    allow = List(Unicode(), help="packages that submissions may use, as course.toml allows").tag(config=True)
    show = Bool(True, help="run the students' own cells for their output and pictures").tag(config=True)
    reports = Unicode("reports", help="where reports are kept, below the course's root").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        reception.refresh()
        try:
            exercise = find(told["notebook"])
        except UsageError:
            resources["ungraded"] = [self.refuse(cell) for cell in nb.cells if is_graded(cell)]
            return nb, resources
        folder = folder_of(self.converter, told["student"], told["assignment"])
        path = folder / f"{told['notebook']}.ipynb"
        submission = submission_of(path, told["student"], exercise)
        work = self.desk()
        work.begin([submission, *self.next_ones(exercise, path)])
        report, shown = work.result(submission)
        self.require_grade(report, told)
        self.keep(report, exercise)
        nb.metadata[KEY] = {"judged_by": report.judged_by, "file": file_hash(submission.path)}
        resources["ungraded"] = list(self.fill(nb, exercise, report, shown))
        return nb, resources

    # The report

    def require_grade(self, report: Report, told: Any) -> None:
        """AutograderError where a report gives no grade; a warning where a person must complete it."""
        if not report.verdict.gives_grade:
            raise KitError(f"{report.student} has no grade. {report.notes[0]}", AGAIN)
        if report.verdict is Verdict.UNREADABLE and not getattr(self.parent, "zero_unreadable", True):
            raise refusal(report.notes[0], told)
        names = dict.fromkeys(check.function for check in report.checks if check.outcome.needs_person)
        if names:
            self.log.warning(f"The kit failed over {', '.join(names)} of {report.submission}. {BY_HAND}")

    def keep(self, report: Report, exercise: Exercise) -> None:
        """Keep the report beside the gradebook; it costs nobody the grade where that cannot be."""
        course = self.converter.coursedir
        folder = Path(course.root, self.reports)
        try:
            Store(folder, course.groupshared).keep(report, exercise)
        except MachineError as error:
            self.log.warning(f"{report.submission} is graded, but not in checks.csv. {error.fact} {UNKEPT}")

    # The notebook's cells

    def fill(self, nb: NotebookNode, exercise: Exercise, report: Report, shown: Outputs) -> Iterator[str]:
        """Write outputs below the cells; yields the names of those that a person must look at."""
        functions = {check_id(function.name): function for function in exercise.functions}
        ungraded = {check.function for check in report.checks if check.outcome.needs_person}
        first = True
        for cell in nb.cells:
            if not is_graded(cell):
                if cell.cell_type == "code":
                    cell.outputs = cells.own(shown.get(cell.get("id"), []))
                continue
            function = functions.get(cell.metadata.nbgrader.grade_id)
            if function is None:
                yield self.refuse(cell)
                continue
            cell.outputs = cells.graded(function, report, float(cell.metadata.nbgrader.points), first)
            first = False
            if function.name in ungraded or report.verdict.needs_person:
                yield cell.metadata.nbgrader.grade_id

    def refuse(self, cell: NotebookNode) -> str:
        """Give a cell that the kit does not know no points; its name."""
        name = str(cell.metadata.nbgrader.grade_id)
        if cell.cell_type == "code":
            cell.outputs = cells.refused(STRANGER.format(name=name))
        return name

    # The run

    def desk(self) -> Desk:
        course = Path(self.converter.coursedir.root)
        root = course / self.data_root if self.data_root else None
        allow = allowed(course, self.allow)
        settings = Settings("cpu", self.dataset, root, unconfined=self.unconfined, allow=allow)
        return reception.lead(settings, self.at_work(), self.show)

    def at_work(self) -> int:
        """How many notebooks are at work at once."""
        return self.jobs or cores()

    @property
    def converter(self) -> Any:
        """nbgrader's Autograde, which runs this step."""
        return self.parent.parent

    def next_ones(self, exercise: Exercise, path: Path) -> Iterator[Submission]:
        """The notebooks that nbgrader will come to next, as far as it has not graded them before."""
        converter = self.converter
        waiting = sorted(Path(folder) for folder in converter.assignments)
        after = [folder for folder in waiting if folder > path.parent]
        for folder in after[: AHEAD * self.at_work()]:
            student, assignment = folder.parent.name, folder.name
            done = Path(converter._format_dest(assignment, student)).exists() and not converter.force
            submission = submission_of(folder / path.name, student, exercise)
            if not (submission.is_missing or done):
                yield submission


class AskForAPerson(NbGraderPreprocessor):
    """Marks in the gradebook what a person must look at in formgrader, and what nobody needs to look at."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told, names = resources["nbgrader"], resources.get("ungraded", [])
        with Gradebook(told["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(told["notebook"], told["assignment"], told["student"])
            leave_alone(gradebook, found, names)
        return nb, resources
