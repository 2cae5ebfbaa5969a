"""Students' text in nbconvert's pages: nothing in it runs, fetches or passes for a part of the page."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from nbformat.v4 import new_notebook

from autograder.grading import notebooks
from autograder.nbgrader import cells
from autograder.nbgrader.inert import MAX_TAGS, inert, inert_formulas, rendered
from autograder.nbgrader.legible import MakeLegible
from grading_helpers import CHECKOUT
from marks import EVERY, FORMS, LOAD, MARKS, METADATA, NAMED, SVG, active_in, marked_cells

PAGE = HTMLExporter(template_name="classic")
TAKEN = {"nbgrader": {"grade_id": "check-train", "grade": True, "locked": True, "points": 1}}
MACROS = re.compile(r"\\(href|style|class|cssId|bbox|require|mmlToken)")


def sanitised(*handed_in: Mapping[str, Any]) -> Any:
    """The notebook that MakeLegible makes of cells as a student's file holds them."""
    content = json.dumps({"cells": [*handed_in], "metadata": METADATA}).encode()
    read = [from_dict(cell) for cell in notebooks.mended(content)]
    for cell in read:
        cell.metadata.pop("nbgrader", None)  # which is the gradebook's to say
    boxed = from_dict({"cell_type": "code", "id": "box", "metadata": TAKEN, "source": "1", "outputs": [],
                       "execution_count": None})  # fmt: skip
    notebook, _ = MakeLegible().preprocess(from_dict({**new_notebook(), "cells": [*read, boxed]}), {})
    return notebook


def body(notebook: Any) -> str:
    page, _ = PAGE.from_notebook_node(notebook, {})
    return page[page.rindex('id="notebook-container"') :]


def page(source: str, kind: str = "markdown", attachments: Mapping[str, Any] | None = None) -> str:
    files = {"attachments": attachments} if attachments else {}
    return body(sanitised({"cell_type": kind, "metadata": {}, "source": source, **files}))


def kept(source: str) -> str:
    """What a cell of that Markdown holds afterwards."""
    return str(sanitised({"cell_type": "markdown", "metadata": {}, "source": source}).cells[0].source)


# What is active


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """A page of a cell of each mark, by the kind of cell; and one of the marks as they are."""
    found = {kind: body(sanitised(*[marked(kind, text) for text in TEXTS])) for kind in KINDS}
    untouched = [
        from_dict({"id": f"u{n}", **marked("markdown", text)}) for n, text in enumerate(MARKS.values())
    ]
    return {**found, "untouched": body(from_dict({**new_notebook(), "cells": untouched}))}


TEXTS = list(MARKS.values())
KINDS = ("markdown", "raw", "code")


def marked(kind: str, text: str) -> dict[str, Any]:
    outputs: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": f"BEFORE\n\n{text}\n\nBEHIND", **outputs}


@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_is_active_in_a_cell(pages, kind):
    assert active_in(pages[kind]) == []
    assert pages[kind].count("BEFORE") == len(MARKS)
    code = re.compile(r"<(pre|code).*?</\1>", re.DOTALL)
    assert MACROS.search(code.sub("", pages[kind])) is None


@pytest.mark.parametrize("mark", MARKS)
def test_no_mark_is_active_in_markdown_or_in_an_output(mark):
    markdown = rendered(kept(MARKS[mark]), {})
    outputs = [{"output_type": "display_data", "data": {form: MARKS[mark]}} for form in FORMS]
    html = "".join(output.data.get("text/html", "") for output in cells.own(outputs))
    assert active_in(markdown) == active_in(html) == []
    assert " id=" not in html


def test_the_search_finds_what_is_active_in_the_marks_themselves(pages):
    assert len(active_in(pages["untouched"])) > len(MARKS)
    assert MACROS.search(pages["untouched"])


