"""A failed check, and what it says."""

from __future__ import annotations

from dataclasses import replace

from autograder.report import Message


class CheckFailure(Exception):  # noqa: N818 - it reads as what it is in a check: a failure, not an error
    """What was called, what was expected, what came instead, the usual cause, and what to do next.

    A slip is a fault of form, with which everything that comes after can be judged all the same.
    """

    def __init__(
        self,
        fact: str,
        *,
        called: str = "",
        expected: str = "",
        got: str = "",
        cause: str = "",
        next: str = "",
        mistake: str | None = None,
        slip: bool = False,
    ) -> None:
        super().__init__(fact)
        self.message = Message(fact, called, expected, got, cause, next)
        self.mistake = mistake
        self.slip = slip

    def tell(self, cause: str, mistake: str | None) -> None:
        """Say this cause in the place of the one that was found, and name this mistake."""
        self.message, self.mistake = replace(self.message, cause=cause), mistake


def not_written(function: str) -> CheckFailure:
    """The failure of a function that still is the stub."""
    return CheckFailure(
        f"{function} is not written yet.",
        next="Replace `raise NotImplementedError()` by your code.",
        mistake="not-written",
    )
