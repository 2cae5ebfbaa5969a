"""Ours, on trial as in tests/hostile: the same attacks, by the same rule as for the peers."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox import channel, fork_client, processes
from autograder.sandbox.isolation import level_of
from hostile.attack import CANARY, MARKER, Attack
from hostile.trial import Trial, points, put_on_trial
from peers.words import Facts


def available(level: int) -> bool:
    """Whether this machine has that level of isolation."""
    layers, _ = processes.probe("cpu", level)
    return level_of(layers) >= level


def trials(family: str, attacks: Sequence[Attack], level: int, folder: Path) -> dict[str, Facts]:
    """The facts of every attack of a family at a level of isolation."""
    os.environ["GRADEBOOK_PASSWORD"] = CANARY
    channel.OUTPUT_KEPT = 4 << 20  # all that an attack prints may hold a secret
    fork_client.known.clear()
    folder.mkdir(parents=True)
    return {name: facts(family, trial) for name, trial in put_on_trial(attacks, level, folder).items()}


def facts(family: str, trial: Trial) -> Facts:
    """What is known of one attack."""
    record = json.dumps(trial.report.to_json())
    honest = (trial.honest.verdict, trial.honest.score) == ("graded", trial.honest.max_score)
    lines = trial.output.splitlines()
    harm = {
        "the surroundings changed": trial.after != trial.before,
        "an honest submission after it suffers": not honest,
        "the kit failed": any(check.outcome.needs_person for check in trial.report.checks),
    }
    return Facts(
        attack=trial.attack.name,
        family=family,
        points=points(trial.report),
        fair=trial.fair,
        leaked=CANARY in trial.output + record,
        got=sorted({line.partition(MARKER)[2].strip() for line in lines if MARKER in line}),
        harm=[what for what, there in harm.items() if there],
        caught=False,
    )
