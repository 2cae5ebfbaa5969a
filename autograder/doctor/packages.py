"""The packages that submissions may use, each imported in a worker, where some files are closed."""

from __future__ import annotations

from pathlib import Path

from autograder.course import allowed
from autograder.doctor.finding import Rows
from autograder.doctor.worker import ATTEMPTS
from autograder.errors import AutograderError
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.no_value import CallFailed
from autograder.sandbox.packages import ALLOWED, distributions_of, imports_of, require_installed
from autograder.sandbox.student import Student
from autograder.sandbox.worker import Worker

IMPORT_SECONDS = 60.0  # of one package, from a cold disk
DEEPER = {"scipy": ["scipy.stats"], "scikit-learn": ["sklearn.datasets"]}  # which they import only when asked
REINSTALL = "Run `pip install --force-reinstall {name}`; report it as a bug if that does not help."


def packages() -> Rows:
    """Which packages can be imported by submissions, and which cannot although they are allowed."""
    try:
        more = allowed(Path.cwd(), ())
        require_installed(more)
    except AutograderError as error:
        yield "broken", "course.toml", error.fact, error.remedy
        return
    names = {name: _imported(name) for name in (*ALLOWED, *more)}
    try:
        worker = Worker(ProcessChannel(allow=more), call_seconds=IMPORT_SECONDS)
        worker.load(ATTEMPTS, ATTEMPTS.read_bytes(), {"imports": ()}, {})
        failures = {name: _failure(Student(worker), modules) for name, modules in names.items()}
        worker.close()
    except (CallFailed, OSError):
        return  # the finding on the worker says so
    works = [name for name, modules in names.items() if modules and not failures[name]]
    yield "ok", "packages", f"submissions can import {', '.join(works)}", ""
    for name in (name for name, failure in failures.items() if failure):
        yield "warning", name, f"submissions cannot import it ({failures[name]})", REINSTALL.format(name=name)


def _imported(name: str) -> list[str]:
    """What there is to import of a package; nothing where it is not installed."""
    modules = [module for one in distributions_of(name) for module in imports_of(one)]
    return [module for module in modules if not module.startswith("_")] + (
        DEEPER.get(name, []) if modules else []
    )


def _failure(student: Student, modules: list[str]) -> str:
    """Why one of these modules cannot be imported; "" where all can."""
    for module in modules:
        try:
            student.imports(module)
        except CallFailed as failure:
            return f"{module}: {failure}"
    return ""
