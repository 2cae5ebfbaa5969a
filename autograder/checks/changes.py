"""What a release of Python, PyTorch, NumPy or matplotlib changed, and which of its versions is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder import versions
from autograder.sentences import Phrase

PACKAGES = {library: package for package, library in versions.NAMES.items()}
REFUSED, MISSING = "version-refuses", "version-lacks"


@dataclass(frozen=True)
class Change:
    """What a release changed: the exception by its "Type: text", and by the student's line where need be."""

    since: str  # "NumPy 2.4"
    key: str  # of the sentence: it begins with REFUSED, since then, or with MISSING, before
    pattern: str
    line: str = ""
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)  # what the sentence names

    @property
    def told(self) -> Phrase:
        """The mistake: that this version is here, what changed, and what to write."""
        here = Phrase("installed-here", library=self.library, version=installed(self.library))
        return Phrase(self.key, here=here, since=self.since, **self.fields)

    @property
    def library(self) -> str:
        """The name in messages of what changed: "NumPy" of "NumPy 2.4"; a key of PACKAGES."""
        return self.since.partition(" ")[0]

    def refuses(self) -> bool:
        """Whether the installed version is one of those that refuse."""
        reached = numbers(installed(self.library)) >= numbers(self.since)
        return reached == self.key.startswith(REFUSED)

    def explains(self, error: str, line: str) -> bool:
        """Whether this is why the installed version raised the exception."""
        return self.refuses() and bool(re.search(self.pattern, error) and re.search(self.line, line))


def installed(library: str) -> str:
    """The version that is here of "NumPy", say, without what tells how it was built."""
    return versions.installed(PACKAGES[library]).partition("+")[0]


def numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, which compare as versions do."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])
