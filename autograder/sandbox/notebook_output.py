"""Showing a notebook: its cells run in a worker of their own, and what they put out comes back as JSON.

It has no part in grading: whatever happens here costs a picture, and never a point.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.no_value import CallFailed, TimedOut
from autograder.worker.wire.framing import frame
from autograder.worker.wire.protocol import Show, Shown, read

CELL_SECONDS, NOTEBOOK_SECONDS = 30.0, 120.0
GRACE = 5.0  # seconds that a cell has to end after its own limit
MAX_OUTPUTS, MAX_TEXT = 1000, 8 << 20  # of one cell: outputs, and bytes of all of them

Output = dict[str, Any]  # an output as notebooks store it; every value in it is the worker's word


def shown(cells: Mapping[str, str], allow: tuple[str, ...] = ()) -> dict[str, list[Output]]:
    """What each cell puts out when all run in order: from sources by cell id to outputs by cell id.

    A cell that ends the worker, or uses up the time, says so, and none is run after it. `allow` names
    packages that cells may use beyond the kit's own list.
    """
    try:
        channel = ProcessChannel("cpu", shows=True, allow=allow)
    except CallFailed as failure:
        return dict.fromkeys(cells, said(f"Not shown: the notebook could not be started. {failure.fact}"))
    try:
        return dict(zip(cells, _each(channel, cells.values()), strict=True))
    finally:
        channel.close()


def _each(channel: ProcessChannel, sources: Iterable[str]) -> Iterator[list[Output]]:
    budget, stopped = Budget(NOTEBOOK_SECONDS), ""
    for source in sources:
        if stopped:
            yield said(f"Not shown: {stopped}")
            continue
        try:
            yield _one(channel, source, budget)
        except CallFailed as failure:
            stopped = "the notebook stopped at a cell above."
            yield said(
                f"The notebook stopped here. {failure.fact} The cells below are not shown; grading goes on."
            )


def _one(channel: ProcessChannel, source: str, budget: Budget) -> list[Output]:
    seconds, started = budget.share(CELL_SECONDS + GRACE, channel), time.monotonic()
    if seconds <= 0:
        raise TimedOut("The time for the whole notebook was used up before this cell.")
    request = json.dumps(vars(Show(source, CELL_SECONDS))).encode()
    answer = channel.exchange(frame(request), seconds, budget.at_most)
    budget.spend(time.monotonic() - started)
    try:
        outputs = read(Shown, json.loads(answer)).outputs if len(answer) <= MAX_TEXT else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        outputs = None
    if not isinstance(outputs, list):
        return said("What this cell put out cannot be shown.")
    return [output for output in outputs[:MAX_OUTPUTS] if isinstance(output, dict)]


def said(text: str) -> list[Output]:
    """The outputs of a cell of which there is nothing but these words to show."""
    return [{"output_type": "stream", "name": "stdout", "text": f"{text}\n"}]
