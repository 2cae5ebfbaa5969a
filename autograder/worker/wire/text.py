"""Text as it may cross between the grader and a worker."""

from __future__ import annotations

MAX_STRING = 4096  # characters


def clean(text: str) -> str:
    """`text` within the limit and encodable as UTF-8."""
    return encodable(str(text)[:MAX_STRING])[:MAX_STRING]


def encodable(text: str) -> str:
    """`text` with what UTF-8 cannot hold, half a surrogate pair, written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode()
