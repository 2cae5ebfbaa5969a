"""The first two layers of every function, alike in every exercise: it is written, and it can be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.catalog import find
from autograder.checks.failure import CheckFailure, not_written
from autograder.checks.registry import check
from autograder.checks.versions import recognise_version
from autograder.sandbox.missing import advice
from autograder.sandbox.problems import fact_of
from autograder.sandbox.student import RemoteFunction, Student
from autograder.sentences import Phrase, sentences
from autograder.worker.wire.problems import Problem


def existence_checks(module: str) -> Mapping[str, Callable[[Student], None]]:
    """Two checks a function, worth nothing: `globals().update(existence_checks(__name__))` in `public.py`."""
    checks: dict[str, Callable[[Student], None]] = {}
    for function in find(module.split(".")[2]).functions:
        for make in (_written, _callable):
            test = make(function)
            test.__module__ = module
            layer = test.__name__.rpartition("_")[2]
            title = sentences().words(
                Phrase(f"title/{layer}", function=function.name, signature=function.signature)
            )
            checks[test.__name__] = check(function.name, layer=layer, points=0, title=title)(test)
    return checks


def _written(function: Any) -> Callable[[Student], None]:
    def test(student: Student) -> None:
        expect_written(getattr(student, function.name))

    test.__name__ = f"test_{function.name}_exists"
    return test


def _callable(function: Any) -> Callable[[Student], None]:
    def test(student: Student) -> None:
        expect_callable(getattr(student, function.name), function.parameters)

    test.__name__ = f"test_{function.name}_callable"
    return test


def expect_written(function: RemoteFunction) -> None:
    """The function is there and is more than the stub."""
    found, name = function.student.found.get(function.name), function.name
    if found is None or not found.present:
        problems = " ".join(map(fact_of, function.student.problems))
        raise _missing(name, found.stopped if found else None, problems)
    if not found.written:
        raise not_written(name)


def expect_callable(function: RemoteFunction, parameters: Sequence[str]) -> None:
    """The function can be called with the contract's parameters, by position."""
    found = function.student.found[function.name]
    if not found.callable:
        raise CheckFailure("not-callable", function, got=Phrase("value-of-type", type=found.type))
    if found.parameters is not None and len(found.parameters) < len(parameters):
        name, lists = function.name, [", ".join(found.parameters), ", ".join(parameters)]
        got, wanted = (Phrase("call", function=name, arguments=one) for one in lists)
        raise CheckFailure("other-parameters", function, wanted=wanted, got=got)


def _missing(name: str, stopped: Problem | None, problems: str) -> CheckFailure:
    """The failure of a function that is not there; `stopped` is what kept its definition from running."""
    if stopped is None:
        return CheckFailure("missing", name, got=problems, next=Phrase("next/define", function=name))
    following = advice(stopped.text) or Phrase("next/fix-definition", function=name)
    told = recognise_version(f"{stopped.type}: {stopped.text}")
    return CheckFailure("missing", name, told=told, got=problems, next=following)
