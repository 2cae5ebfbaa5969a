"""Zip archives, read entry by entry and never unpacked to disk: what is in them was written by students.

Nothing that an archive says of itself is believed: how long its table is, how large an entry, where it lies.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from autograder.sandbox.problems import quoted

# Entries of what an instructor downloaded, and of what one student handed in; bytes of table for each.
DOWNLOAD, HANDED_IN = 100_000, 2_000
TABLE = 512
NESTED = 64 << 20  # bytes of an archive within an archive
RATIO, RATIO_FROM = 200, 16 << 20  # how much an entry grows, where it is larger than so many bytes
CHUNK = 64 << 10
# Others may unpack without an end, whatever size is asked for, and no system of downloads writes them.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF8_NAME, ENCRYPTED = 0x800, 0x1  # flags of an entry
# What zipfile raises over an archive that somebody made up.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)


class ArchiveError(Exception):
    """An archive, or an entry of one, that is not opened; says why."""


@dataclass(frozen=True)
class Entry:
    """One entry: its raw name, the parts of its path, the bytes that it claims, why it is not read."""

    name: str
    parts: tuple[str, ...]
    size: int
    is_folder: bool
    problem: str


def is_archive(name: str) -> bool:
    """Whether a file of this name is one that can be looked into."""
    return name.lower().endswith(".zip")


def entries(file: BinaryIO, most: int) -> list[Entry]:
    """What an archive of at most `most` entries holds; ArchiveError for a bad one."""
    with _opened(file, most) as archive:
        times = Counter(one.filename for one in archive.infolist())
        if times.total() > most:
            raise ArchiveError(f"It holds more than {most:,} entries.")
        listed = [archive.getinfo(name) for name in times]
        return [
            Entry(
                one.filename, _parts(one), one.file_size, one.is_dir(), _problem(one, times[one.filename] > 1)
            )
            for one in listed
        ]


def read(path: Path, entry: tuple[str, ...], limit: int) -> bytes:
    """At most `limit` + 1 bytes of a file, or of an entry in it, or of one in an archive in it.

    ArchiveError where an entry is not read, OSError where the file itself cannot be.
    """
    with path.open("rb") as file:
        return _read(file, entry, limit) if entry else file.read(limit + 1)


def read_nested(file: BinaryIO, name: str) -> bytes:
    """An archive that lies in an archive; ArchiveError where it is large."""
    content = _read(file, (name,), NESTED)
    if len(content) > NESTED:
        raise ArchiveError(f"It is larger than {NESTED >> 20} MiB.")
    return content


def _read(file: BinaryIO, names: tuple[str, ...], limit: int) -> bytes:
    if len(names) > 1:
        return _read(io.BytesIO(read_nested(file, names[0])), names[1:], limit)
    with _opened(file, DOWNLOAD) as archive:
        info = archive.getinfo(names[0])
        if problem := _problem(info, False):
            raise ArchiveError(problem)
        content = bytearray()
        with archive.open(info) as entry:
            while len(content) <= limit and (more := entry.read(min(CHUNK, limit + 1 - len(content)))):
                content += more
        return bytes(content)


@contextmanager
def _opened(file: BinaryIO, most: int) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(_Careful(file, max(most * TABLE, CHUNK))) as archive:
            yield archive
    except BROKEN as error:
        raise ArchiveError(f"It is not a zip archive in good order ({error}).") from None


class _Careful:
    """A file of which no more than `most` bytes are read at once: a table may claim to be gigabytes long."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.file = file
        self.most = most

    def read(self, size: int = -1) -> bytes:
        if size > self.most:
            raise zipfile.BadZipFile("its table is too long")
        return self.file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The path of an entry, whichever system wrote it; ArchiveError where it leads out of the archive."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME:  # macOS writes UTF-8 and does not say so
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    if name[:1] in ("/", "\\") or ".." in parts or re.match("[A-Za-z]:", name) or not parts:
        raise ArchiveError(f"It holds an entry that leads out of it: {quoted(name, 100)}.")
    return parts


def _problem(info: zipfile.ZipInfo, again: bool) -> str:
    """Why an entry is not read; empty where it is."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    large = info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size
    reasons = {
        "It is encrypted.": info.flag_bits & ENCRYPTED,
        "It is a link and not a file of the student's own.": kind == stat.S_IFLNK,
        "It is not a plain file.": kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK),
        "Its archive holds another entry of that name.": again,
        "It is packed in a way that is not read: pack it as an ordinary zip.": info.compress_type
        not in METHODS,
        f"It grows to more than {RATIO} times its size.": large,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
