"""Loading a student's file: its statements, run one after another as one module."""

from __future__ import annotations
import __future__ as futures

import ast
import inspect
import linecache
import re
import types
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.worker.load.chunks import Chunk, Step, chunks_of
from autograder.worker.load.definitions import bound, definition_of, definitions, is_stub, wraps
from autograder.worker.load.ending import ending_nothing
from autograder.worker.load.examples import Example, handed_out, hashes
from autograder.worker.load.parameters import parameters_of
from autograder.worker.load.patience import Stopwatch, TookTooLong, at_most, run_to_end
from autograder.worker.load.setup import put_back
from autograder.worker.load.shortcuts import places
from autograder.worker.load.syntax import AWAIT
from autograder.worker.wire.problems import Problem, reading_problem
from autograder.worker.wire.text import clean

MODULE = "submission"
# Seconds for one statement that defines or imports something, for any other, for all others together, and
# for each that comes after that. What students try out may train for minutes.
DEFINING, OTHER, OTHERS, AFTERWARDS = 5.0, 2.0, 4.0, 0.1
# From Python 3.14 on an annotation may name what is defined below it, or nowhere: so it may in all versions.
LAZY = futures.annotations.compiler_flag
KEPT = (type, types.FunctionType, types.ModuleType)  # what no lack of memory takes away
FOLDER = re.compile(r" \((?:/|[A-Z]:\\)[^)]*\)")  # where a package lies here, which is nobody's business
# What to do about what is missing or refused, the grader says: it knows why it is.
NOT_HERE = (ModuleNotFoundError, FileNotFoundError, PermissionError)


