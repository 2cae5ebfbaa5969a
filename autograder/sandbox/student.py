"""The student that a check sees: functions that run elsewhere and bring back plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.sandbox.no_value import Died
from autograder.sandbox.problems import named
from autograder.sandbox.replies import (
    MAX_DEVICES,
    MAX_SHORTCUTS,
    Found,
    same_form,
    tensors,
    texts,
)
from autograder.sandbox.worker import Worker
from autograder.worker.wire import protocol
from autograder.worker.wire.problems import Problem
from autograder.worker.wire.values import Handle, Leaf, Value


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
    """A submission as one check sees it: `student.softmax` is its function of that name.

    `seed` is that of the worker's random generators, which a check may count up; `shows_inputs` says whether
    messages may quote inputs, and `contract` has the parameters of each function.
    """

    def __init__(
        self,
        worker: Worker,
        *,
        seed: int = 0,
        shows_inputs: bool = False,
        contract: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.worker = worker
        self.seed = seed
        self.shows_inputs = shows_inputs
        self.contract = contract or {}

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name, name)

    @property
    def device(self) -> str:
        """The device on which arguments live and results are expected."""
        return self.worker.device

    @property
    def found(self) -> Mapping[str, Found]:
        """What the file has of each function."""
        return self.worker.found

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the file."""
        return self.worker.problems


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
        sent = _travelling(arguments)
        reply = self._ask(protocol.Call(self.target, sent, list(then)), protocol.Called, seconds)
        value, devices = reply.value, texts(reply.devices, MAX_DEVICES)
        if type(reply.arguments) is not list or devices is None or not same_form(sent, reply.arguments):
            raise self._lost("The worker left out what became of the arguments.")
        if seen := [named(one) for one in texts(reply.operations, MAX_SHORTCUTS) or ()]:
            self.student.worker.operations.setdefault(self.name, set()).update(seen)
        if isinstance(value, Handle):
            remote = RemoteModule if reply.kind == "module" else RemoteFunction
            value = remote(self.student, value, f"{self.name}(…)")
        return Call(value, reply.arguments, tuple(devices))

    def iterate(self, *arguments: Value, limit: int) -> list[Value]:
        """The first items, at most `limit`, of the iterator that a call makes."""
        return self._list(protocol.Iterate(self.target, _travelling(arguments), limit))

    def draw(self, *arguments: Value) -> list[Value]:
        """What a call drew: a dict for each pair of axes with something on them."""
        return self._list(protocol.Draw(self.target, _travelling(arguments)))

    def _list(self, request: protocol.Request) -> list[Value]:
        value = self._ask(request, protocol.Listed).value
        if type(value) is not list:
            raise self._lost("The worker sent no list.")
        return value

    def gradient(self, *arguments: Value, upstream: torch.Tensor, select: int | None = None) -> Gradients:
        """The value, and its vector-Jacobian product with `upstream` (of the value's shape).

        Where the function returns several tensors, `select` says which.
        """
        request = protocol.Gradient(self.target, _travelling(arguments), upstream, select)
        reply = self._ask(request, protocol.Differentiated)
        return Gradients(reply.value, tensors(reply.gradients), tensors(reply.parameters))

    def leaves(
        self, *arguments: Value, upstreams: Sequence[torch.Tensor]
    ) -> tuple[Value, list[torch.Tensor | None]]:
        """The parameters that a call makes, and the gradient that arrives in each from `upstreams`."""
        request = protocol.Leaves(self.target, list(arguments), list(upstreams))
        reply = self._ask(request, protocol.Backpropagated)
        return reply.value, tensors(reply.gradients)

    def _ask(
        self, request: protocol.Request, kind: type[protocol.Reply], seconds: float | None = None
    ) -> protocol.Reply:
        return self.student.worker.ask(request, kind, seconds, self.student.seed)

    def _lost(self, fact: str) -> Died:
        return self.student.worker.lost(fact)


@dataclass(frozen=True)
class RemoteModule(RemoteFunction):
    """A `torch.nn.Module` that the student's code made; it stays in the worker."""

    def parameters(self) -> list[torch.Tensor]:
        """Its parameters, in the order in which it declares them."""
        return [leaf.value for leaf in self.state()[0]]

    def state(self) -> tuple[list[Leaf], bool]:
        """Its parameters with their gradients, and whether it is in training mode."""
        state = self._ask(protocol.Parameters(self.target), protocol.State)
        if type(state.value) is not list or not all(isinstance(leaf, Leaf) for leaf in state.value):
            raise self._lost("The worker sent no parameters.")
        return state.value, state.training is True

    def adopt(self, values: Sequence[torch.Tensor]) -> None:
        """Give it these parameters, in the order in which it declares them."""
        self._ask(protocol.Adopt(self.target, list(values)), protocol.Done)


def _travelling(arguments: Sequence[Any]) -> list[Value]:
    return [argument.target if isinstance(argument, RemoteFunction) else argument for argument in arguments]
