"""Every sentence that a check says is in a file of sentences, under a key that something uses.

What is passed on as a variable is not followed here: `autograder audit` says each of these sentences.
"""

import ast
import string
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.sentences import OWN, PARTS, Phrase, Sentences, sentences

KIT = OWN.parent
SANDBOX = [KIT / "sandbox/problems.py", KIT / "sandbox/missing.py"]
KIT_FILES = [*sorted(KIT.glob("checks/*.py")), KIT / "grading/results.py", KIT / "sentences.py", *SANDBOX]
EXERCISES = sorted(path.parent for path in KIT.glob("content/*/public.py"))
NOT_CHECKS = ("right_answers.py", "calibration.py")  # submissions, and what people run by hand
# Places that every failure fills by itself.
GIVEN = {"function", "call", "told"}
SECTIONS = {
    "CheckFailure": ["failures"],
    "Phrase": ["words", "mistakes"],
    "Mistake": ["mistakes"],
    "say": ["words"],
}


def hidden_checks(exercise: Path) -> list[Path]:
    return [path for path in sorted(exercise.glob("hidden/*.py")) if path.name not in NOT_CHECKS]


def check_files() -> list[Path]:
    return [path for one in EXERCISES for path in (one / "public.py", *hidden_checks(one))]


def files_of_sentences(path: Path) -> list[Path]:
    """The files of sentences that a module's checks are told in, the kit's own apart."""
    if path.parent.parent == KIT:
        return []
    folders = [path.parent.parent, path.parent] if path.parent.name == "hidden" else [path.parent]
    return [file for folder in folders if (file := folder / "sentences.toml").is_file()]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def constants(path: Path) -> set[str]:
    """Every text in a module, and the beginnings of those that are put together."""
    return {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and type(node.value) is str
    }


@dataclass(frozen=True)
class Said:
    """A key in a call of the code itself, with the names of the places that are filled there."""

    line: int
    call: str
    key: str
    given: set[str | None]

    def template(self, known: Sentences) -> Any:
        """What the key stands for; None where nothing is known of it."""
        for section in SECTIONS[self.call]:
            with suppress(KeyError):
                return known.template(section, self.key)
        return None


def said(path: Path) -> Iterator[Said]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SECTIONS:
            given = {word.arg for word in node.keywords} | GIVEN
            keys = keys_in(node.args[0]) if node.args else ()
            yield from (Said(node.lineno, node.func.id, key, given) for key in keys)


def keys_in(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*keys_in(node.body), *keys_in(node.orelse))


def places(template: Any) -> set[str]:
    """The names of the places in a template, or in all parts of a message."""
    texts = template.values() if isinstance(template, dict) else [template or ""]
    named = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    known = sentences().tables["words"]  # words under a key with a stroke stand in a place of that name
    return {name for name in named if "/" not in name or name not in known}


every_module = pytest.mark.parametrize(
    "path", [*KIT_FILES, *check_files()], ids=lambda path: path.relative_to(KIT).as_posix()
)


@every_module
def test_a_key_that_is_said_is_in_a_file_of_sentences(path):
    known = sentences(*files_of_sentences(path))
    assert [one for one in said(path) if one.template(known) is None] == []


@every_module
def test_what_is_said_fills_the_places_of_its_sentence(path):
    known = sentences(*files_of_sentences(path))
    whole = [one for one in said(path) if one.call != "Mistake" and None not in one.given]
    assert [(one, empty) for one in whole if (empty := places(one.template(known)) - one.given)] == []


@pytest.mark.parametrize("path", check_files(), ids=lambda path: path.relative_to(KIT).as_posix())
def test_a_check_puts_no_sentence_together(path):
    """No f-string, but where a key or a name of a parameter is put together: it holds no blank."""
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr)]
    assert [ast.unparse(node) for node in found if any(" " in one for one in texts_in(node))] == []


def texts_in(node: ast.JoinedStr) -> list[str]:
    return [str(one.value) for one in node.values if isinstance(one, ast.Constant)]


def files() -> list[tuple[Path, list[Path]]]:
    """Each file of sentences, and the modules that may use it."""
    own = [(OWN, [*KIT_FILES, *check_files()])]
    public = [(one / "sentences.toml", [one / "public.py", *hidden_checks(one)]) for one in EXERCISES]
    hidden = [(one / "hidden/sentences.toml", hidden_checks(one)) for one in EXERCISES]
    return [pair for pair in (*own, *public, *hidden) if pair[0].is_file()]


@pytest.mark.parametrize(
    ("path", "users"), files(), ids=lambda one: one.parent.name if isinstance(one, Path) else ""
)
def test_a_sentence_is_said_somewhere(path, users):
    """Its key stands in the code, or is made of a mistake's name or of a beginning that stands there."""
    said_there = set().union(*(constants(user) for user in users))
    beginnings = tuple(one for one in said_there if one.endswith("/"))
    tables = Sentences([path]).tables
    keys = {key for section in ("words", "mistakes", "failures") for key in tables[section]}
    # "relu.gradient" is what a row of `every` for relu says.
    unused = {
        key for key in keys if not {key, key.partition("/")[0], key.removesuffix(".gradient")} & said_there
    }
    assert {key for key in unused if not f"{key}/".startswith(beginnings)} == set()


@pytest.mark.parametrize(
    ("path", "users"), files(), ids=lambda one: one.parent.name if isinstance(one, Path) else ""
)
def test_a_message_has_the_parts_that_are_shown(path, users):
    assert {part for parts in Sentences([path]).tables["failures"].values() for part in parts} <= set(PARTS)


def test_a_phrase_within_a_phrase_is_filled_in():
    got = Phrase("with-parts", whole=Phrase("a", type="list"), parts=[Phrase("none"), Phrase("a-tensor")])
    assert sentences().words(got) == "a list: None (is a `return` missing?), a tensor"


def test_a_place_that_nothing_fills_holds_the_words_under_its_name():
    message = sentences().message("no-tensor", {"function": "f", "call": "f(x)", "got": "1"}, [])
    assert message.next == "Look at what the function returns on every path through it."
    with pytest.raises(KeyError, match="shape"):
        sentences().words(Phrase("shape"))


def test_what_a_student_wrote_is_no_template():
    assert sentences().words(Phrase("as-is", text="{function} {0} {")) == "{function} {0} {"


def test_a_key_falls_back_on_what_stands_before_its_stroke():
    known = sentences()
    assert known.words(Phrase("transposed/of-a-kind"), "mistakes") == "Rows and columns are swapped."
    with pytest.raises(KeyError):
        known.words(Phrase("unheard/of"))


def test_an_exercise_says_it_in_words_of_its_own(tmp_path):
    own = tmp_path / "sentences.toml"
    own.write_text('[mistakes]\ntransposed = "W1 lies on its side."\n')
    assert sentences(own).words(Phrase("transposed"), "mistakes") == "W1 lies on its side."
    assert sentences(own).words(Phrase("a-tensor")) == "a tensor"


def test_mistakes_that_fit_alike_are_said_as_a_choice_and_none_twice():
    told = sentences().told([Phrase("transposed"), Phrase("transposed"), Phrase("rows-alike")], {})
    assert told.startswith("Either: Rows and columns are swapped. Or: All rows are equal.")
