"""A wrong answer as a change of the right one: what stands in the place of a piece of it, or under a line.

    - torch.rand(n_data, 1)
    + torch.randn(n_data, 1)
      history = []
    + weights = []

A line that begins with `- ` quotes a piece of one line, and the `+ ` lines under it take its place; without
them the piece goes. A line that begins with two spaces quotes a piece that stays, and the `+ ` lines follow
its line. New lines are indented as that line is, and further by what they have of their own. The changes are
made one after another, and each piece must occur exactly once.
"""

from __future__ import annotations

from autograder.errors import AuthoringError

KEPT, OLD, NEW = "  ", "- ", "+ "


def is_change(body: str) -> bool:
    """Whether the body of an answer is changes and not code: code begins with neither of the marks."""
    return body.startswith((KEPT, OLD, NEW))


def changed(code: str, body: str, entry: str) -> str:
    """`code` after the changes; AuthoringError, which names the entry, where one does not fit."""
    lines = [line for line in body.splitlines() if line]
    while lines:
        quoted, *rest = lines
        if not quoted.startswith((KEPT, OLD)):
            fact = f"{entry}: {quoted!r} belongs to no piece of the right answer."
            raise AuthoringError(
                fact, "Quote one above it, behind `- ` if it goes and two spaces if it stays."
            )
        count = next((place for place, line in enumerate(rest) if not line.startswith(NEW)), len(rest))
        new = [line.removeprefix(NEW) for line in rest[:count]]
        code = _made(code, quoted, new, entry)
        lines = rest[count:]
    return code


def _made(code: str, quoted: str, new: list[str], entry: str) -> str:
    """`code` after one change."""
    piece = quoted[len(OLD) :]
    _refuse_unless_once(code, piece, entry)
    lines = code.splitlines()
    place = next(place for place, line in enumerate(lines) if piece in line)
    line = lines[place]
    indent = line[: len(line) - len(line.lstrip())]
    if quoted.startswith(KEPT):
        lines[place + 1 : place + 1] = [indent + more for more in new]
    else:
        lines[place] = line.replace(piece, f"\n{indent}".join(new))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def _refuse_unless_once(code: str, piece: str, entry: str) -> None:
    count = code.count(piece)
    if count != 1:
        fact = f"{entry}: {piece!r} occurs {count} times in the right answer and not once."
        raise AuthoringError(fact, "Quote a piece of one line of it, so much that nothing else is meant.")
