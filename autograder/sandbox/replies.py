"""Reading what a worker answered: every form is checked before it is used, and nothing of it is believed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import torch

from autograder.sandbox.no_value import CallFailed, NotWritten, OutOfMemory, Raised, Unreadable
from autograder.sandbox.problems import fact_of, named, place_of, problem_in, quoted, said
from autograder.worker.wire.problems import Problem
from autograder.worker.wire.protocol import Failed
from autograder.worker.wire.values import Leaf, Value

MAX_PROBLEMS, MAX_PARAMETERS, MAX_DEVICES, MAX_SHORTCUTS = 20, 50, 8, 5  # of a worker's answer
SHORTCUT = re.compile(r"line \d{1,9}: \w{1,60}")
MAX_MEMORY_TEXT = 200
MAX_TEXT = 600  # characters of one field of a failure


@dataclass(frozen=True)
class Found:
    """What the worker says about one name in the student's module."""

    present: bool
    callable: bool
    type: str
    written: bool
    parameters: tuple[str, ...] | None
    shortcuts: tuple[str, ...] = ()  # "line 41: softmax": what the text asks to do by hand
    stopped: Problem | None = None  # where it is missing, the problem of what was to define it


def same_form(sent: Value, after: Value) -> bool:
    """Whether what came back of the arguments can be read as they can: tensor for tensor, list for list."""
    if isinstance(sent, (list, tuple)):
        alike = type(after) is type(sent) and len(after) == len(sent)
        return alike and all(same_form(one, other) for one, other in zip(sent, after, strict=True))
    return not isinstance(sent, (torch.Tensor, np.ndarray, Leaf)) or type(after) is type(sent)


def tensors(values: Value) -> list[torch.Tensor | None]:
    """A list of tensors and None; anything else becomes an empty list, which fails every comparison."""
    if type(values) is not list or any(
        value is not None and type(value) is not torch.Tensor for value in values
    ):
        return []
    return values


def texts(value: Value, most: int) -> list[str] | None:
    """A list of at most `most` strings; None for anything else, which is never iterated over."""
    if type(value) is not list or len(value) > most or any(type(text) is not str for text in value):
        return None
    return value


def problems_in(value: Value, setup: Collection[str]) -> list[Problem] | None:
    """The problems of a file; None for anything but a list of at most MAX_PROBLEMS of them."""
    if type(value) is not list or len(value) > MAX_PROBLEMS:
        return None
    problems = [problem_in(entry, setup) for entry in value]
    return None if None in problems else [problem for problem in problems if problem is not None]


def found_in(entry: Value) -> Found | None:
    """What the worker says about one name; None where it is not of the right form."""
    if type(entry) is not dict or type(entry.get("type")) is not str:
        return None
    parameters = texts(entry.get("parameters"), MAX_PARAMETERS)
    shortcuts = texts(entry.get("shortcuts"), MAX_SHORTCUTS)
    return Found(
        present=entry.get("present") is True,
        callable=entry.get("callable") is True,
        type=named(entry["type"]),
        written=entry.get("written") is True,
        parameters=None if parameters is None else tuple(map(named, parameters)),
        shortcuts=tuple(seen for seen in shortcuts or () if SHORTCUT.fullmatch(seen)),
        stopped=problem_in(entry.get("stopped")),
    )


def failure_in(failed: Failed) -> CallFailed:
    """The exception for a reply that is not ok; every field of it is the worker's word, so only text."""
    kind, type_name, text, place, line = (
        value[:MAX_TEXT] if type(value) is str else ""
        for value in (failed.kind, failed.type, failed.text, failed.place, failed.line)
    )
    problem = problem_in(failed.problem)
    if kind == "unsendable":
        return CallFailed(f"What it returns cannot be sent: {quoted(text)}.")
    if kind == "memory":
        return OutOfMemory(said(type_name, text.partition("\n")[0], MAX_MEMORY_TEXT))
    if kind == "not-written":
        return NotWritten("It still is the stub.")
    if kind == "unreadable":
        return Unreadable(fact_of(problem) if problem else "The file cannot be read.")
    raised = Raised(named(type_name), text, place_of(place), line)
    raised.lost = problem
    return raised
