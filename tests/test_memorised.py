"""Who has learnt the public checks by heart fails hidden ones, in every function.

`memorising` makes the submissions. They are the strongest of their kind: inputs that public checks draw are
those of the very seed that is graded, and every answer has the right form. What tells them from right ones:

- functions of tensors and numbers are asked with inputs that are drawn;
- functions that draw (`create_dataset`, `init_params`) are asked for other sizes, scales and names: to the
  public calls, those without arguments among them, they give constants, and that alone loses no point, since
  with which generator and from which seed a function draws is open (but for 01);
- networks have fixed weights at first; what fails them is that they answer from the table when they are given
  drawn parameters or inputs;
- training loops report recorded losses and leave recorded parameters, where another start leads elsewhere.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from autograder.catalog import exercises
from autograder.exercise import Exercise
from autograder.programs import reference_of
from autograder.report import Report
from grading_helpers import QUICK, complaints, graded_here
from memorising import MEMORISERS, SUBMISSION, Memoriser

pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore"),  # a guess may warn, and here it runs in this process
]

each_exercise = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
each_function = pytest.mark.parametrize(
    ("exercise", "name"),
    [
        pytest.param(exercise, function.name, id=f"{exercise.name}.{function.name}")
        for exercise in exercises()
        for function in exercise.functions
    ],
)


@cache
def memorised(exercise: Exercise) -> tuple[Report, Report]:
    """What public checks alone, and all of them, say of who has learnt the public ones by heart."""
    names = [function.name for function in exercise.functions]
    memoriser = MEMORISERS[exercise.name] = Memoriser(reference_of(exercise), names)
    files = {"learner": SUBMISSION.format(name=exercise.name)}
    public = replace(QUICK, hidden=False)
    with tempfile.TemporaryDirectory() as folder:
        graded_here(Path(folder) / "recorded", files, public, exercise)
        memoriser.recording = False
        alone, among_all = (
            graded_here(Path(folder) / str(settings.hidden), files, settings, exercise)["learner"]
            for settings in (public, QUICK)
        )
    return alone, among_all


@each_exercise
def test_the_public_checks_alone_believe_who_has_learnt_them_by_heart(exercise):
    assert complaints(memorised(exercise)[0]) == []


@each_exercise
def test_what_is_learnt_by_heart_fails_by_its_answers_and_not_by_an_exception(exercise):
    assert {one.outcome for one in memorised(exercise)[1].checks} == {"passed", "failed", "not-reached"}


@each_function
def test_every_function_that_is_learnt_by_heart_loses_hidden_points(exercise, name):
    checks = [one for one in memorised(exercise)[1].checks if one.function == name]
    hidden = [one for one in checks if one.visibility == "hidden" and not one.stretch]
    assert [one.id for one in hidden if one.points < one.max_points] != []
