"""The parameters of what a file defines."""

from __future__ import annotations

import inspect

from autograder.worker.wire.text import clean


def parameters_of(value: object) -> list[str] | None:
    """The names of the parameters that a call may give by position; None where nothing tells."""
    try:
        parameters = inspect.signature(value).parameters.values()  # type: ignore[arg-type] # may raise: see below
    except (TypeError, ValueError):
        return None
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    by_position = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [clean(parameter.name)[:100] for parameter in parameters if parameter.kind in by_position][:50]
