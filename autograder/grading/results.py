"""From what a check raised to its result."""

from __future__ import annotations

import re

from autograder.checks.exceptions import recognise_exception
from autograder.checks.failure import CheckFailure, not_written
from autograder.checks.registry import Check
from autograder.checks.versions import recognise_version
from autograder.outcomes import Outcome
from autograder.report import CheckResult, Message
from autograder.sandbox.missing import advice
from autograder.sandbox.no_value import CallFailed, NotWritten, OutOfMemory, Raised
from autograder.sandbox.problems import fact_of, quoted, said

MAX_QUOTED = 400  # characters of an exception's text
NUMBERS = re.compile(r"-?\d*\.\d+(e[+-]?\d+)?|(?<=Python integer )-?\d+")


def result_of(check: Check, raised: BaseException | None, seconds: float) -> CheckResult:
    """The result of a check that ran and raised this, or nothing."""
    if raised is None:
        return _result(check, Outcome.PASSED, seconds=seconds)
    if isinstance(raised, CheckFailure):
        return _result(check, Outcome.FAILED, raised.message, mistake=raised.mistake, seconds=seconds)
    if isinstance(raised, CallFailed):
        failure = explain(check, raised)
        return _result(check, raised.outcome, failure.message, mistake=failure.mistake, seconds=seconds)
    fact = f"The kit failed while it ran this check ({type(raised).__name__}: {raised})."
    remedy = "Tell your instructor. A person looks at this check before it costs you points."
    return _result(check, Outcome.UNGRADED, Message(fact, next=remedy))


def not_reached(check: Check, because: CheckResult) -> CheckResult:
    """The result of a check that was not run because of an earlier one of the same function."""
    if because.mistake == "not-written":
        return _result(check, Outcome.NOT_REACHED, because.message, mistake=because.mistake)
    fact = f"Not reached: {check.function} fails at an earlier check: {because.title}."
    return _result(check, Outcome.NOT_REACHED, Message(fact, next="Fix that check first."))


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
        fact = f"{name} asked for more memory than it may have."
        return CheckFailure(fact, got=failure.fact, next=REMEDIES["memory"])
    return CheckFailure(
        f"{name} gave no result. {failure.fact}", next=failure.remedy or REMEDIES.get(failure.outcome, "")
    )


REMEDIES = {
    "timeout": "Look for a loop that never ends, and for a Python loop over the entries of a tensor.",
    "memory": "Look for a tensor that is far larger than the data, or for a list that keeps every graph.",
    "crashed": "Run the function on your own machine with a small input and see where it ends.",
    "failed": "Return plain numbers, tensors, lists or dicts, as the docstring says.",
}


def _exception(check: Check, error: Raised) -> CheckFailure:
    # An exception's text may quote an input; the numbers of a hidden one are left out.
    text = error.text if check.visibility == "public" else NUMBERS.sub("…", error.text)
    where = f"{error.place}: {quoted(error.line)}" if error.line else error.place
    own = where and f"your own code, at {where}"
    cause, mistake = recognise_exception(error.type_name, error.text, error.line)
    if error.lost:
        cause, mistake = recognise_version(f"{error.lost.type}: {error.lost.text}")
        cause = cause or f"{fact_of(error.lost)} It was to define this name: fix that first."
        mistake = mistake or "name-lost"
    missing = advice(error.lost.text if error.lost else error.text)
    mend = "Go to the line named above, print what it works on, and compare shapes, dtypes and names."
    look = "Call the function yourself, and look for lines of your own in the traceback."
    return CheckFailure(
        f"{check.function} raised {error.type_name}.",
        called=error.called,
        expected="a value, and no exception",
        got=said(error.type_name, text, MAX_QUOTED),
        cause=f"{cause} It is raised by {own}" if cause and own else cause or own,
        next=missing or (mend if where else look),
        mistake=mistake,
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
