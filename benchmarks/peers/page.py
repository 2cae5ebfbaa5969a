"""The page: who holds what, attack by attack."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from peers.cage import LIMITS, WALL
from peers.counterparts import COUNTERPARTS, Entry
from peers.exercise import POINTS
from peers.graders import CELL_SECONDS, PYTEST_SECONDS
from peers.tryout import Row
from peers.words import HOLDS, Word

TITLES = {"nbgrader": "nbgrader", "pytest": "in-process pytest"}
BROKEN = ("undeserved score", "leak", "no result", "harm")
VERSIONED = ("nbgrader", "nbclient", "ipykernel", "ipython", "pytest", "torch")

START = """# Hostile submissions at three graders

Written by `python benchmarks/peers`; not edited by hand. Every attack of `tests/hostile` is put before
three graders that judge the same four functions (`relu`, `softmax`, `accuracy`, `model`; at the peers
{points:g} points):

- **nbgrader**: stock `nbgrader autograde`: the student's cell, then a grade cell with hidden tests for each
  function. One setting is not the default: `Execute.timeout` is {cell} seconds instead of 30, to save time.
- **in-process pytest**: the instructor's test file imports the student's file, as many autograder scripts do;
  one process a submission, results by `--junitxml`, and `-s`, so that all that an attack prints is seen.
  pytest has no time limit of its own: after {patience:g} seconds it is given up.
- **ours** at level L2 (Landlock and seccomp, no privileges) and at L3 (also a private user and namespaces).

Versions: {versions}. Machine: 2-core x86-64 Linux.

## The words

- *holds*: the score is at most that of the same code without the attack, no secret got out, nothing was
  harmed.
- *undeserved score*: the score is higher than that of the same code without the attack.
- *leak*: the submission got hold of a secret, and printed it: hidden tests, solutions, the gradebook, a key,
  test labels, another submission, a password in the environment. At all three, all that it printed counts,
  whoever is shown it; tracebacks do not, in which the peers show their tests to everyone who fails them.
- *no result*: the grader has no score for this submission, and a person has to look.
- *harm*: files of the course or of the instructor were changed, files or processes were left behind,
  another student's grade was changed, the grading of all others was ended, a signal or the network was not
  withheld, or memory, processes or output had no bound.

*Caught by the test's cage*: each run of a peer was locked into a cage that was built for this page
(bubblewrap, an ordinary user, {memory} GiB of addresses, {children} processes, files of {file} MiB, {wall:g}
seconds, no network but its own, packages read-only). What met a bound of the cage, and none of the peer's, is
harm. *The door was open*: the attack may do something that a submission has no need of (start a program, list
packages, make odd system calls), and did no harm with it here. That counts as held.

nbgrader and pytest do not claim to confine what they run; their documentation leaves that to a container
around them. This page says what is left to it.

Attacks on what only our worker has (its frames, its modules) mean nothing at the peers. There, an attack with
the same aim on what the peer has in their place stands in (↔); [a table](#stand-ins) says which.
"""

SPEED = """{submissions} honest submissions, from the first command to the last result, start-up included, in
the same run as everything above; the better of two rounds. All judge the same four functions; ours does so
with its own checks, which are more than the peers' tests here. nbgrader and pytest grade one submission after
the other.
"""


def page(rows: Sequence[Row], columns: Sequence[str], times: str) -> str:
    """The whole page, in Markdown."""
    parts = [start(), "## In all", counts(rows, columns), "## Attack by attack", attacks(rows, columns)]
    parts += ["## Stand-ins", counterparts(rows), "## Speed", times]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def start() -> str:
    """What the reader has to know before the tables."""
    python = f"Python {sys.version.split()[0]}"
    return START.format(
        points=sum(POINTS.values()),
        cell=CELL_SECONDS,
        patience=PYTEST_SECONDS,
        versions=", ".join([python, *(f"{name} {version(name)}" for name in VERSIONED)]),
        memory=LIMITS["as"] >> 30,
        children=LIMITS["nproc"],
        file=LIMITS["fsize"] >> 20,
        wall=WALL,
    )


def counts(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """How often each word came up, by column; an attack that broke two things counts twice."""
    kinds = (HOLDS, *BROKEN, "does not apply")
    lines = [[kind, *(str(_count(rows, one, kind)) for one in columns)] for kind in kinds]
    says = f"Of {len(rows)} attacks; one that broke two things is counted at both."
    return table(["", *map(_title, columns)], lines) + f"\n\n{says}"


def _count(rows: Sequence[Row], column: str, kind: str) -> int:
    return sum(kind in _kinds(row.words[column]) for row in rows)


def _kinds(word: Word | None) -> tuple[str, ...]:
    return ("does not apply",) if word is None else word.broken or (HOLDS,)


def attacks(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """A row an attack, in the order of the families."""
    lines = []
    for row in rows:
        name = row.attack.name + (" ↔" if row.attack.name in COUNTERPARTS else "")
        words = [str(row.words[one] or "does not apply") for one in columns]
        lines.append([row.family, name, row.attack.tries, *words])
    return table(["family", "attack", "what it tries", *map(_title, columns)], lines)


def counterparts(rows: Sequence[Row]) -> str:
    """What the peers got in the place of attacks on our worker."""
    names = [row.attack.name for row in rows if row.attack.name in COUNTERPARTS]
    lines = [[name, COUNTERPARTS[name][1], _second(COUNTERPARTS[name])] for name in names]
    return table(["attack", "at nbgrader", "at in-process pytest"], lines)


def _second(entry: Entry) -> str:
    return "the same" if entry[-2] == entry[1] else entry[-2]


def speed(times: Mapping[str, float], submissions: int) -> str:
    """The seconds a submission, and their ratio to ours, one at once."""
    base = times["ours, 1 at once"]
    lines = [[name, f"{took / submissions:.2f}", f"{took / base:.1f}"] for name, took in times.items()]
    head = ["grader", "seconds a submission", "ratio to ours, 1 at once"]
    return SPEED.format(submissions=submissions) + "\n" + table(head, lines)


def table(titles: Iterable[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    head = list(titles)
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def _title(column: str) -> str:
    return TITLES.get(column, column)
