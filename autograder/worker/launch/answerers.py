"""What a worker does with each request: call a submission's functions, or run the cells of a notebook."""

from __future__ import annotations

from collections.abc import Callable

from autograder.worker.answer.request_handler import RequestHandler


def answerer(device: str, shows: bool) -> Callable[[bytes], bytes]:
    """From the body of a request to the frame of the reply."""
    if not shows:
        return RequestHandler(device).answer
    from autograder.worker.show.notebook_shell import show  # here, because most workers do without IPython

    return show
