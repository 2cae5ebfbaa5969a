"""What a hidden check says tells nothing of its inputs, its tolerances or its source.

Every wrong answer of the corpus is graded here, and what the checks drew and sent to the student's code is
noted on the way. Of what they say,

- the numbers that were drawn or sent are secret, entries of tensors as well as sizes, rates and seeds. The
  call is told by dtypes, shapes and the names of parameters; texts are those that the exercise names, but for
  drawn ones, which are not told;
- so are tolerances, and thresholds that were measured: learners are told of neither;
- results are no secret, neither the student's own (`got:`) nor the expected one, at one place, in the round
  brackets that end `expected:`. They teach, and they help nobody to cheat: inputs are fresh in every run. An
  expected entry may be one of the input's (relu keeps what is positive), and nothing follows from it;
- what follows from shapes is no secret, since shapes are told: how many rows, steps and layers there are, and
  what the exercise says of numbers of such a shape (a deviation of 1/√400).
"""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import torch

from autograder.audit.corpus import wrong_answers
from autograder.audit.run import handed_in
from autograder.catalog import exercises
from autograder.checks.thresholds import measured
from autograder.exercise import Exercise
from autograder.grading.collect import check_files
from autograder.grading.workers import InProcessLauncher
from autograder.report import CheckResult
from grading_helpers import CHECKOUT, graded
from noting import Notes, noted

pytestmark = [
    pytest.mark.full,
    pytest.mark.filterwarnings("ignore"),  # students' code warns, and here it runs in this process
]

KIT = CHECKOUT / "autograder"
TELLING_LINE = 20  # characters
TELLING_DIGITS = 4  # significant ones: fewer are shared by too many numbers to tell one
NUMBER = re.compile(r"(?<![\w.])-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(?![\w])")
SHAPES = re.compile(r"of shapes? \([\d, ]*\)|a loader of \d+ batches|(float|int)\d+")
WANTED = re.compile(r"\([^()]*\)$")  # the expected result, at the end of `expected:`
# A number of the student's result, alone in `got:`.
GOT = re.compile(r"^\S+( there; \d+ of \d+ entries differ| in (step|epoch) \d+)?$")

each_exercise = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)


def hidden_of(exercise: Exercise) -> list[Path]:
    """The modules of an exercise that are hidden, answers aside."""
    return [path for path in check_files(exercise, hidden=True) if "hidden" in path.parts]


@dataclass(frozen=True)
class Told:
    """What one hidden check says of one answer."""

    answer: str
    check: CheckResult

    @property
    def lines(self) -> dict[str, str]:
        """The message's parts, by their names."""
        assert self.check.message is not None
        return asdict(self.check.message)

    @property
    def words(self) -> str:
        """All lines but results and what quotes the student's own code."""
        lines = {**self.lines, "got": "", "expected": WANTED.sub("", self.lines.get("expected", ""))}
        if lines.get("cause", "").startswith("your own code"):
            lines["cause"] = ""
        return "\n".join(SHAPES.sub("", line) for line in lines.values())

    @property
    def rest(self) -> str:
        """What it got, where that is no single number of a result."""
        return GOT.sub("", SHAPES.sub("", self.lines.get("got", "")))

    def __str__(self) -> str:
        return f"{self.check.id} of {self.answer!r}: {self.check.message}"


@pytest.fixture(scope="module")
def wired() -> Iterator[Notes]:
    """Notes that fill while this module's tests grade."""
    with noted() as notes:
        yield notes


@cache
def told(exercise: Exercise) -> list[Told]:
    """What hidden checks say of the wrong answers to this exercise, graded in this process."""
    answers = {str(number): answer for number, answer in enumerate(wrong_answers(exercise))}
    with tempfile.TemporaryDirectory() as folder:
        work = [
            replace(handed_in(Path(folder), number, answer), functions=(answer.function,))
            for number, answer in answers.items()
        ]
        reports = graded(work, launcher=InProcessLauncher)
    return [
        Told(f"{answers[number].check}, {answers[number].name}", check)
        for number, report in reports.items()
        for check in report.checks
        if check.visibility == "hidden" and check.outcome not in ("passed", "not-reached")
    ]


def numbers_in(text: str) -> Iterator[str]:
    """The numbers in a text, as they are written."""
    return (found.group() for found in NUMBER.finditer(text))


