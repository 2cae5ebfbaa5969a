"""formgrader in a browser without a window: nothing that a student handed in is active in its pages.

These pages have no content policy: what holds here is the cleaning at `nbgrader autograde` alone.
"""

from __future__ import annotations

import pytest

from marks import ACTIVE, METADATA, marked_cells
from test_browser import (  # noqa: F401 - fixtures
    STEM,
    TOKEN,
    Course,
    answered,
    browser,
    course_with,
    environment,
    lab,
    open_submission,
    page,
    pytestmark,
)

pytestmark = [*pytestmark, pytest.mark.full]

MARKED = "marked"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, asked: tuple[str, list[str]]) -> Course:
    """A course in which a notebook full of marks has been autograded."""
    handed_in = answered()
    handed_in["cells"] += marked_cells(asked[0])
    handed_in["metadata"] = METADATA
    return course_with(tmp_path_factory.mktemp("formgrader"), MARKED, handed_in)


@pytest.mark.parametrize(
    "place",
    ["gradebook", f"gradebook/{STEM}", f"gradebook/{STEM}/{STEM}", "manage_students",
     f"manage_students/{MARKED}", f"manage_submissions/{STEM}", f"manage_students/{MARKED}/{STEM}"],
)  # fmt: skip
def test_nothing_runs_or_loads_in_a_list_of_formgrader(page, lab, asked, place):  # noqa: F811
    page.goto(f"{lab}formgrader/gradebook?token={TOKEN}")
    page.locator("td a", has_text=STEM).wait_for()
    page.goto(f"{lab}formgrader/{place}")
    page.locator("td a").first.wait_for()
    page.wait_for_timeout(1000)
    assert ACTIVE not in page.title()
    assert asked[1] == []


def test_nothing_runs_or_loads_where_work_is_marked_and_its_boxes_work(page, lab, asked, course):  # noqa: F811
    open_submission(page, lab)
    page.wait_for_timeout(3000)
    assert page.title() == STEM
    assert asked[1] == []
    assert page.locator("#check-train").count() == 1
    box = page.locator("#linear-network")
    box.fill("1.5")
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        box.press("Tab")
    with course.gradebook() as gradebook:
        assert gradebook.find_grade("linear-network", STEM, STEM, MARKED).score == 1.5
