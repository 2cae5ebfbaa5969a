"""A word for mistakes that show in what a failure says it got, and not in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.checks.failure import CheckFailure
from autograder.checks.fingerprints import GENERAL

NO_RETURN = ("`return` missing", "return-missing", "The function has no `return`, so it gives back None.")


@contextmanager
def naming(*known: tuple[str, str, str]) -> Iterator[None]:
    """A failure in the block is named by the first of these patterns that its `got:` or `cause:` holds.

    With each regular expression, in which ^ and $ are the ends of either text, go the mistake's name and
    its cause; an empty cause leaves what the failure says. A name that the check's own variants found stays.
    """
    try:
        yield
    except CheckFailure as failure:
        if failure.mistake is None or failure.mistake in GENERAL:
            told = f"{failure.message.got}\n{failure.message.cause}"
            for pattern, mistake, cause in (*known, NO_RETURN):
                if re.search(pattern, told, re.MULTILINE):
                    failure.tell(cause or failure.message.cause, mistake)
                    break
        raise
