"""Archives that mean harm: nothing is written anywhere, nothing grows without an end, a sentence says why."""

from __future__ import annotations

import io
import resource
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.errors import UsageError
from autograder.grading.contents import content_of
from autograder.grading.finding import find_submissions
from autograder.sandbox.no_value import Unreadable

LINE = find("linear_fit")
NAME = "02_linear_fit.py"
MEMORY = 400 << 20  # bytes that looking into any of these archives may take beyond what is taken before
SECONDS = 20.0


def peak_memory() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content, method)
    return file.getvalue()


def special(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (mode | 0o777) << 16
    return info


def changed(content: bytes, local: int, central: int, form: str, value: int) -> bytes:
    """An archive of one entry with another value in both of its headers."""
    archive = bytearray(content)
    for signature, place in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        struct.pack_into(form, archive, archive.index(signature) + place, value)
    return bytes(archive)


def encrypted() -> bytes:
    return changed(zipped((NAME, b"x = 1\n")), 6, 8, "<H", 1)


@cache
def bomb() -> bytes:
    """A quarter of a gigabyte of zeros, a thousandth of its size when packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(NAME, "w") as inside:
        for _ in range(16):
            inside.write(bytes(1 << 24))
    return file.getvalue()


def lying_bomb() -> bytes:
    """A bomb whose headers say that it holds six bytes."""
    return changed(bomb(), 22, 24, "<I", 6)


def long_table() -> bytes:
    """Ends as an archive does whose table is three gigabytes long."""
    return bytes(1 << 20) + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 3 << 30, 0, 0)


def doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped((NAME, b"x = 1\n"), (NAME, b"x = 2\n"))


def many() -> bytes:
    return zipped(*((f"{number}.py", b"") for number in range(10_000)))


def deep() -> bytes:
    """Five archives, each in the next."""
    content = zipped((NAME, b"x = 1\n"))
    for _ in range(4):
        content = zipped(("inner.zip", content))
    return content


def nested_bombs() -> bytes:
    """Forty archives in an archive, of ten megabytes each, nearly nothing when packed."""
    inner = zipped(("zeros", bytes(10 << 20)), method=zipfile.ZIP_STORED)
    return zipped(*((f"a/{number}.zip", inner) for number in range(40)))


# What it is → how it is made, and what is said about it.
ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a way out": (lambda: zipped(("../" + NAME, b"x = 1\n")), "leads out of it"),
    "a way out and back": (lambda: zipped(("a/../../b/" + NAME, b"x = 1\n")), "leads out of it"),
    "a way out on Windows": (lambda: zipped(("..\\" + NAME, b"x = 1\n")), "leads out of it"),
    "the root": (lambda: zipped(("/tmp/" + NAME, b"x = 1\n")), "leads out of it"),
    "the root on Windows": (lambda: zipped(("C:\\" + NAME, b"x = 1\n")), "leads out of it"),
    "a link": (lambda: zipped((special(NAME, stat.S_IFLNK), b"/etc/passwd")), "a link"),
    "a pipe": (lambda: zipped((special(NAME, stat.S_IFIFO), b"")), "not a plain file"),
    "a device": (lambda: zipped((special(NAME, stat.S_IFCHR), b"")), "not a plain file"),
    "encrypted": (encrypted, "encrypted"),
    "one name twice": (doubled, "another entry of that name"),
    "10,000 entries": (many, "2,000 entries"),
    "a table of gigabytes": (long_table, "not a zip archive in good order"),
    "a bomb": (bomb, "200 times its size"),
    "a bomb that lies": (lying_bomb, "not a zip archive in good order"),
    "bombs in it": (nested_bombs, "64 MiB together"),
    "archives in archives": (deep, "inner.zip"),
    "a method without a bound": (lambda: zipped((NAME, b"x"), method=zipfile.ZIP_BZIP2), "packed in a way"),
    "no archive": (lambda: b"Rar!\x1a\x07\x00" + bytes(100), "not a zip archive in good order"),
    "cut off": (lambda: zipped((NAME, b"x = 1\n" * 100))[:-30], "not a zip archive in good order"),
    "nothing in it": (lambda: zipped(("a/", b"")), "no file"),
    "empty": (lambda: b"", "not a zip archive in good order"),
}
each_archive = pytest.mark.parametrize("kind", ARCHIVES)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder a student: bob is honest, and anna handed in an archive that is made in the test."""
    for student in ("anna", "bob"):
        (tmp_path / "handed-in" / student).mkdir(parents=True)
    (tmp_path / "handed-in" / "bob" / NAME).write_text("x = 1\n")
    return tmp_path / "handed-in"


@pytest.fixture(autouse=True)
def unharmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing lies afterwards where archives could be unpacked, and neither memory nor time was wasted."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("TMPDIR", str(work))
    before, started = peak_memory(), time.process_time()
    yield
    assert list(work.iterdir()) == []
    assert peak_memory() - before < MEMORY
    assert time.process_time() - started < SECONDS


def said_of_anna(root: Path) -> str:
    """Why anna's work cannot be judged, in whatever way it is said; bob's must be there and whole."""
    anna, bob = find_submissions([root], LINE)
    assert (bob.student, bob.problem, bob.read()) == ("bob", "", b"x = 1\n")
    with pytest.raises(Unreadable) as caught:
        content_of(anna)
    return caught.value.fact


@each_archive
def test_a_students_archive_that_means_harm_gets_a_sentence(kind, tree):
    make, sentence = ARCHIVES[kind]
    (tree / "anna" / "homework.zip").write_bytes(make())
    assert sentence in said_of_anna(tree)


@each_archive
def test_a_students_archive_in_a_download_gets_a_sentence(kind, tmp_path):
    make, sentence = ARCHIVES[kind]
    download = tmp_path / "download.zip"
    download.write_bytes(zipped(("anna/homework.zip", make()), (f"bob/{NAME}", b"x = 1\n")))
    if kind == "bombs in it":  # a third archive down is not looked into
        sentence = "“homework.zip/a/0.zip”,"
    assert sentence in said_of_anna(download)


@pytest.mark.parametrize(
    "kind",
    ["a way out", "the root", "a table of gigabytes", "no archive", "cut off", "empty", "nothing in it"],
)
def test_a_download_that_is_no_good_is_refused_with_a_next_step(kind, tmp_path):
    make, sentence = ARCHIVES[kind]
    (tmp_path / "download.zip").write_bytes(make())
    with pytest.raises(UsageError, match=sentence) as caught:
        find_submissions([tmp_path / "download.zip"], LINE)
    assert caught.value.remedy == "Download it again, or unpack it yourself."


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_one_entry_of_a_download_costs_only_whose_it_is(kind, tmp_path):
    download = tmp_path / "download.zip"
    download.write_bytes(zipped((special(f"anna/{NAME}", kind), b"../bob"), (f"bob/{NAME}", b"x = 1\n")))
    assert said_of_anna(download).startswith("It is ")


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (zipped((special(NAME, stat.S_IFLNK), b"/etc/passwd")), "a link"),
        (zipped(("other.py", b"x = 1\n")), "not a zip archive in good order"),
        (b"", "not a zip archive in good order"),
    ],
)
def test_an_archive_that_changed_after_it_was_listed_is_not_believed(later, sentence, tree):
    path = tree / "anna" / "homework.zip"
    path.write_bytes(zipped((NAME, b"x = 1\n")))
    anna, _ = find_submissions([tree], LINE)
    path.write_bytes(later)
    with pytest.raises(Unreadable, match=sentence):
        content_of(anna)
