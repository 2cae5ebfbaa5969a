"""A worker that answers for one submission, as the grader sees it: behind a channel, and never trusted."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping, Sequence
from math import inf
from pathlib import Path

import torch

from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import Channel
from autograder.sandbox.command_lines import CALL_SECONDS
from autograder.sandbox.no_value import Died, TimedOut
from autograder.sandbox.replies import Found, failure_in, found_in, problems_in
from autograder.worker.wire import frames, protocol
from autograder.worker.wire.framing import FrameError
from autograder.worker.wire.problems import Problem
from autograder.worker.wire.values import Value

LOADING = 2  # calls whose time loading may take: a file's imports take their time, and so may its own lines
# What each function is to do without; a name without any has an empty list.
ByHand = Mapping[str, Sequence[str]]


class Worker:
    """One submission behind a channel; `Student` is what a check sees of it."""

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
        self.device = device
        self.found: dict[str, Found] = {}
        self.problems: list[Problem] = []
        self.operations: dict[str, set[str]] = {}  # by function: what it ran and was to do without
        self.alive = True
        self.waited = 0.0  # seconds, for answers

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
        outline = {name: list(given) for name, given in handed_out.items()}
        request = protocol.Load(file.name, raw, _listed(functions), dict(standins), **outline)
        loaded = self.ask(request, protocol.Loaded, LOADING * self.call_seconds)
        self._remember(loaded, handed_out.get("setup", ()))

    def describe(self, functions: ByHand) -> None:
        """Learn what a module that is loaded already holds."""
        self._remember(self.ask(protocol.Describe(_listed(functions)), protocol.Loaded))

    def _remember(self, loaded: protocol.Loaded, setup: Collection[str] = ()) -> None:
        found, problems = loaded.found, problems_in(loaded.problems, setup)
        entries = {name: found_in(entry) for name, entry in found.items()} if type(found) is dict else {}
        if problems is None or None in entries.values():
            raise self.lost("The worker did not say what it found.")
        self.found = {name: entry for name, entry in entries.items() if entry is not None}
        self.problems = problems

    def ask(
        self,
        request: protocol.Request,
        kind: type[protocol.Reply],
        seconds: float | None = None,
        seed: int = 0,
    ) -> protocol.Reply:
        """One request and its reply, of which nothing is checked but that it is one; raises CallFailed.

        `seed` is that of the worker's random generators; without `seconds` there is the time of a call.
        """
        if not self.alive:
            raise Died("The worker has ended.")
        number = secrets.randbits(62)
        frame = frames.encode({"id": number, "op": request.op, "seed": seed, **vars(request)})
        reply = self._exchange(frame, self.call_seconds if seconds is None else seconds)
        if type(reply) is not dict or reply.get("id") != number or type(reply.get("ok")) is not bool:
            raise self.lost("The worker sent something that is not an answer to the request.")
        if not reply["ok"]:
            raise failure_in(protocol.read(protocol.Failed, reply))
        return protocol.read(kind, reply)

    def _exchange(self, frame: bytes, seconds: float) -> Value:
        """What comes back for a frame, decoded."""
        seconds = self._budget.share(seconds, self._channel)
        if seconds <= 0:
            raise TimedOut("The time for the whole submission was used up before this call.")
        started = time.monotonic()
        try:
            return frames.decode(self._channel.exchange(frame, seconds, self._budget.at_most))
        except FrameError as error:
            raise self.lost(f"The worker sent something that is not an answer ({error}).") from None
        except (TimedOut, Died):
            self.alive = False
            raise
        finally:
            took = time.monotonic() - started
            self.waited += took
            self._budget.spend(took)

    def lost(self, fact: str) -> Died:
        """The failure of a worker that broke the rules, which is not asked again."""
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
        if self.alive:
            self._budget.give_back(self._channel)
        self.alive = False
        self._channel.close()


def _listed(functions: ByHand) -> protocol.ByHand:
    return {name: list(by_hand) for name, by_hand in functions.items()}
