"""A history in another form costs the check of the form, says so, and is read all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.exercise import Exercise
from autograder.report import CheckResult
from autograder.sentences import Phrase, sentences
from grading_helpers import graded_here, reference_with

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

# In the place of `history`, a list of floats: the mistake's name, and what `train` returns instead.
FORMS = {
    "0-d arrays": ("array-in-history", "[np.array(loss) for loss in history]"),
    "arrays of one entry": ("array-in-history", "[np.array([loss]) for loss in history]"),
    "0-dim tensors": ("tensor-in-history", "[torch.tensor(loss) for loss in history]"),
    "tensors of one entry": ("tensor-in-history", "[torch.tensor([[loss]]) for loss in history]"),
    "texts": ("text-in-history", "[repr(loss) for loss in history]"),
    "lists of one entry": ("list-in-history", "[[loss] for loss in history]"),
    "a tuple": ("tuple-for-list", "tuple(history)"),
    "an array": ("array-for-list", "np.array(history)"),
    "a column": ("array-for-list", "np.array(history)[:, None]"),
    "a tensor": ("tensor-for-list", "torch.tensor(history)"),
}
NUMPY_FLOATS = "[np.float64(loss) for loss in history]"
UNREADABLE = {
    "words": '["much" for loss in history]',
    "pairs": "[(step, loss) for step, loss in enumerate(history)]",
    "a generator": "(loss for loss in history)",
    "a dict": "dict(enumerate(history))",
    "one number": "np.array(history[-1])",
    "too few": "tuple(history[:-1])",
    "not all finite": 'tuple([float("nan"), *history[1:]])',
}
TRAINS = [
    *(("first_network", "train"), ("linear_fit", "train"), ("pow_fit", "train")),
    *(
        pytest.param(*target, marks=pytest.mark.full)
        for target in (("piecewise", "train"), ("fully_connected", "train"))
    ),
]
MNIST_TRAINS = [pytest.param(name, marks=pytest.mark.full) for name in ("train", "train_from_scratch")]


def returning(exercise: Exercise, function: str, form: str) -> str:
    """The reference, whose training function returns its history in another form."""
    wrapped = f"""
import functools
import numpy as np
{function}_as_it_was = {function}

@functools.wraps({function})
def in_another_form(*arguments, **options):
    history = {function}_as_it_was(*arguments, **options)
    return {form}

{function} = in_another_form
"""
    return reference_with("", exercise=exercise) + wrapped


def lost(folder: Path, name: str, function: str, form: str) -> list[CheckResult]:
    """The checks of the function at which the reference loses points, with its history in this form."""
    exercise = find(name)
    files = {"you": returning(exercise, function, form)}
    report = graded_here(folder, files, exercise=exercise, functions=(function,))["you"]
    return [check for check in report.checks if not check.outcome.passed]


@pytest.mark.parametrize("form", FORMS)
def test_a_slip_of_form_costs_its_own_check_alone_and_is_called_by_its_name(form, tmp_path):
    mistake, code = FORMS[form]
    (check,) = lost(tmp_path, "pow_fit", "train", code)
    assert (check.id, check.mistake) == ("pow_fit.train.history", mistake)
    assert f"cause: {sentences().words(Phrase(mistake), 'mistakes')}" in str(check.message)


@pytest.mark.parametrize(("name", "function"), TRAINS)
def test_in_every_exercise_0_d_arrays_cost_the_check_of_the_form(name, function, tmp_path):
    (check,) = lost(tmp_path, name, function, FORMS["0-d arrays"][1])
    assert (check.id, check.mistake) == (f"{name}.{function}.history", "array-in-history")


@pytest.mark.parametrize("function", MNIST_TRAINS)
def test_lists_of_0_d_arrays_in_a_dict_cost_the_check_of_the_form(function, tmp_path):
    form = "{key: [np.array(number) for number in numbers] for key, numbers in history.items()}"
    (check,) = lost(tmp_path, "mnist", function, form)
    assert (check.id, check.mistake) == (f"mnist.{function}.history", "array-in-history")


def test_numbers_of_numpy_are_numbers(tmp_path):
    assert lost(tmp_path, "pow_fit", "train", NUMPY_FLOATS) == []


@pytest.mark.parametrize("form", UNREADABLE)
def test_what_cannot_be_read_for_certain_is_no_slip(form, tmp_path):
    checks = lost(tmp_path, "pow_fit", "train", UNREADABLE[form])
    assert checks[0].id == "pow_fit.train.history"
    assert checks[0].mistake not in {mistake for mistake, _ in FORMS.values()}
    assert {check.outcome for check in checks[1:]} == {"not-reached"}


def test_wrong_losses_in_a_slipped_form_are_judged_as_losses(tmp_path):
    form, measures = lost(tmp_path, "linear_fit", "train", "tuple(2 * loss for loss in history)")[:2]
    assert form.mistake == "tuple-for-list"
    assert "reports a wrong loss" in str(measures.message)
