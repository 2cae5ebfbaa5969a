"""Audit and tests with each set of versions that pyproject.toml promises: `make matrix`, or rows by name.

Where no row is named all are run but `pinned`, which has what `make test` installs.

Each row has an environment of its own, in a folder that is removed afterwards. uv makes it, and fetches the
row's Python where none is on the PATH. The table is Markdown; the exit status is 1 where not all is green.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

CHECKOUT = Path(__file__).resolve().parents[1]
KIT = f"{CHECKOUT}[instructor,dev,browser]"
HEAD = ("set", "Python", "torch", "NumPy", "nbgrader", "passed", "failed", "skipped", "minutes", "")
SHOWN = ("python", "torch", "numpy", "nbgrader")
ALL_SHOWN = """
import platform
from importlib.metadata import version
print(platform.python_version(), *map(version, ("torch", "numpy", "nbgrader")))
"""


@dataclass(frozen=True)
class Row:
    """A set of versions: that of Python, and the words that make an installer choose the others."""

    name: str
    what: str
    python: str
    words: tuple[str, ...] = ()
    installer: str = "uv"


ROWS = (
    Row("pinned", "requirements.txt", "3.11", ("--constraint", str(CHECKOUT / "requirements.txt"))),
    Row("oldest", "the oldest promised", "3.10", ("--resolution", "lowest-direct")),
    Row("middle", "torch 2.9", "3.12", ("torch==2.9.*",)),
    Row("pip", "what pip chooses", "3.11", installer="pip"),
    Row("newest", "the newest torch", "3.13"),
    Row("python314", "the newest Python", "3.14"),
)


class StepError(Exception):
    """A step of a row failed; its text says which, and what it printed last."""


@dataclass
class Outcome:
    """What became of a row: its versions, tests by outcome, why tests were skipped, and what went wrong."""

    row: Row
    versions: Sequence[str] = ("?",) * len(SHOWN)
    tests: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    trouble: str = ""

    def cells(self) -> Iterator[str]:
        yield f"{self.row.name}: {self.row.what}"
        yield from self.versions
        yield from (str(self.tests[one]) for one in ("passed", "failed", "skipped"))
        yield f"{self.seconds / 60:.1f}"
        yield f"**{self.trouble.splitlines()[0]}**" if self.trouble else "green"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(row.name for row in ROWS))
    parser.add_argument("--full", action="store_true", help="the tests of `make test-full`")
    parser.add_argument("--tests", nargs="+", default=[], metavar="PATH", help="these tests, and no audit")
    options = parser.parse_args()
    if unknown := sorted(set(options.rows) - {row.name for row in ROWS}):
        parser.error(f"no row is called {unknown[0]}; there are {', '.join(row.name for row in ROWS)}")
    tests = [*options.tests, *([] if options.full else ["-m", "not full"])]
    names = options.rows or [row.name for row in ROWS if row.name != "pinned"]
    outcomes = []
    for row in [row for row in ROWS if row.name in names]:
        outcomes.append(run(row, tests, audits=not options.tests))
        say(f"{row.name}: {outcomes[-1].trouble or 'green'}")
    print(*table(outcomes), sep="\n")
    return int(any(outcome.trouble for outcome in outcomes))


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A row for each set in Markdown, then the reasons of tests that were skipped."""
    for cells in (HEAD, ["---"] * len(HEAD), *(outcome.cells() for outcome in outcomes)):
        yield f"| {' | '.join(cells)} |"
    for outcome in outcomes:
        for reason, count in outcome.reasons.items():
            yield f"{outcome.row.name}: {count} skipped: {reason}"


def run(row: Row, tests: Sequence[str], audits: bool) -> Outcome:
    """Make a row's environment, try everything in it, and remove it."""
    outcome, started = Outcome(row), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torchkata-", ignore_cleanup_errors=True) as folder:
        programs = Path(folder, "environment", "Scripts" if os.name == "nt" else "bin")
        report = Path(folder, "tests.xml")
        try:
            make(row, programs)
            outcome.versions = step(row, programs / "python", "-c", ALL_SHOWN).split()
            if audits:
                step(row, programs / "autograder", "audit")
            pytest = ("-m", "pytest", "--numprocesses", "2", f"--junitxml={report}")
            step(row, programs / "python", *pytest, *tests)
        except StepError as failure:
            outcome.trouble = str(failure)
        if report.exists():
            count(report, outcome)
        if not outcome.tests["passed"]:
            outcome.trouble = outcome.trouble or "no test was run"
    outcome.seconds = time.monotonic() - started
    return outcome


def make(row: Row, programs: Path) -> None:
    """The environment of a row, with the checkout in it."""
    folder = programs.parent
    step(row, "uv", "venv", "--seed", "--python", row.python, folder)
    if row.installer == "pip":
        step(row, programs / "python", "-m", "pip", "install", *row.words, "--editable", KIT)
    else:
        python = ("--python", programs / "python")
        step(row, "uv", "pip", "install", *python, *row.words, "--editable", KIT)


def step(row: Row, *words: str | Path) -> str:
    """What a command printed; raises StepError where it failed."""
    shown = " ".join(str(word).strip().partition("\n")[0] for word in words)
    say(f"{row.name}: {shown}")
    # uv is among what the interpreter that runs this was given; a row's own programs come by their paths.
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    settings = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"} | {"PATH": search}
    try:
        done = subprocess.run(
            [*map(str, words)], cwd=CHECKOUT, env=settings, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise StepError(f"`{shown}` cannot be started: {error}") from None
    if done.returncode:
        raise StepError(f"`{shown}` failed\n{(done.stdout + done.stderr)[-6000:]}")
    return done.stdout


def count(report: Path, outcome: Outcome) -> None:
    """Add up what became of the tests of a JUnit file."""
    try:
        cases = ElementTree.parse(report).iter("testcase")
    except ElementTree.ParseError as error:  # pytest was ended while it wrote
        outcome.trouble = outcome.trouble or f"the report on the tests cannot be read: {error}"
        return
    for case in cases:
        skipped = case.find("skipped")
        if skipped is not None:
            outcome.tests["skipped"] += 1
            outcome.reasons[skipped.get("message", "")] += 1
        else:
            failed = case.find("failure") is not None or case.find("error") is not None
            outcome.tests["failed" if failed else "passed"] += 1


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
