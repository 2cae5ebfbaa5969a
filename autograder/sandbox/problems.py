"""What went wrong with a student's file, in words.

A worker tells facts, and a submission may forge them: each is checked for its form, and the student's own
words are quoted as theirs. So no sentence of the kit is written by a submission.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any

from autograder.sandbox.missing import advice
from autograder.sentences import say
from autograder.worker.wire.problems import KINDS, MAX_FIELD, Problem

PLACE = re.compile(r"|cell \d{1,6}|(?:cell \d{1,6}, )?line \d{1,9}")
SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,3})?")
NAMELESS = "NamelessType"  # for a type whose name is no name
MAX_NAME = 60  # characters of the name of a type
# How a worker describes a value that cannot cross.
DESCRIPTION = re.compile(
    r"an object of type \w{1,60}|a huge integer|a tensor that cannot be read"
    r"|a dict with a key that is not a string, or a very long one"
    r"|a (?:tensor|NumPy array) of shape \([\d, ]{0,80}\), dtype [\w.<>|]{1,40}"
    r"(?:, (?:too large to send back|layout [\w.]{1,30}, on [\w:]{1,20}))?"
)
# What only newer versions of Python read, by what an older one says and the line that it stops at.
NEWER = (
    ((3, 11), r"^ *except *\*", "except-group"),
    ((3, 12), r"^ *type +\w+.*=", "type-statement"),
    ((3, 12), r"^ *((async +)?def|class) +\w+\[", "type-parameters"),
    ((3, 12), r"^f-string", "f-string"),
    ((3, 14), r"^ *except +\w[\w.]* *,.*:", "except-without-brackets"),
    ((3, 14), r"(?<!\w)[rR]?[tT][\"']", "t-string"),
)


def problem_in(entry: Any, setup: Collection[str] = ()) -> Problem | None:
    """The problem that a worker tells of; None where it has not the form of one.

    What was put back can only be a statement of the `setup`.
    """
    if type(entry) is not dict or set(entry) != {field.name for field in fields(Problem)}:
        return None
    if any(type(text) is not str or len(text) > MAX_FIELD for text in entry.values()):
        return None
    problem = Problem(**entry)
    forged = (
        problem.kind not in KINDS
        or not PLACE.fullmatch(problem.place)
        or (problem.kind == "slow" and not SECONDS.fullmatch(problem.text))
        or (problem.kind == "put-back" and problem.text not in setup)
    )
    return None if forged else problem


def fact_of(problem: Problem) -> str:
    """One sentence on what happened."""
    if problem.kind == "put-back":
        return put_back_note([problem.text])
    where = problem.place or say("the-file")
    told = said(problem.type, problem.text)
    if problem.kind == "slow":
        told = say("took-too-long", seconds=problem.text)
    if problem.kind == "syntax":
        told = quoted(problem.text)
    key = f"problem/{problem.kind}"
    fact = say(key, where=where, Where=f"{where[0].upper()}{where[1:]}", told=told)
    return f"{fact} {newer(problem)}".rstrip()


def notes_of(problems: Sequence[Problem]) -> list[str]:
    """A note on what was put back, and one on each other problem."""
    back = [problem.text for problem in problems if problem.kind == "put-back"]
    others = [note_of(problem) for problem in problems if problem.kind != "put-back"]
    return [put_back_note(back), *others] if back else others


def note_of(problem: Problem) -> str:
    """What happened, what became of the rest, and what to do."""
    following = say(f"note/{problem.kind}")
    return f"{fact_of(problem)} {following} {advice(problem.text) if problem.kind != 'slow' else ''}".rstrip()


def newer(problem: Problem) -> str:
    """One more sentence where a newer version of Python could read it."""
    here = sys.version_info[:2]
    if problem.kind != "syntax":
        return ""
    for version, pattern, what in NEWER:
        if here < version and re.search(pattern, f"{problem.text}\n{problem.line}", re.MULTILINE):
            return say(
                "newer-python", version=_dotted(version), what=say(f"newer/{what}"), here=_dotted(here)
            )
    return ""


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def place_of(text: str) -> str:
    """Where something is in a student's file; empty where the text does not say so."""
    return text if PLACE.fullmatch(text) else ""


def put_back_note(statements: Iterable[str]) -> str:
    """What is said of statements that were put back."""
    return say("problem/put-back", statements=", ".join(f"`{one}`" for one in statements))


def said(type_name: str, text: str, limit: int = MAX_FIELD) -> str:
    """What an exception says: its type, and its text as a quotation."""
    plain = text.strip().rstrip(":.")
    return f"{named(type_name)}: {quoted(plain, limit)}" if plain else named(type_name)


def quoted(text: str, limit: int = MAX_FIELD) -> str:
    """A student's words as theirs: on one line, cut, and with no mark in them that ends a quotation."""
    plain = " ".join(text.split()).replace("“", '"').replace("”", '"')
    return f"“{plain if len(plain) <= limit else plain[: limit - 1] + '…'}”"


def described(description: str) -> str:
    """What a worker says of a value that cannot cross; as a quotation, where it has words of its own."""
    return description if DESCRIPTION.fullmatch(description) else quoted(description)


def named(type_name: str) -> str:
    """The name of a type, which a student may choose; NAMELESS where that is no name."""
    return type_name if type_name.isidentifier() and len(type_name) <= MAX_NAME else NAMELESS
