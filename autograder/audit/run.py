"""Grading the whole corpus: in parallel, each answer where its mistake can reach."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.audit.corpus import WRONG, Answer, overlaps, right_answers, wrong_answers
from autograder.audit.rates import Pair, Rate, faults_of, idle_checks, rates_of
from autograder.errors import UsageError
from autograder.exercise import Exercise
from autograder.folders import Folder
from autograder.grading.pool import grade_cohort
from autograder.grading.run import Progress
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission


class Audit(NamedTuple):
    """What an audit found: the rates over all answers, and all faults, a sentence each."""

    rates: list[Rate]
    faults: list[str]

    @property
    def holds(self) -> bool:
        """Whether there is no fault, and every rate is as it must be."""
        return not self.faults and all(rate.holds for rate in self.rates)


def grade_corpus(
    exercises: Sequence[Exercise],
    settings: Settings,
    jobs: int,
    progress: Progress,
    *,
    short: bool = False,
    like: str = "",
) -> Audit:
    """Grade every right and wrong answer to these exercises.

    A short audit takes one wrong answer for each check; one that is `like` a text takes the wrong answers
    whose heading holds it. Neither can say which checks never fail alone. UsageError outside a checkout, and
    where no heading holds the text.
    """
    answers = alike(exercises, like) if like else chosen(exercises, short)
    pairs = judged(answers, settings, jobs, progress)
    misjudged = [fault for answer, report in pairs for fault in faults_of(answer, report)]
    idle = [] if short or like else unlisted(exercises, idle_checks(pairs))
    return Audit(rates_of(pairs), [*misjudged, *unhinted(exercises), *idle])


def chosen(exercises: Sequence[Exercise], short: bool) -> list[Answer]:
    """Every answer to these exercises; of the wrong ones only the first for each check, where it is short."""
    answers: list[Answer] = []
    for exercise in exercises:
        wrong = wrong_answers(exercise)
        first = {answer.check: answer for answer in reversed(wrong)}
        answers += right_answers(exercise)
        answers += [answer for answer in wrong if not short or first[answer.check] is answer]
    return answers


def alike(exercises: Sequence[Exercise], text: str) -> list[Answer]:
    """The wrong answers whose check, mistake or name holds a text."""
    found = [answer for one in exercises for answer in wrong_answers(one) if text in answer.heading]
    if not found:
        raise UsageError(f"No wrong answer's heading holds {text!r}.", f"Look for one in {WRONG}.")
    return found


def judged(taken: Sequence[Answer], settings: Settings, jobs: int, progress: Progress) -> list[Pair]:
    """These answers, each with the report on it."""
    answers = {str(number): answer for number, answer in enumerate(taken)}
    reports = {}
    with Folder() as folder, progress(len(answers)) as done:
        work = [handed_in(Path(folder.scratch), number, answer) for number, answer in answers.items()]
        for report in grade_cohort(work, settings, jobs):
            reports[report.student] = report
            done(answers[report.student].name)
    return [(answer, reports[number]) for number, answer in answers.items()]


def handed_in(folder: Path, student: str, answer: Answer) -> Submission:
    """The answer as a file in the folder of a student of that name."""
    path = folder / student / f"{answer.exercise.stem}.py"
    path.parent.mkdir()
    path.write_text(answer.program(), encoding="utf-8", newline="\n")
    return Submission(student, answer.exercise, path, path.name, functions=answer.reached)


def unhinted(exercises: Sequence[Exercise]) -> list[str]:
    """A sentence for each function without hints."""
    return [f"{e.name}.{f.name} has no hints." for e in exercises for f in e.functions if not f.hints]


def unlisted(exercises: Sequence[Exercise], idle: set[str]) -> list[str]:
    """A sentence for each check that is idle and not listed as an overlap, or listed and not idle."""
    listed = {f"{exercise.name}.{check}" for exercise in exercises for check in overlaps(exercise)}
    unnamed = [f"{check} never is the only one to fail: list it as an overlap." for check in idle - listed]
    return sorted([*unnamed, *(f"{check} is listed and fails alone: unlist it." for check in listed - idle)])
