"""The corpus of right and wrong answers is rich, and every mistake that a check can name is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.audit.corpus import right_answers, wrong_answers
from autograder.catalog import exercises
from autograder.exercise import Exercise
from autograder.grading.collect import CONTENT, check_files, misfits
from autograder.sentences import OWN, Sentences
from grading_helpers import MNIST

EXERCISES = exercises()
STYLES_AT_LEAST = 8
WRONG_AT_LEAST = 8  # a function

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)


@each_exercise
def test_there_are_many_wrong_answers_to_every_function(exercise):
    functions = [wrong.function for wrong in wrong_answers(exercise)]
    assert min(functions.count(function.name) for function in exercise.functions) >= WRONG_AT_LEAST


@each_exercise
def test_there_are_right_answers_in_several_styles(exercise):
    assert len(right_answers(exercise)) > STYLES_AT_LEAST  # the reference comes on top


@each_exercise
def test_no_two_answers_share_a_name(exercise):
    names = [(one.check, one.name) for one in (*right_answers(exercise), *wrong_answers(exercise))]
    assert len(names) == len(set(names))


# Every mistake that a check can name is made by somebody


def mistakes_in(*files: Path) -> set[str]:
    """The names of the mistakes that have a sentence in these files."""
    return {key.partition("/")[0] for key in Sentences(files).tables["mistakes"]}


def made_in(exercise: Exercise) -> set[str | None]:
    """The mistakes that wrong answers to it make."""
    return {wrong.mistake for wrong in wrong_answers(exercise)}


@each_exercise
def test_every_mistake_that_an_exercise_names_is_made_by_a_wrong_answer(exercise):
    folder = CONTENT / exercise.name
    named = mistakes_in(folder / "sentences.toml", folder / "hidden" / "sentences.toml")
    assert named - made_in(exercise) == set()


# A stub is no answer; what one version refuses another accepts (test_versions.py meets those); a name is lost
# by a line outside of all functions: test_exceptions.py has one.
ELSEWHERE = {"not-written", "version-refuses", "version-lacks", "name-lost"}


def test_every_mistake_that_the_kit_names_is_made_by_a_wrong_answer():
    assert mistakes_in(OWN) - ELSEWHERE - set().union(*map(made_in, EXERCISES)) == set()


# Points


@each_exercise
def test_the_checks_of_an_exercise_fit_it(exercise):
    assert misfits(exercise) == []


@each_exercise
def test_an_exercise_is_about_digits_where_its_checks_are(exercise):
    texts = [path.read_text(encoding="utf-8") for path in check_files(exercise, hidden=True)]
    assert exercise.digits == any("dataset: Dataset" in text for text in texts)


def test_points_that_do_not_add_up_are_refused():
    relu = MNIST.function("relu")
    dearer = replace(MNIST, functions=(replace(relu, points=9.0), *MNIST.functions[2:]))
    assert "The checks of mnist.relu are worth 2 points, and its author promises 9: make them equal." in (
        misfits(dearer)
    )


def test_a_check_of_a_function_that_is_not_there_is_refused():
    without = replace(MNIST, functions=tuple(one for one in MNIST.functions if one.name != "relu"))
    assert any(fact.startswith("mnist.relu.exists judges a function that") for fact in misfits(without))


def test_a_function_that_nothing_judges_is_refused():
    more = replace(MNIST, functions=(*MNIST.functions, replace(MNIST.function("relu"), name="tanh")))
    assert [fact for fact in misfits(more) if "mnist.tanh are worth 0 points" in fact] != []
