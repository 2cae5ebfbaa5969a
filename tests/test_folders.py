"""Temporary folders: nothing is left of them, however a run ends, and nobody else's is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.folders import MARK, Folder, sweep
from grading_helpers import reference_with

LINE = find("linear_fit")
FOREVER = "def mse_loss(prediction, target):\n    while True:\n        pass\n"
PATIENCE = 120.0  # seconds, on a busy machine
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and links of POSIX")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of this process alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_behind(folder: Path) -> Path:
    """A folder of a process that was killed while it had something in there."""
    program = (
        "import os, tempfile, sys; tempfile.tempdir = sys.argv[1]\n"
        "from autograder.folders import Folder; folder = Folder()\n"
        "open(os.path.join(folder.scratch, 'net.pt'), 'w').close()\n"
        "print(folder.path, flush=True); os.kill(os.getpid(), 9)"
    )
    words = [sys.executable, "-c", program, str(folder)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    return Path(ended.stdout.strip())


def listing(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


class TestAFolder:
    def test_is_gone_once_it_is_left(self, temporary):
        with Folder() as folder:
            (Path(folder.scratch) / "runs").mkdir()
        assert listing(temporary) == set()

    def test_may_be_removed_twice(self, temporary):
        folder = Folder()
        folder.remove()
        folder.remove()
        assert listing(temporary) == set()

    @on_posix
    def test_is_removed_however_deep_it_is(self, temporary):
        """Deeper than Python's stack, than a path may be long, and than descriptors go."""
        with Folder() as folder:
            here = os.open(folder.scratch, os.O_RDONLY)
            for _ in range(1200):
                os.mkdir("deeper", dir_fd=here)
                inner = os.open("deeper", os.O_RDONLY, dir_fd=here)
                os.close(here)
                here = inner
            os.close(here)
        assert listing(temporary) == set()

    @on_posix
    def test_is_removed_where_its_rights_were_taken_away(self, temporary):
        with Folder() as folder:
            inner = Path(folder.scratch) / "closed"
            inner.mkdir()
            (inner / "file").touch()
            inner.chmod(0)
            Path(folder.scratch).chmod(0)
        assert listing(temporary) == set()

    @on_posix
    @pytest.mark.parametrize("place", ["scratch/link", "link", "scratch"])
    def test_leads_to_no_other_by_a_link(self, temporary, tmp_path, place):
        (tmp_path / "precious").mkdir()
        (tmp_path / "precious" / "thesis").touch()
        with Folder() as folder:
            if place == "scratch":
                Path(folder.scratch).rmdir()
            (Path(folder.path) / place).symlink_to(tmp_path / "precious")
        assert (listing(temporary), listing(tmp_path / "precious")) == (set(), {"thesis"})


