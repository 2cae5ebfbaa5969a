"""Looking among the operations that a function runs for what it was asked to do without.

It lives beside the student's code and can be evaded (an operation run in another thread): what it sees is a
hint for a person, and never a grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

MOST = 5  # operations named of one function


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
