"""A word for one part of a result that has several, each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from autograder.checks.compare import FLOAT32, Tolerance, difference
from autograder.checks.expectations import unlike
from autograder.checks.mistakes import Mistakes, recognise
from autograder.sandbox.student import RemoteFunction
from autograder.sentences import Phrase


def expect_part(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Any,
    want: torch.Tensor,
    says: Phrase | str,
    *,
    tolerance: Tolerance = FLOAT32,
    mistakes: Mistakes = (),
) -> None:
    """This part of a call's result is `want`, in shape, dtype and value; `says` is the key of its words."""
    gap = difference(got, want, tolerance)
    if gap is not None:
        raise unlike(
            function, arguments, gap, says, recognise(function, arguments, got, want, mistakes, tolerance)
        )
