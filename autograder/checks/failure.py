"""A failed check: its kind, and what its sentences say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.checks.words import called
from autograder.report import Message
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase, Sentences

Told = tuple[Phrase, ...]  # the recognised mistakes that would explain a failure; () where none is recognised


class CheckFailure(Exception):  # noqa: N818 - it reads as what it is in a check: a failure, not an error
    """What is wrong, as a kind of `[failures]` in the files of sentences, and what goes into its places.

    `function` and what was called with these `arguments` fill the places {function} and {call}. `told` are
    the mistakes that explain it, or the key of one of `[mistakes]` that takes its places from the failure. A
    slip is a fault of form, with which everything that comes after can be judged all the same.
    """

    def __init__(
        self,
        kind: str,
        function: RemoteFunction | str = "",
        arguments: Sequence[Any] | None = None,
        *,
        told: Told | str | None = (),
        slip: bool = False,
        **fields: object,
    ) -> None:
        super().__init__(kind)
        self.kind, self.slip = kind, slip
        self.told = (Phrase(told),) if isinstance(told, str) else told or ()
        self.before: Told = ()  # what explained it until something better was told
        self.fields: dict[str, object] = {"function": function, "call": "", **fields}
        if isinstance(function, RemoteFunction):
            self.fields["function"] = function.name
            if arguments is not None:
                self.fields["call"] = called(function, arguments)

    @property
    def mistake(self) -> str | None:
        """The name of the mistake that explains it."""
        return self.told[0].name if self.told else None

    def tell(self, *told: Phrase) -> None:
        """Explain it by this; where that has no sentence of its own, the one that was found stays."""
        self.before, self.told = self.told, told

    def message(self, sentences: Sentences) -> Message:
        """What it says, in these sentences."""
        found = sentences.message(self.kind, self.fields, self.told)
        return found if found.cause else sentences.message(self.kind, self.fields, self.before)


def not_written(function: str) -> CheckFailure:
    """The failure of a function that still is the stub."""
    return CheckFailure("not-written", function, told="not-written")
