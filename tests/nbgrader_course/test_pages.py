"""The students' pages: one for everyone, nothing active in it, the points first, and fit for a phone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import find
from grading_helpers import CHECKOUT
from marks import ACTIVE, MARKS, METADATA, active_in, at, marked_cells
from nbgrader_course.course import Course, answers_of, cell_of, code_cell, filled, read

pytestmark = pytest.mark.full

LINE = find("linear_fit")
PHONE, DESK = 390, 1280
WRONG = "def mse_loss(prediction, target):\n    return ((prediction - target) ** 2).sum()"
DRAWN = "import matplotlib.pyplot as plt\nplt.figure(figsize=(14, 3)).gca().plot([1, 2])\nplt.show()"
WIDE = f"{DRAWN}\nprint('x' * 400)"
MARKERS = {
    "scheme in an answer": ("markdown", "### BEGIN MARK SCHEME\n2 points please\n### END MARK SCHEME"),
    "tests in an answer": ("markdown", "I wrote\n\nBEGIN HIDDEN TESTS\n\nfor fun"),
    "an end alone": ("markdown", "=== END MARK SCHEME ==="),
    "tests in code": ("code", "### BEGIN HIDDEN TESTS\nx = 1"),
    "scheme in code": ("code", "print('BEGIN MARK SCHEME')\nprint('END HIDDEN TESTS')"),
    "within a word": ("markdown", "xBEGIN HIDDEN TESTS_"),
    "in a raw cell": ("raw", "BEGIN MARK SCHEME"),
    "in the name of a picture": ("markdown", "![p](attachment:BEGIN%20HIDDEN%20TESTS.png)"),
    "in a name in HTML": ("markdown", "<img src='attachment:BEGIN%20MARK%20SCHEME'> <script>1</script>"),
    "twice": ("markdown", "BEGIN HIDDEN TESTS BEGIN HIDDEN TESTS\n\nBEGIN HIDDEN TESTS"),
}


def notebook(**answers: str) -> dict[str, Any]:
    """A right notebook but for these answers, and without the examples, which take time to draw."""
    release = (CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes()
    found = filled(read(release), answers_of(LINE) | answers)
    found["cells"] = [cell for cell in found["cells"] if not cell["id"].startswith("example-")]
    return found


def with_markers() -> dict[str, Any]:
    """A right notebook with nbgrader's markers in every kind of cell, the locked ones too."""
    found = notebook()
    for number, (kind, text) in enumerate(MARKERS.values()):
        cell = code_cell(f"# MARKER-{number}\n{text}") if kind == "code" else {}
        text_cell = {"cell_type": kind, "metadata": {}, "source": f"MARKER-{number}\n\n{text}"}
        found["cells"].append(cell or text_cell)
    cell_of(found, "answer-sgd-or-gd")["source"] = MARKERS["scheme in an answer"][1]
    for locked in ("check-train", "question-did-it-work", "function-Net"):
        cell = cell_of(found, locked)
        cell["source"] = f"{''.join(cell['source'])}\n### BEGIN HIDDEN TESTS"
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, asked: tuple[str, list[str]]) -> Course:
    course = Course(tmp_path_factory.mktemp("pages"), 'c.GradeInIsolation.dataset = "digits"\n')
    course.teach(f"generate_assignment {LINE.stem}")
    marked = notebook(mse_loss=WRONG)
    cell_of(marked, "answer-linear-network")["source"] = f"MY ANSWER {at(MARKS['handler'], asked[0])} $x^2$"
    marked["cells"] += [*marked_cells(asked[0]), code_cell(WIDE)]
    marked["metadata"] = METADATA
    for student, content in {"marks": marked, "markers": with_markers()}.items():
        course.hand_in(student, LINE, json.dumps(content).encode())
    course.teach(f"autograde {LINE.stem}")
    with sqlite3.connect(course.root / "gradebook.db") as gradebook:
        gradebook.execute(
            "update grade set manual_score = 4.5 where cell_id in"
            " (select id from base_cell where name = 'check-train')"
        )
    course.teach(f"generate_feedback {LINE.stem}")
    return course


# A page for everyone


def test_nbgraders_markers_in_a_students_text_stop_no_page_and_cost_no_word(course):
    page = course.feedback("markers", LINE)
    assert [n for n in range(len(MARKERS)) if f"MARKER-{n}" not in page] == []
    assert "2 points please" in page
    assert page.count("<p>BEGIN\N{NO-BREAK SPACE}HIDDEN TESTS") == 3
    assert "The picture BEGIN\N{NO-BREAK SPACE}HIDDEN TESTS.png is not in this notebook." in page


def test_markers_cost_no_points(course):
    assert sum(course.grades()["markers", LINE.stem].values()) == LINE.points


