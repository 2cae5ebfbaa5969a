"""The mistakes that any function can make are named where they were made, and nowhere else."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from autograder.checks import forms, mistakes
from autograder.checks.compare import FLOAT32, HISTORY, TRAJECTORY, Tolerance
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.sandbox.replies import Found
from autograder.sandbox.student import RemoteFunction, Student
from autograder.sandbox.worker import Worker
from autograder.sentences import Phrase, Sentences, sentences
from autograder.worker.wire.values import Leaf, Loader
from test_compare import GARBAGE, WANTED

UNTOLD = ("", None)
OWN = """
[failures.unlike]
fact = "f is wrong."
got = "{got}"

[mistakes]
squares-summed = "The squares are added up."
kept = "The check knew."
of-its-own = "The check knows."
of-its-own-and-silent = ""
"""
ROWS, COLUMNS, CLASSES = 37, 23, 11  # sizes that no cause may show
GENERATOR = torch.Generator().manual_seed(5)


def in_words(told: Told, known: Sentences | None = None) -> tuple[str, str | None]:
    """What is said of the mistakes that fit, and the name of the first."""
    return (known or sentences()).told(told, {}), told[0].name if told else None


def recognise(*arguments: Any, **options: Any) -> tuple[str, str | None]:
    return in_words(mistakes.recognise(*arguments, **options))


@pytest.fixture
def own(tmp_path) -> Sentences:
    """The kit's sentences, and those of a check."""
    (tmp_path / "sentences.toml").write_text(OWN)
    return sentences(tmp_path / "sentences.toml")


def normal(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=GENERATOR)


def function(*parameters: str) -> RemoteFunction:
    """A function of these parameters, of a student who is never asked."""
    worker = Worker(None)  # type: ignore[arg-type] # nothing is sent
    worker.found = {"f": Found(True, True, "function", True, parameters)}
    return Student(worker).f


@dataclass(frozen=True, eq=False)
class Made:
    """A mistake that was made: what must be named, and the words of its cause that count."""

    mistake: str
    words: str
    got: Any
    want: Any
    arguments: tuple[Any, ...] = ()
    tolerance: Tolerance = FLOAT32
    parameters: tuple[str, ...] = ("x", "y")

    def told(self, got: Any) -> tuple[str, str | None]:
        return recognise(function(*self.parameters), self.arguments, got, self.want, (), self.tolerance)


X, OTHER, FLAT = normal(ROWS, COLUMNS), normal(ROWS, COLUMNS), normal(ROWS)
LABELS = torch.arange(ROWS) % CLASSES
LOGITS = normal(ROWS, CLASSES)
LOSS = normal(6).exp().sum()  # one number
ROW_SUMS, LOSSES = X.sum(1), [9.0, 5.5, 3.25, 2.125, 1.7]
LOADER = Loader(normal(ROWS, 4), LABELS, 5)
WEIGHTS = normal(29, 4)