class TestASweep:
    @on_posix
    def test_removes_what_a_killed_process_left(self, temporary):
        left = left_behind(temporary)
        assert left.is_dir()
        sweep()
        assert listing(temporary) == set()

    def test_leaves_the_folder_of_a_process_at_work(self, temporary):
        with Folder() as folder:
            sweep()
            assert Path(folder.scratch).is_dir()

    @on_posix
    def test_leaves_the_folder_that_another_process_has_from_a_killed_one(self, temporary):
        with Folder() as folder:
            child = subprocess.Popen(["sleep", "60"], pass_fds=folder.locks)
            os.close(folder.locks.pop())
            sweep()
            assert Path(folder.scratch).is_dir()
            child.kill()
            child.wait()
            sweep()
            assert listing(temporary) == set()

    @pytest.mark.parametrize("holds", [None, "notes.txt"])
    def test_leaves_a_folder_of_that_name_without_the_mark(self, temporary, holds):
        (temporary / "autograder-x").mkdir()
        if holds:
            (temporary / "autograder-x" / holds).touch()
        before = listing(temporary)
        sweep()
        assert listing(temporary) == before

    def test_leaves_a_folder_whose_mark_is_empty_since_it_is_just_being_made(self, temporary):
        (temporary / "autograder-x").mkdir()
        (temporary / "autograder-x" / MARK).touch()
        sweep()
        assert (temporary / "autograder-x" / MARK).exists()

    @on_posix
    def test_follows_no_link_to_what_was_left(self, temporary, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        left = left_behind(elsewhere)
        (temporary / "autograder-link").symlink_to(left)
        (temporary / "autograder-x").mkdir()
        (temporary / "autograder-x" / MARK).symlink_to(left / MARK)
        before = listing(temporary), listing(elsewhere)
        sweep()
        assert (listing(temporary), listing(elsewhere)) == before

    @on_posix
    def test_leaves_what_another_user_has(self, temporary, monkeypatch):
        left = left_behind(temporary)
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        sweep()
        assert left.is_dir()


def test_on_windows_an_open_mark_keeps_a_folder(temporary, monkeypatch):
    """There an open file can be neither renamed nor removed."""
    (temporary / "autograder-x").mkdir()
    (temporary / "autograder-x" / MARK).write_text("1")

    def rename(path: Path, target: Path) -> None:
        raise PermissionError(f"{path} is open")

    monkeypatch.setattr(sys, "platform", "win32")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        sweep()
        assert (temporary / "autograder-x" / MARK).exists()
    sweep()
    assert listing(temporary) == set()


class Run:
    """`autograder` with a temporary folder of its own, in which others have something too."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.temporary = folder, folder / "temporary"
        self.work = folder / "work"
        for student, code in (("a quick one", ""), ("an endless one", FOREVER)):
            file = self.work / student / f"{LINE.stem}.py"
            file.parent.mkdir(parents=True)
            file.write_text(reference_with(code, exercise=LINE), encoding="utf-8")
        (self.temporary / "autograder-x").mkdir(parents=True)
        (self.temporary / "notes.txt").touch()
        self.before = listing(self.temporary)

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", *map(str, words)],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def grade(self) -> subprocess.Popen[bytes]:
        words = ("--unconfined", "--jobs", "1", "--device", "cpu", "--out", "out")
        return self.start("grade", self.work, *words)

    def one_more(self) -> None:
        assert self.start("check", self.work / "a quick one" / f"{LINE.stem}.py").wait(PATIENCE) == 0

    def has_its_folder(self) -> bool:
        """Torch is just being imported."""
        return any(self.temporary.glob(f"autograder-*/{MARK}"))

    def is_at_the_endless_one(self) -> bool:
        return (self.folder / "out" / "students" / "a quick one" / f"{LINE.name}.json").exists()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def family(process: int) -> Iterator[int]:
    """A process and all that it has started, as Linux tells."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from family(int(child))


moments = pytest.mark.parametrize(
    "moment", [Run.has_its_folder, pytest.param(Run.is_at_the_endless_one, marks=pytest.mark.full)]
)


class TestOfARunNothingIsLeft:
    @pytest.mark.full
    def test_of_the_demo(self, run):
        assert run.start("demo", "--out", "out").wait(PATIENCE) == 0
        assert listing(run.temporary) == run.before

    @on_posix
    @moments
    def test_after_an_interrupt(self, run, moment):
        process = run.grade()
        wait_until(lambda: moment(run))
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
        assert listing(run.temporary) == run.before

    @on_posix
    @moments
    def test_after_the_death_of_the_command_and_one_more_run(self, run, moment):
        process = run.grade()
        wait_until(lambda: moment(run))
        process.kill()
        process.wait(PATIENCE)
        run.one_more()
        assert listing(run.temporary) == run.before

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of children")
    @moments
    def test_after_the_death_of_everything_and_one_more_run(self, run, moment):
        process = run.grade()
        wait_until(lambda: moment(run))
        for one in list(family(process.pid)):
            os.kill(one, signal.SIGKILL)
        process.wait(PATIENCE)
        run.one_more()
        assert listing(run.temporary) == run.before
