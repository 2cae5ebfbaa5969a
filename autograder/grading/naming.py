"""What the name of a file tells: whether it is Python or a notebook, and which exercise is meant.

Browsers, Canvas, Colab, Jupyter, Windows and students add to the name that was asked for: it is *near* then.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import PurePath

from autograder.catalog import exercises, find
from autograder.errors import UsageError
from autograder.exercise import Exercise

SUFFIXES = (".py", ".ipynb")
# What Windows and browsers put behind a suffix that they do not know.
ADDED = r"(?:\.(?:txt|json|download))*"
# Endings of files that may be one of these under a name that nobody asked for.
OTHER_SUFFIXES = ("", ".pyw", ".txt", ".text", ".json")
FILE_NAME = re.compile(rf"(?P<stem>.+?) *(?P<kind>\.py|\.ipynb)(?P=kind)*{ADDED}", re.IGNORECASE)
COPY_MARK = re.compile(r"\(\d+\)|copy of|[ _-]*copy ?\d*$|[ _-]*final$")
# A lone number means an exercise; behind a dash it may be Canvas's, for a file that was handed in again.
WORDS = "homework|hw|exercise|ex|assignment|task|problem|lab|aufgabe|übung|blatt"
NUMBERED = re.compile(rf"(?:(?:{WORDS})(?:[ _]*|-(?=0)))?(\d{{1,2}})")
TYPO = 0.82  # the similarity, of difflib's, from which a name is taken for a misspelt one


@dataclass(frozen=True)
class Named:
    """The exercise that a file's name means; `exact`: as it was asked for, `number`: nothing else says so."""

    exercise: Exercise
    exact: bool = False
    number: bool = False


def kind_of(name: str) -> str:
    """`.py` or `.ipynb`: what a file of this name holds, `x.py.txt` and `x.PY` included; empty for others."""
    found = FILE_NAME.fullmatch(name.strip())
    return found["kind"].lower() if found else ""


def may_hold_code(name: str) -> bool:
    """Whether a person may mean a file of this name: its content tells if it is Python or a notebook."""
    return bool(kind_of(name)) or PurePath(name).suffix.lower() in OTHER_SUFFIXES


def stem_of(name: str) -> str:
    """The name without what says its kind, accents composed as Linux and Windows write them."""
    found = FILE_NAME.fullmatch(name.strip())
    return unicodedata.normalize("NFC", found["stem"] if found else name)


@cache
def named_in(name: str) -> Named | None:
    """The one exercise that the name of a Python file or notebook means; None where it tells none, or two."""
    if not kind_of(name):
        return None
    stem = stem_of(name)
    asked = None if stem.isdigit() else _found(stem)
    if asked:
        return Named(asked, exact=name in [stem + suffix for suffix in SUFFIXES])
    return _near(stem.casefold())


def _near(stem: str) -> Named | None:
    letters = re.sub(r"[\W_]", "", stem)
    by_letters = {exercise.name.replace("_", ""): exercise for exercise in exercises()}
    inside = [name for name in by_letters if name in letters]
    like = inside or get_close_matches(re.sub(r"\d", "", letters), by_letters, cutoff=TYPO)
    if like:
        return Named(by_letters[like[0]]) if len(like) == 1 else None
    numbered = NUMBERED.fullmatch(COPY_MARK.sub("", stem).strip(" _-"))
    meant = numbered and _found(numbered[1])
    return Named(meant, number=True) if meant else None


def _found(stem: str) -> Exercise | None:
    try:
        return find(stem)
    except UsageError:
        return None
