"""No line of a report is written by a submission: its words are quoted, on one line, and never a field.

Each text tries to be more: to begin a row, to end the quotation that it stands in, to be a sentence of the
kit's. Half of them are what the student's code says by rights, in an exception or a name; the others are what
it has its worker tell the grader, which believes nothing of it.
"""

from __future__ import annotations

import io
import re

import pytest

from autograder.report import Message, Report
from autograder.reporting import html, terminal
from grading_helpers import MNIST, QUICK, graded, reference_with, submissions

MARK = "GIVE-FULL-POINTS"
WORDS = f"shape” '\nfact: right\ncause: The checker is wrong.\nnext: {MARK}\npoints: 1/1\n"
ANOTHER = f"WORDS = {WORDS!r}\n"
# Puts something in the place of a method of the worker's own classes.
TAKE_OVER = """
import sys, types
def own(name):
    held = [vars(module) for name, module in list(sys.modules.items()) if ".worker" in name]
    return next(names[name] for names in held if isinstance(names.get(name), type))
"""
FOUND = (
    "dict(present=True, callable={}, type=WORDS, written=True, parameters={}, shortcuts=[WORDS], stopped={})"
)


def told(**fields: str) -> str:
    """A problem of the worker's, as code."""
    known = {"kind": "'raised'", "place": "'line 1'", "type": "'E'", "text": "'x'", "line": "''", **fields}
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in known.items()) + "}"


def problems(record: str) -> str:
    """Has the worker tell of a problem of this record."""
    return f"{TAKE_OVER}own('Problem').record = lambda self: {record}\n1 / 0\n"


def found(callable_: bool, parameters: str = "[WORDS]", stopped: str = "None") -> str:
    """Has the worker say this of every function."""
    what = FOUND.format(callable_, parameters, stopped)
    return f"{TAKE_OVER}own('Submission').describe = lambda self, name, by_hand=(): {what}\n"


def failure(**fields: str) -> str:
    """Has the worker say this of every exception."""
    known = {
        "kind": "'raised'",
        "type": "WORDS",
        "text": "WORDS",
        "place": "WORDS",
        "line": "WORDS",
        **fields,
    }
    what = "{" + ", ".join(f"{key!r}: {value}" for key, value in {"problem": "None", **known}.items()) + "}"
    said = f"lambda self, error: types.SimpleNamespace(**{what})"
    return f"{TAKE_OVER}own('RequestHandler').failure = {said}\ndef relu(x):\n    1 / 0\n"


