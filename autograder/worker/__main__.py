"""The untrusted process: a fresh interpreter that serves one submission, or a zygote that forks many.

Started as `python -I -S -B worker/__main__.py CONFIG`, where CONFIG is JSON: the folders of installed
packages, the device, the limits, and for a zygote its sockets. The package `autograder` is replaced by an
empty one that holds this folder alone, so that checks and references are not importable here.
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
    return requests, replies


def probe(config: dict[str, Any]) -> None:
    """Print, as JSON, the layers that hold where there is no zygote, and why others do not."""
    from autograder.worker.confine.limits import limit_resources

    layers = ["process", *limit_resources(config["memory"], config["cpu_seconds"])]
    lacking = dict.fromkeys(("landlock", "seccomp"), "it exists on Linux only")
    if len(layers) == 1:
        lacking["rlimits"] = "this system has no such limits, or refuses one"
    sys.stdout.write(json.dumps({"layers": layers, "lacking": lacking}))


def serve_one(config: dict[str, Any]) -> None:
    """Serve one submission on the standard streams: where the system cannot fork."""
    streams = take_streams()
    from autograder.worker.answer import drawing  # noqa: F401 - no call is to lose its time over importing matplotlib
    from autograder.worker.answer.main_loop import serve
    from autograder.worker.confine.limits import limit_resources
    from autograder.worker.launch.answerers import answerer

    layers = ["process", *limit_resources(config["memory"], config["cpu_seconds"])]
    serve(*streams, layers, answerer(config["device"], config["shows"]))


def main() -> None:
    config = json.loads(sys.argv[1])
    sys.argv = ["submission.py"]
    sys.path[:] = [entry for entry in sys.path if entry != str(Path(__file__).parent)] + config["packages"]
    bare_package(Path(__file__).parent)
    if config.get("probe") and sys.platform != "linux":
        probe(config)
    elif "controls" in config or config.get("probe"):
        from autograder.worker.launch import zygote

        zygote.probe(config) if config.get("probe") else zygote.main(config)
    else:
        serve_one(config)


if __name__ == "__main__":
    main()
