"""All attacks at all graders: who was tried with what, and what happened."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hostile.attack import BASES, Attack
from peers import ours
from peers.counterparts import meant_for
from peers.graders import Nbgrader, Peer, Pytest
from peers.words import Facts, Word, word

FAMILIES = ("reading", "forging", "lying", "stopping", "exhausting", "reaching", "telling")
LEVELS = (2, 3)
PLACES = count(1)  # a number for each cage


@dataclass
class Row:
    """One attack, and the word for each grader by its column's title."""

    family: str
    attack: Attack
    words: dict[str, Word | None] = field(default_factory=dict)  # None: it has no meaning there


def attacks_of(family: str) -> Sequence[Attack]:
    """The attacks of tests/hostile that belong to a family."""
    attacks: Sequence[Attack] = importlib.import_module(f"hostile.{family}").ATTACKS
    return attacks


def at_peers(rows: Sequence[Row], folder: Path, cages: int) -> None:
    """Put every attack before both peers, `cages` of them at once."""
    peers = [Nbgrader(folder), Pytest(folder)]
    with ThreadPoolExecutor(cages) as pool:
        fair = {peer.name: _fair(peer) for peer in peers}
        waiting = [
            (row, peer, pool.submit(_facts, row, peer, fair[peer.name])) for row in rows for peer in peers
        ]
        for number, (row, peer, facts) in enumerate(waiting, start=1):
            found = facts.result()
            row.words[peer.name] = word(found) if found else None
            print(f"{number}/{len(waiting)}  {peer.name}  {row.attack.name}: {found}", file=sys.stderr)


def _fair(peer: Peer) -> Mapping[str, float]:
    """The points of each base without an attack."""
    outcomes = {base: peer.try_out(next(PLACES), base, "") for base in BASES}
    for base, outcome in outcomes.items():
        if outcome.points is None or outcome.harm or outcome.leaked:
            raise RuntimeError(f"{peer.name} does not grade {base} without an attack: {outcome}")
    return {base: outcome.points or 0.0 for base, outcome in outcomes.items()}


def _facts(row: Row, peer: Peer, fair: Mapping[str, float]) -> Facts | None:
    meant = meant_for(peer.name, row.attack)
    if meant is None:
        return None
    outcome = peer.try_out(next(PLACES), meant.base, meant.code)
    return Facts(
        attack=row.attack.name,
        family=row.family,
        points=outcome.points,
        fair=fair[meant.base],
        leaked=outcome.leaked,
        got=outcome.broke_out,
        harm=outcome.harm,
        caught=outcome.caught,
    )


def at_ours(rows: Sequence[Row], folder: Path) -> list[str]:
    """Put every attack before ours at each level that this machine has; the columns that came of it."""
    columns = []
    for level in filter(ours.available, LEVELS):
        columns.append(f"ours, L{level}")
        for family in dict.fromkeys(row.family for row in rows):
            own = [row for row in rows if row.family == family]
            found = ours.trials(family, [row.attack for row in own], level, folder / f"{family}-{level}")
            for row in own:
                row.words[columns[-1]] = word(found[row.attack.name])
    return columns
