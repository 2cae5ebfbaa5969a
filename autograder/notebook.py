"""What a notebook calls: `check("mnist.softmax")` under the cell that defines `softmax`."""

from __future__ import annotations

import logging
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from IPython.utils.capture import capture_output

from autograder.catalog import find_target
from autograder.desk import PUBLIC
from autograder.errors import AutograderError, UsageError
from autograder.exercise import Exercise, Function
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.running import TURNED, cells_run, put_back, turned_cells
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.report import CheckResult, Report, number
from autograder.reporting.html import render_checks
from autograder.reporting.terminal import show_checks, show_error
from autograder.sandbox.budget import Budget
from autograder.sandbox.inprocess import InProcessChannel
from autograder.sandbox.problems import put_back_note
from autograder.sandbox.worker import Worker
from autograder.worker.answer.request_handler import RequestHandler
from autograder.worker.load.chunks import Chunk, Step
from autograder.worker.load.definitions import definitions
from autograder.worker.wire.protocol import Failed, Target

# By exercise and function: the check that the function failed when its cell was last judged.
FAILED: defaultdict[str, dict[str, CheckResult]] = defaultdict(dict)


def check(target: str, hidden: bool = False) -> float:
    """Run the public checks of one function on what this notebook defines, and show a table of them.

    Returns the points earned, in proportion: the function's points where all its public checks pass, so that
    nbgrader can read the value of the cell. With `hidden` the hidden checks are run too, and the value is the
    points that the function earns; where they are not installed it is 0. UsageError for an unknown name.
    """
    exercise, function = find_target(target)
    if function is None:
        raise UsageError(
            f'"{target}" names an exercise.',
            f'Name a function: check("{target}.{exercise.functions[0].name}").',
        )
    settings = replace(PUBLIC, hidden=True, seed=None) if hidden else PUBLIC
    try:
        report = _judged(exercise, function, settings, sys._getframe(1).f_globals)
    except AutograderError as error:
        show_error(error, sys.stdout)
        return 0.0
    share = report.score / report.max_score if report.max_score else 0.0
    value = round(share * function.points, 2)
    which = "public and hidden checks" if hidden else "public checks; hidden ones are graded later"
    _show(Shown(report, f"{number(value)} of {number(function.points)} points in the {which}"))
    return value


def _judged(
    exercise: Exercise, function: Function, settings: Settings, namespace: dict[str, object]
) -> Report:
    """The report on one function of a notebook."""
    lent, turned = put_back(exercise, namespace), turned_cells(function, namespace)
    notes = (*([put_back_note(lent.values())] if lent else []), *([TURNED] if turned else []))
    submission = Submission("you", exercise, Path(), "this notebook", functions=(function.name,), notes=notes)
    reports: list[Report] = []
    launcher = partial(NotebookLauncher, namespace=namespace, turned=turned)
    own = {name: namespace[name] for name in function.uses if name in namespace}
    threads = torch.get_num_threads()
    with _unseen():
        try:
            torch.set_num_threads(1)  # as graders do: on small tensors, threads only wait for each other
            grade_each([submission], [exercise], settings, reports.append, launcher)
        finally:
            torch.set_num_threads(threads)
            for name in (*function.uses, *lent):
                namespace.pop(name, None)
            namespace.update(own)
    return reports[0]


@contextmanager
def _unseen() -> Iterator[None]:
    """What runs in here shows nothing: no print, no picture, no warning, not even from outside Python.

    nbgrader gives no points to a cell that writes to standard error, and the functions that are judged must
    not print or draw the inputs of hidden checks.
    """
    figures, logged = set(plt.get_fignums()), logging.root.manager.disable
    logging.disable()
    with capture_output(), _no_standard_error():
        try:
            yield
        finally:
            logging.disable(logged)
            for figure in set(plt.get_fignums()) - figures:
                plt.close(figure)


@contextmanager
def _no_standard_error() -> Iterator[None]:
    """In here nothing reaches the process's standard error; which it may not even have (Windows)."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


@dataclass(frozen=True, repr=False)
class Shown:
    """A table of checks: HTML in a notebook, text wherever that cannot be shown."""

    report: Report
    ending: str

    def __repr__(self) -> str:
        text = StringIO()
        show_checks(self.report, self.ending, text)
        return text.getvalue().rstrip()

    def _repr_html_(self) -> str | None:
        try:
            return render_checks(self.report, self.ending)
        except Exception:  # no jinja2, say: the text will do, and what is shown must never cost a point
            return None


def _show(table: Shown) -> None:
    """Put the table where the reader is: below a notebook's cell, or in the terminal.

    Of a cell that earns too little, `nbgrader validate` shows only what it wrote to standard error.
    """
    if os.environ.get("NBGRADER_VALIDATING") and table.report.score < table.report.max_score:
        sys.stderr.write(repr(table))
    elif InteractiveShell.initialized():
        display(table)  # type: ignore[no-untyped-call] # IPython gives it no types
    else:
        show_checks(table.report, table.ending)


class NotebookLauncher:
    """Has the namespace of a running notebook judged.

    With hidden checks, functions that failed in an earlier cell have stand-ins, which the notebook's own
    functions call too: the namespace holds them until its owner takes them out.
    """

    def __init__(
        self,
        submission: Submission,
        settings: Settings,
        budget: Budget,
        *,
        namespace: dict[str, object],
        turned: Sequence[str] = (),
    ) -> None:
        self.submission = submission
        self.device = settings.device
        self.namespace = namespace
        self.turned = turned
        self.failed = FAILED[submission.exercise.name]
        for name in submission.functions or [one.name for one in submission.exercise.functions]:
            self.failed.pop(name, None)

    def start(self, standins: Mapping[str, str]) -> Worker:
        submission, handler = self.submission, NotebookRequestHandler(self.device)
        handler.stand_in(standins, self.namespace)
        handler.submission.module.__dict__.update(self.namespace)
        for name in submission.functions or ():
            handler.submission.restore_from(cells_run(self.namespace), name)
            handler.define_from(self.turned, name)
        worker = Worker(InProcessChannel(handler))  # nobody's own code is stopped for the time that it takes
        worker.describe({function.name: function.by_hand for function in submission.exercise.functions})
        return worker


class NotebookRequestHandler(RequestHandler):
    """Answers beside somebody at work: it can be stopped, and knows of cells that were not run."""

    def define_from(self, sources: Sequence[str], name: str) -> None:
        """Run the definitions of that name in these cells; one that fails leaves it undefined."""
        for source in sources:
            chunk = Chunk("notebook", "", source, cell=True)
            for statement in [node for other, node in definitions(chunk.statements) if other == name]:
                with suppress(Exception):
                    self.submission.run_step(Step(chunk, statement))

    def failure(self, error: BaseException) -> Failed:
        if isinstance(error, KeyboardInterrupt):  # the stop button: not the fault of the student's code
            raise error
        return super().failure(error)

    def target(self, target: Target) -> Any:
        if isinstance(target, str) and not hasattr(self.submission.module, target):
            raise NameError(f"{target} is not defined: run its cell first")
        return super().target(target)
