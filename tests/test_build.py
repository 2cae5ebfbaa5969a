"""Building writes what has changed; checking names what is not current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder import __version__
from autograder.authoring.authored import parse
from autograder.authoring.build import build, check
from autograder.errors import AuthoringError, UsageError
from autograder.exercise import Exercise
from sample_exercise import AUTHORED, FILE, STEM

STUB = f"exercises/{STEM}.py"
SOURCE = f"source/{STEM}/{STEM}.ipynb"
RELEASE = f"release/{STEM}/{STEM}.ipynb"
CATALOG = f"autograder/catalog/{STEM}.json"
EXAMPLES = f"autograder/catalog/{STEM}_examples.txt"


@pytest.fixture
def root(tmp_path):
    return checkout(tmp_path / "checkout")


def checkout(folder: Path) -> Path:
    (folder / "solutions").mkdir(parents=True)
    (folder / FILE).write_text(AUTHORED, encoding="utf-8")
    return folder


def test_it_writes_the_five_files_of_an_exercise(root):
    written = {path.relative_to(root).as_posix() for path in build(root)}
    assert written == {STUB, SOURCE, RELEASE, CATALOG, EXAMPLES}


def test_an_example_that_was_once_handed_out_is_known_for_ever(root):
    build(root)
    first = (root / EXAMPLES).read_text(encoding="utf-8").splitlines()
    (root / FILE).write_text(AUTHORED.replace("print(", "print(1, "), encoding="utf-8")
    build(root)
    both = (root / EXAMPLES).read_text(encoding="utf-8").splitlines()
    assert len(first) >= 1
    assert both[: len(first)] == first
    assert len(both) > len(first)
    assert check(root) == []


def test_stub_and_notebooks_say_of_which_release_they_are(root):
    build(root)
    assert f"torchkata {__version__}" in (root / STUB).read_text(encoding="utf-8").splitlines()[0]
    for place in (SOURCE, RELEASE):
        metadata = json.loads((root / place).read_text(encoding="utf-8"))["metadata"]
        assert metadata["torchkata"] == {"exercise": STEM.partition("_")[2], "release": __version__}


def test_a_second_build_writes_nothing(root):
    build(root)
    assert build(root) == []


def test_after_a_build_there_are_no_problems(root):
    build(root)
    assert check(root) == []


def test_two_checkouts_get_the_same_bytes(root, tmp_path):
    other = checkout(tmp_path / "elsewhere" / "deeper")
    contents = [[path.read_bytes() for path in build(folder)] for folder in (root, other)]
    assert contents[0] == contents[1]


def test_the_catalogue_entry_reads_back_as_the_exercise(root):
    build(root)
    entry = json.loads((root / CATALOG).read_text(encoding="utf-8"))
    assert Exercise.from_json(entry) == parse(FILE, AUTHORED).exercise


def test_an_edited_file_is_called_stale(root):
    build(root)
    (root / STUB).write_text("def mean(numbers): return 0\n")
    assert check(root) == [f"{STUB} is stale: run `autograder build`."]


def test_a_deleted_file_is_called_missing(root):
    build(root)
    (root / RELEASE).unlink()
    assert check(root) == [f"{RELEASE} is missing: run `autograder build`."]


@pytest.mark.parametrize("place", [STUB, SOURCE, RELEASE, CATALOG, EXAMPLES])
def test_a_file_without_an_authored_origin_is_called_an_orphan(root, place):
    build(root)
    orphan = root / place.replace(STEM, "07_medians")
    orphan.parent.mkdir(exist_ok=True)
    orphan.touch()
    [problem] = check(root)
    assert problem.startswith(f"{orphan.relative_to(root).as_posix()} comes from no file in solutions/")


def test_other_files_are_nobodys_orphans(root):
    build(root)
    (root / "exercises" / "README.md").touch()
    assert check(root) == []


def test_two_exercises_of_one_number_are_refused(root):
    (root / "solutions" / "08_medians.py").write_text(AUTHORED, encoding="utf-8")
    with pytest.raises(AuthoringError, match='08_averages and 08_medians are both called "08"'):
        build(root)


def test_a_folder_without_authored_files_is_refused(tmp_path):
    with pytest.raises(UsageError, match="at the root of a checkout"):
        build(tmp_path)
