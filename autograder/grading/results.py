"""From what a check raised to its result."""

from __future__ import annotations

import re

from autograder.checks.exceptions import recognise_exception
from autograder.checks.failure import CheckFailure, not_written
from autograder.checks.registry import Check
from autograder.checks.versions import recognise_version
from autograder.grading.collect import sentences_of
from autograder.outcomes import Outcome
from autograder.report import CheckResult, Message
from autograder.sandbox.missing import advice
from autograder.sandbox.no_value import CallFailed, NotWritten, OutOfMemory, Raised
from autograder.sandbox.problems import fact_of, quoted, said
from autograder.sentences import Phrase

MAX_QUOTED = 400  # characters of an exception's text
NUMBERS = re.compile(r"-?\d*\.\d+(e[+-]?\d+)?|(?<=Python integer )-?\d+")


def result_of(check: Check, raised: BaseException | None, seconds: float) -> CheckResult:
    """The result of a check that ran and raised this, or nothing."""
    if raised is None:
        return _result(check, Outcome.PASSED, seconds=seconds)
    if isinstance(raised, CheckFailure):
        return _failed(check, Outcome.FAILED, raised, seconds)
    if isinstance(raised, CallFailed):
        return _failed(check, raised.outcome, explain(check, raised), seconds)
    error = said(type(raised).__name__, str(raised))
    return _failed(check, Outcome.UNGRADED, CheckFailure("kit-failed", check.function, error=error))


def _failed(check: Check, outcome: Outcome, failure: CheckFailure, seconds: float = 0.0) -> CheckResult:
    message = failure.message(sentences_of(check))
    return _result(check, outcome, message, mistake=failure.mistake, seconds=seconds)


def not_reached(check: Check, because: CheckResult) -> CheckResult:
    """The result of a check that was not run because of an earlier one of the same function."""
    if because.mistake == "not-written":
        return _result(check, Outcome.NOT_REACHED, because.message, mistake=because.mistake)
    return _failed(
        check, Outcome.NOT_REACHED, CheckFailure("not-reached", check.function, earlier=because.title)
    )


def not_run(check: Check, outcome: Outcome, fact: str, remedy: str) -> CheckResult:
    """The result of a check of a submission that could not be judged at all."""
    return _result(check, outcome, Message(fact, next=remedy))


def explain(check: Check, failure: CallFailed) -> CheckFailure:
    """The message for a call that gave no value."""
    name = check.function
    if isinstance(failure, NotWritten):
        return not_written(name)
    if isinstance(failure, Raised):
        return _exception(check, failure)
    if isinstance(failure, OutOfMemory):
        return CheckFailure("out-of-memory", name, got=failure.fact)
    following = failure.remedy or Phrase(f"next/{failure.outcome.value}")
    return CheckFailure("no-value", name, why=failure.fact, next=following)


def _exception(check: Check, error: Raised) -> CheckFailure:
    # An exception's text may quote an input; the numbers of a hidden one are left out.
    text = error.text if check.visibility == "public" else NUMBERS.sub("…", error.text)
    told = recognise_exception(error.type_name, error.text, error.line)
    if error.lost:
        told = recognise_version(f"{error.lost.type}: {error.lost.text}")
        told = told or (Phrase("name-lost", fact=fact_of(error.lost)),)
    own = Phrase("raised-in-line", place=error.place, line=quoted(error.line)) if error.line else error.place
    kind = "raised" if not own else "raised-at/told" if told else "raised-at"
    return CheckFailure(
        kind,
        check.function,
        told=told,
        type=error.type_name,
        call=error.called,
        got=said(error.type_name, text, MAX_QUOTED),
        where=own,
        next=advice(error.lost.text if error.lost else error.text)
        or Phrase("next/raised-at" if own else "next/raised"),
    )


def _result(
    check: Check,
    outcome: Outcome,
    message: Message | None = None,
    *,
    mistake: str | None = None,
    seconds: float = 0.0,
) -> CheckResult:
    return CheckResult(
        id=check.id,
        function=check.function,
        layer=check.layer,
        visibility=check.visibility,
        title=check.title,
        points=float(check.points) if outcome.passed else 0.0,
        max_points=float(check.points),
        stretch=check.stretch,
        outcome=outcome,
        message=message,
        mistake=mistake,
        seconds=round(seconds, 4),
    )
