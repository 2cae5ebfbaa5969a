"""What can come of a check and of a submission: the words that reports hold, and what each of them means."""

from __future__ import annotations

from enum import Enum


class Verdict(str, Enum):
    """What became of a submission as a whole; `words` says it in a sentence. JSON holds the plain text."""

    words: str

    GRADED = "graded", "Every check was run or accounted for."
    TIMEOUT = "timeout", "The work ran out of time."
    OUT_OF_MEMORY = "out-of-memory", "The work asked for more memory than it may have."
    CRASHED = "crashed", "The process that ran the work died."
    UNREADABLE = "unreadable", "The file could not be read as Python or as a notebook."
    UNRECOGNISED = "unrecognised", "Files were handed in, and a person must say which one is meant."
    MISSING = "missing", "No file was handed in."
    UNGRADED = "ungraded", "The kit itself failed: there is no grade, and not even zero points."

    def __new__(cls, value: str, words: str = "") -> Verdict:
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member

    def __str__(self) -> str:  # Python 3.11 changed what an Enum of texts is in a format string
        return str(self.value)

    @property
    def opened(self) -> bool:
        """Whether there was a file to open."""
        return self not in (Verdict.MISSING, Verdict.UNRECOGNISED)

    @property
    def on_work(self) -> bool:
        """Whether it says anything of somebody's work."""
        return self.opened and self.gives_grade

    @property
    def gives_grade(self) -> bool:
        """Whether the points are a grade; where the kit failed they are not, and not even a zero."""
        return self is not Verdict.UNGRADED

    @property
    def needs_person(self) -> bool:
        """Whether a person must find the file, or grade in the kit's place."""
        return self in (Verdict.UNRECOGNISED, Verdict.UNGRADED)


class Outcome(str, Enum):
    """What came of one check: the text that JSON holds, and a symbol and words, since not all see colours."""

    symbol: str
    words: str

    PASSED = "passed", "✓", "passed"
    FAILED = "failed", "✗", "failed"
    ERROR = "error", "!", "error"
    TIMEOUT = "timeout", "…", "timeout"
    MEMORY = "memory", "!", "out of memory"
    CRASHED = "crashed", "!", "crashed"
    NOT_REACHED = "not-reached", "–", "not reached"
    UNGRADED = "ungraded", "?", "ungraded"

    def __new__(cls, value: str, symbol: str = "", words: str = "") -> Outcome:
        member = str.__new__(cls, value)
        member._value_, member.symbol, member.words = value, symbol, words
        return member

    def __str__(self) -> str:  # as above
        return str(self.value)

    @property
    def mark(self) -> str:
        """The symbol and the words."""
        return f"{self.symbol} {self.words}"

    @property
    def passed(self) -> bool:
        return self is Outcome.PASSED

    @property
    def failed(self) -> bool:
        """Whether the check was run and the student's code did not do what it asks."""
        return self in (Outcome.FAILED, Outcome.ERROR) or self.ends_function

    @property
    def answered(self) -> bool:
        """Whether the student's code came to an end: right, wrong or with an exception."""
        return self in (Outcome.PASSED, Outcome.FAILED, Outcome.ERROR)

    @property
    def ends_function(self) -> bool:
        """Whether the function is not called again after this: its worker is gone, or was stopped."""
        return self in VERDICT_OF

    @property
    def needs_person(self) -> bool:
        """Whether the kit itself failed, so that a person must judge."""
        return self is Outcome.UNGRADED

    @property
    def verdict(self) -> Verdict:
        """The verdict on a submission in which this came first of all that ended a function."""
        return VERDICT_OF.get(self, Verdict.GRADED)


VERDICT_OF = {
    Outcome.TIMEOUT: Verdict.TIMEOUT,
    Outcome.MEMORY: Verdict.OUT_OF_MEMORY,
    Outcome.CRASHED: Verdict.CRASHED,
}
