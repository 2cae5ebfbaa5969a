"""Showing a notebook: its cells run in a worker of their own, and what they put out comes back as plain data.

It has no part in grading: whatever happens here costs a picture, and never a point.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import torch

from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.student import Student
from autograder.sandbox.trouble import Trouble

CELL_SECONDS, NOTEBOOK_SECONDS = 30.0, 120.0
GRACE = 5.0  # seconds that a cell has to end after its own limit
MAX_OUTPUTS, MAX_TEXT = 1000, 8 << 20  # of one cell: outputs, and bytes of all of them

Output = dict[str, Any]  # an output as notebooks store it; every value in it is the worker's word


def shown(cells: Mapping[str, str]) -> dict[str, list[Output]]:
    """What each cell puts out when all run in order: from sources by cell id to outputs by cell id.

    A cell that ends the worker, or uses up the time, says so, and none is run after it.
    """
    student = Student(ProcessChannel(shows=True), deadline=time.monotonic() + NOTEBOOK_SECONDS)
    try:
        return dict(zip(cells, _each(student, cells.values()), strict=True))
    finally:
        student.close()


def _each(student: Student, sources: Iterable[str]) -> Iterator[list[Output]]:
    stopped = ""
    for source in sources:
        if stopped:
            yield said(f"Not shown: {stopped}")
            continue
        try:
            yield _one(student, source)
        except Trouble as trouble:
            stopped = "the notebook stopped at a cell above."
            yield said(
                f"The notebook stopped here. {trouble.fact} The cells below are not shown; grading goes on."
            )


def _one(student: Student, source: str) -> list[Output]:
    raw = torch.frombuffer(bytearray(source.encode() or b"\n"), dtype=torch.uint8)
    reply = student.ask("show", CELL_SECONDS + GRACE, source=raw, limit=CELL_SECONDS)
    answer = reply.get("outputs")
    if not isinstance(answer, torch.Tensor) or answer.dtype is not torch.uint8 or answer.numel() > MAX_TEXT:
        return said("What this cell put out cannot be shown.")
    try:
        outputs = json.loads(answer.numpy().tobytes())
    except (ValueError, RecursionError):
        outputs = None
    if not isinstance(outputs, list):
        return said("What this cell put out cannot be shown.")
    return [output for output in outputs[:MAX_OUTPUTS] if isinstance(output, dict)]


def said(text: str) -> list[Output]:
    """The outputs of a cell of which there is nothing but these words to show."""
    return [{"output_type": "stream", "name": "stdout", "text": f"{text}\n"}]