NUMBERS = {
    "twice": Made("scaled", "times 2.", 2 * X, X),
    "half": Made("scaled", "times 1/2.", X / 2, X),
    "a sign": Made("scaled", "a sign is wrong", -X, X),
    "one number, twice": Made("scaled", "times 2.", 2 * LOSS, LOSS),
    "a Python number, twice": Made("scaled", "times 2.", 2 * LOSS.item(), LOSS.item()),
    "rows": Made(
        "scaled", "times the number of rows. This happens with a sum", ROWS * LOSS, LOSS, (X, OTHER)
    ),
    "1 over rows": Made(
        "scaled", "divided by the number of rows. This happens with a mean", LOSS / ROWS, LOSS, (X, OTHER)
    ),
    "columns": Made(
        "scaled", "times the number of columns. This happens with a sum", COLUMNS * LOSS, LOSS, (X, OTHER)
    ),
    "classes": Made(
        "scaled",
        "times the number of classes. This happens with a sum",
        CLASSES * LOSS,
        LOSS,
        (LOGITS, LABELS),
    ),
    "1 over classes": Made(
        "scaled",
        "divided by the number of classes. This happens with a mean",
        LOSS / CLASSES,
        LOSS,
        (LOGITS, LABELS),
    ),
    "entries": Made(
        "scaled", "times the number of entries. This happens with a sum", ROWS * LOSS, LOSS, (FLAT,)
    ),
    "all entries": Made(
        "scaled",
        "times the number of all entries. This happens with a sum",
        LOSS * ROWS * COLUMNS,
        LOSS,
        (X,),
    ),
    "rows of an array": Made(
        "scaled", "times the number of rows. This happens with a sum", ROWS * LOSS, LOSS, (X.numpy(),)
    ),
    "rows of a leaf": Made(
        "scaled", "times the number of rows. This happens with a sum", ROWS * X, X, (Leaf(X),)
    ),
    "a batch's size": Made(
        "scaled", "times the batch size. This happens with a sum", 5 * LOSS, LOSS, (LOADER,)
    ),
    "batches": Made(
        "scaled", "times the number of batches. This happens with a sum", 8 * LOSS, LOSS, (LOADER,)
    ),
    "a whole number": Made(
        "scaled",
        "divided by `batch_size`. This happens with a mean",
        X / 7,
        X,
        (7,),
        parameters=("batch_size",),
    ),
    "losses": Made("scaled", "times `steps`.", [9 * n for n in LOSSES], LOSSES, (9,), HISTORY, ("steps",)),
    "two sizes": Made(
        "scaled", "either times the number of rows or times `n`.", X * 37, X, (X, 37), parameters=("x", "n")
    ),
    "whose rows": Made(
        "scaled", "times the number of rows of argument 2. This happens with a sum", 29 * X, X, (X, WEIGHTS)
    ),
    "part of several": Made("scaled", "times 2.", [FLAT, 2 * X], [FLAT, X]),
    "square, transposed": Made("transposed", "swapped", X[:9, :9].T, X[:9, :9]),
    "transposed": Made("transposed", "swapped", X.T, X),
    "columns add up to one": Made(
        "wrong-axis", "The columns add up to 1", LOGITS.softmax(0), LOGITS.softmax(1)
    ),
    "rows add up to one": Made("wrong-axis", "The rows add up to 1", LOGITS.softmax(1), LOGITS.softmax(0)),
    "sums of columns": Made("wrong-axis", "other axis", X.sum(0), ROW_SUMS, (X,)),
    "sums of columns, kept": Made("wrong-axis", "other axis", X.sum(0, True), X.sum(1, True), (X,)),
    "a place late": Made("off-by-one", "too late", FLAT.roll(1), FLAT),
    "rows a place early": Made("off-by-one", "too early", X.roll(-1, 0), X),
    "counted from one": Made("off-by-one", "too large", LABELS + 1, LABELS),
    "one too small": Made("off-by-one", "too small", LABELS - 1, LABELS),
    "last one missing": Made("off-by-one", "The last one is missing", X[:-1], X),
    "first one missing": Made("off-by-one", "The first one is missing", FLAT[1:], FLAT),
    "one more at the end": Made("off-by-one", "The last one is too much", X, X[:-1]),
    "one more at the start": Made("off-by-one", "The first one is too much", FLAT, FLAT[1:]),
    "the input itself": Made("inputs-given-back", "input as it was", X, X.relu(), (X,)),
    "the second input": Made("inputs-given-back", "input as it was", OTHER, X + OTHER, (X, OTHER)),
    "one row for all": Made("rows-alike", "All rows are equal", X[:1].expand(ROWS, -1), X, (OTHER,)),
    "the mean for all": Made("rows-alike", "All rows", ROW_SUMS.mean().expand(ROWS), ROW_SUMS, (X,)),
    "other rows": Made("other-rows", "the wrong ones", X[20:25], X[10:15], (X,)),
    "in the wrong order": Made("other-rows", "in the wrong order", X[[3, 1, 2, 0]], X[:4], (X,)),
    "the next losses": Made("loss-after-update", "after", [*LOSSES[1:], 1.5], LOSSES, (), HISTORY),
    "the losses before": Made("loss-before-update", "before", [12.0, *LOSSES[:-1]], LOSSES, (), HISTORY),
}
FORMS = {
    "a table of all pairs": Made("broadcast", "all pairs", normal(5, 5), normal(5, 1)),
    "a table for a row": Made("broadcast", "all pairs", normal(5, 5), normal(5)),
    "flat": Made("not-a-column", "flat", normal(5), normal(5, 1)),
    "a column": Made("column-made", "an extra axis", normal(5, 1), normal(5)),
    "not reduced": Made("not-reduced", "`.mean()` or `.sum()`", normal(5), normal(1)[0]),
    "reduced": Made("reduced-to-one", "one number of all", normal(1)[0], normal(5)),
    "one too few": Made("off-by-one", "one too few", normal(4, 3), normal(5, 3)),
    "swapped": Made("transposed", "swapped", normal(4, 3), normal(3, 4)),
    "float64": Made("double-precision", "float64", normal(4).double(), normal(4)),
    "float32": Made("single-precision", "float32", normal(4), normal(4).double()),
    "integers": Made("whole-numbers", "integers", torch.ones(4, dtype=torch.int64), normal(4)),
    "truth": Made("truth-values", "booleans", normal(4) > 0, normal(4)),
    "floats": Made("classes-as-floats", ".long()", torch.ones(4), torch.ones(4, dtype=torch.int64)),
    "None": Made("return-missing", "return", None, normal(4)),
    "a float": Made("number-for-tensor", ".item()", 2.0, torch.tensor(1.5)),
    "an array": Made("array-for-tensor", ".numpy()", np.ones(4), normal(4)),
}
each_made = pytest.mark.parametrize("made", [*NUMBERS.values(), *FORMS.values()], ids=[*NUMBERS, *FORMS])
each_number = pytest.mark.parametrize("made", NUMBERS.values(), ids=NUMBERS.keys())


