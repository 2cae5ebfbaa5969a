"""One family of errors, each with an exit code and a next step.

An error of this family is the user's to mend, and is shown as one sentence. Anything else that
escapes is a bug of the kit, and is shown as a traceback.
"""

from __future__ import annotations


class AutograderError(Exception):
    """Something the user can mend: `fact` says what is so, `remedy` what to do next."""

    exit_code = 2

    def __init__(self, fact: str, remedy: str) -> None:
        super().__init__(f"{fact} {remedy}")
        self.fact = fact
        self.remedy = remedy


class UsageError(AutograderError):
    """The command was asked for something that does not exist or does not fit."""


class MachineError(AutograderError):
    """The machine lacks something: a matching torchvision, a GPU, a data set, disk space."""


class AuthoringError(AutograderError):
    """An authored exercise, or what is generated from it, is not in order."""

    exit_code = 1


class KitError(AutograderError):
    """The kit broke: a grader process died, or a check of ours raised."""

    exit_code = 3
