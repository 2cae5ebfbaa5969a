"""The catalogue knows exercises and functions by name, and helps with misspelt ones."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from autograder import catalog
from autograder.errors import AuthoringError, UsageError
from autograder.exercise import Exercise, Function


def function(name: str) -> Function:
    return Function(name, "function", f"{name}(x)", ("x",), "Something.", 2.0, (), (), ("One.", "Two."))


LINES = Exercise("02_lines", "Lines", 1, 60, (function("fit"), function("predict")), ())
DIGITS = Exercise("06_digits", "Digits", 4, 240, (function("softmax"), function("train")), ())


@pytest.fixture
def two_exercises(monkeypatch):
    monkeypatch.setattr(catalog, "exercises", lambda: (LINES, DIGITS))


@pytest.mark.usefixtures("two_exercises")
class TestFinding:
    @pytest.mark.parametrize("name", ["digits", "06_digits", "6_digits", "06", "6"])
    def test_an_exercise_answers_to_name_and_number(self, name):
        assert catalog.find(name) == DIGITS

    def test_a_target_of_two_parts_is_a_function(self):
        assert catalog.find_target("06_digits.softmax") == (DIGITS, DIGITS.functions[0])

    def test_a_target_of_one_part_is_an_exercise(self):
        assert catalog.find_target("lines") == (LINES, None)

    def test_a_misspelt_exercise_gets_a_suggestion_and_a_command(self):
        with pytest.raises(UsageError) as refusal:
            catalog.find("digts")
        assert refusal.value.fact == 'There is no exercise "digts".'
        assert refusal.value.remedy == "Did you mean digits? Run `autograder list` to see all of them."

    def test_a_name_like_no_other_gets_the_command_alone(self):
        with pytest.raises(UsageError) as refusal:
            catalog.find("zzz")
        assert refusal.value.remedy == "Run `autograder list` to see all of them."

    def test_a_misspelt_function_gets_a_suggestion_and_its_neighbours(self):
        with pytest.raises(UsageError) as refusal:
            catalog.find_target("digits.sofmax")
        assert refusal.value.fact == 'The exercise digits has no function "sofmax".'
        assert refusal.value.remedy.startswith("Did you mean digits.softmax? It has softmax, train;")

    @pytest.mark.parametrize("target", ["", ".", "digits.", ".softmax", "digits.softmax.value"])
    def test_half_a_target_is_refused(self, target):
        with pytest.raises(UsageError):
            catalog.find_target(target)


class TestConsistency:
    def test_one_number_for_two_exercises_is_refused(self):
        with pytest.raises(AuthoringError, match='02_lines and 02_curves are both called "02"'):
            catalog.refuse_duplicates([LINES, replace(LINES, stem="02_curves")])

    def test_one_name_for_two_exercises_is_refused(self):
        with pytest.raises(AuthoringError, match='02_lines and 03_lines are both called "lines"'):
            catalog.refuse_duplicates([LINES, replace(LINES, stem="03_lines")])

    def test_different_numbers_and_names_are_fine(self):
        catalog.refuse_duplicates([LINES, DIGITS])


class TestTheShippedCatalogue:
    def test_it_is_in_learning_order(self):
        stems = [exercise.stem for exercise in catalog.exercises()]
        assert "06_mnist" in stems
        assert stems == sorted(stems)

    def test_every_function_can_be_named(self):
        for exercise in catalog.exercises():
            for function in exercise.functions:
                assert catalog.find_target(f"{exercise.name}.{function.name}") == (exercise, function)

    def test_reading_it_needs_neither_torch_nor_jupyter(self):
        heavy = {"torch", "jupytext", "nbformat", "nbgrader"}
        program = f"import sys, autograder.catalog as c; c.exercises(); print({heavy!r} & set(sys.modules))"
        loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert loaded.stdout == "set()\n"
