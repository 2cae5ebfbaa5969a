"""Frames carry every plain value unharmed, and nothing that a worker sends can do more than be refused."""

from __future__ import annotations

import json
import math
import random
import tracemalloc
from collections import OrderedDict
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from autograder.worker.wire import frames
from autograder.worker.wire.frames import decode, encode
from autograder.worker.wire.framing import MAX_BODY, PREFIX, FrameError, body_length
from autograder.worker.wire.text import MAX_STRING
from autograder.worker.wire.values import Handle, Leaf, Loader, Opaque

DTYPES = [dtype for dtype, _ in frames.DTYPES.values()]
PLAIN = (type(None), bool, int, float, str, list, tuple, dict, torch.Tensor, np.ndarray)
RECORDS = (Leaf, Loader, Handle, Opaque)


def travel(value: Any) -> Any:
    """`value` as it arrives on the other side."""
    return decode(encode(value)[PREFIX.size :])


def body(header: str | bytes, raw: bytes = b"") -> bytes:
    """A frame's body with this header, taken literally."""
    text = header if isinstance(header, bytes) else header.encode("utf-8", "surrogatepass")
    return PREFIX.pack(len(text)) + text + raw


def assert_same(got: Any, want: Any) -> None:
    """Equal in type, structure and every bit but the sign of a NaN."""
    assert type(got) is type(want)
    if isinstance(want, torch.Tensor):
        assert not got.requires_grad
        torch.testing.assert_close(got, want, rtol=0, atol=0, equal_nan=True)
    elif isinstance(want, np.ndarray):
        assert got.dtype == want.dtype
        np.testing.assert_array_equal(got, want, strict=True)
    elif isinstance(want, (list, tuple)):
        assert len(got) == len(want)
        for one, other in zip(got, want, strict=True):
            assert_same(one, other)
    elif isinstance(want, dict):
        assert_same(list(got.items()), list(want.items()))
    elif isinstance(want, (Leaf, Loader)):
        assert_same(list(vars(got).values()), list(vars(want).values()))
    elif isinstance(want, float):
        assert got.hex() == want.hex()
    else:
        assert got == want


def is_plain(value: Any) -> bool:
    """Whether a value and all its parts are of the types that frames are there to carry."""
    if type(value) in (list, tuple):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(type(key) is str for key in value) and all(map(is_plain, value.values()))
    return type(value) in PLAIN + RECORDS


# Any value that can cross

strings = st.text(st.characters(codec="utf-8"), max_size=20)
shapes = st.lists(st.integers(0, 3), max_size=4)
tensors = st.builds(
    lambda dtype, shape, seed: torch.randint(0, 2, shape, generator=torch.Generator().manual_seed(seed)).to(
        dtype
    ),
    st.sampled_from(DTYPES),
    shapes,
    st.integers(0, 99),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=True), strings
)
records = st.one_of(
    st.builds(Leaf, tensors, st.one_of(st.none(), tensors), st.booleans()),
    st.builds(Loader, tensors, tensors, st.integers(1, 99), st.booleans()),
    st.builds(Handle, st.integers(0, 2**62), strings),
    st.builds(Opaque, strings),
)
leaves = st.one_of(scalars, tensors, tensors.map(lambda tensor: tensor.numpy()), records)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(strings, inner, max_size=4),
    ),
    max_leaves=12,
).filter(lambda value: depth(value) < frames.MAX_DEPTH)


