"""Frames: how values cross between the grader and a worker.

A frame is `u32 body length | u32 header length | JSON header | raw little-endian tensor bytes`. The header
is a tree of tagged values; a tensor's place in the raw bytes follows from its place in the tree, so that
overlap, holes and double use cannot be expressed. Nothing is ever evaluated or unpickled, every size is
checked before memory is taken, and whatever is out of order is a `FrameError`.

Values: None, bool, int (64 bit), float, str, list, tuple, dict with str keys, dense CPU tensors,
NumPy arrays and numbers (these arrive as Python's), and the records `Leaf`, `Loader`, `Handle` and `Opaque`.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np
import torch

from autograder.worker.wire.framing import MAX_BODY, PREFIX, FrameError, frame
from autograder.worker.wire.text import MAX_STRING, clean
from autograder.worker.wire.values import Handle, Keep, Leaf, Loader, Opaque, Value, describe

MAX_HEADER = 1 << 20  # bytes
MAX_TENSORS = 4096
MAX_RANK = 8
MAX_DIMENSION = 1 << 26
MAX_DEPTH = 8
MAX_NODES = 30_000

DTYPES: dict[str, tuple[torch.dtype, str]] = {
    "f2": (torch.float16, "<f2"),
    "f4": (torch.float32, "<f4"),
    "f8": (torch.float64, "<f8"),
    "i1": (torch.int8, "|i1"),
    "i2": (torch.int16, "<i2"),
    "i4": (torch.int32, "<i4"),
    "i8": (torch.int64, "<i8"),
    "u1": (torch.uint8, "|u1"),
    "b1": (torch.bool, "|u1"),
}
CODES = {dtype: code for code, (dtype, _) in DTYPES.items()}
ARRAY_LAYOUTS = {layout for _, layout in DTYPES.values()} | {"|b1"}


def encode(value: Value, keep: Keep = describe) -> bytes:
    """The whole frame for `value`; whatever is not a plain value becomes what `keep` makes of it."""
    writer = _Writer(keep)
    header = json.dumps(writer.node(value, 0), allow_nan=False, separators=(",", ":")).encode()
    if len(header) > MAX_HEADER:
        raise FrameError(f"the header takes {len(header)} bytes, more than {MAX_HEADER}")
    return frame(b"".join([PREFIX.pack(len(header)), header, *writer.blobs]))


def decode(body: bytes | bytearray) -> Value:
    """The value in `body`, which is a frame without its first four bytes; FrameError for anything else."""
    try:
        (length,) = PREFIX.unpack_from(body)
        start = PREFIX.size + length
        if length > MAX_HEADER or start > len(body):
            raise FrameError(f"a header of {length} bytes")
        tree = json.loads(
            bytes(body[PREFIX.size : start]).decode("utf-8"),
            object_pairs_hook=_one_pair,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        reader = _Reader(body, start)
        value = reader.value(tree, 0)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        RecursionError,
        struct.error,
    ) as error:
        raise FrameError(f"{type(error).__name__} while reading a frame") from None
    if reader.offset != len(body):
        raise FrameError(f"{len(body) - reader.offset} bytes too many")
    return value


def _one_pair(pairs: list[tuple[str, Any]]) -> tuple[str, Any]:
    """A tagged node: a JSON object of one pair (so no key can come twice)."""
    if len(pairs) != 1:
        raise FrameError(f"a tagged value with {len(pairs)} tags")
    return pairs[0]


def _refuse_number(text: str) -> float:
    raise FrameError("a bare JSON float; floats travel as hexadecimal strings")


def _is(value: object, *kinds: type) -> bool:
    """Whether the value is of one of these types; `isinstance` would believe what its `__class__` claims."""
    return issubclass(type(value), kinds)


class _Writer:
    """Turns a value into a header tree and the raw bytes of its tensors."""

    def __init__(self, keep: Keep) -> None:
        self.keep = keep
        self.blobs: list[bytes] = []
        self.bytes_left = MAX_BODY - MAX_HEADER - PREFIX.size
        self.nodes = 0

    def node(self, value: Value, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise FrameError("the value is nested too deeply or has too many parts")
        if _is(value, np.generic):
            value = np.generic.item(value)
        if value is None or type(value) is bool:
            return value
        # A subclass may redefine every method: those of the plain type are called by name.
        if _is(value, int):
            return self.integer(int.__int__(value))
        if _is(value, float):
            return {"float": float.hex(value)}
        if _is(value, str):
            return clean(str.__str__(value))
        if _is(value, torch.Tensor):
            return self.tensor(value)
        if _is(value, np.ndarray):
            return self.array(value)
        return self.container(value, depth + 1)

    def integer(self, value: int) -> Any:
        return value if -(1 << 63) <= value < 1 << 63 else self.foreign("a huge integer")

    def container(self, value: Value, depth: int) -> Any:
        if _is(value, list):
            return {"list": [self.node(item, depth) for item in list.__iter__(value)]}
        if _is(value, tuple):
            return {"tuple": [self.node(item, depth) for item in tuple.__iter__(value)]}
        if _is(value, dict):
            return self.mapping(dict(dict.items(value)), depth)
        if _is(value, Leaf):
            return self.record("leaf", (value.value, value.gradient, value.requires_grad), depth)
        if _is(value, Loader):
            parts = (value.images, value.labels, value.batch_size, value.shuffle)
            return self.record("loader", parts, depth)
        kept = value if _is(value, Handle, Opaque) else self.keep(value)
        if isinstance(kept, Handle):
            return {"handle": [kept.number, clean(kept.type_name)]}
        return self.foreign(kept.description)

    def mapping(self, value: dict[Any, Value], depth: int) -> Any:
        if any(type(key) is not str or clean(key) != key for key in value):
            return self.foreign("a dict with a key that is not a string, or a very long one")
        return {"dict": [[key, self.node(item, depth)] for key, item in value.items()]}

    def record(self, tag: str, parts: tuple[Value, ...], depth: int) -> Any:
        """The record of these parts; where one of them cannot cross, the words for that one alone."""
        before, bytes_left = len(self.blobs), self.bytes_left
        nodes = [self.node(part, depth) for part in parts]
        for node in nodes:
            if type(node) is dict and "opaque" in node:
                del self.blobs[before:]
                self.bytes_left = bytes_left
                return node
        return {tag: nodes}

    @staticmethod
    def foreign(description: str) -> Any:
        return {"opaque": clean(description)}

    def tensor(self, value: torch.Tensor, tag: str = "tensor") -> Any:
        with torch._C.DisableTorchFunctionSubclass():
            try:
                plain = torch.Tensor.detach(value)
                shape = tuple(plain.shape)
            except Exception:
                return self.foreign("a tensor that cannot be read")
        size = math.prod(shape) * plain.element_size()
        if why := self.refusal(plain, size):
            return self.foreign(f"a tensor of shape {shape}, dtype {plain.dtype}, {why}")
        dense = plain.cpu().resolve_neg()
        raw = dense.view(torch.uint8) if dense.dtype is torch.bool else dense
        self.blobs.append(raw.numpy().tobytes())
        self.bytes_left -= size
        return {tag: [CODES[plain.dtype], list(shape)]}

    def refusal(self, plain: torch.Tensor, size: int) -> str:
        """Why a detached tensor of so many bytes cannot cross; empty where it can."""
        readable = type(plain) is torch.Tensor and plain.layout is torch.strided and plain.dtype in CODES
        if not readable or plain.device.type == "meta":
            return f"layout {plain.layout}, on {plain.device}"
        too_large = plain.ndim > MAX_RANK or max(plain.shape, default=0) > MAX_DIMENSION
        full = size > self.bytes_left or len(self.blobs) >= MAX_TENSORS
        return "too large to send back" if too_large or full else ""

    def array(self, value: np.ndarray[Any, Any]) -> Any:
        plain = np.asarray(value)
        if plain.dtype.str not in ARRAY_LAYOUTS or plain.nbytes > self.bytes_left:
            return self.foreign(f"a NumPy array of shape {plain.shape}, dtype {plain.dtype}")
        return self.tensor(torch.from_numpy(np.array(plain)), tag="array")


class _Reader:
    """Builds the value of a header tree, taking tensors from the raw bytes in order."""

    def __init__(self, body: bytes | bytearray, offset: int) -> None:
        self.body = body
        self.offset = offset
        self.nodes = 0
        self.tensors = 0

    def value(self, node: Any, depth: int) -> Value:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise FrameError("a value nested too deeply or with too many parts")
        if node is None or type(node) is bool:
            return node
        if type(node) is int:
            return self.integer(node)
        if type(node) is str:
            return self.text(node)
        if type(node) is not tuple:
            raise FrameError("a bare JSON list")
        tag, content = node
        return self.tagged(tag, content, depth + 1)

    def tagged(self, tag: str, content: Any, depth: int) -> Value:
        if tag == "float":
            return float.fromhex(self.text(content))
        if tag == "opaque":
            return Opaque(self.text(content))
        if type(content) is not list:
            raise FrameError(f"a {tag[:20]!a} without a list")
        if tag in ("tensor", "array"):
            tensor = self.tensor(*content)
            return tensor.numpy() if tag == "array" else tensor
        if tag == "dict":
            return self.mapping(content, depth)
        if tag == "handle":
            number, type_name = content
            return Handle(self.integer(number), self.text(type_name))
        parts = [self.value(part, depth) for part in content]
        if tag == "leaf":
            return self.leaf(*parts)
        if tag == "loader":
            return self.loader(*parts)
        return {"list": list, "tuple": tuple}[tag](parts)

    def mapping(self, pairs: list[Any], depth: int) -> dict[str, Value]:
        if any(type(pair) is not list for pair in pairs):
            raise FrameError("a dict whose entries are not pairs")
        built = {self.text(key): self.value(node, depth) for key, node in pairs}
        if len(built) != len(pairs):
            raise FrameError("a dict with a key that comes twice")
        return built

    def leaf(self, value: Value, gradient: Value, requires_grad: Value) -> Leaf:
        if type(value) is not torch.Tensor or type(gradient) not in (torch.Tensor, type(None)):
            raise FrameError("a leaf that is not a tensor")
        if type(requires_grad) is not bool:
            raise FrameError("a leaf that neither requires a gradient nor does not")
        return Leaf(value, gradient, requires_grad)

    def loader(self, images: Value, labels: Value, batch_size: Value, shuffle: Value) -> Loader:
        if type(images) is not torch.Tensor or type(labels) is not torch.Tensor:
            raise FrameError("a loader without tensors")
        if type(batch_size) is not int or type(shuffle) is not bool:
            raise FrameError("a loader without a batch size")
        return Loader(images, labels, batch_size, shuffle)

    @staticmethod
    def integer(node: Any) -> int:
        if type(node) is not int or not -(1 << 63) <= node < 1 << 63:
            raise FrameError("an integer that is none, or beyond 64 bits")
        return node

    @staticmethod
    def text(node: Any) -> str:
        if type(node) is not str or len(node) > MAX_STRING:
            raise FrameError("a string that is none, or too long")
        node.encode("utf-8")  # a lone surrogate raises here and not in a report
        return node

    def tensor(self, code: str, shape: list[int]) -> torch.Tensor:
        self.tensors += 1
        if self.tensors > MAX_TENSORS or type(shape) is not list or len(shape) > MAX_RANK:
            raise FrameError("too many tensors or axes")
        if any(type(size) is not int or not 0 <= size <= MAX_DIMENSION for size in shape):
            raise FrameError("a tensor's axis out of bounds")
        dtype, layout = DTYPES[code]
        count, width = math.prod(shape), np.dtype(layout).itemsize
        if count * width > len(self.body) - self.offset:
            raise FrameError("a tensor larger than its frame")
        array = np.frombuffer(self.body, layout, count, self.offset).reshape(shape)
        self.offset += count * width
        tensor = torch.from_numpy(array.copy())  # aligned and writable
        return tensor != 0 if dtype is torch.bool else tensor  # any byte but zero is True
