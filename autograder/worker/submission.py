"""Loading a student's file: a Python file or a notebook, run as one module."""

from __future__ import annotations

import ast
import inspect
import linecache
import types
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import decode_source
from typing import Any

from autograder.worker.notebooks import Unreadable, cells_of, dict_or_empty, source_of, without_magics
from autograder.worker.patience import Stopwatch, at_most, run_to_end
from autograder.worker.text import clean
from autograder.worker.watch import places

MODULE = "submission"
SKIPPED_ROLES = ("example", "check")  # cells that the kit handed out to be looked at, not graded
# Seconds for one cell that defines or imports something, for any other, for all others together, and for
# each that comes after that. What students try out in a notebook may train for minutes.
DEFINING, OTHER, OTHERS, AFTERWARDS = 5.0, 2.0, 6.0, 0.2


@dataclass(frozen=True)
class Chunk:
    """A piece of source that runs as a whole: a Python file, or one cell of a notebook."""

    filename: str  # as tracebacks name it
    place: str  # "" for a file, "cell 7, " for a cell
    source: str

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Its statements, parsed once; none where it does not parse, which running it reports."""
        try:
            return ast.parse(self.source).body
        except (SyntaxError, ValueError, RecursionError):
            return []

    @property
    def defines(self) -> bool:
        """Whether a function, a class or an import stands at its top level."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
        return any(isinstance(statement, kinds) for statement in self.statements)

    def run(self, namespace: dict[str, Any]) -> None:
        """Run it; in a notebook's cell `await` may stand outside of functions."""
        if not self.place:
            exec(compile(self.source, self.filename, "exec"), namespace)
            return
        code = compile(self.source, self.filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if code.co_flags & inspect.CO_COROUTINE:
            run_to_end(types.FunctionType(code, namespace)())
        else:
            exec(code, namespace)


@dataclass
class Submission:
    """A student's code, loaded: its namespace, and what went wrong on the way."""

    chunks: list[Chunk] = field(default_factory=list)
    module: types.ModuleType = field(default_factory=lambda: types.ModuleType(MODULE))
    stops: dict[Chunk, str] = field(default_factory=dict)  # the chunks that raised, and what went wrong

    @property
    def problems(self) -> list[str]:
        return list(self.stops.values())

    @classmethod
    def read(cls, name: str, content: bytes) -> Submission:
        """The submission in a file of that name, not run yet; raises Unreadable."""
        chunks = list(_cells(name, content)) if name.endswith(".ipynb") else [_file(name, content)]
        if not any(chunk.source.strip() for chunk in chunks):
            raise Unreadable("The file is empty.")
        submission = cls(chunks)
        submission.module.__file__ = name
        return submission

    def run(self) -> None:
        """Run every chunk; what one raises is noted, and the next runs all the same.

        Cells may stand in another order than they were run in: one that misses a name runs again at the end.
        """
        left, waiting, postponed = OTHERS, deque(self.chunks), set[Chunk]()
        while waiting:
            chunk = waiting.popleft()
            seconds = DEFINING if chunk.defines else max(AFTERWARDS, min(OTHER, left))
            watch, lines = Stopwatch(), chunk.source.splitlines(True)
            linecache.cache[chunk.filename] = (len(chunk.source), None, lines, chunk.filename)
            try:
                with at_most(seconds) if chunk.place else nullcontext():
                    chunk.run(self.module.__dict__)
            except MemoryError:
                raise
            except BaseException as error:
                if chunk.place and isinstance(error, NameError) and chunk not in postponed:
                    postponed.add(chunk)
                    waiting.append(chunk)
                else:
                    self.stops[chunk] = self.problem(chunk, error)
            left -= 0.0 if chunk.defines else watch.seconds

    def problem(self, chunk: Chunk, error: BaseException) -> str:
        """One sentence on what running this chunk raised."""
        if isinstance(error, SyntaxError):
            return clean(f"Syntax error in {chunk.place}line {error.lineno}: {error.msg}.")
        place, _ = self.place_of(error)
        stop = "the cell" if chunk.place else "the file"
        where = place or chunk.place.rstrip(", ") or "the first line"
        return clean(f"Running {stop} stopped at {where}: {type(error).__name__}: {str(error)[:300]}")

    def place_of(self, error: BaseException) -> tuple[str, str]:
        """Where in the student's own code an exception passed last ("line 41") and that line's text."""
        places = {chunk.filename: chunk.place for chunk in self.chunks}
        found = ("", "")
        trace = error.__traceback__
        while trace is not None:
            filename = trace.tb_frame.f_code.co_filename
            # In a notebook that is running there are no chunks: its cells run in the module `__main__`.
            in_cell = not self.chunks and trace.tb_frame.f_globals.get("__name__") == "__main__"
            if filename in places or in_cell:
                text = linecache.getline(filename, trace.tb_lineno).strip()
                found = (f"{places.get(filename, '')}line {trace.tb_lineno}", text[:200])
            trace = trace.tb_next
        return found

    def describe(self, name: str, by_hand: Sequence[str] = ()) -> dict[str, Any]:
        """What the module holds under `name`: whether it is there, can be called, is written, and by hand."""
        value, definition = self.module.__dict__.get(name), self.definition(name)
        statements = [statement for chunk in self.chunks for statement in chunk.statements]
        return {
            "present": name in self.module.__dict__,
            "callable": callable(value),
            "type": clean(type(value).__name__),
            "written": definition is None or not _unwritten(definition),
            "parameters": _parameters(value),
            "shortcuts": [] if definition is None else places(definition, by_hand, statements),
            "stopped": "" if name in self.module.__dict__ else self.stopped(name),
        }

    def stopped(self, name: str) -> str:
        """The problem of the last chunk that defines `name` and did not run to its end; "" for none."""
        stops = [stop for chunk, stop in self.stops.items() if _named(name, chunk.statements)]
        return stops[-1] if stops else ""

    def definition(self, name: str) -> ast.stmt | None:
        """The last definition of `name` at the top level."""
        found = [node for chunk in self.chunks for node in _named(name, chunk.statements)]
        return found[-1] if found else None


def _named(name: str, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The definitions of `name` among these statements."""
    return [node for node in statements if getattr(node, "name", None) == name]


def _parameters(value: object) -> list[str] | None:
    """The names of the parameters that a call may give by position; None where nothing tells."""
    try:
        parameters = inspect.signature(value).parameters.values()  # type: ignore[arg-type] # may raise: see below
    except (TypeError, ValueError):
        return None
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    by_position = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [clean(parameter.name)[:100] for parameter in parameters if parameter.kind in by_position][:50]


def _unwritten(node: ast.stmt) -> bool:
    """Whether a definition still holds a `raise NotImplementedError` of its own."""
    if isinstance(node, ast.ClassDef):
        return any(_unwritten(part) for part in node.body)
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return any(isinstance(part, ast.Raise) and "NotImplementedError" in ast.dump(part) for part in node.body)


def _file(name: str, content: bytes) -> Chunk:
    """The one chunk of a Python file; raises Unreadable where Python itself could not read it."""
    try:
        source = decode_source(content)  # as Python reads it: by the encoding that the file declares
        ast.parse(source)
    except SyntaxError as error:
        line = f"line {error.lineno}" if error.lineno else "the file"
        raise Unreadable(clean(f"Syntax error in {line}: {error.msg}.")) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(clean(f"Python cannot read the file: {error}.")) from None
    return Chunk(name, "", source)


def _cells(name: str, content: bytes) -> Iterator[Chunk]:
    """The code cells of a notebook that are the student's, magics translated to Python that does nothing."""
    for number, cell in enumerate(cells_of(content), 1):
        if cell.get("cell_type") == "code" and not _skipped(cell):
            yield Chunk(f"{name} cell {number}", f"cell {number}, ", without_magics(source_of(cell)))


def _skipped(cell: dict[str, Any]) -> bool:
    metadata = dict_or_empty(cell.get("metadata"))
    graded = dict_or_empty(metadata.get("nbgrader")).get("grade")
    return dict_or_empty(metadata.get("torchkata")).get("role") in SKIPPED_ROLES or bool(graded)
