"""A worker's service: one request after another, until the grader closes the stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, TextIO

import torch

from autograder.worker.load import kit
from autograder.worker.load.loaders import load_in_this_process
from autograder.worker.wire.framing import PREFIX, body_length, frame


def serve(
    requests: BinaryIO, replies: BinaryIO, layers: Sequence[str], answer: Callable[[bytes], bytes]
) -> None:
    """Say hello with the layers that are in force, then answer requests: a frame for the body of each."""
    keep_to_one_thread()
    # Line by line: what is printed before a worker is killed must not be lost in a buffer.
    # Under two names: who wraps one anew may let it go, and must not close the descriptor by that.
    sys.stdout = sys.__stdout__ = output(1)  # type: ignore[misc,assignment] # it can be set
    sys.stderr = sys.__stderr__ = output(2)  # type: ignore[misc,assignment] # likewise
    kit.lend_kit()
    _send(replies, frame(json.dumps({"layers": list(layers)}).encode()))
    while prefix := requests.read(PREFIX.size):
        _send(replies, answer(requests.read(body_length(prefix))))


def output(descriptor: int) -> TextIO:
    """A stream that writes each line at once, and the same bytes on every system."""
    return open(
        descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False
    )


def keep_to_one_thread() -> None:
    """Threads and helper processes are not to be had in a worker: asking for them does nothing.

    OpenMP ends the whole process when it cannot start a thread that it was told to use.
    """
    torch.set_num_threads(1)
    torch.set_num_threads = torch.set_num_interop_threads = lambda nthreads: None
    load_in_this_process()
    compile_nothing()


def compile_nothing() -> None:
    """Have torch.compile give back what it was given: it takes a compiler, and no value hangs on it."""

    def as_written(model: Any = None, **options: Any) -> Any:
        return model or (lambda function: function)

    torch.compile = as_written
    torch.nn.Module.compile = lambda module, *arguments, **options: None  # type: ignore[method-assign] # the point


def _send(stream: BinaryIO, frame: bytes) -> None:
    stream.write(frame)
    stream.flush()