@each_made
def test_a_mistake_that_was_made_is_named(made):
    cause, mistake = made.told(made.got)
    assert mistake == made.mistake
    assert made.words in cause
    assert not cause.startswith("Either: ")


@each_made
def test_the_right_answer_is_called_no_mistake(made):
    assert made.told(made.want) == UNTOLD


@each_made
def test_a_cause_shows_no_size_of_what_went_in(made):
    cause, _ = made.told(made.got)
    assert re.findall(r"\d+", re.sub(r"float\d\d|-1|1/2|\b[012]\b", "", cause)) == []


def at_random(like: Any) -> Any:
    """Numbers in the form of `like`, none of which have to do with it."""
    if isinstance(like, (list, tuple)):
        return [at_random(one) for one in like]
    if not isinstance(like, torch.Tensor):
        return 3 * normal(1).item()
    if like.is_floating_point():
        return 3 * normal(*like.shape)
    return torch.randint(0, CLASSES, like.shape, generator=GENERATOR)


@each_number
def test_numbers_at_random_are_called_no_mistake(made):
    assert [told for _ in range(50) if (told := made.told(at_random(made.want))) != UNTOLD] == []


def a_little_off(numbers: Any) -> Any:
    """Each number moved by a few hundredths; a whole number by far more than the classes are many."""
    if isinstance(numbers, (list, tuple)):
        return [a_little_off(one) for one in numbers]
    if not isinstance(numbers, torch.Tensor):
        return 1.03 * numbers + 0.03
    if numbers.is_floating_point():
        return 1.03 * numbers + 0.01 * torch.rand(numbers.shape, generator=GENERATOR)
    return numbers + 2 * CLASSES