def depth(value: Any) -> int:
    """How many containers lie around the innermost part of a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return 1 + max(map(depth, value), default=0)
    return int(isinstance(value, (Leaf, Loader)))


@settings(derandomize=True, deadline=None, max_examples=300)
@given(values)
def test_every_value_arrives_as_it_left(value):
    assert_same(travel(value), value)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(values)
def test_the_prefix_tells_the_length_of_the_body(value):
    frame = encode(value)
    assert body_length(frame[: PREFIX.size]) == len(frame) - PREFIX.size


class TestNumbers:
    @pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, -0.0, 5e-324, 0.1, 1e308])
    def test_floats_arrive_to_the_last_bit(self, value):
        assert travel(value).hex() == value.hex()

    @pytest.mark.parametrize("value", [2**63 - 1, -(2**63)])
    def test_the_outermost_64_bit_integers_arrive(self, value):
        assert travel(value) == value

    @pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 10**4000])
    def test_longer_integers_become_words(self, value):
        assert travel(value) == Opaque("a huge integer")

    @pytest.mark.parametrize("value", [True, False])
    def test_a_bool_is_no_integer_on_arrival(self, value):
        assert travel(value) is value

    @pytest.mark.parametrize(
        ("scalar", "number"),
        [
            (np.float16(0.5), 0.5),
            (np.float32(0.1), 0.10000000149011612),
            (np.float64(-0.0), -0.0),
            (np.int8(-7), -7),
            (np.uint64(7), 7),
            (np.bool_(True), True),
            (np.str_("word"), "word"),
        ],
    )
    def test_numpy_numbers_arrive_as_pythons(self, scalar, number):
        assert_same(travel(scalar), number)


class TestStrings:
    def test_a_long_string_is_cut(self):
        assert travel("é" * (MAX_STRING + 1)) == "é" * MAX_STRING

    def test_half_a_character_arrives_in_an_encodable_form(self):
        assert travel("a\ud800") == "a\\ud800"

    @pytest.mark.parametrize("text", ["", "\x00", "σ × 𝛔", "\u202e", '"}]'])
    def test_unusual_characters_arrive(self, text):
        assert travel(text) == text


class TestTensors:
    @pytest.mark.parametrize("dtype", DTYPES)
    @pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (1,), (2, 3), (1,) * frames.MAX_RANK])
    def test_every_dtype_arrives_in_every_shape(self, dtype, shape):
        tensor = torch.arange(math.prod(shape)).reshape(shape).to(dtype)
        assert_same(travel(tensor), tensor)

    @pytest.mark.parametrize(
        "view",
        [
            torch.arange(12.0).reshape(3, 4).T,
            torch.arange(12.0).reshape(3, 4)[:, ::2],
            torch.arange(3.0).expand(4, 3),
            torch.arange(12.0).reshape(3, 4).T > 4,
        ],
        ids=["transposed", "strided", "expanded", "transposed bool"],
    )
    def test_a_view_arrives_as_what_it_shows(self, view):
        assert_same(travel(view), view.clone(memory_format=torch.contiguous_format))

    @pytest.mark.parametrize("special", [math.nan, math.inf, -math.inf, -0.0])
    def test_special_numbers_arrive_in_tensors(self, special):
        arrived = travel(torch.tensor([special, 1.0]))
        assert arrived[0].item().hex() == special.hex()

    def test_a_tensor_arrives_without_its_graph(self):
        weight = torch.ones(2, requires_grad=True)
        assert_same(travel(weight * 2), torch.full((2,), 2.0))

    def test_a_parameter_arrives_as_a_plain_tensor(self):
        assert_same(travel(nn.Parameter(torch.ones(2))), torch.ones(2))

    def test_a_lazily_negated_view_arrives_negated(self):
        negated = torch.tensor([1 + 2j]).conj().imag
        assert negated.is_neg()
        assert_same(travel(negated), torch.tensor([-2.0]))

    def test_what_arrives_may_be_written_to(self):
        arrived = travel(torch.zeros(2))
        arrived += 1
        assert_same(arrived, torch.ones(2))

    def test_what_arrives_is_a_copy_of_the_frame(self):
        received = bytearray(encode(torch.zeros(2))[PREFIX.size :])
        arrived = decode(received)
        received[-8:] = b"\xff" * 8
        assert_same(arrived, torch.zeros(2))

    def test_a_subclass_arrives_as_the_tensor_underneath(self):
        class Liar(torch.Tensor):
            shape = property(lambda self: (1,))
            dtype = property(lambda self: torch.int64)

            def detach(self):
                raise ValueError("no")

            @classmethod
            def __torch_function__(cls, *arguments, **keywords):
                raise ValueError("no")

        assert_same(travel(torch.arange(3.0).as_subclass(Liar)), torch.arange(3.0))

    def test_a_tensor_of_nearly_a_whole_frame_arrives(self):
        tensor = torch.ones(MAX_BODY - frames.MAX_HEADER - 4, dtype=torch.uint8)
        arrived = travel(tensor)
        assert arrived.shape == tensor.shape
        assert bool(arrived.all())


class TestArrays:
    @pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8", "i1", "<i2", "<i4", "<i8", "u1", "?"])
    @pytest.mark.parametrize("shape", [(), (0, 2), (2, 3)])
    def test_every_dtype_arrives_in_every_shape(self, dtype, shape):
        array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
        assert_same(travel(array), array)

    def test_a_reversed_view_arrives_as_what_it_shows(self):
        assert_same(travel(np.arange(4.0)[::-1]), np.array([3.0, 2.0, 1.0, 0.0]))

    def test_a_read_only_array_arrives(self):
        array = np.arange(3)
        array.flags.writeable = False
        assert_same(travel(array), np.arange(3))

    def test_a_subclass_arrives_as_a_plain_array(self):
        assert_same(travel(np.ma.array([1.0, 2.0], mask=[False, True])), np.array([1.0, 2.0]))


class Pair(NamedTuple):
    x: int
    y: int


class Color(IntEnum):
    RED = 1


class TestContainers:
    @pytest.mark.parametrize(
        ("value", "plain"),
        [
            (Pair(1, 2), (1, 2)),
            (OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
            (Color.RED, 1),
            (torch.Size([2, 3]), (2, 3)),
        ],
        ids=["named tuple", "ordered dict", "enumeration", "torch.Size"],
    )
    def test_subclasses_arrive_as_what_they_extend(self, value, plain):
        assert_same(travel(value), plain)

    def test_the_deepest_value_arrives(self):
        value: list[Any] = []
        for _ in range(frames.MAX_DEPTH):
            value = [value]
        assert_same(travel(value), value)

    def test_as_many_tensors_arrive_as_a_frame_may_hold(self):
        arrived = travel([torch.zeros(1)] * (frames.MAX_TENSORS + 1))
        assert [type(entry) for entry in arrived[-2:]] == [torch.Tensor, Opaque]


# What cannot cross


class LyingClass:
    """Says that it is whatever `claimed` is."""

    def __init__(self, claimed: type) -> None:
        self.claimed = claimed

    @property  # type: ignore[misc] # that is the lie
    def __class__(self):
        return self.claimed


class RaisingClass:
    @property  # type: ignore[misc] # that is the trick
    def __class__(self):
        raise ValueError("no")


def refuse(*_: Any) -> Any:
    raise ValueError("no")


class RaisingWords:
    __repr__ = __str__ = __format__ = refuse


CLAIMS = [int, float, str, list, dict, torch.Tensor, np.ndarray, np.generic, Leaf, Loader, Handle, Opaque]
FOREIGN = {
    "sparse": torch.eye(3).to_sparse(),
    "complex": torch.ones(2, dtype=torch.complex64),
    "bfloat16": torch.ones(2, dtype=torch.bfloat16),
    "on no device": torch.ones(2, device="meta"),
    "a trillion entries": torch.zeros(1).expand(10**12),
    "as large as a frame": torch.zeros(MAX_BODY, dtype=torch.uint8),
    "nine axes": torch.zeros((1,) * (frames.MAX_RANK + 1)),
    "empty, with an endless axis": torch.empty(frames.MAX_DIMENSION + 1, 0),
    "an array of a trillion entries": np.broadcast_to(np.float32(0), 10**12),
    "an array of objects": np.array([None]),
    "an array of strings": np.array(["a"]),
    "an array of another byte order": np.arange(3, dtype=">f4"),
    "an array of unsigned integers": np.arange(3, dtype=np.uint16),
    "a function": print,
    "a module": nn.Linear(1, 1),
    "a generator": (i for i in range(3)),
    "bytes": b"abc",
    "a complex number": 1j,
    "a set": {1},
    "a dict with integers for keys": {1: 1},
    "a dict whose keys read alike": {1: 1, "1": 2},
    "a dict with a key that raises when asked": {RaisingWords(): 1},
    "a dict with a very long key": {"a" * (MAX_STRING + 1): 1},
    "a leaf of bfloat16": Leaf(torch.ones(2, dtype=torch.bfloat16)),
    "a leaf with a sparse gradient": Leaf(torch.ones(3), torch.ones(3).to_sparse()),
}


class TestForeignValues:
    @pytest.mark.parametrize("value", FOREIGN.values(), ids=FOREIGN.keys())
    def test_what_cannot_cross_becomes_words(self, value):
        assert type(travel(value)) is Opaque

    @pytest.mark.parametrize("claimed", CLAIMS)
    def test_an_object_that_lies_about_its_class_becomes_words(self, claimed):
        assert travel(LyingClass(claimed)) == Opaque("an object of type LyingClass")

    @pytest.mark.parametrize("kind", [RaisingClass, RaisingWords])
    def test_an_object_that_raises_when_asked_becomes_words(self, kind):
        assert travel(kind()) == Opaque(f"an object of type {kind.__name__}")

    @pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors:UserWarning")
    def test_a_nested_tensor_becomes_words(self):
        nested = torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])
        assert travel(nested) == Opaque("a tensor that cannot be read")

    def test_a_wrapper_around_a_tensor_becomes_words(self):
        class Wrapper(torch.Tensor):
            @staticmethod
            def __new__(cls):
                return torch.Tensor._make_wrapper_subclass(cls, (2,))

            @classmethod
            def __torch_dispatch__(cls, *arguments, **keywords):
                return cls()

        assert type(travel(Wrapper())) is Opaque

    def test_tensors_that_fill_a_frame_leave_no_room_for_more(self):
        half = torch.zeros(MAX_BODY // 2, dtype=torch.uint8)
        assert [type(entry) for entry in travel([half, half])] == [torch.Tensor, Opaque]

    def test_a_record_that_stays_behind_leaves_its_room_to_others(self):
        half = torch.zeros(MAX_BODY // 2, dtype=torch.uint8)
        staying = Leaf(half, torch.ones(3).to_sparse())
        assert [type(entry) for entry in travel([staying, half])] == [Opaque, torch.Tensor]

    def test_the_rest_of_a_list_is_unharmed(self):
        arrived = travel([torch.ones(2), Leaf(torch.ones(3), torch.ones(3).to_sparse()), torch.zeros(1)])
        assert_same([arrived[0], arrived[2]], [torch.ones(2), torch.zeros(1)])

    def test_the_words_name_shape_and_dtype(self):
        assert travel(torch.ones(2, dtype=torch.bfloat16)).description.startswith(
            "a tensor of shape (2,), dtype torch.bfloat16"
        )

    def test_subclasses_of_numbers_and_strings_are_read_without_their_own_methods(self):
        class Number(int):
            __int__ = __index__ = __str__ = __repr__ = refuse

        class Real(float):
            __float__ = __str__ = hex = refuse

        class Word(str):
            __str__ = __repr__ = __getitem__ = encode = refuse  # type: ignore[assignment] # that is the trick

        assert_same(travel([Number(3), Real(0.5), Word("a")]), [3, 0.5, "a"])

    def test_subclasses_of_containers_are_read_without_their_own_methods(self):
        class Many(list[Any]):
            __iter__ = __len__ = refuse

        class Few(tuple[Any, ...]):
            __iter__ = __len__ = refuse

        class Table(dict[str, Any]):
            __iter__ = __len__ = keys = items = refuse

        assert_same(travel([Many([1]), Few([2]), Table(a=3)]), [[1], (2,), {"a": 3}])

    def test_objects_are_kept_where_the_sender_can_keep_them(self):
        frame = encode([nn.Linear(1, 1)], keep=lambda value: Handle(7, type(value).__name__))
        assert decode(frame[PREFIX.size :]) == [Handle(7, "Linear")]


def contains_itself() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


class TestValuesOverALimit:
    @pytest.mark.parametrize(
        "value",
        [contains_itself(), [contains_itself()] * 1000, [0] * frames.MAX_NODES, ["a" * MAX_STRING] * 300],
        ids=["contains itself", "contains itself often", "too many parts", "too long a header"],
    )
    def test_they_are_refused(self, value):
        with pytest.raises(FrameError):
            encode(value)


# Frames that nobody should send

NESTED = '{"list":[' * (frames.MAX_DEPTH + 2) + "]}" * (frames.MAX_DEPTH + 2)
FLOAT = '{"tensor":["f4",[]]}'
MALFORMED = {
    "nothing": b"",
    "half a prefix": b"\x01\x00",
    "a prefix alone": b"\x01\x00\x00\x00",
    "a header longer than the body": PREFIX.pack(5) + b"null",
    "a header over the limit": body("0" + " " * frames.MAX_HEADER),
    "an empty header": body(""),
    "no JSON": body("nul"),
    "no UTF-8": body(b'"\xff"'),
    "two values": body("1 2"),
    "bytes at the end": body("null", b"\x00"),
    "bytes after a tensor": body(FLOAT, b"\x00" * 5),
    "a tensor larger than its frame": body(FLOAT, b"\x00" * 3),
    "a large tensor in a small frame": body('{"tensor":["f8",[67108864,67108864]]}'),
    "a tensor whose bytes another one has": body(f'{{"list":[{FLOAT},{FLOAT}]}}', b"\x00" * 4),
    "an unknown dtype": body('{"tensor":["c8",[]]}', b"\x00" * 8),
    "a dtype that is a list": body('{"tensor":[["f4"],[]]}', b"\x00" * 4),
    "a tensor without a shape": body('{"tensor":["f4"]}', b"\x00" * 4),
    "a tensor with three parts": body('{"tensor":["f4",[],[]]}', b"\x00" * 4),
    "a shape that is a number": body('{"tensor":["f4",1]}', b"\x00" * 4),
    "a negative axis": body('{"tensor":["f4",[-1]]}'),
    "two negative axes": body('{"tensor":["f4",[-1,-1]]}', b"\x00" * 4),
    "an axis that is a bool": body('{"tensor":["f4",[true]]}', b"\x00" * 4),
    "an axis that is a string": body('{"tensor":["f4",["1"]]}', b"\x00" * 4),
    "an axis over the limit": body(f'{{"tensor":["u1",[{frames.MAX_DIMENSION + 1},0]]}}'),
    "an axis of 70 bits": body(f'{{"tensor":["u1",[{1 << 70},0]]}}'),
    "empty, but beyond every address": body(f'{{"tensor":["u1",[0,{",".join(["67108864"] * 7)}]]}}'),
    "too many axes": body(f'{{"tensor":["u1",{[1] * (frames.MAX_RANK + 1)}]}}', b"\x00"),
    "too many tensors": body(
        '{"list":[' + ",".join(['{"tensor":["u1",[0]]}'] * (frames.MAX_TENSORS + 1)) + "]}"
    ),
    "too many parts": body('{"list":[' + ",".join(["0"] * frames.MAX_NODES) + "]}"),
    "too deep a value": body(NESTED),
    "100,000 brackets": body("[" * 100_000 + "]" * 100_000),
    "100,000 lists": body('{"list":[' * 100_000),
    "a bare float": body("0.5"),
    "a bare float with an exponent": body("1e400"),
    "a bare list": body("[]"),
    "a bare list that reads like a tag": body('["float","0x1p0"]'),
    "NaN": body("NaN"),
    "-Infinity": body("-Infinity"),
    "an integer of 65 bits": body(str(1 << 63)),
    "an integer of 5,000 digits": body("9" * 5000),
    "half a character": body('"\\ud800"'),
    "too long a string": body(json.dumps("a" * (MAX_STRING + 1))),
    "a float that is none": body('{"float":"one"}'),
    "a float that is a number": body('{"float":1}'),
    "a float too large": body('{"float":"0x1p99999"}'),
    "no tag": body("{}"),
    "two tags": body('{"list":[],"tuple":[]}'),
    "a tag twice": body('{"list":[],"list":[]}'),
    "an unknown tag": body('{"set":[]}'),
    "a tag with half a character": body('{"\\ud800":1}'),
    "a list without a list": body('{"list":{"list":[]}}'),
    "a list of a string": body('{"list":"ab"}'),
    "a dict with a key twice": body('{"dict":[["a",1],["a",2]]}'),
    "a dict with a number for a key": body('{"dict":[[1,1]]}'),
    "a dict of a string": body('{"dict":["ab"]}'),
    "a dict of an object": body('{"dict":[{"a":1}]}'),
    "a dict with a triple": body('{"dict":[["a",1,2]]}'),
    "a handle without a name": body('{"handle":[1]}'),
    "a handle with a bool for a number": body('{"handle":[true,"Net"]}'),
    "words that are none": body('{"opaque":1}'),
    "a leaf of a number": body('{"leaf":[1,null,true]}'),
    "a leaf of an array": body('{"leaf":[{"array":["u1",[0]]},null,true]}'),
    "a leaf with a number for a gradient": body('{"leaf":[{"tensor":["u1",[0]]},1,true]}'),
    "a leaf that requires 1 gradient": body('{"leaf":[{"tensor":["u1",[0]]},null,1]}'),
    "a leaf of one part": body('{"leaf":[{"tensor":["u1",[0]]}]}'),
    "a loader without images": body('{"loader":[null,{"tensor":["u1",[0]]},1,true]}'),
    "a loader without labels": body('{"loader":[{"tensor":["u1",[0]]},null,1,true]}'),
    "a loader with a bool for a batch size": body(f'{{"loader":[{FLOAT},{FLOAT},true,true]}}', b"\x00" * 8),
    "a loader with a number for shuffle": body(f'{{"loader":[{FLOAT},{FLOAT},1,1]}}', b"\x00" * 8),
    "a loader of five parts": body(f'{{"loader":[{FLOAT},{FLOAT},1,true,null]}}', b"\x00" * 8),
}


class TestMalformedFrames:
    @pytest.mark.parametrize("malformed", MALFORMED.values(), ids=MALFORMED.keys())
    def test_they_are_refused(self, malformed):
        with pytest.raises(FrameError):
            decode(malformed)

    @pytest.mark.parametrize("malformed", MALFORMED.values(), ids=MALFORMED.keys())
    def test_the_refusal_is_short_and_can_be_written_down(self, malformed):
        with pytest.raises(FrameError) as refusal:
            decode(malformed)
        assert len(str(refusal.value).encode("utf-8")) < 200

    @pytest.mark.parametrize("length", [0, 3, MAX_BODY + 1, (1 << 32) - 1])
    def test_a_body_of_an_impossible_length_is_refused_before_it_is_read(self, length):
        with pytest.raises(FrameError):
            body_length(PREFIX.pack(length))

    def test_any_byte_but_zero_is_true(self):
        arrived = decode(body('{"tensor":["b1",[4]]}', b"\x00\x01\x02\xff"))
        assert_same(arrived, torch.tensor([False, True, True, True]))
        assert_same(arrived.view(torch.uint8), torch.tensor([0, 1, 1, 1], dtype=torch.uint8))

    def test_a_body_at_the_limits_of_a_header_is_read(self):
        assert decode(body("0" + " " * (frames.MAX_HEADER - 1))) == 0


# Frames that are nearly right

SEEDS = [
    encode(value)[PREFIX.size :]
    for value in (
        {"id": 7, "ok": True, "value": torch.arange(6.0).reshape(2, 3), "devices": ["cpu"]},
        [Leaf(torch.ones(2), torch.zeros(2)), Loader(torch.zeros(2, 1), torch.zeros(2), 1), Handle(1, "Net")],
        (
            None,
            False,
            -1,
            0.5,
            math.nan,
            "é",
            np.arange(3),
            torch.tensor([True]),
            {"a": {"b": [Opaque("x")]}},
        ),
    )
]
PIECES = (
    b'"',
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b",",
    b"-",
    b"9",
    b"e5",
    b"null",
    b"NaN",
    b"\\ud800",
    b"\xff",
    b"",
)
N_MUTANTS = 10_000  # of each kind


def mutant(source: random.Random) -> bytes:
    """A good body with one to four small wounds; now and then its header's length is made to fit again."""
    wounded = bytearray(source.choice(SEEDS))
    for _ in range(source.randint(1, 4)):
        place = source.randrange(len(wounded) + 1)
        wounded[place : place + source.randint(0, 3)] = source.choice(PIECES)
    if source.random() < 0.5 and (end := wounded.rfind(b"}")) >= PREFIX.size:
        wounded[: PREFIX.size] = PREFIX.pack(end + 1 - PREFIX.size)
    return bytes(wounded)