def test_no_mark_is_active_in_a_page_of_outputs():
    names = {form: {"alt": NAMED, "width": NAMED, "isolated": True} for form in FORMS}
    outputs = [{"output_type": "display_data", "data": {form: text}, "metadata": names}
               for form in FORMS for text in TEXTS]  # fmt: skip
    assert active_in(shown(outputs)) == []


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": EVERY},
        {"output_type": "stream", "name": "stderr", "text": f"\x1b[31m{EVERY}\x1b[0m"},
        {"output_type": "error", "ename": EVERY, "evalue": EVERY, "traceback": [f"\x1b[1;{EVERY}m", EVERY]},
        {"output_type": "execute_result", "data": {"text/html": EVERY}, "metadata": {"isolated": True}},
        {"output_type": NAMED, "text": EVERY},
    ],
)  # fmt: skip
def test_nothing_is_active_in_what_is_printed_raised_or_returned(output):
    assert active_in(shown([output])) == []


def shown(outputs: list[Any]) -> str:
    notebook = from_dict(new_notebook())
    notebook.cells = [from_dict({"cell_type": "code", "id": "a", "metadata": {}, "source": "1",
                                 "execution_count": None, "outputs": cells.own(outputs)})]  # fmt: skip
    return body(notebook)


def test_no_name_of_a_cell_an_attachment_or_a_notebook_is_active():
    assert active_in(body(sanitised(*marked_cells(LOAD)))) == []


def test_a_cell_of_outputs_takes_no_name_of_the_page():
    outputs = [{"output_type": "display_data", "data": {form: '# check-train\n\n<b id="x">b</b>'}}
               for form in ("text/html", "text/markdown")]  # fmt: skip
    page = shown(outputs)
    assert 'id="check-train"' not in page
    assert 'id="x"' not in page


def test_an_attached_drawing_stays_a_picture_and_no_part_of_the_page():
    found = page("![p](attachment:a.svg)", attachments={"a.svg": {"image/svg+xml": SVG}})
    assert "data:image/svg+xml;base64," in found
    assert active_in(found) == []


# What stays


@pytest.mark.parametrize(
    "source",
    [
        "Plain words, *set* **off**, ~~crossed out~~, `code`.",
        "# A heading\n\nand text\n\n## Another",
        "$x^2 < y$ and $$\\sum_i a_i & b$$ and \\begin{align}a &= b\\end{align}",
        "| a | b |\n|:--|--:|\n| 1 | $x$ |",
        "- one\n- two\n  1. three\n\n> quoted",
        "- [ ] open\n- [x] done",
        "[a link](https://pytorch.org/docs?a=1&b=2 \"title\"), <https://x.org>, https://y.org, <me@x.org>",
        "```python\nx = '<script>' & 1\n```\n\n    indented <b>\n\n```\n$\\href{a}{b}$\n```",
        "`\\href` in code, 3 < 4 > 2, a & b, &alpha; &copy; &lt;",
        "<b>bold</b> <font color='red'>red</font> <sub>1</sub><br>next",
        "<details><summary>more</summary>\n\n*hidden*\n\n</details>",
        "<table><tbody><tr><td style='text-align: right; color: red'>1</td></tr></tbody></table>",
        "<center><b>middle</b></center>",
        "![p](data:image/png;base64,iVBORw0KGgo=)",
        "Umlauts äöü, 中文, emoji 🎉, ‘quotes’ …",
        "",
    ],
)  # fmt: skip
def test_harmless_markdown_stays_as_it_is(source):
    if source.startswith("!["):
        assert kept(source) == "![p](attachment:picture-1)"
    else:
        assert kept(source) == source


