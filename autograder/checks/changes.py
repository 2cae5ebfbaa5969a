"""What a release of Python, PyTorch, NumPy or matplotlib changed, and which of its versions is here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder import versions

PACKAGES = {library: package for package, library in versions.NAMES.items()}
REFUSED, MISSING = "version-refuses", "version-lacks"


@dataclass(frozen=True)
class Change:
    """What a release changed: the exception by its "Type: text", and by the student's line where need be."""

    since: str  # "NumPy 2.4"
    mistake: str  # REFUSED since then, or MISSING before
    pattern: str
    cause: str
    line: str = ""

    @property
    def library(self) -> str:
        """The name in messages of what changed: "NumPy" of "NumPy 2.4"; a key of PACKAGES."""
        return self.since.partition(" ")[0]

    def refuses(self) -> bool:
        """Whether the installed version is one of those that refuse."""
        reached = numbers(installed(self.library)) >= numbers(self.since)
        return reached == (self.mistake == REFUSED)

    def explains(self, error: str, line: str) -> bool:
        """Whether this is why the installed version raised the exception."""
        return self.refuses() and bool(re.search(self.pattern, error) and re.search(self.line, line))


def installed(library: str) -> str:
    """The version that is here of "NumPy", say, without what tells how it was built."""
    return versions.installed(PACKAGES[library]).partition("+")[0]


def numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, which compare as versions do."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])
