"""Loading a student's file: its statements, run one after another as one module."""

from __future__ import annotations
import __future__ as futures

import ast
import inspect
import linecache
import sys
import types
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.worker.chunks import Chunk, chunks_of, syntax_problem
from autograder.worker.definitions import bound, defines, definitions, is_stub, wraps
from autograder.worker.examples import Example, handed_out, hashes
from autograder.worker.patience import Stopwatch, TookTooLong, at_most, run_to_end
from autograder.worker.syntax import AWAIT
from autograder.worker.text import clean
from autograder.worker.watch import places

MODULE = "submission"
# Seconds for one statement that defines or imports something, for any other, for all others together, and
# for each that comes after that. What students try out may train for minutes.
DEFINING, OTHER, OTHERS, AFTERWARDS = 5.0, 2.0, 4.0, 0.1
# From Python 3.14 on an annotation may name what is defined below it, or nowhere: so it may in all versions.
LAZY = 0 if sys.version_info >= (3, 14) else futures.annotations.compiler_flag
KEPT = (type, types.FunctionType, types.ModuleType)  # what no lack of memory takes away
JUDGED = "All else was run and judged"
REMEDY = "mend the line or delete it"
SLOW = 'put what takes long under `if __name__ == "__main__":`'


@dataclass(frozen=True, eq=False)
class Step:
    """One statement of a chunk."""

    chunk: Chunk
    statement: ast.stmt

    @property
    def defines(self) -> bool:
        return defines(self.statement)

    @property
    def place(self) -> str:
        return f"{self.chunk.place}line {self.statement.lineno}"


