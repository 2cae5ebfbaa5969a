"""What goes wrong with a student's file, as facts: the words for them are the grader's own."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from autograder.worker.wire.text import clean

# A statement that raised, or that asked for what is not there while grading, or that took too long; source
# that Python cannot read, as syntax or otherwise; a statement that was put back; and files that are empty, no
# text, or no notebook.
KINDS = ("raised", "not-here", "slow", "syntax", "unread", "put-back", "empty", "no-text", "no-notebook")
MAX_FIELD = 300  # characters


@dataclass(frozen=True)
class Problem:
    """One of KINDS; where it is, an exception's type and text, and the source line that Python stops at.

    Of what took too long the text is the number of seconds, and of what was put back the statement.
    """

    kind: str
    place: str = ""  # "cell 3, line 2", "cell 3", "line 2"; empty for the file
    type: str = ""
    text: str = ""
    line: str = ""

    def record(self) -> dict[str, str]:
        """The problem as it travels: every field a text that UTF-8 can hold, and cut."""
        return {name: clean(text)[:MAX_FIELD] for name, text in asdict(self).items()}


class Unreadable(Exception):  # noqa: N818 - it names what the file is
    """A file that cannot be read as a submission at all, and its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


def reading_problem(error: BaseException, place: str = "") -> Problem:
    """What is wrong with source that Python cannot read; `place` as chunks have it: "cell 7, "."""
    if not isinstance(error, SyntaxError):
        return Problem("unread", place.rstrip(", "), type(error).__name__, str(error))
    where = f"{place}line {error.lineno}" if error.lineno else place.rstrip(", ")
    return Problem("syntax", where, type(error).__name__, str(error.msg), error.text or "")
