"""What a notebook finds around it, as far as a worker has it: its cells run, and nothing is judged there."""

from __future__ import annotations

import builtins
import sys
import types
from typing import Any

from autograder.worker.data.batches import Batches
from autograder.worker.data.dataset import Dataset
from autograder.worker.load.syntax import FILE_MAGICS, PYTHON_MAGICS


def lend(part: str, **names: object) -> None:
    """Make a module `autograder.<part>` importable that holds these names."""
    module = types.ModuleType(f"autograder.{part}")
    vars(module).update(names)
    sys.modules[module.__name__] = module


def lend_kit() -> None:
    """Make importable what the kit's own notebooks import."""
    lend("notebook", check=check)
    lend("data", Batches=Batches, Dataset=Dataset, load_dataset=load_dataset)


def lend_notebook(namespace: dict[str, Any]) -> None:
    """Put the names there that IPython gives to a notebook with this namespace."""
    shell = Shell(namespace)
    builtins.display = nothing  # type: ignore[attr-defined] # as IPython does
    builtins.get_ipython = lambda: shell  # type: ignore[attr-defined] # likewise
    for name in ("help", "exit", "quit"):  # Python's own, where it starts with all of itself
        setattr(builtins, name, nothing)
    if "IPython" in sys.modules:
        for name in ("IPython", "IPython.core.getipython"):
            sys.modules[name].get_ipython = lambda: shell  # type: ignore[attr-defined] # found by this name


def check(*target: str, **options: object) -> None:
    """Nothing: while grading, checks are run from outside."""


def load_dataset(*choice: object, **options: object) -> Dataset:
    """The digits that stand in for MNIST, whatever was asked for."""
    from autograder.worker.data.digits import load_digits  # here, because it adds seconds to an import

    return load_digits()


def nothing(*arguments: object, **options: object) -> None:
    """Nothing, whatever it was called with."""


class Nothing:
    """What stands for all that a shell has and grading has not: it can be asked for anything, and called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments: object, **options: object) -> Nothing:
        return self

    def __iter__(self) -> Any:
        return iter(())

    def __bool__(self) -> bool:
        return False


class Shell(Nothing):
    """What `get_ipython()` gives: the Python behind a magic is run, and everything else does nothing."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.user_ns = namespace

    def __bool__(self) -> bool:
        return True

    def run_line_magic(self, name: str, line: str = "", *others: object, **options: object) -> Any:
        if name == "time":
            return self.run(line)
        return self.run_file(line) if name == "run" else Nothing()

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        if name in PYTHON_MAGICS:
            self.run(cell)
        elif name in FILE_MAGICS:
            *options, file = line.split()
            with open(file.strip("'\""), "a" if "-a" in options else "w", encoding="utf-8") as written:
                written.write(cell)

    def magic(self, text: str) -> Any:
        name, _, line = text.partition(" ")
        return self.run_line_magic(name, line)

    def getoutput(self, *command: object, **options: object) -> list[str]:
        return []

    def run_file(self, line: str) -> None:
        """Run a file that an earlier cell wrote; FileNotFoundError for any other."""
        (name, *_) = [word for word in line.split() if not word.startswith("-")]
        with open(name.strip("'\""), encoding="utf-8") as file:
            exec(compile(file.read(), file.name, "exec"), self.user_ns)

    def run(self, source: str) -> Any:
        """Run Python in the notebook; its value where it is an expression."""
        try:
            expression = compile(source.strip(), "magic", "eval")
        except SyntaxError:
            exec(source, self.user_ns)
            return None
        return eval(expression, self.user_ns)
