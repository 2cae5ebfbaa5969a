"""The examples that the kit hands out, recognised wherever a student's file has them: exports keep no roles.

An example is known by its statements, each by a hash of its text without blanks and lines of comment, so that
neither a formatter nor an export hides it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

Example = tuple[str, ...]  # the hashes of its statements


def example(source: str) -> Example:
    """How the example with this text is known."""
    return tuple(hashes(source, ast.parse(source).body))


def hashes(source: str, statements: Iterable[ast.stmt]) -> list[str]:
    """The hash of each of these statements of `source`."""
    lines = source.splitlines()
    return [_hash(lines[statement.lineno - 1 : statement.end_lineno]) for statement in statements]


def _hash(lines: Iterable[str]) -> str:
    kept = (line for line in lines if not line.lstrip().startswith("#"))
    return blake2b("".join("".join(kept).split()).encode("utf-8", "replace"), digest_size=6).hexdigest()


def handed_out(found: Sequence[str], examples: Iterable[Example]) -> set[int]:
    """The places of the statements, of a file in which these hashes were found, that are one of `examples`.

    Only whole examples count: a line of the student's own may happen to be like one of an example's.
    """
    by_first: Mapping[str, list[Example]] = _by_first(examples)
    places: set[int] = set()
    at = 0
    while at < len(found):
        fits = [one for one in by_first.get(found[at], ()) if tuple(found[at : at + len(one)]) == one]
        longest = max(map(len, fits), default=0)
        places.update(range(at, at + longest))
        at += longest or 1
    return places


def _by_first(examples: Iterable[Example]) -> dict[str, list[Example]]:
    first: dict[str, list[Example]] = {}
    for one in examples:
        first.setdefault(one[0], []).append(one)
    return first
