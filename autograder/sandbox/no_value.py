"""What can come of a request instead of a value. None of it is the grader's fault, but for `Lost`."""

from __future__ import annotations

from autograder.outcomes import Outcome
from autograder.sentences import Phrase
from autograder.worker.wire.problems import Problem


class CallFailed(Exception):  # noqa: N818 - what comes of a request, not an error of ours
    """The student's code gave no value. `outcome` is the check's outcome; `fact` is one sentence."""

    outcome = Outcome.FAILED
    layers: tuple[str, ...] = ()  # what confined the student's code, where it was the loading that failed

    def __init__(self, fact: str, remedy: str = "") -> None:
        super().__init__(fact)
        self.fact = fact
        self.remedy = remedy


class NotWritten(CallFailed):
    """The function still raises the stub's NotImplementedError."""


class Raised(CallFailed):
    """The student's code raised `type_name` with `text`, at `place`, where its own line reads `line`.

    Where it lacks a name, `lost` is the problem by which that is not there.
    """

    outcome = Outcome.ERROR

    def __init__(self, type_name: str, text: str, place: str, line: str) -> None:
        super().__init__(f"{type_name}: {text}" if text else type_name)
        self.type_name = type_name
        self.text = text
        self.place = place
        self.line = line
        self.called: Phrase | str = ""  # the call in words, once it is known
        self.lost: Problem | None = None


class Unreadable(CallFailed):
    """The file is no Python file or notebook."""


class TimedOut(CallFailed):
    """No answer within the time limit."""

    outcome = Outcome.TIMEOUT


class OutOfMemory(CallFailed):
    """The student's code asked for more memory than a worker has."""

    outcome = Outcome.MEMORY


class Died(CallFailed):
    """The worker ended, or said something that is not an answer."""

    outcome = Outcome.CRASHED


class Lost(Exception):  # noqa: N818 - likewise
    """The worker went with the server that had forked it: that says nothing of the student's code."""
