"""The progress bar of a grading run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.reporting.terminal.console import console as make_console
from autograder.reporting.text import display_name


@contextmanager
def show_progress(total: int, stream: TextIO | None = None) -> Iterator[Callable[[str], None]]:
    """A progress bar over `total` submissions; yields a function to call with the name of each that is done.

    Silent where the stream is not a terminal, and gone when all is done.
    """
    console = make_console(stream or sys.stderr)
    if not console.file.isatty():  # a disabled Progress of rich 13.0 writes an empty line all the same
        yield lambda name: None
        return
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    latest = TextColumn("{task.description}", markup=False)
    with Progress(*columns, latest, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda name: progress.update(task, advance=1, description=display_name(name))
