"""What the grader and a worker say to each other: each request and each reply, and what its fields hold.

A frame holds a dict. A request's has `id`, `op` (the class's name below, in small letters), `seed` (of the
worker's random generators) and the fields of its class; a reply's has `id`, `ok` and the fields of its class,
or, where `ok` is false, those of `Failed`. The types say what an honest worker sends. What comes may be
anything: `sandbox.replies` and `sandbox.student` check the form of each field before they use it.
`Show` and `Shown` travel as JSON, to and from workers that do nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:  # who shows notebooks does without torch, which takes a second to import
    import torch

    from autograder.worker.wire.values import Handle, Leaf, Value

Target: TypeAlias = "str | Handle"  # a function of the file by its name, or what stayed in the worker
Record = dict[str, str]  # `wire.problems.Problem.record`
ByHand = dict[str, list[str]]  # by function: what of torch it is to do without, maybe nothing
Reply = TypeVar("Reply")


@dataclass(frozen=True)
class Request:
    """What the grader asks for."""

    @property
    def op(self) -> str:
        return type(self).__name__.lower()


# Requests


@dataclass(frozen=True, eq=False)
class Load(Request):
    """Run a file, and say what came of it: `Loaded`."""

    name: str  # of the file: "06_mnist.py"
    content: torch.Tensor  # its bytes, uint8 `(n,)`
    functions: ByHand  # those that are asked for
    standins: dict[str, str]  # by function, the source of what is put in its place
    examples: list[str] = field(default_factory=list)  # of cells that were handed out: not run
    setup: list[str] = field(default_factory=list)  # lines of imports that were handed out


@dataclass(frozen=True)
class Describe(Request):
    """Say what a module that is loaded already holds: `Loaded`."""

    functions: ByHand


@dataclass(frozen=True, eq=False)
class Call(Request):
    """Call the target, then these methods of what it gives: `Called`."""

    target: Target
    arguments: list[Value]
    then: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Iterate(Request):
    """Call what makes an iterator, and take at most so many items: `Listed`."""

    target: Target
    arguments: list[Value]
    limit: int


@dataclass(frozen=True, eq=False)
class Draw(Request):
    """Call what draws, and tell what is on each pair of axes: `Listed`."""

    target: Target
    arguments: list[Value]


@dataclass(frozen=True, eq=False)
class Gradient(Request):
    """Call, and send `upstream` back through the value, or through its entry `select`: `Differentiated`."""

    target: Target
    arguments: list[Value]
    upstream: torch.Tensor  # of the value's shape
    select: int | None = None


@dataclass(frozen=True, eq=False)
class Leaves(Request):
    """Call what makes parameters, and send one of `upstreams` back through each: `Backpropagated`."""

    target: Target
    arguments: list[Value]
    upstreams: list[torch.Tensor]


@dataclass(frozen=True)
class Parameters(Request):
    """Tell the parameters of a module that stayed in the worker: `State`."""

    target: Target


@dataclass(frozen=True, eq=False)
class Adopt(Request):
    """Give a module that stayed in the worker these parameters, in its own order: `Done`."""

    target: Target
    values: list[torch.Tensor]


@dataclass(frozen=True)
class Show(Request):
    """Run a cell that is shown, for so many seconds at most: `Shown`."""

    source: str
    seconds: float


# Replies


@dataclass(frozen=True, eq=False)
class Loaded:
    """What the file has of each function that was asked for, and what is wrong with the file."""

    found: dict[str, dict[str, Any]]  # by function: the fields of `sandbox.replies.Found`
    problems: list[Record]


@dataclass(frozen=True, eq=False)
class Called:
    """The value, and the arguments as they are after the call (None for what cannot change)."""

    value: Value
    arguments: list[Value]
    kind: str  # of a value that stayed: "module", or else it can be called; "" for other values
    devices: list[str]  # on which the value's tensors were
    operations: list[str]  # what was run of that which the function is to do without


@dataclass(frozen=True, eq=False)
class Listed:
    """A list: the items, or a dict for each pair of axes with something on them."""

    value: list[Value]


@dataclass(frozen=True, eq=False)
class Differentiated:
    """The value, and the products with `upstream` for each floating argument and each parameter."""

    value: Value
    gradients: list[torch.Tensor | None]
    parameters: list[torch.Tensor | None]


@dataclass(frozen=True, eq=False)
class Backpropagated:
    """The parameters that were made, and the gradient that arrived in each."""

    value: list[Value]
    gradients: list[torch.Tensor | None]


@dataclass(frozen=True, eq=False)
class State:
    """A module's parameters with their gradients, and whether it is in training mode."""

    value: list[Leaf]
    training: bool


@dataclass(frozen=True)
class Done:
    """There is nothing to tell."""


@dataclass(frozen=True)
class Failed:
    """Why there is no value."""

    kind: str  # "raised", "unreadable", "unsendable", "memory" or "not-written"
    type: str  # of the exception
    text: str
    place: str  # of the student's own line, as "line 12" or "cell 3, line 2", and what it reads
    line: str
    problem: Record | None  # with the file, or with the line that was to define a name that is not there


@dataclass(frozen=True)
class Shown:
    """What the cell put out, as notebooks store it."""

    outputs: list[dict[str, Any]]


REQUESTS: dict[str, type[Request]] = {
    kind.__name__.lower(): kind
    for kind in (Load, Describe, Call, Iterate, Draw, Gradient, Leaves, Parameters, Adopt)
}


def request_in(message: Mapping[str, Value]) -> Request:
    """The request that a frame of the grader's holds."""
    kind = REQUESTS[message["op"]]
    return kind(**{one.name: message[one.name] for one in fields(kind) if one.name in message})


def read(kind: type[Reply], message: Mapping[str, Value]) -> Reply:
    """A reply as it came: a field that is missing is None, and of the rest nothing is checked yet."""
    record: Any = kind  # a bound that says "a dataclass" does not exist
    reply: Reply = record(**{one.name: message.get(one.name) for one in fields(record)})
    return reply
