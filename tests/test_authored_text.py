"""The text of the notebooks as Markdown reads it: a line that is wrapped begins nothing new."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from grading_helpers import CHECKOUT

SOURCES = sorted(CHECKOUT.glob("source/*/*.ipynb"))
ITEM = re.compile(r"( *)([-+*]|\d{1,9}[.)])( |$)")
OTHER = re.compile(r" {0,3}(#{1,6}( |$)|>|=+ *$|-+ *$)")
OWN = ("### BEGIN MARK SCHEME", "### END MARK SCHEME")  # which nbgrader takes out


def misread(text: str) -> Iterator[str]:
    """The lines that go on with a sentence and begin with what Markdown takes for a list, a heading, …"""
    indents: set[int] = set()
    fenced, before = False, ""
    for line in ["" if line in OWN else line for line in text.split("\n")]:
        item = ITEM.match(line)
        goes_on = bool(before.strip()) and not fenced
        if goes_on and (len(item[1]) not in indents if item is not None else OTHER.match(line)):
            yield line
        if not before.strip() and (item is not None or line[:1].strip()):
            indents = set() if item is None else {len(item[1])}
        fenced ^= line.lstrip().startswith("```")
        before = line


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_wrapped_line_of_a_notebook_begins_with_what_markdown_takes_for_markup(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert len(texts) > 10
    assert [line for text in texts for line in misread(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "- **One bad point.** in which the mean of `(net(x)\n  - y).abs()` is the loss",
        "the loss is a\n- b and so on",
        "a product a\n* b",
        "a sum of a\n+ b",
        "that is so in exercise\n2. It goes on",
        "this is issue\n# 7 of many",
        "where a is\n> b",
        "where a\n=\nb",
        "the end\n---",
    ],
)
def test_a_line_that_is_misread_is_found(text):
    assert list(misread(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "- one\n- two\n  goes on - here\n- three",
        "words:\n\n1. one\n2. two\n   goes on\n\nwords",
        "a\n-b",
        "# Heading\n\nwords\n\n```\n# code\n- code\n```",
        "### BEGIN MARK SCHEME\n- a\n- b\n### END MARK SCHEME",
    ],
)
def test_lists_headings_and_code_are_not(text):
    assert list(misread(text)) == []
