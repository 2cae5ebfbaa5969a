"""Ways to end the program: while a file is loaded, each ends the statement alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def ending_nothing() -> Iterator[None]:
    """In here what ends this process by the system's own means raises SystemExit instead.

    Colab has no other way to restart than `os.kill(os.getpid(), 9)`, and notebooks hold that line.
    """
    names = ("_exit", "abort", "kill")
    originals = {name: getattr(os, name) for name in names}
    own = os.getpid()  # what is forked from here may end

    def refusing(name: str) -> Callable[..., Any]:
        def refuse(*arguments: Any) -> Any:
            if os.getpid() != own or (name == "kill" and arguments[:1] != (own,)):
                return originals[name](*arguments)
            raise SystemExit(f"os.{name} ends the program")

        return refuse

    for name in names:
        setattr(os, name, refusing(name))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(os, name, original)
