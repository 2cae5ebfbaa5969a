"""A word for mistakes that show in what a failure says it got, and not in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import GENERAL
from autograder.sentences import Phrase, sentences

NO_RETURN = (r"^None\b", "return-missing")


@contextmanager
def naming(*known: tuple[str, str]) -> Iterator[None]:
    """A failure in the block is explained by the first of these patterns that what it got holds.

    With each regular expression, in which ^ and $ are the ends of the words, goes the key of a mistake; one
    whose sentence is empty leaves the cause that was found. A mistake that the check itself found stays.
    """
    try:
        yield
    except CheckFailure as failure:
        if failure.mistake is None or failure.mistake in GENERAL:
            got = _words(failure.fields.get("got", ""))
            for pattern, key in (*known, NO_RETURN):
                if re.search(pattern, got):
                    failure.tell(Phrase(key))
                    break
        raise


def _words(got: object) -> str:
    """What came, in the kit's words; a phrase of an exercise's own is known by its key."""
    try:
        return sentences().words(got)
    except KeyError:
        return got.key if isinstance(got, Phrase) else ""