@dataclass
class Submission:
    """A student's code, loaded: its namespace, and what went wrong on the way."""

    chunks: list[Chunk] = field(default_factory=list)
    module: types.ModuleType = field(default_factory=lambda: types.ModuleType(MODULE))
    problems: list[Problem] = field(default_factory=list)
    lost: dict[str, Problem] = field(
        default_factory=dict
    )  # names that are not there, and the problem behind it
    # What `def` and `class` made, by name, and the definition
    made: dict[str, tuple[object, ast.stmt]] = field(default_factory=dict)
    futures: int = 0  # the flags of `from __future__`, which hold for all that follows

    @classmethod
    def read(cls, name: str, content: bytes, setup: Sequence[str] = ()) -> Submission:
        """The submission in a file of that name, with its setup, not run yet; raises Unreadable."""
        submission = cls(chunks_of(name, content))
        submission.problems += put_back(setup, submission.chunks)
        submission.module.__file__ = name
        return submission

    # Running it

    def run(self, examples: Collection[Example] = ()) -> None:
        """Run every statement; what one raises is noted, and the next runs all the same.

        Of what was handed out to be looked at, only what defines or imports something is run. Cells may stand
        in another order than they were run in: what misses a name there runs again at the end.
        """
        with ending_nothing():
            self.run_all(deque(self.steps(examples)))

    def run_all(self, waiting: deque[Step]) -> None:
        left, postponed = OTHERS, set[Step]()
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
                elif not (step.main and isinstance(error, TookTooLong)):
                    self.note(step, error)
            left -= 0.0 if step.defines else watch.seconds

    def steps(self, examples: Collection[Example]) -> list[Step]:
        """The statements that are to be run; a chunk that has none, because it does not parse, is noted."""
        steps: list[Step] = []
        found: list[str] = []
        for chunk in self.chunks:
            lines = chunk.source.splitlines(True)
            linecache.cache[chunk.filename] = (len(chunk.source), None, lines, chunk.filename)
            try:
                own = list(chunk.steps())
                steps += own
                found += hashes(chunk.source, [step.statement for step in own])
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.problems.append(reading_problem(error, chunk.place))
        shown = handed_out(found, examples)
        wanted = (
            step
            for place, step in enumerate(steps)
            if step.defines or not (step.chunk.handed_out or place in shown)
        )
        return sorted(wanted, key=lambda step: step.main)

    def run_step(self, step: Step) -> None:
        """Run a statement; in a cell `await` may stand outside of functions."""
        before = {name: self.module.__dict__.get(name) for name, _ in definitions([step.statement])}
        try:
            self.execute(step, self.futures)
        except NameError:
            if not before:
                raise
            self.execute(step, self.futures | LAZY)
        if isinstance(step.statement, ast.ImportFrom) and step.statement.module == "__future__":
            for alias in step.statement.names:
                self.futures |= getattr(futures, alias.name).compiler_flag
        self.remember(step.statement, before)

    def execute(self, step: Step, flags: int) -> None:
        tree = ast.Module([step.statement], [])
        flags |= AWAIT if step.chunk.cell else 0
        code = compile(tree, step.chunk.filename, "exec", flags, dont_inherit=True)
        if code.co_flags & inspect.CO_COROUTINE:
            run_to_end(types.FunctionType(code, self.module.__dict__)())
        else:
            exec(code, self.module.__dict__)

    def remember(self, statement: ast.stmt, before: Mapping[str, object]) -> None:
        """Keep what a statement defined under names that held something else `before`."""
        found = list(definitions([statement]))
        for name in {name for name, _ in found}:
            value = self.module.__dict__.get(name)
            nodes = [node for other, node in found if other == name]
            if value is not None and value is not before.get(name):
                self.made[name] = (value, (nodes[1:] and definition_of(value, nodes)) or nodes[-1])

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

    def problem(self, step: Step, error: BaseException) -> Problem:
        """What a statement raised, and where in the student's own code."""
        if isinstance(error, TookTooLong):
            return Problem("slow", step.place, text=f"{error.seconds:g}")
        kind = "not-here" if isinstance(error, NOT_HERE) else "raised"
        text = FOLDER.sub("", str(error))
        return Problem(kind, self.place_of(error)[0] or step.place, type(error).__name__, text)

    def record_of(self, name: str | None) -> dict[str, str] | None:
        """The problem by which a name is lost, as it travels; None where it is not lost by any."""
        problem = self.lost.get(name or "")
        return problem.record() if problem else None

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
            "parameters": parameters_of(value),
            "shortcuts": places(definition, by_hand, statements) if definition and statements else [],
            "stopped": None if name in self.module.__dict__ else self.record_of(name),
        }

    def definition(self, name: str) -> ast.stmt | None:
        """The definition behind what `name` holds, in the file or in a cell of a running notebook."""
        held = self.module.__dict__.get(name)
        if name in self.made:
            made, node = self.made[name]
            return node if self.is_around(name, made) else None
        found = [pair for chunk in _cell_of(held) for pair in definitions(chunk.statements)]
        return definition_of(held, [node for other, node in found if other == name])

    def restore(self, names: Collection[str]) -> None:
        """Bring back what was defined under these names, where they were used again for something else.

        What wraps the definition (a compiled or decorated one) stays.
        """
        for name in set(names) & set(self.made) & set(self.module.__dict__):
            made, node = self.made[name]
            if not (is_stub(node) or self.is_around(name, made)):
                self.module.__dict__[name] = made

    def is_around(self, name: str, made: object) -> bool:
        """Whether a name still holds what a definition made, or what wraps that."""
        return wraps(self.module.__dict__.get(name), lambda part: part is made)

    def restore_from(self, sources: Sequence[str], name: str) -> None:
        """The same in a running notebook, whose cells were run in the order of these `sources`."""
        held = self.module.__dict__

        def defined_so(part: object) -> bool:
            return isinstance(part, (type, types.FunctionType)) and part.__name__ == name

        if name in held and not wraps(held[name], defined_so):
            for source in reversed(sources):
                chunk = Chunk("notebook", "", source, cell=True)
                if name in (found := dict(definitions(chunk.statements))) and not is_stub(found[name]):
                    self.run_step(Step(chunk, found[name]))
                    return


def _cell_of(value: object) -> list[Chunk]:
    """The cell that defined a function or a class of a running notebook; none where nothing tells."""
    functions = [value, *vars(value).values()] if isinstance(value, type) else [inspect.unwrap(value)]  # type: ignore[arg-type] # any value
    for function in functions:
        if isinstance(function, types.FunctionType):
            filename = function.__code__.co_filename
            return [Chunk(filename, "", "".join(linecache.getlines(filename)), cell=True)]
    return []
