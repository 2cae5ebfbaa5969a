"""A grader process: a line of JSON in for each submission, a line of JSON out for each report.

Started by `pool` as `python -I -m autograder.grading.grader_process SETTINGS [SOCKET]`; the socket is a fork
server's.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any, TextIO

import torch

from autograder.catalog import exercises
from autograder.errors import AutograderError, KitError
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.sandbox.processes import share


def main() -> None:
    torch.set_num_threads(1)  # a grader serves one core; threads of several only wait for each other
    settings = Settings.from_json(json.loads(sys.argv[1]))
    if len(sys.argv) > 2:
        share(socket.socket(fileno=int(sys.argv[2])), settings.device, allow=settings.allow)
    replies = take_output()

    def reply(record: dict[str, Any]) -> None:
        replies.write(json.dumps(record) + "\n")
        replies.flush()

    try:
        grade_each(given(), exercises(), settings, lambda report: reply(report.to_json()))
    except AutograderError as error:
        reply({"error": [error.fact, error.remedy]})
    except Exception as error:
        bug = KitError(f"A grader failed ({type(error).__name__}: {error}).", "Report this as a bug.")
        reply({"error": [bug.fact, bug.remedy]})


def given() -> Iterator[Submission]:
    """The submissions, as they come in."""
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=read, args=(lines,), daemon=True).start()
    while True:
        yield Submission.from_json(json.loads(lines.get()))


def read(lines: SimpleQueue[str]) -> None:
    """Read on while a submission is judged; end at once where whoever asked has hung up or died."""
    for line in sys.stdin:
        lines.put(line)
    atexit._run_exitfuncs()  # what this process has started ends with it, and leaves nothing
    os._exit(0)


def take_output() -> TextIO:
    """Standard output for replies alone: what else is printed goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return replies


if __name__ == "__main__":
    main()