@each_number
def test_numbers_a_little_off_are_called_no_mistake_but_by_their_shape(made):
    shapes = [getattr(one, "shape", None) for one in (made.got, made.want)]
    _, mistake = made.told(a_little_off(made.got))
    assert mistake is None or (shapes[0] != shapes[1] and mistake == made.mistake)


# Where the numbers cannot tell


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (0.75, 0.375),  # 3 of 4 and 3 of 8 right: neither is a factor of the other for a reason
        (torch.tensor(0.5), torch.tensor(1.0)),
        (torch.full((5,), 0.5), torch.full((5,), 0.25)),
        (torch.zeros(5), torch.zeros(5)),
        (torch.zeros(5), torch.ones(5)),
        (torch.full((5,), 2e-5), torch.full((5,), 1e-5)),
        (-torch.eye(3) * 1e-6, torch.eye(3) * 1e-6),
    ],
    ids=str,
)
def test_no_factor_is_named_where_the_numbers_are_too_plain(got, want):
    assert recognise(function(), (), got, want) == UNTOLD


@pytest.mark.parametrize("factor", [3.0, 10.0, 1 / 3, 37.5])
def test_a_factor_without_a_meaning_is_not_named(factor):
    assert recognise(function("x"), (X,), factor * X, X) == UNTOLD


def test_an_estimate_from_random_numbers_is_not_compared_with_sizes():
    rough = Tolerance(0.05, 0.0)
    assert recognise(function("n"), (40,), 41 * 0.2871, 0.2871, (), rough) == UNTOLD
    assert recognise(function("n"), (40,), 2.05 * 0.2871, 0.2871, (), rough)[1] == "scaled"


def test_alike_rows_of_an_input_explain_alike_rows_of_the_result():
    alike = X[:1].expand(ROWS, -1)
    assert recognise(function("x"), (alike,), OTHER[:1].expand(ROWS, -1), OTHER) == UNTOLD


def test_zeros_everywhere_are_not_one_row_for_all():
    assert recognise(function("x"), (X,), torch.zeros_like(X), X) == UNTOLD


def test_two_losses_are_too_few_to_be_late():
    assert recognise(function(), (), [5.0, 1.1], [9.0, 5.0], (), HISTORY) == UNTOLD


def test_losses_that_never_change_are_not_late():
    assert recognise(function(), (), [5.0, 5.0, 5.0, 1.0], [5.0, 5.0, 5.0, 5.0], (), HISTORY) == UNTOLD


def test_two_causes_that_fit_are_offered_as_a_choice():
    skew = torch.tensor([[0.0, 1.3, -2.1], [-1.3, 0.0, 0.7], [2.1, -0.7, 0.0]])
    cause, mistake = recognise(function(), (), -skew, skew)
    assert cause.startswith("Either: Rows and columns are swapped. Or: Every number is")
    assert mistake == "transposed"


def test_a_gradient_is_called_by_its_factor_and_never_by_what_holds_of_values_only():
    f = function("x")
    assert recognise(f, (X,), ROWS * OTHER, OTHER, table=IN_GRADIENTS)[1] == "scaled"
    assert recognise(f, (X,), X, OTHER, table=IN_GRADIENTS) == UNTOLD
    assert recognise(f, (X,), X[:1].expand(ROWS, -1), OTHER, table=IN_GRADIENTS) == UNTOLD


@pytest.mark.parametrize("name", ["j", "seed", "a", "scale", "", "37"])
def test_a_whole_number_that_counts_nothing_explains_no_factor(name):
    assert recognise(function(name), (37,), 37 * X, X) == UNTOLD


def test_what_a_check_knows_of_its_function_goes_before(own):
    told = mistakes.recognise(function(), (), 2 * LOSS, LOSS, [Mistake("squares-summed", 2 * LOSS)])
    assert in_words(told, own) == ("The squares are added up.", "squares-summed")


