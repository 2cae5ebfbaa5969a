"""Two walks through JupyterLab in a browser without a window: a student's; in formgrader, an instructor's.

The course is a copy with an exchange folder, a gradebook and Jupyter settings of its own, so that nothing of
the user's counts. Screenshots go to pytest's temporary folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grading_helpers import CHECKOUT

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not here: pip install 'torchkata[browser]'"
)
PATIENCE = 600  # seconds, for what takes two where nothing else runs
playwright.expect.set_options(timeout=PATIENCE * 1000)
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on the PATH: install the system's"),
    pytest.mark.xdist_group("browser"),
]

STEM = "02_linear_fit"
STUDENT = "anna"
WRONG_LOSS = "def mse_loss(prediction, target):\n    return ((prediction - target) ** 2).sum()"
ANSWER = "A composition of linear maps is linear, so nothing is gained."
TOKEN = "walk"
RUN = re.compile(r"\[\d+\]:")  # the prompt of a cell that has run
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false"},
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is in the page, seen or not
}


def notebook(folder: str) -> dict[str, Any]:
    text = (CHECKOUT / folder / STEM / f"{STEM}.ipynb").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


RIGHT = {cell["id"]: "".join(cell["source"]) for cell in notebook("source")["cells"]}
PLACES = {cell["id"]: place for place, cell in enumerate(notebook("release")["cells"])}


@dataclass(frozen=True)
class Course:
    """A course folder with one exercise in it, and what its commands are started with."""

    folder: Path
    environment: dict[str, str]

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder.parent / "log.txt").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def run(self, *command: str) -> None:
        assert self.start(*command).wait(PATIENCE) == 0, (self.folder.parent / "log.txt").read_text()

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}", "torchkata")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course in which a student's notebook, right but for `mse_loss`, has been autograded."""
    root = tmp_path_factory.mktemp("walk")
    for name, values in SETTINGS.items():
        file = root / "config" / "lab" / "user-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    return course_with(root, STUDENT, answered())


