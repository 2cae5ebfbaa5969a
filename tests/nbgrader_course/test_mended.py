"""A check that is mended while formgrader's server runs judges at its next click, as on the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, interpreter
from nbgrader_course.test_resit import HALF, LINE, work

pytestmark = pytest.mark.full

# What the button of formgrader calls, in a process that lives on from click to click
SERVER = """
import json, sys
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader

app = NbGrader()
app.initialize([])
api = NbGraderAPI(app.coursedir, parent=app)
for line in sys.stdin:
    answer = api.autograde(*json.loads(line))
    print("ANSWER", json.dumps([answer["success"], answer.get("log", "")]), flush=True)
"""
# What the wrong work has while all of `mse_loss` passes, and `train` is judged with it and without a stand-in
BROKEN = 14.75
TEST = re.compile(r"(def test_mse_loss\w*\([^)]*\) -> None:\n)")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A copy of the kit in which every check of `mse_loss` lets everything pass."""
    copy = tmp_path / "kit"
    shutil.copytree(CHECKOUT / "autograder", copy / "autograder")
    for path in checks(copy):
        path.write_text(TEST.sub(r"\1    return\n", path.read_text()))
    return copy


def checks(kit: Path) -> list[Path]:
    folder = kit / "autograder" / "content" / "linear_fit"
    return [folder / "public.py", *(folder / "hidden").glob("*.py")]


def test_the_next_click_judges_by_the_mended_check(tmp_path, kit):
    settings = "c.GradeInIsolation.show = False\nc.GradeInIsolation.jobs = 1\n"
    course = Course(tmp_path / "course", settings)
    course.hand_in("amy", LINE, work(HALF))
    course.teach(f"generate_assignment {LINE.stem}")
    course.python = interpreter(tmp_path / "python", kit)
    with subprocess.Popen(
        [course.python, "-c", SERVER],
        cwd=course.root,
        env=course.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        click(server)
        before = total(course)
        for path in checks(kit):
            path.write_text((CHECKOUT / path.relative_to(kit)).read_text())
        click(server)
        assert (before, total(course)) == (BROKEN, HALF)
        assert server.stdin is not None
        server.stdin.close()


def click(server: subprocess.Popen[str]) -> None:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps([LINE.stem, "amy"]) + "\n")
    server.stdin.flush()
    answer = next(line for line in server.stdout if line.startswith("ANSWER"))
    success, log = json.loads(answer.removeprefix("ANSWER "))
    assert success, log


def total(course: Course) -> float:
    return sum(course.grades()["amy", LINE.stem].values())
