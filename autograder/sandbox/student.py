"""The student that a check sees: functions that run elsewhere and bring back plain values."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import torch

from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import Channel
from autograder.sandbox.command_lines import CALL_SECONDS
from autograder.sandbox.no_value import Died, TimedOut
from autograder.sandbox.problems import named
from autograder.sandbox.replies import (
    MAX_DEVICES,
    MAX_SHORTCUTS,
    Found,
    found_in,
    problems_in,
    same_form,
    tensors,
    texts,
    trouble_in,
)
from autograder.worker.wire import frames
from autograder.worker.wire.framing import FrameError
from autograder.worker.wire.problems import Problem
from autograder.worker.wire.values import Handle, Leaf, Value

LOADING = 2  # calls whose time loading may take: a file's imports take their time, and so may its own lines
# What each function is to do without; a name without any has an empty list.
ByHand = Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Call:
    """A call's result, and its arguments as they were afterwards."""

    value: Value
    arguments: list[Value]
    devices: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Gradients:
    """A value, and the vector-Jacobian products for the floating arguments and for the parameters."""

    value: Value
    arguments: list[torch.Tensor | None]
    parameters: list[torch.Tensor | None]


class Student:
    """One submission behind a channel. `student.softmax` is its function of that name."""

    def __init__(
        self,
        channel: Channel,
        *,
        device: str = "cpu",
        budget: Budget | None = None,
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        self._channel = channel
        self.call_seconds = call_seconds
        self._budget = budget or Budget(inf)
        self.device, self.seed = device, 0  # of the requests: set for each check
        self.shows_inputs = False  # whether messages may quote inputs: set for each check
        self.contract: Mapping[str, Sequence[str]] = {}  # by function: its parameters; set for each check
        self.found: dict[str, Found] = {}
        self.problems: list[Problem] = []
        self.operations: dict[str, set[str]] = {}  # by function: what it ran and was to do without
        self.alive = True
        self.waited = 0.0  # seconds, for answers

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name, name)

    def load(
        self,
        file: Path,
        content: bytes,
        functions: ByHand,
        standins: Mapping[str, str],
        **handed_out: Sequence[str],
    ) -> None:
        """Run the file, less the `examples`, with the `setup`: Unreadable, TimedOut, OutOfMemory or Died."""
        raw = torch.frombuffer(bytearray(content or b"\n"), dtype=torch.uint8)
        fields = {"name": file.name, "content": raw, "functions": dict(functions)}
        fields |= {"standins": dict(standins), **{key: list(given) for key, given in handed_out.items()}}
        self._remember(self.ask("load", LOADING * self.call_seconds, **fields), handed_out.get("setup", ()))

    def describe(self, functions: ByHand) -> None:
        """Learn what a module that is loaded already holds."""
        self._remember(self.ask("describe", self.call_seconds, functions=dict(functions)))

    def _remember(self, reply: dict[str, Value], setup: Collection[str] = ()) -> None:
        found, problems = reply.get("found"), problems_in(reply.get("problems"), setup)
        entries = {name: found_in(entry) for name, entry in found.items()} if type(found) is dict else {}
        if problems is None or None in entries.values():
            raise self._lost("The worker did not say what it found.")
        self.found = {name: entry for name, entry in entries.items() if entry is not None}
        self.problems = problems

    def ask(self, op: str, seconds: float, **fields: Value) -> dict[str, Value]:
        """One request and its answer; raises Trouble."""
        if not self.alive:
            raise Died("The worker has ended.")
        number = secrets.randbits(62)
        frame = frames.encode({"id": number, "op": op, "seed": self.seed, **fields})
        seconds = self._budget.share(seconds, self._channel)
        if seconds <= 0:
            raise TimedOut("The time for the whole submission was used up before this call.")
        started = time.monotonic()
        try:
            reply = frames.decode(self._channel.exchange(frame, seconds, self._budget.at_most))
        except FrameError as error:
            raise self._lost(f"The worker sent something that is not an answer ({error}).") from None
        except (TimedOut, Died):
            self.alive = False
            raise
        finally:
            took = time.monotonic() - started
            self.waited += took
            self._budget.spend(took)
        if type(reply) is not dict or reply.get("id") != number or type(reply.get("ok")) is not bool:
            raise self._lost("The worker sent something that is not an answer to the request.")
        if not reply["ok"]:
            raise trouble_in(reply)
        return reply

    def _lost(self, fact: str) -> Died:
        self.alive = False
        return Died(fact)

    @property
    def layers(self) -> tuple[str, ...]:
        """What keeps the student's code apart from everything else."""
        return self._channel.layers

    @property
    def output(self) -> str:
        """What the student's code printed, capped."""
        return self._channel.output

    def close(self) -> None:
        """End the worker, which has then taken what the budget forgives it; safe to call twice."""
        if self.alive:
            self._budget.give_back(self._channel)
        self.alive = False
        self._channel.close()