def digits_of(number: str) -> int:
    """The significant digits of a number as it is written."""
    return len(number.lower().partition("e")[0].replace(".", "").lstrip("-0"))


def is_written(number: str, values: torch.Tensor) -> bool:
    """Whether this is how one of the values, float64 `(n,)`, is written with so many digits."""
    digits, exponent = number.lower().partition("e")[::2]
    place = int(exponent or 0) - len(digits.partition(".")[2])
    return bool(((values - float(number)).abs() <= 0.5001 * 10.0**place).any())


def stated(exercise: Exercise) -> set[float]:
    """The numbers in what learners are given to read."""
    text = (CHECKOUT / "exercises" / f"{exercise.stem}.py").read_text(encoding="utf-8")
    return {float(number) for number in numbers_in(text)}


def tolerances_of(exercise: Exercise) -> set[float]:
    """The broken numbers in the sources that judge the exercise, and its thresholds."""
    table = measured(f"autograder.content.{exercise.name}.hidden")
    tables = [table] if "threshold" in table else list(table.values())
    paths = [*hidden_of(exercise), *(KIT / "checks").glob("*.py")]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    constants = {node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is float}
    return {number for number in constants if number % 1} | {one["threshold"] for one in tables}


@each_exercise
def test_there_is_much_to_search(wired, exercise):
    messages = told(exercise)
    assert len({one.check.id for one in messages}) > len(exercise.functions)
    assert all(wired.by_check[one.check.id] for one in messages)


@each_exercise
def test_no_message_tells_an_entry_of_an_input(wired, exercise):
    found = [
        (number, str(one))
        for one in told(exercise)
        for number in numbers_in(f"{one.words} {one.rest}")
        if digits_of(number) >= TELLING_DIGITS and is_written(number, wired.entries(one.check.id))
    ]
    assert found == []


@each_exercise
def test_no_message_tells_a_number_that_the_student_s_code_is_called_with(wired, exercise):
    found = [
        (number, str(one))
        for one in told(exercise)
        for number in numbers_in(one.words)
        if float(number) % 1 and is_written(number, torch.tensor(wired.scalars(one.check.id)).double())
    ]
    assert [one for one in found if float(one[0]) not in stated(exercise)] == []


@each_exercise
def test_the_call_is_told_without_any_number_but_those_of_shapes(wired, exercise):
    calls = [(SHAPES.sub("", one.lines.get("called", "")), str(one)) for one in told(exercise)]
    assert [message for call, message in calls if list(numbers_in(call))] == []


@each_exercise
def test_no_message_tells_a_drawn_name(wired, exercise):
    messages = told(exercise)
    # What the student's code says of it, in `got:`, is a result like others.
    assert [str(one) for one in messages if any(n in one.words for n in wired.names(one.check.id))] == []


@each_exercise
def test_an_exception_is_quoted_without_broken_numbers(wired, exercise):
    raised = [one for one in told(exercise) if one.check.outcome == "error"]
    assert [str(one) for one in raised if re.search(r"\d\.\d", one.lines["got"])] == []


@each_exercise
def test_no_message_tells_a_tolerance_or_a_threshold(wired, exercise):
    secret = tolerances_of(exercise) - stated(exercise)
    percent = torch.tensor([100 * one for one in secret]).double()
    found = [
        (number, str(one))
        for one in told(exercise)
        for number in numbers_in(one.words)
        if float(number) in secret or (f"{number}%" in one.words and is_written(number, percent))
    ]
    assert found == []


@each_exercise
def test_no_message_holds_a_line_of_a_hidden_check(wired, exercise):
    text = "\n".join(path.read_text(encoding="utf-8") for one in exercises() for path in hidden_of(one))
    lines = {line.strip() for line in text.splitlines() if len(line.strip()) >= TELLING_LINE}
    assert [(line, str(one)) for one in told(exercise) for line in lines if line in str(one)] == []


# The search itself


def test_a_number_is_found_however_many_digits_are_written():
    values = torch.tensor([21.651636123657227, -0.0123456]).double()
    for number in ("21.65", "21.6516", "21.651636123657227", "-0.01235", "-1.235e-02"):
        assert is_written(number, values)
    assert not is_written("21.66", values)


def test_the_digits_that_count_are_counted():
    assert [digits_of(number) for number in ("0.0500", "1.235e-02", "-21.65", "4000")] == [3, 4, 4, 4]
