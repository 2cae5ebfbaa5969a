"""Puts the attacks of tests/hostile before nbgrader, in-process pytest and ours, and writes docs/peers.md.

    python benchmarks/peers [--families reading,forging] [--cages 2]

The peers run hostile code unconfined: each of their runs is locked into a cage of its own (peers/cage.py).
With --families, or where ours has not all its levels, the page is printed and not written.
Exit status 0: ours held everywhere; 1: it did not; 2: this machine lacks what a cage needs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# Python begins in this folder, and none of its modules is `peers`. The attacks are data of the tests.
sys.path[:1] = [str(CHECKOUT / "benchmarks"), str(CHECKOUT / "tests")]

from peers.cage import lacking  # noqa: E402
from peers.page import page, speed  # noqa: E402
from peers.throughput import STUDENTS, seconds  # noqa: E402
from peers.tryout import FAMILIES, LEVELS, Row, at_ours, at_peers, attacks_of  # noqa: E402

PAGE = CHECKOUT / "docs" / "peers.md"


def main() -> int:
    options = parse()
    if missing := lacking():
        print(f"A cage needs {' and '.join(missing)}. Install bubblewrap and util-linux.", file=sys.stderr)
        return 2
    rows = [Row(family, attack) for family in options.families for attack in attacks_of(family)]
    with tempfile.TemporaryDirectory() as folder:
        times = seconds(Path(folder) / "honest")
        at_peers(rows, Path(folder) / "hostile", options.cages)
        levels = at_ours(rows, Path(folder) / "ours")
    text = page(rows, ["nbgrader", "pytest", *levels], speed(times, len(STUDENTS)))
    print(text)
    if options.families == list(FAMILIES) and len(levels) == len(LEVELS):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    return 0 if all((word := row.words[level]) and word.holds for row in rows for level in levels) else 1


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--families", type=families, default=list(FAMILIES), help="some of them, by commas")
    parser.add_argument("--cages", type=int, default=2, help="runs of peers at once")
    return parser.parse_args()


def families(text: str) -> list[str]:
    """The families named; argparse says what is wrong with others."""
    names = text.split(",")
    if not set(names) <= set(FAMILIES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(FAMILIES)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
