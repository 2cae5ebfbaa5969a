"""A failed check, and the house format of its message."""

from __future__ import annotations


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
        self.fact = fact
        self.parts = {"called": called, "expected": expected, "got": got, "cause": cause, "next": next}
        self.mistake = mistake
        self.slip = slip

    @property
    def message(self) -> str:
        """The fact, then a labelled line for each part that is known."""
        lines = [f"{label}: {text}" for label, text in self.parts.items() if text]
        return "\n".join([self.fact, *lines])


def not_written(function: str) -> CheckFailure:
    """The failure of a function that still is the stub."""
    return CheckFailure(
        f"{function} is not written yet.",
        next="Write your lines in the place of `raise NotImplementedError()`; leave none of it behind.",
        mistake="not-written",
    )
