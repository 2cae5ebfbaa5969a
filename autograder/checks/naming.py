"""Words for mistakes that show in what a failure says it got, and not in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from autograder.checks.failure import CheckFailure

NO_RETURN = ("`return` missing", "return-missing", "The result is lost: no `return` hands it out.")


@contextmanager
def naming(*known: tuple[str, str, str]) -> Iterator[None]:
    """A failure in the block is named by the first of these phrases in its `got:` or `cause:`.

    With each phrase go the mistake's name and its cause; an empty cause leaves what the failure says.
    """
    try:
        yield
    except CheckFailure as failure:
        told = f"got: {failure.parts['got']} cause: {failure.parts['cause']}"
        for phrase, mistake, cause in (*known, NO_RETURN):
            if failure.mistake is None and phrase in told:
                failure.mistake, failure.parts["cause"] = mistake, cause or failure.parts["cause"]
        raise


@contextmanager
def naming_by_pattern(*known: tuple[str, str, str]) -> Iterator[None]:
    """The same by regular expressions, which are searched for in `got:` alone."""
    try:
        yield
    except CheckFailure as failure:
        for pattern, mistake, cause in known:
            if failure.mistake is None and re.search(pattern, failure.parts["got"]):
                failure.mistake, failure.parts["cause"] = mistake, cause
        raise


def named(known: Mapping[str, tuple[str, str]]) -> AbstractContextManager[None]:
    """`naming` for a mapping from phrases to names and causes."""
    return naming(*((phrase, mistake, cause) for phrase, (mistake, cause) in known.items()))
