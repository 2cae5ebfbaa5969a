"""What students write, as nbconvert's pages show it: every word, and every picture that there is."""

from __future__ import annotations

import base64
import json
import time
import unicodedata
from collections.abc import Mapping
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from autograder.grading import notebooks
from autograder.nbgrader import legible
from autograder.nbgrader.legible import MAX_CELLS, MAX_FORMATTED, MakeLegible
from autograder.nbgrader.pictures import Pictures

PNG = base64.b64encode(b"\x89PNG any bytes").decode()
JPEG = base64.b64encode(b"\xff\xd8 other bytes").decode()
SVG = "<svg xmlns='http://www.w3.org/2000/svg'>\n<script>alert(1)</script></svg>"
LARGE = base64.b64encode(bytes(300_000)).decode()
LONG = "word " * (MAX_FORMATTED // 5)
PAGE = HTMLExporter(template_name="classic", preprocessors=[ClearHiddenTests, ClearMarkScheme])


def png(data: str = PNG) -> str:
    return f'src="data:image/png;base64,{data}"'


def mended(*cells: Any) -> Any:
    notebook, _ = MakeLegible().preprocess(from_dict({**new_notebook(), "cells": [*cells]}), {})
    return notebook


def page_of(*cells: Any) -> str:
    """The page that feedback and formgrader make of these cells; nbconvert raises where it cannot."""
    page, _ = PAGE.from_notebook_node(mended(*cells), {})
    return page[page.rindex("<body") :]


def text(source: str, attachments: Mapping[str, Any] | None = None) -> Any:
    """The cell of text as it is read from what a student hands in."""
    handed_in = {**new_markdown_cell(source), "attachments": attachments}
    return from_dict(notebooks.mended(json.dumps({"cells": [handed_in]}).encode())[0])


def page(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    return page_of(text(source, attachments))


# Pictures pasted as text, Colab's way and others'


@pytest.mark.parametrize(
    "source",
    [
        f"![p](data:image/png;base64,{LARGE})",
        f'![p](<data:image/png;base64,{LARGE}> "my plot")',
        f"![p][a]\n\n[a]: data:image/png;base64,{LARGE}",
        f"![p][image1]\n\n[image1]: <data:image/png;base64,{LARGE}>",  # Google Docs
        f'<img src="data:image/png;base64,{LARGE}" width="400">',
        f"<div align='center'><img alt='p' src=\"data:image/png;base64,{LARGE}\"></div>",
        f"> ![p](data:image/png;base64,{LARGE})",
        f"| a |\n|---|\n| ![p](data:image/png;base64,{LARGE}) |",
    ],
)
def test_a_large_pasted_picture_is_shown_and_so_is_every_word(source):
    shown = page(f"BEFORE the picture.\n\n{source}\n\nBEHIND the *picture*.")
    assert png(LARGE) in shown
    assert "BEFORE the picture." in shown
    assert "BEHIND the <em>picture</em>." in shown


def test_a_pasted_picture_between_two_answers_on_one_line_costs_neither():
    shown = page(
        f"FIRST ![p](data:image/png;base64,{LARGE}) SECOND ![q](data:image/jpeg;base64,{JPEG}) THIRD"
    )
    assert all(
        word in shown for word in ("FIRST", png(LARGE), "SECOND", f"image/jpeg;base64,{JPEG}", "THIRD")
    )


def test_a_pasted_picture_becomes_an_attachment_and_leaves_the_text_short():
    (cell,) = mended(new_markdown_cell(f"![p](data:image/png;base64,{LARGE}) words")).cells
    assert cell.source == "![p](attachment:picture-1) words"
    assert cell.attachments == {"picture-1": {"image/png": LARGE}}


def test_pasted_svg_is_shown_as_a_picture_whether_encoded_in_base64_or_for_an_address():
    packed = base64.b64encode(b"<svg></svg>").decode()
    shown = page(f"![p](data:image/svg+xml;base64,{packed}) ![q](data:image/svg+xml,%3Csvg%3E%3C/svg%3E)")
    assert shown.count(f'src="data:image/svg+xml;base64,{packed}"') == 2


# Attachments

COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "grün.png") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("a.png", "a.png"),
        ("my%20plot.png", "my plot.png"),
        ("my%20plot.png", "my%20plot.png"),
        ("my plot.png", "my plot.png"),
        ("<my plot.png>", "my plot.png"),
        (COMPOSED, COMPOSED),
        (COMPOSED, DECOMPOSED),
        (DECOMPOSED, COMPOSED),
        ("gr%C3%BCn.png", DECOMPOSED),
        ("plot%20(1).png", "plot (1).png"),
        ("plot%20%281%29.png", "plot (1).png"),
        (r"plot_\(1\).png", "plot_(1).png"),
        ("plot(1)(2).png", "plot(1)(2).png"),
        ("A.PNG", "A.PNG"),
        ("a.png", "A.PNG"),
        ("100%25.png", "100%.png"),
        ("a&amp;b.png", "a&b.png"),
        ("Anna's.png", "Anna's.png"),
        ("图.png", "图.png"),
        ('a.png "the title"', "a.png"),
        ("my%20plot.png 'the title'", "my plot.png"),
        ("a.png =300x200", "a.png"),
        ("picture-1", "picture-1"),
    ],
)
def test_an_attachment_is_found_however_its_name_is_written(address, name):
    words = address.replace("<", "<attachment:") if "<" in address else f"attachment:{address}"
    assert png() in page(f"words ![p]({words}) words", {name: {"image/png": PNG}})


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_attachment_in_html_is_shown_at_its_size(quote):
    shown = page(
        f"<img src={quote}attachment:my%20plot.png{quote} width={quote}300{quote}/>",
        {"my plot.png": {"image/png": PNG}},
    )
    assert png() in shown
    assert 'width="300"' in shown