@dataclass(frozen=True)
class RemoteFunction:
    """A function, a class or a kept object of the student's, which runs in the worker."""

    student: Student
    target: str | Handle
    name: str

    def __call__(self, *arguments: Value, seconds: float | None = None) -> Value:
        """The value of a call: tensors detached and on the CPU; a module as a RemoteModule."""
        return self.call(*arguments, seconds=seconds).value

    def call(self, *arguments: Value, seconds: float | None = None, then: Sequence[str] = ()) -> Call:
        """A call, with its arguments as they were afterwards; `then` names methods of the result to call."""
        reply = self._ask(
            "call", seconds or self.student.call_seconds, arguments=_travelling(arguments), then=list(then)
        )
        value, after, devices = reply.get("value"), reply.get("arguments"), reply.get("devices")
        devices = texts(devices, MAX_DEVICES)
        if type(after) is not list or devices is None or not same_form(_travelling(arguments), after):
            raise self.student._lost("The worker left out what became of the arguments.")
        if seen := [named(one) for one in texts(reply.get("operations"), MAX_SHORTCUTS) or ()]:
            self.student.operations.setdefault(self.name, set()).update(seen)
        if isinstance(value, Handle):
            remote = RemoteModule if reply.get("kind") == "module" else RemoteFunction
            value = remote(self.student, value, f"{self.name}(…)")
        return Call(value, after, tuple(devices))

    def iterate(self, *arguments: Value, limit: int) -> list[Value]:
        """The first items, at most `limit`, of the iterator that a call makes."""
        reply = self._ask("iterate", self.student.call_seconds, arguments=_travelling(arguments), limit=limit)
        return self._list(reply)

    def draw(self, *arguments: Value) -> list[Value]:
        """What a call drew: a dict for each pair of axes with something on them."""
        return self._list(self._ask("draw", self.student.call_seconds, arguments=_travelling(arguments)))

    def _list(self, reply: dict[str, Value]) -> list[Value]:
        value = reply.get("value")
        if type(value) is not list:
            raise self.student._lost("The worker sent no list.")
        return value

    def gradient(self, *arguments: Value, upstream: torch.Tensor, select: int | None = None) -> Gradients:
        """The value, and its vector-Jacobian product with `upstream` (of the value's shape).

        Where the function returns several tensors, `select` says which.
        """
        fields = {"arguments": _travelling(arguments), "upstream": upstream, "select": select}
        reply = self._ask("gradient", self.student.call_seconds, **fields)
        products = (tensors(reply.get(name)) for name in ("gradients", "parameters"))
        return Gradients(reply.get("value"), *products)

    def leaves(
        self, *arguments: Value, upstreams: Sequence[torch.Tensor]
    ) -> tuple[Value, list[torch.Tensor | None]]:
        """The parameters that a call makes, and the gradient that arrives in each from `upstreams`."""
        reply = self._ask(
            "leaves", self.student.call_seconds, arguments=list(arguments), upstreams=list(upstreams)
        )
        return reply.get("value"), tensors(reply.get("gradients"))

    def _ask(self, op: str, seconds: float, **fields: Value) -> dict[str, Value]:
        return self.student.ask(op, seconds, target=self.target, **fields)


@dataclass(frozen=True)
class RemoteModule(RemoteFunction):
    """A `torch.nn.Module` that the student's code made; it stays in the worker."""

    def parameters(self) -> list[torch.Tensor]:
        """Its parameters, in the order in which it declares them."""
        return [leaf.value for leaf in self.state()[0]]

    def state(self) -> tuple[list[Leaf], bool]:
        """Its parameters with their gradients, and whether it is in training mode."""
        reply = self._ask("parameters", self.student.call_seconds)
        leaves, training = reply.get("value"), reply.get("training")
        if type(leaves) is not list or not all(isinstance(leaf, Leaf) for leaf in leaves):
            raise self.student._lost("The worker sent no parameters.")
        return leaves, training is True

    def adopt(self, values: Sequence[torch.Tensor]) -> None:
        """Give it these parameters, in the order in which it declares them."""
        self._ask("adopt", self.student.call_seconds, values=list(values))


def _travelling(arguments: Sequence[Any]) -> list[Value]:
    return [argument.target if isinstance(argument, RemoteFunction) else argument for argument in arguments]