@pytest.mark.parametrize("path", sorted(CHECKOUT.glob("release/*/*.ipynb")), ids=lambda path: path.stem)
def test_every_text_that_is_handed_out_stays_as_it_is(path):
    texts = [
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    assert [kept(text) for text in texts] == texts


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a <script>x</script> b *c*", "b <em>c</em>"),
        ("![my plot](http://x.org/p.png)", '<a href="http://x.org/p.png">A picture elsewhere'),
        ("<img src='https://x.org/p.png'>", '<a href="https://x.org/p.png">A picture elsewhere'),
        ("![my plot](plot.png)", "<em>The picture my plot is not in this notebook.</em>"),
        ("b <!-- c --> $a_1 * b_2 * c$ \\\\ `x_1 * y`", "$a_1 * b_2 * c$ \\ <code>x_1 * y</code>"),
        ("<!-- c -->\n\n```\nline 1\n\n* line 3\n```", "<pre><code>line 1\n\n* line 3\n</code></pre>"),
        ("<!-- c -->\n\n| a |\n|---|\n| 1 |", "<td>1</td>"),
        ("<!-- c -->\n\n[a](https://x.org/_a_?b=*c*)", '<a href="https://x.org/_a_?b=*c*">a</a>'),
        ("b <!-- c --> &amp;lt; is how < is written", "&amp;lt; is how &lt; is written"),
        ("[a](relative.ipynb)", "<a>a</a>"),
    ],
)
def test_what_is_not_active_in_a_text_is_shown_as_before_and_a_sentence_says_that_some_is_not(source, shown):
    found = page(source)
    assert shown in found
    assert "The file that was handed in holds this text as it was written." in found


def test_an_attached_picture_beside_a_mark_is_shown():
    found = page(
        "A <script>1</script> ![p](attachment:a.png)", attachments={"a.png": {"image/png": "iVBORw0K"}}
    )
    assert 'src="data:image/png;base64,iVBORw0K"' in found


def test_what_is_shown_instead_is_shown_the_same_when_it_is_made_inert_again():
    for text in MARKS.values():
        assert kept(kept(text)) == kept(text)


def test_the_instructors_own_text_stays_active():
    film = "<iframe src='https://x.org/film'></iframe>"
    locked = {"nbgrader": {"grade_id": "q", "locked": True, "task": True, "points": 1}}
    cell = from_dict({"cell_type": "markdown", "id": "q", "metadata": locked, "source": film})
    notebook, _ = MakeLegible().preprocess(from_dict({**new_notebook(), "cells": [cell]}), {})
    assert notebook.cells[0].source == film


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("text/html", "<table class='dataframe'><thead><tr><th>a</th></tr></thead></table>", "<th>a</th>"),
        ("text/markdown", "**b** and $x$", "<strong>b</strong> and $x$"),
        ("text/latex", "$\\frac{a}{b}$", "$\\frac{a}{b}$"),
        ("text/plain", "a < b", "a &lt; b"),
        ("image/png", "iVBO\nRw0K", "data:image/png;base64,iVBORw0K"),
    ],
)
def test_harmless_output_is_shown(form, text, expected):
    assert expected in shown([{"output_type": "display_data", "data": {form: text}}])


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<pre>", "<!--", "<table><tr>", "$", "<img ", "</b>", "&lt;"]
)
def test_no_text_takes_long(piece):
    started = time.process_time()
    kept(piece * (199_000 // len(piece)))
    assert time.process_time() - started < 10


def test_a_text_of_too_many_tags_is_shown_plain():
    assert "Plain text, without pictures" in page("<b>" * (MAX_TAGS + 1))
    with pytest.raises(ValueError, match="too many tags"):
        inert("<b>" * (MAX_TAGS + 1))


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"$\href{a}{b}$", r"$\ href{a}{b}$"),
        (r"$\classy \frac{a}{b} \styled$", r"$\classy \frac{a}{b} \styled$"),
        (r"\class{a}\cssId{b}\require{c}\htmlData{d}", r"\ class{a}\ cssId{b}\ require{c}\ htmlData{d}"),
        (r"\hbar \text{\%} \\ \hline", r"\hbar \text{\%} \\ \hline"),
    ],
)
def test_a_formula_loses_the_macros_that_reach_beyond_it_and_no_other(formula, shown):
    assert inert_formulas(formula) == shown