def respelt(source: random.Random) -> bytes:
    """A good body whose header has one number, tag or name exchanged for another one, as valid JSON."""
    good = source.choice(SEEDS)
    start = PREFIX.size + PREFIX.unpack_from(good)[0]
    header = good[PREFIX.size : start].decode()
    words = ["tensor", "array", "list", "tuple", "dict", "leaf", "loader", "handle", "opaque", "float"]
    words += [*frames.DTYPES, "true", "null", "0", "1", "67108864", "-1", "1.0", "1e9", "[]"]
    old, new = source.choice([word for word in words if word in header]), source.choice(words)
    return body(header.replace(old, new, source.randint(1, 3)), good[start:])


def cut(source: random.Random) -> bytes:
    good = source.choice(SEEDS)
    return good[: source.randrange(len(good))]


def extended(source: random.Random) -> bytes:
    return source.choice(SEEDS) + source.randbytes(source.randint(1, 40))


def noise(source: random.Random) -> bytes:
    return source.randbytes(source.randint(0, 60))


def framed_noise(source: random.Random) -> bytes:
    """Random pieces of JSON with the right length in front of them."""
    return body(b"".join(source.choices(PIECES, k=source.randint(1, 20))), source.randbytes(4))


def outcome(malformed: bytes) -> str:
    """ "refused" or "plain"; anything else that `decode` does is an exception or a failed assertion."""
    try:
        value = decode(malformed)
    except FrameError as refusal:
        str(refusal).encode("utf-8")
        return "refused"
    assert is_plain(value)
    return "plain"