def course_with(root: Path, student: str, notebook: dict[str, Any]) -> Course:
    """A course in which this notebook has been autograded."""
    folder, exchange = root / "course", root / "exchange"
    exchange.mkdir()
    shutil.copytree(CHECKOUT / "source" / STEM, folder / "source" / STEM)
    settings = (CHECKOUT / "nbgrader_config.py").read_text(encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(f'{settings}\nc.Exchange.root = "{exchange}"\n')
    course = Course(folder, environment(root))
    course.run("nbgrader", "generate_assignment", STEM)
    submitted = folder / "submitted" / student / STEM / f"{STEM}.ipynb"
    submitted.parent.mkdir(parents=True)
    submitted.write_text(json.dumps(notebook))
    course.run("nbgrader", "autograde", STEM)
    return course


def environment(root: Path) -> dict[str, str]:
    """This process's environment without its Jupyter settings, and with this Python's commands first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    places = {f"JUPYTER_{kind.upper()}_DIR": str(root / kind) for kind in ("config", "data", "runtime")}
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, **places, "HOME": str(root), "IPYTHONDIR": str(root / "ipython"), "PATH": commands}


def answered() -> dict[str, Any]:
    """The released notebook with the reference's answers, a wrong `mse_loss` and one written answer."""
    answers = {**RIGHT, "function-mse_loss": WRONG_LOSS, "answer-linear-network": ANSWER}
    released = notebook("release")
    for cell in released["cells"]:
        if cell["id"].startswith(("function-", "answer-")):
            cell["source"] = answers[cell["id"]]
    return released


@pytest.fixture(scope="module")
def lab(course: Course) -> Iterator[str]:
    """The address of a JupyterLab that runs in the course folder."""
    options = ("--no-browser", "--allow-root", "--port=0", f"--IdentityProvider.token={TOKEN}")
    server = course.start("jupyterlab", *options)
    try:
        yield address(course.folder.parent / "runtime", server)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def address(runtime: Path, server: subprocess.Popen[bytes]) -> str:
    """Where the server is, once it has said so in its runtime folder."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            if text := file.read_text():
                return str(json.loads(text)["url"])
        time.sleep(0.2)
    raise AssertionError((runtime.parent / "log.txt").read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A fresh page, pictured at the end of the test."""
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    page.screenshot(path=tmp_path / "page.png")
    page.close()


def open_notebook(page: Any, lab: str) -> None:
    page.goto(f"{lab}lab/tree/release/{STEM}/{STEM}.ipynb?token={TOKEN}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def run_cell(page: Any, identity: str, code: str | None = None) -> Any:
    """Run a cell of the open notebook, with this code in place of its own; the cell, once it has run."""
    cell = page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{PLACES[identity]}"]')
    cell.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    cell.locator(".jp-InputPrompt", has_text=RUN).wait_for()
    return cell


def checked(page: Any, answer: str) -> Any:
    """The notebook's cell that checks `mse_loss`, run on that answer."""
    for cell in ("setup-kit", "setup-1"):
        run_cell(page, cell)
    run_cell(page, "function-mse_loss", answer)
    return run_cell(page, "check-mse_loss")


def test_a_student_sees_which_check_fails_and_why(page, lab, tmp_path):
    open_notebook(page, lab)
    cell = checked(page, WRONG_LOSS)
    row = cell.get_by_role("row").filter(has_text="the loss of three predictions")
    playwright.expect(row).to_contain_text("✗ failed")
    playwright.expect(row).to_contain_text("The squares are added up and not averaged.")
    playwright.expect(cell).to_contain_text("points in the public checks; hidden ones are graded later")
    cell.screenshot(path=tmp_path / "cell.png")


def test_a_student_sees_that_every_check_passes(page, lab):
    open_notebook(page, lab)
    cell = checked(page, RIGHT["function-mse_loss"])
    playwright.expect(cell.get_by_role("row").filter(has_text="✓ passed")).to_have_count(5)
    playwright.expect(cell.locator(".jp-OutputArea-executeResult pre")).to_have_text("5.0")


def test_the_button_that_validates_says_what_is_not_written(page, lab):
    open_notebook(page, lab)
    # Its label, not the button around it: that one is covered by it, says playwright 1.45.
    page.locator(".jp-ToolbarButtonComponent-label", has_text="Validate").click()
    dialog = page.get_by_role("dialog")
    playwright.expect(dialog).to_contain_text("– not written")
    playwright.expect(dialog).to_contain_text("Next: write create_dataset, then run its cell and this one.")


def open_submission(page: Any, lab: str) -> None:
    """From formgrader's list of assignments to the one submission, as an instructor finds it."""
    page.goto(f"{lab}formgrader/gradebook?token={TOKEN}")
    for address in (f"**/gradebook/{STEM}", f"**/gradebook/{STEM}/{STEM}"):
        page.locator("td a", has_text=STEM).click()
        page.wait_for_url(address)
    page.get_by_role("link", name="Submission #1").click()
    playwright.expect(page.locator("#check-train")).to_have_attribute("placeholder", "6")


def test_an_instructor_sees_the_grades_and_the_messages(page, lab, tmp_path):
    open_submission(page, lab)
    assert page.locator("#check-mse_loss").get_attribute("placeholder") == "0.75"
    assert page.get_by_text("The squares are added up and not averaged.").first.is_visible()
    page.screenshot(path=tmp_path / "submission.png", full_page=True)


def test_points_for_a_written_answer_reach_the_gradebook(page, lab, course):
    open_submission(page, lab)
    assert page.get_by_text(ANSWER).is_visible()
    box = page.locator("#linear-network")
    box.fill("1.5")
    with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        box.press("Tab")
    with course.gradebook() as gradebook:
        graded = gradebook.find_submission(STEM, STUDENT)
        assert gradebook.find_grade("linear-network", STEM, STEM, STUDENT).score == 1.5
        assert graded.score == 5 + 4 + 0.75 + 6 + 1.5


def hand_in(course: Course, answer: str) -> None:
    """Hand in the notebook anew, with another answer, and have it autograded twice."""
    folder = course.folder / "submitted" / STUDENT / STEM
    notebook = answered()
    place = PLACES["answer-sgd-or-gd"]
    notebook["cells"][place]["source"] = answer
    (folder / f"{STEM}.ipynb").write_text(json.dumps(notebook))
    for _ in range(2):
        course.run("nbgrader", "autograde", STEM, "--force")


def save(page: Any, action: Callable[[], object]) -> None:
    """Do something that formgrader sends to the gradebook, and wait until it is there."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        action()


@pytest.mark.full
def test_a_mark_set_by_clicking_is_kept_and_asked_for_again_when_the_answer_changed(page, lab, course):
    hand_in(course, "Mine.")
    open_submission(page, lab)
    page.locator("#sgd-or-gd").fill("1.5")
    save(page, lambda: page.locator("#sgd-or-gd").press("Tab"))
    comment = page.locator("#sgd-or-gd-comment")
    comment.fill("Too short.")
    save(page, lambda: comment.press("Tab"))
    hand_in(course, "Mine.")
    open_submission(page, lab)
    playwright.expect(page.locator("#sgd-or-gd")).to_have_value("1.5")
    playwright.expect(page.locator("#sgd-or-gd")).not_to_have_class(re.compile("needs_manual_grade"))
    playwright.expect(comment).to_have_value("Too short.")
    hand_in(course, "Mine, and longer.")
    open_submission(page, lab)
    playwright.expect(page.locator("#sgd-or-gd")).to_have_value("1.5")
    playwright.expect(page.locator("#sgd-or-gd")).to_have_class(re.compile("needs_manual_grade"))
    earlier = "(About an earlier version of this answer, which a person gave 1.5 points.)"
    playwright.expect(comment).to_have_value(f"{earlier} Too short.")
    resolve = page.locator(".mark-graded:visible")
    playwright.expect(resolve).to_have_count(1)
    save(page, resolve.click)
    hand_in(course, "Mine, and longer.")
    open_submission(page, lab)
    playwright.expect(page.locator("#sgd-or-gd")).not_to_have_class(re.compile("needs_manual_grade"))