def test_an_attachment_behind_a_label_is_shown():
    assert png() in page(
        "![p][a]\n\n[a]: attachment:my%20plot.png 'title'", {"my plot.png": {"image/png": PNG}}
    )


def test_a_picture_of_a_plain_name_keeps_it_and_an_unused_one_is_dropped():
    (found,) = mended(text("![p](attachment:a.png)", {"a.png": {"image/png": PNG}, "b": 5})).cells
    assert (found.source, found.attachments) == ("![p](attachment:a.png)", {"a.png": {"image/png": PNG}})


def test_two_pictures_with_odd_names_stay_two():
    shown = page(
        "![p](attachment:a%20b.png)![q](attachment:c%20d.png)![r](attachment:picture-1)",
        {"a b.png": {"image/png": PNG}, "c d.png": {"image/jpeg": JPEG}, "picture-1": {"image/png": LARGE}},
    )
    assert all(data in shown for data in (PNG, JPEG, LARGE))


@pytest.mark.parametrize("data", [SVG, SVG.splitlines(True), base64.b64encode(SVG.encode()).decode()])
def test_svg_is_a_picture_and_no_part_of_the_page(data):
    shown = page("![p](attachment:a.svg)", {"a.svg": {"image/svg+xml": data}})
    assert f"data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}" in shown
    assert "<svg" not in shown
    assert "alert" not in shown


@pytest.mark.parametrize("data", [[PNG[:8], PNG[8:]], PNG[:8] + "\n" + PNG[8:] + "\n"])
def test_base64_in_lines_is_joined(data):
    assert png() in page("![p](attachment:a.png)", {"a.png": {"image/png": data}})


@pytest.mark.parametrize(
    "forms", [{}, 5, None, "a", [], {"image/png": 5}, {"image/png": "<b>"}, {"text/html": "<script>"},
              {'image/x" onload="alert(1)': PNG}, {"image/png": ""}, {"image/png": {"a": 1}}],
)  # fmt: skip
def test_an_attachment_that_is_no_picture_becomes_a_sentence(forms):
    shown = page("BEFORE ![p](attachment:a.bin) BEHIND", {"a.bin": forms})
    assert "BEFORE <em>The picture a.bin is of a kind that cannot be shown here.</em> BEHIND" in shown
    assert "alert" not in shown


@pytest.mark.parametrize(
    "source",
    [
        "![p](attachment:a.png)",
        '![p [q]](attachment:a.png "title")',
        "![p](<attachment:a.png>)",
        "![p][a]\n\n[a]: attachment:a.png",
        '<img src="attachment:a.png">',
        "<div><IMG width=5 src=attachment:a.png></div>",
    ],
)
def test_a_picture_that_is_not_there_becomes_a_sentence(source):
    shown = page(f"BEFORE\n\n{source}\n\nBEHIND")
    assert "<em>The picture a.png is not in this notebook.</em>" in shown
    assert "BEFORE" in shown
    assert "BEHIND" in shown


def test_the_name_of_a_missing_picture_is_text_and_no_markup():
    shown = page("![p](attachment:_a_*b*&lt;script&gt;c.png)")
    assert "The picture _a_*b*&lt;script&gt;c.png is not in this notebook." in shown


@pytest.mark.parametrize(
    "source",
    [
        "![](attachment:)",
        "![p](attachment:a.png 'unclosed)",
        "![p](&#97;ttachment:a.png)",
        "![p](\nattachment:a.png\n)",
        "![p](attachment:((((a.png))))",
        "![p][a]\n\n- [a]: attachment:b.png\n\n1. [a]:\n   attachment:b.png",
    ],
)
def test_a_page_comes_of_every_reference(source):
    assert "WORDS" in page(f"{source}\n\nWORDS")


