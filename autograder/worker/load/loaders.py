"""Data loaders that work in this process: in a worker there are no processes to fetch examples.

What a student says about such processes changes how long a loader takes and never what it deals, so it is
dropped: at the call, where torch refuses most of it for a loader without them, and wherever it is set later.
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import Any

from torch.utils.data import DataLoader

# What each reads as where no other process fetches examples; tensors are pinned for a GPU's sake alone.
WITHOUT_PROCESSES: dict[str, object] = {
    "num_workers": 0,
    "prefetch_factor": None,
    "persistent_workers": False,
    "multiprocessing_context": None,
    "worker_init_fn": None,
    "timeout": 0,
    "in_order": True,
    "pin_memory": False,
    "pin_memory_device": "",
}


def load_in_this_process() -> None:
    """Make every data loader, and every subclass of one, fetch its examples itself."""
    for name, value in WITHOUT_PROCESSES.items():
        setattr(DataLoader, name, _always(value))
    DataLoader.__init__ = _without_processes(DataLoader.__init__)  # type: ignore[method-assign] # the point


def _always(value: object) -> property:
    """An attribute that holds this, whatever it is set to."""
    return property(lambda loader: value, lambda loader, other: None)


def _without_processes(original: Any) -> Any:
    signature = inspect.signature(original)

    @wraps(original)
    def initialise(self: Any, *arguments: Any, **options: Any) -> None:
        given = {name: value for name, value in options.items() if name not in WITHOUT_PROCESSES}
        try:
            bound = signature.bind(self, *arguments, **given)
        except TypeError:
            original(self, *arguments, **given)  # torch's own words for a call that does not fit
            return
        for name in WITHOUT_PROCESSES:
            bound.arguments.pop(name, None)
        original(*bound.args, **bound.kwargs)

    return initialise