# Nothing active


def test_nothing_that_was_handed_in_is_active_in_the_feedback(course):
    page = course.feedback("marks", LINE)
    text = page[page.index('id="notebook"') :]
    assert [found for found in active_in(text) if found not in PLACES] == []
    assert ACTIVE in text


# Where nbgrader's own links lead.
NAMES = [*(function.name for function in LINE.functions), "linear-network", "sgd-or-gd", "did-it-work"]
PLACES = {f"a name={place!r}" for name in NAMES for place in (f"comment-{name}", f"check-{name}")}


def test_what_is_autograded_is_inert_for_every_page_that_is_made_of_it(course):
    autograded = course.autograded("marks", LINE)
    assert set(autograded["metadata"]) <= {"kernelspec", "language_info", "torchkata"}
    assert ACTIVE not in json.dumps(autograded["metadata"])
    kept = {key for cell in autograded["cells"] for key in cell["metadata"]}
    assert kept <= {"nbgrader", "torchkata", "deletable", "editable"}


# What stands first, and by what


def test_the_page_begins_with_points_and_what_to_mend(course):
    page = course.feedback("marks", LINE)
    top = page[page.index("<body") : page.index("Your notebook")]
    words = " ".join(re.sub("<[^>]+>", " ", top).split())
    assert "02_linear_fit: 14.25 of 26 points What to mend" in words
    assert "0.75 of 5 points mse_loss : mse_loss returns a wrong result." in words
    assert "4.5 of 6 points train : A person has set these points." in words
    assert words.index("And the rest") < words.index("4 of 4 points Net")


def test_points_that_a_person_has_set_do_not_contradict_those_of_the_checks(course):
    page = course.feedback("marks", LINE)
    assert "4.5 of 6 points: a person has set this. The checks below came to 6." in page
    assert page.count("a person has set this") == 1


def test_an_answer_is_framed_as_its_question_is(course):
    page = course.feedback("marks", LINE)
    frame = page[: page.index("MY ANSWER")].rindex('class="panel panel-primary nbgrader_cell answer"')
    assert "Student's answer" in page[frame : page.index("MY ANSWER")]
    assert page.count("nbgrader_cell answer") == 3


def test_the_policy_knows_the_one_script_by_its_hash(course):
    page = course.feedback("marks", LINE)
    [script] = re.findall("<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}' https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/;" in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not here: pip install 'torchkata[browser]'"
    )
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium on the PATH: install the system's")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Any, address: Path, width: int = DESK, **options: Any) -> Any:
    """The page in the browser, once all that it would run has had its time; MathJax stays outside."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.route("https://**", lambda route: route.abort())
    page.goto(address.as_uri())
    page.wait_for_timeout(1000)
    return page


def feedback_of(course: Course, student: str) -> Path:
    return course.root / "feedback" / student / LINE.stem / f"{LINE.stem}.html"


def test_no_mark_runs_or_loads_in_the_feedback_even_where_nothing_but_cleaning_holds(course, browser, asked):
    page = opened(browser, feedback_of(course, "marks"), bypass_csp=True)
    assert page.title() == LINE.stem
    assert asked[1] == []


def test_the_policy_alone_holds_every_mark(course, browser, asked, tmp_path):
    written = feedback_of(course, "marks").read_text(encoding="utf-8")
    marks = at("\n".join(mark for name, mark in MARKS.items() if name != "refresh"), asked[0])
    page = tmp_path / "page.html"
    page.write_text(written.replace("<h2>Your notebook</h2>", f"<h2>Your notebook</h2>{marks}"), "utf-8")
    assert opened(browser, page).title() == LINE.stem
    assert asked[1] == []


def test_the_marks_themselves_run_and_load(browser, asked, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<title>t</title>{MARKS['handler']}{at(MARKS['picture in HTML'], asked[0])}", "utf-8")
    assert opened(browser, page).title() == ACTIVE
    assert asked[1] != []
    asked[1].clear()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_page_is_no_wider_than_the_window_and_shows_first_what_to_mend(course, browser, width, tmp_path):
    page = opened(browser, feedback_of(course, "marks"), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("Math.max(...[...document.images].map(image => image.width))") <= width
    assert page.get_by_text("mse_loss returns a wrong result.").first.bounding_box()["y"] < 900
    page.screenshot(path=tmp_path / "page.png", full_page=True)


def test_on_a_phone_the_values_of_a_failure_have_the_whole_width(course, browser):
    page = opened(browser, feedback_of(course, "marks"), PHONE)
    values = page.locator(".torchkata-checks dd")
    widths = [values.nth(n).bounding_box()["width"] for n in range(values.count())]
    assert len(widths) > 3
    assert min(widths) > PHONE * 0.8