def test_pictures_have_room_up_to_a_limit_and_a_sentence_says_so_beyond(monkeypatch):
    monkeypatch.setattr(legible, "MAX_PICTURES", len(LARGE) + len(PNG))
    cells = [
        text(f"![p](attachment:a.png) WORDS-{n}", {"a.png": {"image/png": data}})
        for n, data in enumerate((LARGE, LARGE, PNG))
    ]
    shown = page_of(*cells)
    assert (shown.count(png(LARGE)), shown.count(png())) == (1, 1)
    assert shown.count("The picture a.png is too large to be shown here.") == 1
    assert all(f"WORDS-{n}" in shown for n in range(3))


def test_a_picture_in_a_cell_too_long_to_be_formatted_costs_no_word():
    shown = page(f"FIRST {LONG} ![p](data:image/png;base64,{LARGE}) <b>LAST</b>")
    assert "![p]((a picture)) &lt;b&gt;LAST&lt;/b&gt;" in shown
    assert "FIRST" in shown


# Long cells, and what else stops nbgrader


@pytest.mark.parametrize(
    "source",
    [
        f"{LONG}THE-ANSWER",
        f"THE-ANSWER {LONG}",
        f"{LONG}THE-ANSWER {LONG}",
        f"{LONG}\n~~~~\nTHE-ANSWER\n~~~~",
    ],
)
def test_a_long_answer_is_shown_whole_as_plain_text(source):
    shown = page(source)
    assert "THE-ANSWER" in shown
    assert shown.count("word ") >= MAX_FORMATTED // 5
    assert "Plain text, without pictures" in shown


@pytest.mark.parametrize("make", [new_code_cell, new_raw_cell])
def test_where_the_middle_of_a_cell_is_left_out_a_sentence_says_so(make):
    (cell,) = mended(make("FIRST\n" + "x = 1\n" * 50_000 + "LAST")).cells
    assert cell.source.startswith("FIRST")
    assert cell.source.endswith("LAST")
    assert "\n# 100,010 characters are left out here." in cell.source


@pytest.mark.parametrize("make", [new_code_cell, new_markdown_cell, new_raw_cell])
def test_a_cell_of_usual_length_stays_as_it_is(make):
    (cell,) = mended(make("x = 1\n" * 1000)).cells
    assert cell.source == "x = 1\n" * 1000


def test_cells_beyond_two_thousand_are_counted_and_those_that_are_graded_stay():
    graded = from_dict(
        {**new_code_cell("check()"), "metadata": {"nbgrader": {"grade": True, "locked": True}}}
    )
    cells = mended(*[new_code_cell("x") for _ in range(MAX_CELLS + 5)], graded).cells
    assert cells[MAX_CELLS] == graded
    assert cells[MAX_CELLS + 1].source.startswith("*5 more cells are left out here.")


@pytest.mark.parametrize("make", [new_code_cell, new_markdown_cell, new_raw_cell])
@pytest.mark.parametrize(
    "words",
    ["BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS", "=== BEGIN MARK SCHEME ===\nx"],
)
def test_nbgraders_own_marks_in_a_students_cell_stop_no_page(make, words):
    assert "WORDS" in page_of(make(f"{words}\nWORDS"))


def test_pictures_attached_to_a_cell_of_code_are_dropped():
    cell = from_dict({**new_code_cell("x = 1"), "attachments": {"a.png": {"image/png": PNG}}})
    assert "attachments" not in mended(cell).cells[0]


@pytest.mark.parametrize(
    "attachments",
    [
        {"a.png": [5]},
        {"a.png": {"image/png": None}},
        {"": {"": [1, "x"]}},
        [1],
        "a",
        {"a\nb": {"x": {"y": 1}}},
    ],
)
def test_nbconvert_takes_a_cell_whatever_is_attached_to_it(attachments):
    nbformat.validate(from_dict({**new_notebook(), "cells": [text("![p](attachment:a.png)", attachments)]}))


@pytest.mark.parametrize(
    "piece",
    ["![", "![[", "![a](", "![a](attachment:", "![a](attachment:(", "[a]: ", "\n[a]: attachment:", "<img ",
     "<img src=", '<img src="attachment:', "<img src  ", "![a](data:image/png;base64,", "![\\"],
)  # fmt: skip
def test_no_text_makes_the_search_for_pictures_long(piece):
    started = time.process_time()
    Pictures({}, 0).mend(piece * (MAX_FORMATTED // len(piece)))
    assert time.process_time() - started < 3
