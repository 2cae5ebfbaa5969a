"""The one place where consoles are made, and what all that is printed shares."""

from __future__ import annotations

import io
import sys
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

# For streams that cannot carry the symbols: a Windows pipe, or the C locale.
ASCII = str.maketrans({"✓": "+", "✗": "x", "…": ".", "–": "-", "★": "*"})


def console(stream: TextIO | None) -> Console:
    """A console that takes every string literally, and never fails on a character that the stream lacks."""
    stream = stream or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    # In a notebook's kernel everything counts as a terminal, even text that is only collected.
    plain = False if isinstance(stream, io.StringIO) else None
    return Console(
        file=stream, markup=False, highlight=False, emoji=False, force_jupyter=False, force_terminal=plain
    )


def table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def marked(console: Console, symbol: str, word: str, style: str) -> Text:
    """`✓ passed`: the symbol and the word, in colour where there is one."""
    return Text(f"{symbol.translate(ASCII) if console.options.ascii_only else symbol} {word}", style=style)
