"""A worker: a fresh interpreter that serves one submission over its standard streams.

Started as `python -I -S -B worker/__main__.py CONFIG`, where CONFIG is JSON: the folders of installed
packages, the device and the limits. The package `autograder` is replaced by an empty one that holds this
folder alone, so that checks and references are not importable here.
"""

from __future__ import annotations

import json
import os
import sys
import types
from pathlib import Path
from typing import Any, BinaryIO


def bare_package(folder: Path) -> None:
    """Make `autograder.worker` importable, and nothing else of the kit."""
    package, worker = types.ModuleType("autograder"), types.ModuleType("autograder.worker")
    package.__path__, worker.__path__ = [], [str(folder)]
    sys.modules.update({"autograder": package, "autograder.worker": worker})


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """The streams to the grader, out of the student's way: what is printed goes to standard error."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr] # a text file
    return requests, replies


def serve(config: dict[str, Any], requests: BinaryIO, replies: BinaryIO) -> None:
    """Say hello, then answer one request after another until the grader closes the stream."""
    import torch

    from autograder.worker import frames, limits, servant

    torch.set_num_threads(1)
    layers = ["process", *limits.limit_resources(config["memory"], config["cpu_seconds"])]
    answers = servant.Servant(config["device"])
    replies.write(frames.encode({"layers": layers}))
    replies.flush()
    while prefix := requests.read(frames.PREFIX.size):
        replies.write(answers.answer(requests.read(frames.body_length(prefix))))
        replies.flush()


def main() -> None:
    config = json.loads(sys.argv[1])
    sys.argv = ["submission.py"]
    sys.path[:] = [entry for entry in sys.path if entry != str(Path(__file__).parent)] + config["packages"]
    bare_package(Path(__file__).parent)
    serve(config, *take_streams())


if __name__ == "__main__":
    main()
