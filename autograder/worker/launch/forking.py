"""A fork server: a fresh worker for each submission in milliseconds, from a process that is warm.

It reads nothing that a worker sends, and has one socket, to the grader. A request is JSON: `fork` comes with
three descriptors and is answered with a pid, `end` kills a worker and is answered with its status, and
`queued` tells how long a worker has waited for a processor.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

from autograder.worker.confine.confinement import Confinement
from autograder.worker.load.patience import queued

NOT_SERVED = 70  # exit status of a worker that could not begin, or whose grader is gone
REQUESTS, REPLIES = 3, 4  # where a worker finds its two pipes


def serve(
    control: socket.socket, confinement: Confinement, users: Iterable[int], config: dict[str, Any]
) -> None:
    """Fork until the grader closes the socket. Each worker is a user of its own: they come round."""
    user = cycle(users)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 3)
        if not message:
            return  # workers that are left die with this process
        request = json.loads(message)
        if request["op"] == "fork":
            private = confinement if confinement.uid is None else replace(confinement, uid=next(user))
            reply: dict[str, Any] = {"pid": fork(descriptors, private, config)}
        elif request["op"] == "queued":
            reply = {"seconds": queued(request["pid"])}
        else:
            reply = {"status": end(request["pid"])}
        control.send(json.dumps(reply).encode())


def fork(descriptors: Sequence[int], confinement: Confinement, config: dict[str, Any]) -> int:
    """A worker that serves on these descriptors: requests, replies, output."""
    pid = os.fork()
    if pid == 0:
        try:
            live(descriptors, confinement, config)
        except BaseException:
            traceback.print_exc()  # into the output, where `doctor` and a bug report find it
        os._exit(NOT_SERVED)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def live(descriptors: Sequence[int], confinement: Confinement, config: dict[str, Any]) -> None:
    """The life of a worker: nothing of the server's stays open, then confinement, then service."""
    from autograder.worker.answer.main_loop import serve
    from autograder.worker.launch.answerers import answerer

    os.setsid()
    requests, replies, output = descriptors
    ruleset = confinement.ruleset
    kept = [requests, replies, output] if ruleset is None else [requests, replies, output, ruleset]
    high = [os.dup2(descriptor, 200 + place) for place, descriptor in enumerate(kept)]
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (high[2], 1), (high[2], 2), (high[0], REQUESTS), (high[1], REPLIES)):
        os.dup2(source, target)
    if ruleset is not None:
        confinement = replace(confinement, ruleset=os.dup2(high[3], REPLIES + 1))
    os.closerange(REPLIES + 1 + (ruleset is not None), 4096)
    layers = confinement.apply()
    if ruleset is not None:
        os.close(REPLIES + 1)
    layers += namespaces(config)
    answer = answerer(config["device"], config["shows"])
    serve(os.fdopen(REQUESTS, "rb"), os.fdopen(REPLIES, "wb"), layers, answer)


def end(pid: int) -> int:
    """Kill a worker and all it started; its exit status, negative for a signal."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except OSError:
            continue
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def namespaces(config: dict[str, Any]) -> list[str]:
    """The layer that was there before this process."""
    return ["namespaces"] if config["namespaces"] else []
