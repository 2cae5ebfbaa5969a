"""Right and wrong answers as content: that in which they differ from the reference.

In `hidden/wrong_answers.txt`, in an exercise's folder, an answer is a heading, the first line that the
student must see, and what is changed in the reference's function (`changes.py`), or code for the whole of it:

    # %% relu.effect | input-changed | works in place
    # says: relu changes its input.
    - clamp(
    + clamp_(

A mistake that has no name of its own is `-`. Where versions of torch raise different exceptions for the same
mistake, a `# says:` line stands for each. `# %% overlap | relu.shape | why` lists a check that never is
the only one to fail, and why it is kept. In `hidden/right_answers.py` the heading is the style,
and code follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from autograder.audit.changes import changed, is_change
from autograder.exercise import Exercise
from autograder.programs import definitions_of, read, reference_of, with_definitions

WRONG = "wrong_answers.txt"
HEADING, SAYS, OVERLAP = "# %% ", "# says: ", "overlap | "


@dataclass(frozen=True)
class Answer:
    """One answer to an exercise, and what must be said of it; a right one has no check that it fails."""

    exercise: Exercise
    name: str
    source: str
    check: str = ""  # "relu.any-shape"
    mistake: str | None = None
    says: tuple[str, ...] = ()  # one of these

    @property
    def heading(self) -> str:
        """Its heading in the file, for a wrong answer."""
        return f"{self.check} | {self.mistake or '-'} | {self.name}"

    @property
    def function(self) -> str:
        """The function that is wrong; empty in a right answer."""
        return self.check.partition(".")[0]

    @property
    def reached(self) -> tuple[str, ...] | None:
        """The wrong function and those that may call it, which the mistake can reach; None: all."""
        users = (one.name for one in self.exercise.functions if self.function in one.uses)
        return (self.function, *users) if self.check else None

    def program(self) -> str:
        """The whole file: the reference with these definitions in the place of its own, the rest after it."""
        return with_definitions(reference_of(self.exercise), self.source, self.exercise)


def right_answers(exercise: Exercise) -> list[Answer]:
    """The right answers, and the reference."""
    entries = _entries(exercise, "right_answers.py")
    return [Answer(exercise, "reference", ""), *(Answer(exercise, style, code) for style, code in entries)]


def wrong_answers(exercise: Exercise) -> list[Answer]:
    """The wrong answers; UsageError outside a checkout, AuthoringError where a change does not fit."""
    right = definitions_of(exercise)
    entries = [entry for entry in _entries(exercise, WRONG) if not entry[0].startswith(OVERLAP)]
    return [_wrong(exercise, heading, text, right) for heading, text in entries]


def overlaps(exercise: Exercise) -> set[str]:
    """The checks ("relu.shape") that are kept although another one fails whenever they do."""
    headings = [heading for heading, _ in _entries(exercise, WRONG)]
    return {heading.split(" | ")[1] for heading in headings if heading.startswith(OVERLAP)}


def _wrong(exercise: Exercise, heading: str, text: str, right: Mapping[str, str]) -> Answer:
    check, mistake, name = heading.split(" | ")
    lines = text.splitlines(keepends=True)
    said = list(takewhile(lambda line: line.startswith(SAYS), lines))
    says = tuple(line.removeprefix(SAYS).rstrip("\n") for line in said)
    body = "".join(lines[len(said) :])
    if is_change(body):
        body = changed(right[check.partition(".")[0]], body, f"{exercise.name}, {WRONG}, {heading!r}")
    return Answer(exercise, name, body, check, None if mistake == "-" else mistake, says)


def _entries(exercise: Exercise, name: str) -> Iterator[tuple[str, str]]:
    for entry in ("\n" + read(f"autograder/content/{exercise.name}/hidden/{name}")).split(f"\n{HEADING}")[1:]:
        heading, _, code = entry.partition("\n")
        yield heading, code
