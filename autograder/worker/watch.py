"""Watching for what a function was asked to do without: in its source, and among the operations it runs.

Both watchers live beside the student's code and can be evaded (an attribute looked up by a name made at
run time, an operation run in another thread): what they see is a hint for a person, and never a grade.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

MOST = 5  # places or operations named of one function


def places(definition: ast.AST, forbidden: Iterable[str]) -> list[str]:
    """Where a definition names one of `forbidden`: "line 41: softmax"."""
    return list(dict.fromkeys(_places(definition, set(forbidden))))[:MOST]


def _places(definition: ast.AST, forbidden: set[str]) -> Iterator[str]:
    own = getattr(definition, "name", "")
    for node in ast.walk(definition):
        if isinstance(node, ast.Attribute) and node.attr in forbidden:
            yield f"line {node.lineno}: {node.attr}"
        elif isinstance(node, ast.Name) and node.id in forbidden - {own}:
            yield f"line {node.lineno}: {node.id}"


class Operations(TorchDispatchMode):  # type: ignore[no-untyped-call] # torch leaves it untyped
    """Notes which forbidden operations run while it is entered, under the names that torch's kernels have."""

    def __init__(self, forbidden: Iterable[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # likewise
        self.forbidden = set(forbidden)
        self.seen: list[str] = []

    def __torch_dispatch__(
        self,
        function: Any,
        types: Any,
        arguments: tuple[Any, ...] = (),
        options: dict[str, Any] | None = None,
    ) -> Any:
        name = str(function.overloadpacket.__name__)
        # Kernels go by variants of the name: _softmax, nll_loss_forward.
        if any(word in self.forbidden for word in (name, name.strip("_"), name.removesuffix("_forward"))):
            self.seen = list(dict.fromkeys([*self.seen, name]))[:MOST]
        return function(*arguments, **(options or {}))
