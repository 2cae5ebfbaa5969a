"""Text that students wrote, made harmless before anyone looks at it.

Names, messages and printed output may hold escape sequences that rewrite a terminal, bidirectional
marks that reorder a line, formulas that a spreadsheet runs, or a megabyte of nothing. Escaping for
HTML is the template engine's work and does not happen here.
"""

from __future__ import annotations

import re
import shlex
import unicodedata

MESSAGE_LIMIT = 2000
NAME_LIMIT = 60

ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)")
# Unicode's control, format (bidirectional marks), surrogate, private, unassigned; line, paragraph separator.
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
CUT = "…"

# Tab and carriage return start a formula too, but never survive `one_line`.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutralise(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """`text` without escape sequences, every invisible character replaced by �, at most `limit` characters.

    Line breaks stay; doing it twice changes nothing more.
    """
    plain = ESCAPE_SEQUENCE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    visible = "".join(_visible(character) for character in plain[: limit + 1])
    return visible if len(visible) <= limit else visible[: limit - len(CUT)] + CUT


def one_line(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """`text` neutralised, with every run of white space brought down to one space."""
    return neutralise(" ".join(neutralise(text).split()), limit)


def display_name(text: str) -> str:
    """A student's name on one line of at most 60 characters, never empty."""
    return one_line(text, NAME_LIMIT) or "(no name)"


def spreadsheet_cell(text: str) -> str:
    """`text` on one line, with an apostrophe before anything that a spreadsheet would run as a formula."""
    harmless = one_line(text)
    return f"'{harmless}" if harmless.startswith(FORMULA_STARTS) else harmless


def grade_command(path: str, exercise: str) -> str:
    """The command that grades a file, safe to paste into a shell, whatever the file is called."""
    plain = one_line(path)
    # A name that starts with a dash would be read as an option.
    quoted = shlex.quote(f"./{plain}" if plain.startswith("-") else plain)
    return f"autograder grade {quoted} --exercise {shlex.quote(exercise)}"


def _visible(character: str) -> str:
    hidden = character != "\n" and unicodedata.category(character) in INVISIBLE_CATEGORIES
    return PLACEHOLDER if hidden else character
