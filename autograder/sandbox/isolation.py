"""Isolation levels, from the layers that a worker said it put on before the student's code was there."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.errors import MachineError
from autograder.sandbox.processes import probe

CONFINED = 2  # from this level on, a submission can neither read nor reach what it should not
LAYERS_OF_LEVEL = {
    3: {"rlimits", "landlock", "seccomp", "private-uid", "namespaces"},
    2: {"rlimits", "landlock", "seccomp"},
    1: {"rlimits"},
}


def level_of(layers: Iterable[str]) -> int:
    """The highest level whose layers are all there."""
    there = set(layers)
    return max((level for level, needed in LAYERS_OF_LEVEL.items() if needed <= there), default=0)


def level_name(layers: Iterable[str]) -> str:
    """ "L2": a level as reports write it."""
    return f"L{level_of(layers)}"


def require_confinement(device: str) -> None:
    """MachineError where this machine cannot keep submissions from files, network and each other."""
    layers, lacking = probe(device)
    if level_of(layers) < CONFINED:
        reasons = "; ".join(
            f"{layer}: {reason}" for layer, reason in lacking.items() if layer in LAYERS_OF_LEVEL[2]
        )
        if device != "cpu":
            reasons = "the driver of a GPU needs what the confinement forbids"
        raise MachineError(
            f"Submissions cannot be confined here: only level {level_name(layers)} holds ({reasons}).",
            "Grade on Linux (a container will do) with --device cpu, or accept it with --unconfined.",
        )