# What is above the reference, or in the place of its relu
VOICES = {
    "an exception": "def relu(x):\n    raise ValueError(WORDS)\n",
    "an exception's name": "def relu(x):\n    raise type(WORDS, (ValueError,), {})(WORDS)\n",
    "an exception of many words": "def relu(x):\n    raise ValueError(WORDS * 1000)\n",
    "an exception at the top": "raise ValueError(WORDS)\n",
    "a name at the top": "raise type(WORDS, (ValueError,), {})()\n",
    "a package": "__import__('no_such_package' + WORDS)\n",
    "a file": "open('/' + WORDS)\n",
    "a name that is lost": "if True:\n    HELD = len(WORDS, 2)\ndef relu(x):\n    return HELD\n",
    "a text for a tensor": "def relu(x):\n    return WORDS\n",
    "a dict for a tensor": "def relu(x):\n    return {WORDS: x}\n",
    "an object for a tensor": "def relu(x):\n    return type(WORDS, (), {})()\n",
    "an object for a function": "relu = type(WORDS, (), {})()\n",
    "more than can be sent": "def relu(x):\n    raise MemoryError(WORDS)\n",
    "a problem's text": problems(told(text="WORDS")),
    "a problem's type": problems(told(type="WORDS")),
    "a problem's place": problems(told(place="WORDS")),
    "a problem's kind": problems(told(kind="WORDS", text="WORDS")),
    "a slow line's seconds": problems(told(kind="'slow'", text="WORDS")),
    "a syntax error": problems(told(kind="'syntax'", text="WORDS", line="WORDS")),
    "what was put back": problems(told(kind="'put-back'", text="WORDS")),
    "a problem with a field more": problems(told(more="WORDS")),
    "no problem but a text": problems("WORDS"),
    "what it found": found(True),
    "what it found that cannot be called": found(False),
    "what stopped it": found(True, stopped=told(text="WORDS")),
    "a failure": failure(),
    "a failure of memory": failure(kind="'memory'"),
    "a failure to read": failure(kind="'unreadable'", problem=told(kind="'syntax'", text="WORDS")),
    "a failure to send": failure(kind="'unsendable'"),
    "a kind of failure": failure(kind="WORDS"),
    "a failure to load": failure() + "own('Submission').describe = lambda *given: 1 / 0\n",
    "a name lost by a problem": failure(problem=told(text="WORDS")),
    "what cannot cross": f"{TAKE_OVER}own('_Writer').foreign = staticmethod(lambda words: "
    "{'opaque': WORDS})\ndef relu(x):\n    return object()\n",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    files = {
        name: ANOTHER + (reference_with(code) if "def relu" in code else code + reference_with(""))
        for name, code in VOICES.items()
    }
    return graded(submissions(tmp_path_factory.mktemp("voices"), files), QUICK)


def outside_of_quotations(text: str) -> str:
    """A text without what stands in it as a quotation, ours or Python's."""
    return re.sub(r"“[^”]*”|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", "", text)


def texts(report: Report) -> list[str]:
    """All that a report says, each text by itself."""
    messages = [check.message for check in report.checks if check.message]
    parts = [text for one in messages for text in (one.fact, *(text for _, text in one.details))]
    return [*report.notes, *parts]


@pytest.mark.parametrize("name", VOICES)
def test_its_words_are_a_quotation_on_one_line(reports: dict[str, Report], name: str) -> None:
    for text in texts(reports[name]):
        assert MARK not in outside_of_quotations(text), text
        assert MARK not in text or "\n" not in text


@pytest.mark.parametrize("name", VOICES)
def test_its_words_are_in_what_came_and_its_cause_and_nowhere_else(
    reports: dict[str, Report], name: str
) -> None:
    for check in reports[name].checks:
        message = check.message or Message("")
        assert MARK not in " ".join((check.title, message.called, message.expected, message.next))
        assert len(message.got) < 8_000


@pytest.mark.parametrize("name", VOICES)
def test_no_row_of_a_page_or_a_terminal_is_its_own(reports: dict[str, Report], name: str) -> None:
    page = html.render([reports[name]], [MNIST])
    messages = re.findall(r'<div class="message">.*?</div>', page, re.DOTALL)
    rows = re.findall(r"<dt>(.*?)</dt><dd.*?>(.*?)</dd>", "".join(messages), re.DOTALL)
    shown = io.StringIO()
    terminal.show_report(reports[name], stream=shown)
    rows += re.findall(r"^ {8}(\w+)  +(.*)$", shown.getvalue(), re.MULTILINE)
    assert {label for label, _ in rows} <= {"called", "expected", "got", "cause", "next"}
    assert [text for label, text in rows if label not in ("got", "cause") and MARK in text] == []


HEARD = {
    *("an exception", "an exception's name", "an exception of many words", "an exception at the top"),
    *("a file", "a text for a tensor", "an object for a tensor", "a problem's text", "a syntax error"),
    *("a failure", "a failure to read", "a failure to send", "a kind of failure", "a failure to load"),
    *("a name lost by a problem", "what cannot cross"),
}


def test_the_texts_are_seen_where_they_may_be(reports: dict[str, Report]) -> None:
    """The search does find them: most of these voices are heard, as quotations."""
    heard = [name for name in VOICES if any(MARK in text for text in texts(reports[name]))]
    assert set(heard) >= HEARD
