"""Showing a notebook: its cells run in IPython, and what they print, return and draw is kept, within bounds.

Nothing here bears on a grade. It is imported before a worker is confined: IPython reads files as it starts.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from traitlets.config import Config

from autograder.worker.answer.objects import text_of
from autograder.worker.load.patience import at_most, run_to_end
from autograder.worker.show.png import png
from autograder.worker.wire.framing import frame
from autograder.worker.wire.protocol import Show, Shown
from autograder.worker.wire.text import encodable

TEXT = 100_000  # characters that one cell may put out
PICTURES = 6 << 20  # characters of base64 in one notebook
PICTURE_KINDS = ("image/png", "image/jpeg")
TEXT_KINDS = ("text/plain", "text/html", "text/latex", "text/markdown")
SYSTEM_MAGICS = ("bash", "sh", "script", "system", "sx", "!", "perl", "ruby", "cmd")
REFUSED = "Commands of the operating system are not run while grading.\n"
FIRST_CELLS = (
    "%matplotlib inline",
    'import matplotlib.pyplot as plt; plt.plot([1, 9], label="x"); plt.yscale("log"); plt.legend()',
    "1 / 0",
    "%time 1",
)


class Stream(io.TextIOBase):
    """Standard output or standard error of a cell."""

    encoding = "utf-8"

    def __init__(self, shell: Shell, name: str) -> None:
        self.shell, self.name = shell, name

    def write(self, text: str) -> int:
        self.shell.put_text(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True


class Results(DisplayHook):
    """The value of a cell's last expression."""

    shell: Shell

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: object = None) -> None:
        self.shell.put("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Publisher(DisplayPublisher):
    """What a cell displays: figures above all."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **others: Any) -> None:
        self.shell.put("display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class Shell(InteractiveShell):
    """IPython without a terminal, without history, and without the system's commands."""

    def __init__(self, **options: Any) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.text_left, self.pictures_left = TEXT, PICTURES
        quiet = Config({"HistoryManager": {"enabled": False}})
        super().__init__(
            config=quiet, displayhook_class=Results, display_pub_class=Publisher, colors="nocolor", **options
        )
        self.loop_runner = run_to_end

    def begin(self) -> None:
        """Be as a kernel that has just started, with pictures below cells and all loaded that is needed."""
        for source in FIRST_CELLS:
            self.show(source, 60.0)
        rcParams["text.hinting"] = "none"  # hinted letters take twice as long to draw
        if self.display_formatter is not None:
            self.display_formatter.formatters["image/png"].for_type(Figure, picture)
        self.reset(new_session=True)
        self.pictures_left = PICTURES

    def show(self, source: str, seconds: float) -> list[dict[str, Any]]:
        """Run a cell; its outputs, in the form that notebooks store."""
        self.outputs, self.text_left = [], TEXT
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream(self, "stdout"), Stream(self, "stderr")
        try:
            with at_most(seconds):
                self.run_cell(source, store_history=True)
        except BaseException as error:
            self._showtraceback(type(error), error, [text_of(error)])
        finally:
            sys.stdout, sys.stderr = streams
        return self.outputs

    def put_text(self, name: str, text: str) -> None:
        """Add to a stream; what goes beyond the bound is dropped, and the output says so."""
        if self.text_left <= 0:
            return
        kept = encodable(str(text)[: self.text_left])
        self.text_left -= len(kept)
        if self.text_left <= 0:
            kept += f"\n… cut here: a cell shows at most {TEXT:,} characters.\n"
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["text"] += kept
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": kept})

    def put(self, kind: str, bundle: Mapping[str, Any]) -> None:
        """Add a result or a display in those of its forms that may be shown and fit."""
        data = {}
        for form, value in bundle.items():
            text = base64.b64encode(value).decode() if isinstance(value, bytes) else encodable(str(value))
            if form in PICTURE_KINDS and len(text) <= self.pictures_left:
                self.pictures_left -= len(text)
                data[form] = text
            elif form in TEXT_KINDS and len(text) <= self.text_left:
                self.text_left -= len(text)
                data[form] = text
        if data:
            self.outputs.append({"output_type": kind, "data": data})
        else:
            self.put_text(
                "stdout", "… not shown: the notebook's pictures or the cell's output take too much room.\n"
            )

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        lines = encodable("\n".join(stb)[: max(self.text_left, 1000)])
        error = {
            "ename": encodable(etype.__name__),
            "evalue": text_of(evalue),
            "traceback": lines.split("\n"),
        }
        self.outputs.append({"output_type": "error", **error})

    # What a notebook may ask for, and does not get here

    def enable_gui(self, gui: str | None = None) -> None:
        pass

    def ask_exit(self) -> None:
        self.put_text("stdout", "exit() does nothing while grading.\n")

    def system(self, cmd: str) -> None:
        self.put_text("stdout", REFUSED)

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        self.system(cmd)
        return [] if split else ""

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        return (
            self.system(cell)
            if magic_name in SYSTEM_MAGICS
            else super().run_cell_magic(magic_name, line, cell)
        )


def picture(figure: Figure) -> bytes | None:
    """A figure as PNG, drawn once; None for an empty one.

    IPython's own way draws it twice, to find out what of it is blank and after `tight_layout`.
    """
    if not figure.axes and not figure.lines:
        return None
    for axes in figure.axes:
        if nothing_above(axes):
            axes._autotitlepos = False  # type: ignore[attr-defined] # there is no public way
    canvas = figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    canvas.draw()
    return png(np.asarray(canvas.buffer_rgba()))


def nothing_above(axes: Axes) -> bool:
    """Whether a title has no ticks to keep clear of, which to find out takes matplotlib longer."""
    axis = axes.xaxis
    return (
        axes.name == "rectilinear"
        and not axes.child_axes
        and "outline" not in axes.spines  # a colour bar's ends may be pointed
        and axis.get_ticks_position() == axis.get_label_position() == "bottom"
    )


@cache
def shell() -> Shell:
    """This process's shell."""
    made = Shell.instance()
    made.begin()
    return made


def show(body: bytes) -> bytes:
    """Run the cell of a request; the frame of what it put out. Both are JSON."""
    request = Show(**json.loads(body))
    outputs = shell().show(request.source, request.seconds)
    return frame(json.dumps(vars(Shown(outputs))).encode())