@pytest.mark.parametrize(
    "want", [*WANTED.values(), 7.0, [7.0, 8.0, 9.0], [torch.tensor([7.0])], [], math.inf]
)
@pytest.mark.parametrize("got", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_of_any_kind_raises_nothing(got, want):
    cause, mistake = recognise(function("x"), (X, got), got, want)
    assert bool(cause) == (mistake is not None)


# Steps

START = [normal(4, 3), normal(4)]
STEP = [normal(4, 3), normal(4)]


def moved(factor: float) -> list[torch.Tensor]:
    return [start - factor * step for start, step in zip(START, STEP, strict=True)]


def told_of(parameters: list[Any]) -> tuple[str, str | None]:
    told = mistakes.recognise_step(function("x", "n"), (X, 9), parameters, moved(0.1), START, (), TRAJECTORY)
    return in_words(told)


@pytest.mark.parametrize(
    ("factor", "mistake", "words"),
    [
        (0.0, "unchanged-parameters", "Nothing moved"),
        (0.2, "step-scaled", "times 2."),
        (-0.1, "step-scaled", "a sign is wrong"),
        (0.1 * ROWS, "step-scaled", "times the number of rows. This happens with a sum"),
        (0.1 / COLUMNS, "step-scaled", "divided by the number of columns. This happens with a mean"),
        (0.9, "step-scaled", "times `n`."),
    ],
)
def test_steps_are_compared_from_where_they_began(factor, mistake, words):
    cause, named = told_of(moved(factor))
    assert (named, words in cause) == (mistake, True)


@pytest.mark.parametrize("factor", [0.1, 0.13, 0.31])
def test_other_steps_and_the_right_ones_are_called_no_mistake(factor):
    assert told_of(moved(factor)) == UNTOLD


def test_parameters_that_came_back_in_another_form_are_told_by_it():
    assert told_of([moved(0.1)[0].double(), moved(0.1)[1]])[1] == "double-precision"
    assert told_of([None, None])[1] == "return-missing"


def test_parameters_of_which_some_are_missing_are_called_no_mistake():
    assert told_of([]) == UNTOLD
    assert told_of(moved(0.2)[:1]) == UNTOLD


# Forms alone


@pytest.mark.parametrize(
    ("got", "want", "inputs"),
    [
        ((3, 4), (4, 5), []),
        ((1,), (1, 1), []),
        ((1, 1), (), []),
        ((4,), (6,), []),
        ((1, 1), (5, 1), [(5, 1)]),
        ((5,), (5, 5), [(5, 5)]),
        ((), (), []),
        ((0,), (), []),
    ],
)
def test_a_shape_that_many_mistakes_give_is_called_by_none(got, want, inputs):
    assert forms.by_shape(got, want, inputs) == ()


def test_a_dtype_or_a_type_that_nothing_explains_is_called_by_nothing():
    assert forms.by_dtype(torch.float16, torch.float32) == ()
    assert forms.by_dtype(torch.int32, torch.int64) == ()
    assert forms.by_type("word") == ()
    assert forms.by_type(torch.ones(2)) == ()


# Patterns of a check beside what is said of any function


def failing(told: str | None) -> None:
    raise CheckFailure("unlike", "f", got=Phrase("shape", shape=(8,)), told=told)


@pytest.mark.parametrize(
    ("found", "left"), [(None, "of-its-own"), ("transposed", "of-its-own"), ("kept", "kept")]
)
def test_a_pattern_goes_before_a_general_cause_and_after_a_variant(found, left, own):
    with pytest.raises(CheckFailure) as failure, naming((r"^shape \(8,\)$", "of-its-own")):
        failing(found)
    assert failure.value.mistake == left
    assert failure.value.message(own).cause == ("The check knew." if left == "kept" else "The check knows.")


def test_a_pattern_without_a_sentence_leaves_the_cause_that_was_found(own):
    with pytest.raises(CheckFailure) as failure, naming(("^shape", "of-its-own-and-silent")):
        failing("transposed")
    assert failure.value.mistake == "of-its-own-and-silent"
    assert failure.value.message(own).cause == "Rows and columns are swapped."
