"""The report as one self-contained page: no script, nothing fetched, readable on a phone and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.errors import MachineError
from autograder.exercise import Exercise
from autograder.outcomes import Outcome
from autograder.report import Points, Report, number
from autograder.reporting import summary
from autograder.reporting.text import display_name, grade_command, neutralise
from autograder.versions import described

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Chapter:
    """All reports of one exercise in one assignment; `functions` are the columns of their matrix."""

    name: str  # of the exercise, and of an assignment that is called otherwise
    title: str
    functions: Sequence[str]
    reports: Sequence[Report]
    mean: str

    @property
    def anchor(self) -> str:
        """Its name as links have it."""
        return re.sub(r"\W+", "-", self.name)


def render(reports: Sequence[Report], exercises: Sequence[Exercise], for_student: bool = False) -> str:
    """The page for `reports`, a chapter an exercise; MachineError where jinja2 is not installed.

    A page for a student keeps the command that replays the grading, and with it the seed, to the instructor.

    Exercises without a report are left out; a report of an exercise that is not among `exercises` gets a
    chapter with the functions that its checks name.
    """
    known = {exercise.name: exercise for exercise in exercises}
    graded = {summary.exercise_of(report): report.exercise for report in reports}
    order = [*known, *(name for name in graded.values() if name not in known)]
    names = sorted(graded, key=lambda name: order.index(graded[name]))
    chapters = [_chapter(name, known.get(graded[name]), reports) for name in names]
    return _template("report").render(
        unconfined=summary.unconfined(reports),
        for_student=for_student,
        chapters=chapters,
        facts=_facts(reports, chapters),
        ungraded=summary.count_ungraded(reports),
        outcomes=list(Outcome),
    )


def render_checks(report: Report, ending: str) -> str:
    """The checks of one function as a table, a piece of a page: for what a notebook shows under a cell."""
    return _template("checks").render(report=report, ending=ending)


@cache
def _template(name: str) -> Template:
    """A template whose every value is neutralised and escaped on its way out."""
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        remedy = "Install it with `pip install 'torchkata[instructor]'`."
        raise MachineError("The HTML report needs jinja2, which is not installed.", remedy) from error
    environment = Environment(
        autoescape=True, finalize=_harmless, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    verbs = (
        *(summary.by_function, summary.counted, number, summary.outcome_of, summary.points_of),
        *(summary.mark, summary.needs_words, summary.next_in_notebook, summary.titled),
    )
    own = (display_name, replay_command, shade)
    environment.filters["added"] = Points.of
    environment.filters.update({verb.__name__: verb for verb in (*verbs, *own)})
    source = files("autograder.reporting").joinpath(f"{name}.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)


def _harmless(value: object) -> object:
    return neutralise(value) if isinstance(value, str) else value


def _chapter(name: str, exercise: Exercise | None, reports: Sequence[Report]) -> Chapter:
    chosen = [report for report in reports if summary.exercise_of(report) == name]
    promised = [function.name for function in exercise.functions] if exercise else []
    functions = dict.fromkeys([*promised, *(check.function for report in chosen for check in report.checks)])
    return Chapter(name, _title(name, exercise), tuple(functions), chosen, summary.mean(chosen))


def _title(name: str, exercise: Exercise | None) -> str:
    if exercise is None or name == exercise.name:
        return exercise.title if exercise else name
    return f"{exercise.title}{name.removeprefix(exercise.name)}"


def _facts(reports: Sequence[Report], chapters: Iterable[Chapter]) -> dict[str, str]:
    """What holds for the whole page; values that differ between reports are listed."""
    return {
        "Exercises": _distinct(f"{chapter.title} ({chapter.name})" for chapter in chapters),
        "Submissions": f"{len(reports)} ({summary.verdict_counts(reports)})" if reports else "0",
        "Mean": _distinct(f"{chapter.name} {chapter.mean}" for chapter in chapters),
        "Data set": _distinct(report.dataset for report in reports if report.dataset != "none") or "none",
        "Device": _distinct(report.device for report in reports),
        "Isolation": _distinct(_isolation(report) for report in reports if report.verdict.opened),
        "Kit": _distinct(f"torchkata {report.kit}" for report in reports),
        "Versions": _distinct(described(report.versions) for report in reports) or "unknown",
    }


def _distinct(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))


def _isolation(report: Report) -> str:
    return f"{report.isolation.level} ({', '.join(report.isolation.layers) or 'no layers'})"


def shade(total: Points) -> str:
    """How the matrix paints a function: "full", "most", "some" or "none" of its points."""
    got, maximum = (total.earned, total.maximum) if total.maximum else (total.bonus, total.bonus or 1)
    if got >= maximum:
        return "full"
    return "none" if got <= 0 else "most" if got >= maximum / 2 else "some"


def replay_command(report: Report) -> str:
    """A command line that is safe to paste into a shell, whatever the submission is called."""
    return f"{grade_command(report.submission, report.exercise)} --seed {report.seed}"
