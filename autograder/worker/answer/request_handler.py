"""Answers the grader's requests with the student's code.

`wire.protocol` lists the requests and the replies. Nothing here judges, and nothing here is trusted: all that
the student's code can bring about is a wrong answer, a late one, or none.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.worker.answer.objects import devices_of, holds_tensor, is_floating, kind_of, text_of
from autograder.worker.answer.operations import Operations
from autograder.worker.data.batches import Batches
from autograder.worker.load.kit import lend_notebook
from autograder.worker.load.submission import MODULE, Submission
from autograder.worker.wire import protocol
from autograder.worker.wire.frames import decode, encode
from autograder.worker.wire.framing import FrameError
from autograder.worker.wire.problems import Unreadable
from autograder.worker.wire.text import clean
from autograder.worker.wire.values import Handle, Leaf, Loader, Opaque, Value, describe


class RequestHandler:
    """One submission and the objects it made, on one device."""

    def __init__(self, device: str, submission: Submission | None = None) -> None:
        self.device = torch.device(device)
        self.submission = submission or Submission()
        self.kept: dict[int, object] = {}
        self.by_hand: dict[str, list[str]] = {}

    def answer(self, body: bytes | bytearray) -> bytes:
        """The frame that answers the request in `body` (a frame without its length)."""
        request = decode(body)
        try:
            self.settle(request["seed"])
            reply = getattr(self, f"do_{request['op']}")(protocol.request_in(request))
            return encode({"id": request["id"], "ok": True, **vars(reply)}, self.keep)
        except BaseException as error:
            return encode({"id": request["id"], "ok": False, **vars(self.failure(error))})

    def settle(self, seed: int) -> None:
        """Every request starts alike, whatever the student's code changed in the one before."""
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)
        torch.manual_seed(seed)
        np.random.seed(seed % (1 << 32))
        random.seed(seed)

    def failure(self, error: BaseException) -> protocol.Failed:
        """What the grader is told about an exception."""
        place, line = self.submission.place_of(error)
        text = text_of(error)
        kind = "raised"
        if isinstance(error, Unreadable):
            kind = "unreadable"
        elif isinstance(error, FrameError):
            kind = "unsendable"
        elif isinstance(error, MemoryError) or "can't allocate memory" in text:
            kind = "memory"
        elif isinstance(error, NotImplementedError) and not text:
            kind = "not-written"
        problem = self.submission.record_of(error.name) if isinstance(error, NameError) else None
        if isinstance(error, Unreadable):
            problem = error.problem.record()
        return protocol.Failed(kind, clean(type(error).__name__), text, place, line, problem)

    def keep(self, value: object) -> Handle | Opaque:
        """What can be called or stepped stays here and travels as a handle; anything else is described."""
        if not kind_of(value):
            return describe(value)
        number = len(self.kept)
        self.kept[number] = value
        return Handle(number, clean(type(value).__name__))

    # Requests

    def do_load(self, request: protocol.Load) -> protocol.Loaded:
        """Run the student's file, then put the stand-ins in the place of the functions they stand for."""
        content = request.content.numpy().tobytes()
        self.submission = Submission.read(request.name, content, request.setup)
        sys.modules[MODULE] = self.submission.module
        lend_notebook(self.submission.module.__dict__)
        self.submission.run([tuple(example.split()) for example in request.examples])
        self.submission.restore(request.functions)
        found = self.describe(request.functions)
        self.stand_in(request.standins, self.submission.module.__dict__)
        return protocol.Loaded(found, [problem.record() for problem in self.submission.problems[:20]])

    def stand_in(self, standins: Mapping[str, str], names: dict[str, Any]) -> None:
        """Put what these sources define in the place of the functions that are called so in `names`."""
        for name, source in standins.items():
            namespace: dict[str, Any] = {}
            exec(source, namespace)
            names[name] = namespace[name]

    def do_describe(self, request: protocol.Describe) -> protocol.Loaded:
        """What a module that is loaded already holds: for the student who lives in the same interpreter."""
        return protocol.Loaded(self.describe(request.functions), [])

    def describe(self, functions: protocol.ByHand) -> dict[str, dict[str, Any]]:
        """What there is of each of these functions, with what it is to do without."""
        self.by_hand = functions
        return {name: self.submission.describe(name, by_hand) for name, by_hand in self.by_hand.items()}

    def do_call(self, request: protocol.Call) -> protocol.Called:
        """Call a function or a kept object; also tell what became of the arguments."""
        originals: list[object] = []
        function, arguments = self.called(request.target, request.arguments, originals)
        forbidden = self.by_hand.get(request.target, []) if isinstance(request.target, str) else []
        with Operations(forbidden) if forbidden else nullcontext() as watch:
            value = function(*arguments)
            for method in request.then:
                getattr(value, method)()
        remaining = iter(originals)
        after = [self.afterwards(argument, remaining) for argument in request.arguments]
        devices, operations = sorted(devices_of(value)), watch.seen if watch else []
        return protocol.Called(value, after, kind_of(value), devices, operations)

    def do_iterate(self, request: protocol.Iterate) -> protocol.Listed:
        """Call a function that makes an iterator, and take at most `limit` items from it."""
        function, arguments = self.called(request.target, request.arguments, [])
        return protocol.Listed(list(islice(function(*arguments), request.limit)))

    def do_draw(self, request: protocol.Draw) -> protocol.Listed:
        """Call a function that draws; tell what is on the axes afterwards, as data."""
        from autograder.worker.answer.drawing import axes_of

        function, arguments = self.called(request.target, request.arguments, [])
        return protocol.Listed(axes_of(lambda: function(*arguments)))

    def do_gradient(self, request: protocol.Gradient) -> protocol.Differentiated:
        """The vector-Jacobian product with `upstream`, for every floating argument and parameter."""
        target, arguments = self.called(request.target, request.arguments, [])
        inputs = [a.requires_grad_() for a in arguments if is_floating(a)]
        parameters = list(target.parameters()) if isinstance(target, nn.Module) else []
        value, upstream = target(*arguments), request.upstream.to(self.device)
        if request.select is not None:
            value = value[request.select]
        wanted = inputs + parameters
        gradients: list[torch.Tensor | None] = [None] * len(wanted)
        if isinstance(value, torch.Tensor) and value.requires_grad and value.shape == upstream.shape:
            upstream = upstream.to(value.dtype)
            gradients = list(torch.autograd.grad(value, wanted, upstream, allow_unused=True))
        return protocol.Differentiated(value, gradients[: len(inputs)], gradients[len(inputs) :])

    def do_leaves(self, request: protocol.Leaves) -> protocol.Backpropagated:
        """Call a function that makes parameters; send `upstreams` back through each, and read its `.grad`."""
        made = list(self.target(request.target)(*request.arguments))
        for tensor, upstream in zip(made, request.upstreams, strict=False):
            if isinstance(tensor, torch.Tensor) and tensor.requires_grad and tensor.shape == upstream.shape:
                (tensor * upstream.to(tensor.device)).sum().backward()  # type: ignore[no-untyped-call] # torch's
        return protocol.Backpropagated(made, [getattr(tensor, "grad", None) for tensor in made])

    def do_parameters(self, request: protocol.Parameters) -> protocol.State:
        """The parameters of a kept module, in the order in which it declares them."""
        module = self.module(request.target)
        leaves = [Leaf(p.detach(), p.grad, p.requires_grad) for p in module.parameters()]
        return protocol.State(leaves, module.training)

    def do_adopt(self, request: protocol.Adopt) -> protocol.Done:
        """Give a kept module these parameters, in the order in which it declares them."""
        module = self.module(request.target)
        with torch.no_grad():
            for parameter, value in zip(module.parameters(), request.values, strict=True):
                parameter.copy_(value)
                parameter.grad = None
        return protocol.Done()

    # Between what travels and what lives here

    def target(self, target: protocol.Target) -> Any:
        """What a request's target is here."""
        return (
            self.kept[target.number]
            if isinstance(target, Handle)
            else getattr(self.submission.module, target)
        )

    def called(
        self, target: protocol.Target, sent: Sequence[Value], originals: list[object]
    ) -> tuple[Any, list[Any]]:
        """The live function and arguments of a request; every module among them is where the tensors are."""
        function = self.target(target)
        arguments = [self.receive(argument, originals) for argument in sent]
        if self.device.type != "cpu":
            # A function of NumPy arrays has no use for a module on a GPU.
            device = self.device if any(map(holds_tensor, arguments)) else torch.device("cpu")
            for module in (one for one in (function, *arguments) if isinstance(one, nn.Module)):
                module.to(device)
        return function, arguments

    def module(self, target: protocol.Target) -> nn.Module:
        """The module that is meant; TypeError where it is none."""
        module = self.target(target)
        if not isinstance(module, nn.Module):
            raise TypeError("not a torch.nn.Module")
        return module

    def receive(self, value: Value, originals: list[object]) -> Value:
        """The live argument for a value that travelled; `originals` collects the tensors in it."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.receive(item, originals) for item in value)
        if isinstance(value, Loader):
            return self.batches(value)
        if isinstance(value, Handle):
            return self.kept[value.number]
        if isinstance(value, Leaf):
            value = self.leaf(value)
        elif isinstance(value, torch.Tensor):
            value = value.to(self.device)
        originals.append(value)
        return value

    def leaf(self, leaf: Leaf) -> torch.Tensor:
        """The live tensor of a leaf, in its shape and dtype, with the gradient that travelled."""
        tensor = leaf.value.to(self.device).requires_grad_(leaf.requires_grad)
        if leaf.gradient is not None:
            tensor.grad = leaf.gradient.to(self.device)
        return tensor

    def batches(self, loader: Loader) -> Batches:
        """The live loader of images `(n, …)`, those of uint8 as float32 in [0, 1], and labels `(n,)`."""
        images = loader.images.to(self.device)
        if images.dtype is torch.uint8:
            images = images.float() / 255
        return Batches(images, loader.labels.to(self.device), loader.batch_size, loader.shuffle)

    def afterwards(self, value: Value, originals: Iterator[object]) -> Value:
        """The state, now, of the very objects that `receive` made for `value`."""
        if isinstance(value, (list, tuple)):
            return type(value)(self.afterwards(item, originals) for item in value)
        if isinstance(value, (Loader, Handle)):
            return None
        original = next(originals)
        if isinstance(value, Leaf) and isinstance(original, torch.Tensor):
            return Leaf(original.detach(), original.grad, original.requires_grad)
        return original
