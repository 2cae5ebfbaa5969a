"""The sentences that people read, kept apart from the code that says them.

A file of them is TOML: `[words]` holds what stands within a sentence, `[mistakes]` what each recognised
mistake is, and `[failures.KIND]` the parts of the message of one kind of failure. Each is a template whose
places have names: "{function} changes its input."; a place such as {next/shape}, which nothing is given for,
holds the words under that key. So a sentence is reworded or translated without touching
what says it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.report import Message

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # pytest brings it

OWN = Path(__file__).with_suffix(".toml")
SECTIONS = ("words", "mistakes", "failures")
PARTS = ("fact", "called", "expected", "got", "cause", "next")


class Phrase:
    """Words by their key in a file of sentences, with what goes into their places.

    A key "transposed/rows" falls back on "transposed" where the file has no words of its own for it; what
    stands before the stroke is the name of the mistake.
    """

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key, self.fields = key, fields

    @property
    def name(self) -> str:
        return self.key.partition("/")[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.key, self.fields) == (other.key, other.fields)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Phrase({self.key!r}, {self.fields})"


class Sentences:
    """Sentences from several files, of which the later ones go before the earlier."""

    def __init__(self, files: Iterable[Path]) -> None:
        read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
        self.tables: dict[str, dict[str, Any]] = {
            section: {key: value for one in read for key, value in one.get(section, {}).items()}
            for section in SECTIONS
        }

    def template(self, section: str, key: str) -> Any:
        """What a section holds under a key, or under what stands before its stroke; KeyError for neither."""
        table = self.tables[section]
        return table[key] if key in table else table[key.partition("/")[0]]

    def words(self, value: object, section: str = "words") -> str:
        """A phrase filled in; of several their words, with commas; anything else as Python writes it."""
        if isinstance(value, Phrase):
            return self._filled(self.template(section, value.key), value.fields)
        if isinstance(value, (list, tuple)) and any(isinstance(one, Phrase) for one in value):
            return ", ".join(map(self.words, value))
        return str(value)

    def message(self, kind: str, fields: Mapping[str, object], causes: Iterable[Phrase]) -> Message:
        """The message of a failure of this kind; `causes` are the mistakes that would explain it.

        They are its cause, or stand in it at the place {told}.
        """
        templates = {"cause": "", **self.template("failures", kind)}
        told = self.told(causes, fields)
        if told and "{told}" not in templates["cause"]:
            templates["cause"] = "{told}"
        parts = {part: self._filled(text, {**fields, "told": told}) for part, text in templates.items()}
        return Message(**parts)

    def told(self, causes: Iterable[Phrase], fields: Mapping[str, object]) -> str:
        """What is said of mistakes that fit alike: a sentence for each, and none twice."""
        filled = [
            self._filled(self.template("mistakes", one.key), {**fields, **one.fields}) for one in causes
        ]
        told = [one for one in dict.fromkeys(filled) if one]
        return self.words(Phrase("either", told=" Or: ".join(told))) if len(told) > 1 else "".join(told)

    def _filled(self, template: str, fields: Mapping[str, object]) -> str:
        return template.format_map(_Places(self, fields)).strip()


class _Places(dict[str, str]):
    """What fills the places of a template: what is given, and for a key with a stroke the words under it."""

    def __init__(self, sentences: Sentences, given: Mapping[str, object]) -> None:
        super().__init__({name: sentences.words(value) for name, value in given.items()})
        self.sentences = sentences

    def __missing__(self, name: str) -> str:
        if "/" not in name:
            raise KeyError(name)
        return self.sentences.words(Phrase(name))


def say(key: str, /, **fields: object) -> str:
    """The kit's own words under a key, filled in."""
    return sentences().words(Phrase(key, **fields))


@cache
def sentences(*files: Path) -> Sentences:
    """The kit's own sentences, and those of these files, which go before them."""
    return Sentences((OWN, *files))
