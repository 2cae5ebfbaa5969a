"""What a grading run is told once, for all its submissions."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.errors import MachineError
from autograder.sandbox.command_lines import CALL_SECONDS


@dataclass(frozen=True)
class Settings:
    """`seed` None draws a fresh one for each submission; `seconds` bounds one submission."""

    device: str = "cpu"  # "cpu" or "cuda"
    dataset: str = "auto"
    data_root: Path | None = None
    seed: int | None = None
    hidden: bool = True
    seconds: float = 180.0
    call_seconds: float = CALL_SECONDS
    unconfined: bool = False  # whether grading goes on where submissions cannot be confined
    allow: tuple[str, ...] = ()  # packages that submissions may use beyond the kit's own list

    def to_json(self) -> dict[str, Any]:
        root = None if self.data_root is None else str(self.data_root)
        return {**asdict(self), "data_root": root}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Settings:
        root = record["data_root"]
        return cls(**{**record, "data_root": root and Path(root), "allow": tuple(record["allow"])})

    def submission_seed(self) -> int:
        """The seed of one submission's inputs: below 2**48, so that any JSON reader keeps it exact."""
        return secrets.randbits(48) if self.seed is None else self.seed


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def resolve_device(choice: str, confined: bool = False) -> str:
    """ "auto" is "cuda" where there is a GPU that torch can use; MachineError for "cuda" without one.

    Where submissions are confined, no GPU is taken unasked: its driver needs what the confinement forbids.
    """
    if choice == "cpu" or (choice == "auto" and confined):
        return "cpu"
    import torch  # here, because it adds a second to an import

    available = torch.cuda.is_available()
    if choice == "cuda" and not available:
        raise MachineError(
            "--device cuda was asked for, but torch finds no GPU here.",
            "Use --device cpu, or run `autograder doctor` to see what torch finds.",
        )
    return "cuda" if available else "cpu"