class TestFuzzing:
    @pytest.mark.parametrize("make", [mutant, respelt, cut, extended, noise, framed_noise])
    def test_a_damaged_frame_is_a_plain_value_or_refused(self, make):
        source = random.Random(make.__name__)
        outcomes = {outcome(make(source)) for _ in range(N_MUTANTS)}
        assert "refused" in outcomes

    @pytest.mark.parametrize("make", [mutant, respelt])
    def test_some_damage_goes_unnoticed_so_that_the_reader_is_reached(self, make):
        source = random.Random(make.__name__)
        assert "plain" in {outcome(make(source)) for _ in range(N_MUTANTS)}

    @pytest.mark.parametrize("make", [cut, extended])
    def test_a_frame_of_another_length_is_never_read(self, make):
        source = random.Random(make.__name__)
        assert {outcome(make(source)) for _ in range(N_MUTANTS)} == {"refused"}

    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(st.binary(max_size=200))
    def test_random_bytes_are_a_plain_value_or_refused(self, random_bytes):
        assert outcome(body(random_bytes)) in ("plain", "refused")

    @pytest.mark.parametrize("malformed", MALFORMED.values(), ids=MALFORMED.keys())
    def test_no_frame_takes_memory_out_of_proportion(self, malformed):
        tracemalloc.start()
        try:
            outcome(malformed)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 40 * frames.MAX_HEADER