@dataclass
class Submission:
    """A student's code, loaded: its namespace, and what went wrong on the way."""

    chunks: list[Chunk] = field(default_factory=list)
    module: types.ModuleType = field(default_factory=lambda: types.ModuleType(MODULE))
    problems: list[str] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)  # names that are not there, and the problem behind it
    made: dict[str, object] = field(default_factory=dict)  # what `def` and `class` made, by name
    futures: int = LAZY  # the flags of `from __future__`, which hold for all that follows

    @classmethod
    def read(cls, name: str, content: bytes) -> Submission:
        """The submission in a file of that name, not run yet; raises Unreadable."""
        submission = cls(chunks_of(name, content))
        submission.module.__file__ = name
        return submission

    # Running it

    def run(self, examples: Collection[Example] = ()) -> None:
        """Run every statement; what one raises is noted, and the next runs all the same.

        Of what was handed out to be looked at, only what defines or imports something is run. Cells may stand
        in another order than they were run in: what misses a name there runs again at the end.
        """
        left, waiting, postponed = OTHERS, deque(self.steps(examples)), set[Step]()
        while waiting:
            step = waiting.popleft()
            seconds = DEFINING if step.defines else max(AFTERWARDS, min(OTHER, left))
            watch = Stopwatch()
            try:
                with at_most(seconds):
                    self.run_step(step)
            except BaseException as error:
                if step.chunk.cell and isinstance(error, NameError) and step not in postponed:
                    postponed.add(step)
                    waiting.append(step)
                else:
                    self.note(step, error)
            left -= 0.0 if step.defines else watch.seconds

    def steps(self, examples: Collection[Example]) -> Iterator[Step]:
        """The statements that are to be run; a chunk that has none, because it does not parse, is noted."""
        steps: list[Step] = []
        found: list[str] = []
        for chunk in self.chunks:
            lines = chunk.source.splitlines(True)
            linecache.cache[chunk.filename] = (len(chunk.source), None, lines, chunk.filename)
            try:
                steps += [Step(chunk, statement) for statement in chunk.parsed]
                found += hashes(chunk.source, chunk.parsed)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.problems.append(_unreadable(chunk, error))
        shown = handed_out(found, examples)
        for place, step in enumerate(steps):
            if step.defines or not (step.chunk.handed_out or place in shown):
                yield step

    def run_step(self, step: Step) -> None:
        """Run a statement; in a cell `await` may stand outside of functions."""
        flags = self.futures | (AWAIT if step.chunk.cell else 0)
        tree = ast.Module([step.statement], [])
        code = compile(tree, step.chunk.filename, "exec", flags, dont_inherit=True)
        if code.co_flags & inspect.CO_COROUTINE:
            run_to_end(types.FunctionType(code, self.module.__dict__)())
        else:
            exec(code, self.module.__dict__)
        if isinstance(step.statement, ast.ImportFrom) and step.statement.module == "__future__":
            for alias in step.statement.names:
                self.futures |= getattr(futures, alias.name).compiler_flag
        for name in definitions([step.statement]):
            if name in self.module.__dict__:
                self.made[name] = self.module.__dict__[name]

    def note(self, step: Step, error: BaseException) -> None:
        """Keep what went wrong, and which names are lost by it; what only misses such a name is not new."""
        problem = self.lost.get(error.name or "") if isinstance(error, NameError) else None
        if isinstance(error, MemoryError):
            self.let_go(step)
        if problem is None:
            problem = self.problem(step, error)
            self.problems.append(problem)
        for name in bound(step.statement) - set(self.module.__dict__):
            self.lost[name] = problem

    def let_go(self, step: Step) -> None:
        """Drop the data that filled the memory: it costs the statement, and not the rest."""
        for node in ast.walk(step.statement):
            if isinstance(node, ast.Name) and not isinstance(self.module.__dict__.get(node.id), KEPT):
                self.module.__dict__.pop(node.id, None)

    def problem(self, step: Step, error: BaseException) -> str:
        """One sentence on what a statement raised, and one on what to do."""
        slow = isinstance(error, TookTooLong)
        place, _ = ("", "") if slow else self.place_of(error)
        where = place or step.place
        where = where[0].upper() + where[1:]
        if slow:
            return clean(f"{where} was left out: {str(error).lower().rstrip('.')}. {JUDGED}; {SLOW}.")
        said = f"{type(error).__name__}: {str(error)[:300]}".rstrip(": .")
        # What to do about a package that is missing, the grader says: it knows why it is.
        remedy = "" if isinstance(error, ModuleNotFoundError) else f"; {REMEDY}"
        return clean(f"{where} was left out: {said}. {JUDGED}{remedy}.")

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

    # What it holds

    def describe(self, name: str, by_hand: Sequence[str] = ()) -> dict[str, Any]:
        """What the module holds under `name`: whether it is there, can be called, is written, and by hand."""
        value, definition = self.module.__dict__.get(name), self.definition(name)
        statements = [statement for chunk in self.chunks for statement in chunk.statements]
        return {
            "present": name in self.module.__dict__,
            "callable": callable(value),
            "type": clean(type(value).__name__),
            "written": definition is None or not is_stub(definition),
            "parameters": _parameters(value),
            "shortcuts": places(definition, by_hand, statements) if definition and statements else [],
            "stopped": "" if name in self.module.__dict__ else self.lost.get(name, ""),
        }

    def definition(self, name: str) -> ast.stmt | None:
        """The last definition of `name` at the top level; in a running notebook, that in its last cell."""
        chunks = self.chunks or _cell_of(self.module.__dict__.get(name))
        found = [definitions(chunk.statements) for chunk in chunks]
        return next((one[name] for one in reversed(found) if name in one), None)

    def restore(self, names: Collection[str]) -> None:
        """Bring back what was defined under these names, where they were used again for something else.

        What wraps the definition (a compiled or decorated one) stays.
        """
        for name in set(names) & set(self.made) & set(self.module.__dict__):
            made = self.made[name]
            if not wraps(self.module.__dict__[name], lambda part, made=made: part is made):  # type: ignore[misc] # a default
                self.module.__dict__[name] = made

    def restore_from(self, sources: Sequence[str], name: str) -> None:
        """The same in a running notebook, whose cells were run in the order of these `sources`."""
        held = self.module.__dict__

        def defined_so(part: object) -> bool:
            return isinstance(part, (type, types.FunctionType)) and part.__name__ == name

        if name in held and not wraps(held[name], defined_so):
            for source in reversed(sources):
                chunk = Chunk("notebook", "", source, cell=True)
                if name in (found := definitions(chunk.statements)):
                    self.run_step(Step(chunk, found[name]))
                    return


def _unreadable(chunk: Chunk, error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"{syntax_problem(error, chunk.place)} {JUDGED}; {REMEDY}."
    where = chunk.place.rstrip(", ") or "the file"
    return clean(f"Python cannot read {where}: {type(error).__name__}: {error}. {JUDGED}; {REMEDY}.")


def _cell_of(value: object) -> list[Chunk]:
    """The cell that defined a function or a class of a running notebook; none where nothing tells."""
    functions = [value, *vars(value).values()] if isinstance(value, type) else [inspect.unwrap(value)]  # type: ignore[arg-type] # any value
    for function in functions:
        if isinstance(function, types.FunctionType):
            filename = function.__code__.co_filename
            return [Chunk(filename, "", "".join(linecache.getlines(filename)), cell=True)]
    return []


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
