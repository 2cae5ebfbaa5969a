"""The comparator gives no point away, never raises, and points at the worst entry."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks.compare import (
    FLOAT64,
    Difference,
    Tolerance,
    close,
    describe,
    difference,
    form,
    mismatches,
    number,
)
from autograder.sentences import sentences
from autograder.worker.wire.values import Handle, Leaf, Loader, Opaque

NAN, INF = math.nan, math.inf
EXACT = Tolerance(0.0, 0.0)
GARBAGE = {
    "None": None,
    "a bool": True,
    "an integer": 3,
    "a huge integer": 2**63 - 1,
    "a float": 0.5,
    "NaN": NAN,
    "a string": "tensor",
    "an empty list": [],
    "a list of tensors": [torch.ones(2)],
    "a list that mixes": [None, "a", 1],
    "a tuple": (1.0, 2.0),
    "a dict": {"loss": [1.0]},
    "an array": np.ones(2, dtype=np.float32),
    "an array without axes": np.array(1.0),
    "an empty tensor": torch.empty(0),
    "a tensor of bools": torch.tensor(True),
    "a tensor with nine axes": torch.ones((1,) * 9),
    "a leaf": Leaf(torch.ones(2)),
    "a loader": Loader(torch.ones(2), torch.ones(2), 1),
    "a handle": Handle(0, "Net"),
    "words": Opaque("a function"),
}
WANTED = {
    "two numbers": torch.tensor([7.0, -7.0]),
    "one number": torch.tensor(7.0),
    "classes": torch.tensor([7, 8]),
    "decisions": torch.tensor([True, False]),
    "a matrix": torch.full((2, 3), 7.0, dtype=torch.float64),
    "something infinite": torch.tensor([INF, NAN]),
}


def aspect(got: Any, want: torch.Tensor, tolerance: Tolerance = FLOAT64) -> str | None:
    """The aspect in which two values differ; None where they do not."""
    found = difference(got, want, tolerance)
    return found.aspect if found else None


class TestForm:
    def test_a_tensor_of_the_same_shape_and_dtype_has_the_form(self):
        assert form(torch.zeros(2, 3), torch.ones(2, 3)) is None

    @pytest.mark.parametrize(
        ("shape", "other"),
        [
            ((3,), (3, 1)),
            ((3,), (1, 3)),
            ((3,), (1,)),
            ((), (1,)),
            ((0,), (0, 1)),
            ((2, 3), (3, 2)),
            ((0,), ()),
        ],
    )
    def test_shapes_that_broadcast_are_different_shapes(self, shape, other):
        assert aspect(torch.ones(shape), torch.ones(other)) == "shape"

    @pytest.mark.parametrize(
        ("dtype", "other"),
        [
            (torch.float32, torch.float64),
            (torch.float64, torch.float32),
            (torch.int64, torch.float32),
            (torch.int32, torch.int64),
            (torch.bool, torch.uint8),
        ],
    )
    def test_equal_numbers_of_another_dtype_differ(self, dtype, other):
        assert aspect(torch.ones(2, dtype=dtype), torch.ones(2, dtype=other)) == "dtype"

    @pytest.mark.parametrize("got", [7.0, [7.0], np.float32(7.0), np.array(7.0)], ids=repr)
    def test_only_a_tensor_is_a_tensor(self, got):
        assert aspect(got, torch.tensor(7.0)) == "type"

    def test_a_subclass_of_tensor_is_another_type(self):
        assert aspect(torch.nn.Parameter(torch.ones(2)), torch.ones(2)) == "type"

    def test_the_first_aspect_that_differs_is_named(self):
        assert aspect(torch.tensor([NAN], dtype=torch.float64), torch.ones(2)) == "shape"


class TestDifference:
    @pytest.mark.parametrize("want", [w for n, w in WANTED.items() if "infinite" not in n], ids=str)
    def test_a_value_is_itself(self, want):
        assert difference(want.clone(), want, EXACT) is None

    @pytest.mark.parametrize("shape", [(0,), (3, 0, 2)])
    def test_an_empty_tensor_is_an_empty_tensor_of_that_shape(self, shape):
        assert difference(torch.empty(shape), torch.empty(shape)) is None

    @pytest.mark.parametrize("bad", [NAN, INF, -INF])
    def test_what_is_not_finite_differs(self, bad):
        assert aspect(torch.tensor([1.0, bad]), torch.tensor([1.0, 2.0])) == "finite"

    @pytest.mark.parametrize("bad", [NAN, INF, -INF])
    @pytest.mark.parametrize("got", [0.0, 5.0, NAN, INF, -INF])
    def test_nothing_equals_an_expected_value_that_is_not_finite(self, bad, got):
        assert difference(torch.tensor([1.0, got]), torch.tensor([1.0, bad])) is not None

    def test_the_relative_tolerance_is_taken_of_the_expected_value(self):
        tolerance = Tolerance(relative=0.5, absolute=0.0)
        assert difference(torch.tensor([2.0]), torch.tensor([4.0]), tolerance) is None
        assert aspect(torch.tensor([4.0]), torch.tensor([2.0]), tolerance) == "value"

    def test_a_gap_as_large_as_the_absolute_tolerance_is_allowed(self):
        assert difference(torch.tensor([0.25]), torch.tensor([0.0]), Tolerance(0.0, 0.25)) is None

    def test_a_larger_gap_is_not(self):
        assert aspect(torch.tensor([-0.26]), torch.tensor([0.0]), Tolerance(0.0, 0.25)) == "value"

    def test_the_tolerance_does_not_overflow_in_half_precision(self):
        got, want = torch.tensor([-40000.0, 60000.0], dtype=torch.float16)[:, None]
        assert aspect(got, want, Tolerance(relative=1.5, absolute=0.0)) == "value"

    @pytest.mark.parametrize("shift", [1, -1])
    def test_integers_must_be_equal_whatever_the_tolerance(self, shift):
        want = torch.tensor([2**53, 7])
        assert aspect(want + torch.tensor([shift, 0]), want, Tolerance(1.0, 1.0)) == "value"

    def test_bools_must_be_equal_whatever_the_tolerance(self):
        assert aspect(torch.tensor([True]), torch.tensor([False]), Tolerance(1.0, 1.0)) == "value"

    def test_zero_is_negative_zero(self):
        assert difference(torch.tensor([-0.0]), torch.tensor([0.0]), EXACT) is None

    def test_a_view_is_compared_as_what_it_shows(self):
        got = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).T
        assert difference(got, torch.tensor([[1.0, 3.0], [2.0, 4.0]]), EXACT) is None

    def test_mismatches_are_marked_one_by_one(self):
        found = mismatches(torch.tensor([1.0, NAN, 3.0, 5.0]), torch.tensor([1.0, 2.0, INF, 4.0]), EXACT)
        assert found.tolist() == [False, True, True, True]


def in_words(found: Difference | None) -> tuple[str, str]:
    """What was expected, and what came."""
    assert found is not None
    return sentences().words(found.expected), sentences().words(found.got)


def described(value: Any) -> str:
    return sentences().words(describe(value))


class TestWords:
    def test_they_name_the_worst_entry_and_how_many_differ(self):
        got, want = torch.zeros(2, 3), torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, -3.0]])
        expected, came = in_words(difference(got, want))
        assert expected == "-3 at index [1, 2]"
        assert came == "0 there; 2 of 6 entries differ"

    def test_a_large_gap_within_the_tolerance_is_not_the_worst(self):
        got, want = torch.tensor([1001.0, 1.0]), torch.tensor([1000.0, 0.5])
        expected, _ = in_words(difference(got, want, Tolerance(relative=0.01, absolute=0.0)))
        assert expected == "0.5 at index [1]"

    def test_the_worst_entry_of_a_view_is_named_by_the_views_own_index(self):
        got = torch.tensor([[0.0, 0.0, 9.0], [0.0, 0.0, 0.0]]).T
        expected, _ = in_words(difference(got, torch.zeros(3, 2)))
        assert expected == "0 at index [2, 0]"

    def test_one_number_has_no_index(self):
        expected, came = in_words(difference(torch.tensor(1.0), torch.tensor(2.0)))
        assert (expected, came) == ("2", "1")

    @pytest.mark.parametrize(
        ("got", "want"),
        [
            (torch.tensor(1 / 3 + 1e-8, dtype=torch.float64), torch.tensor(1 / 3, dtype=torch.float64)),
            (torch.tensor([1.0 + 2**-52], dtype=torch.float64), torch.tensor([1.0], dtype=torch.float64)),
            (torch.tensor([12345678]), torch.tensor([12345679])),
            (torch.tensor([2**53 + 1]), torch.tensor([2**53])),
            (torch.tensor([True]), torch.tensor([False])),
        ],
        ids=["third", "one", "class", "beyond float64", "bool"],
    )
    def test_numbers_that_differ_are_written_differently(self, got, want):
        expected, came = in_words(difference(got, want, EXACT))
        assert expected.split()[0] != came.split()[0]

    def test_no_more_digits_are_written_than_tell_the_numbers_apart(self):
        got, want = torch.tensor([1 / 3 + 1e-8, 1 / 3], dtype=torch.float64)
        expected, came = in_words(difference(got, want, EXACT))
        assert (expected, came) == ("0.33333333", "0.33333334")

    def test_they_count_what_is_not_finite(self):
        _, came = in_words(difference(torch.tensor([NAN, INF, 1.0]), torch.ones(3)))
        assert came == "2 of 3 entries are NaN or infinite"

    def test_both_shapes_are_named(self):
        expected, came = in_words(form(torch.ones(3), torch.ones(3, 1)))
        assert (expected, came) == ("shape (3, 1)", "shape (3,)")

    def test_both_dtypes_are_named(self):
        expected, came = in_words(form(torch.ones(3).double(), torch.ones(3)))
        assert (expected, came) == ("dtype torch.float32", "dtype torch.float64")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=12), st.data())
def test_the_worst_index_is_the_one_that_a_plain_loop_finds(numbers, data):
    gaps = data.draw(
        st.lists(st.sampled_from([0.0, 10.0, 25.5]), min_size=len(numbers), max_size=len(numbers))
    )
    want = torch.tensor(numbers, dtype=torch.float64)
    got = want + torch.tensor(gaps, dtype=torch.float64)
    found = difference(got, want, Tolerance(0.0, 1.0))
    if max(gaps) == 0.0:
        assert found is None
    else:
        index = re.search(r"index \[(\d+)\]", in_words(found)[0])
        assert index is not None
        assert gaps[int(index.group(1))] == max(gaps)


class TestGarbage:
    @pytest.mark.parametrize("want", WANTED.values(), ids=WANTED.keys())
    @pytest.mark.parametrize("got", GARBAGE.values(), ids=GARBAGE.keys())
    def test_garbage_differs_from_everything_and_raises_nothing(self, got, want):
        assert difference(got, want) is not None
        assert not close(got, want)

    @pytest.mark.parametrize("want", [7.0, -7, [7.0, 8.0], [torch.tensor([7.0])], INF, NAN], ids=str)
    @pytest.mark.parametrize("got", GARBAGE.values(), ids=GARBAGE.keys())
    def test_garbage_is_close_to_no_number_and_no_list(self, got, want):
        assert not close(got, want)

    @pytest.mark.parametrize("got", GARBAGE.values(), ids=GARBAGE.keys())
    def test_garbage_is_described_in_a_few_words(self, got):
        assert 0 < len(described(got)) < 100


class TestClose:
    @pytest.mark.parametrize(
        "got", [0.5, torch.tensor(0.5), torch.tensor(0.5, dtype=torch.float64)], ids=repr
    )
    def test_a_number_may_come_as_a_float_or_a_tensor_without_axes(self, got):
        assert close(got, 0.5)

    @pytest.mark.parametrize("got", [1, torch.tensor(1)], ids=repr)
    def test_a_whole_number_may_come_as_an_integer(self, got):
        assert close(got, 1.0)

    @pytest.mark.parametrize("got", [0.6, 0.4, NAN, INF, torch.tensor([0.5]), "0.5", [0.5]], ids=repr)
    def test_anything_else_is_not_the_number(self, got):
        assert not close(got, 0.5)

    @pytest.mark.parametrize("want", [INF, -INF, NAN])
    @pytest.mark.parametrize("got", [0.0, INF, -INF, NAN])
    def test_nothing_is_close_to_a_number_that_is_not_finite(self, got, want):
        assert not close(got, want)

    def test_the_tolerance_is_absolute_plus_relative(self):
        assert close(11.5, 10.0, Tolerance(relative=0.1, absolute=0.5))
        assert not close(11.6, 10.0, Tolerance(relative=0.1, absolute=0.5))

    @pytest.mark.parametrize("want", [[1.0, torch.ones(2)], (1.0, torch.ones(2))], ids=["list", "tuple"])
    def test_lists_and_tuples_are_compared_entry_by_entry(self, want):
        assert close([1.0, torch.ones(2)], want)

    @pytest.mark.parametrize(
        "got", [[1.0], [1.0, 2.0, 3.0], [2.0, 1.0], [], 1.0, {"a": 1.0, "b": 2.0}], ids=repr
    )
    def test_a_list_of_another_length_or_with_another_entry_is_not_close(self, got):
        assert not close(got, [1.0, 2.0])


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [(0.5, 0.5), (3, 3.0), (torch.tensor(2.0), 2.0), (torch.tensor(3), 3.0), (2**63 - 1, 2.0**63)],
        ids=repr,
    )
    def test_a_number_is_read(self, value, expected):
        assert number(value) == expected
        assert type(number(value)) is float

    @pytest.mark.parametrize(
        "value",
        [
            True,
            torch.tensor(True),
            NAN,
            INF,
            torch.tensor(NAN),
            torch.tensor([1.0]),
            np.float64(1.0),
            "1",
            None,
        ],
        ids=repr,
    )
    def test_what_is_no_finite_number_is_none(self, value):
        assert number(value) is None


class TestDescribe:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (torch.zeros(2, 3), "a float32 tensor of shape (2, 3)"),
            (Opaque("an object of type Tree"), "an object of type Tree"),
            (Opaque("words of its own"), "“words of its own”"),
            (Handle(3, "Net"), "a Net"),
            ([1, 2], "a list of 2 entries"),
            ((), "a tuple of 0 entries"),
            (0.5, "0.5"),
            (True, "True"),
            ("word", "“word”"),
        ],
        ids=repr,
    )
    def test_a_value_in_a_few_words(self, value, words):
        assert described(value) == words

    def test_none_suggests_a_forgotten_return(self):
        assert "return" in described(None)

    def test_a_long_string_is_cut(self):
        assert len(described("a" * 4096)) <= 80

    def test_a_dict_is_described_by_a_few_of_its_keys(self):
        words = described({f"{'key' * 1000}{n}": n for n in range(100)})
        assert words.startswith("a dict with the keys ['keykey")
        assert len(words) < 500
