"""Reports such as grading writes, honest and hostile, for the tests of what people get to see."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.exercise import Exercise, Function
from autograder.outcomes import Outcome, Verdict
from autograder.report import CheckResult, Isolation, Message, Report

WRONG_AXIS = Message(
    "softmax normalises over the wrong axis.",
    called="softmax(logits), logits of shape (5, 10), float32",
    expected="every row sums to 1",
    got="row 3 sums to 0.4127, off by 0.5873",
    cause="softmax(x, dim=0) sums down the columns, so that each class adds up to 1 instead of each sample.",
    next="sum over the last axis, and keep it as an axis of length 1 so that the division broadcasts.",
)
RAISED = Message(
    "accuracy raised RuntimeError: The size of tensor a (10) must match the size of tensor b (5).",
    called="accuracy(predictions, targets), predictions (5, 10) float32, targets (5,) int64",
    cause="It is raised at line 48: right = (predictions == targets).float()",
    next="turn the probabilities into class numbers first, with argmax over the last axis.",
)

HOSTILE_NAMES = (
    "=cmd()|'/C calc'!A0",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "ali\u202ecilam",
    "",
)


def check(function: str, layer: str, outcome: str = "passed", **changes: object) -> CheckResult:
    """A check of mnist worth two points, earned if it passed."""
    values: dict[str, object] = {
        "id": f"mnist.{function}.{layer}",
        "function": function,
        "layer": layer,
        "visibility": "public",
        "title": f"{function}: {layer} as the contract says",
        "points": 2.0 if outcome == "passed" else 0.0,
        "max_points": 2.0,
        "stretch": layer == "stretch",
        "outcome": Outcome(outcome),
        "message": None,
        "mistake": None,
        "seconds": 0.004,
    }
    return CheckResult(**{**values, **changes})  # type: ignore[arg-type] # fields by their names


def report(student: str = "alice", checks: Sequence[CheckResult] = (), **changes: object) -> Report:
    """A graded report of mnist with these checks."""
    values: dict[str, object] = {
        "submission": f"{student}/06_mnist.py",
        "student": student,
        "exercise": "mnist",
        "verdict": Verdict.GRADED,
        "notes": (),
        "device": "cpu",
        "dataset": "mnist",
        "seed": 7,
        "isolation": Isolation("L2", ("rlimits", "landlock", "seccomp")),
        "seconds": {"worker": 1.9, "grader": 0.1},
        "checks": tuple(checks),
        "versions": {"python": "3.12.1", "torch": "2.14.1", "numpy": "2.5.0"},
    }
    return Report(**{**values, **changes})  # type: ignore[arg-type] # fields by their names


def perfect(student: str = "alice") -> Report:
    """Every check passed, the bonus too: 12 of 12 points and 2 beyond."""
    return report(student, _checks())


def wrong_axis(student: str = "bob") -> Report:
    """softmax over the wrong axis: 8 of 12 points."""
    value = check("softmax", "value", "failed", message=WRONG_AXIS, mistake="wrong-axis")
    later = [check("softmax", layer, "not-reached", visibility="hidden") for layer in ("gradient", "stretch")]
    return report(student, _checks(value, *later))


def raising(student: str = "carol") -> Report:
    """accuracy raises, and the bonus of softmax is missed: 10 of 12 points."""
    missed = check("softmax", "stretch", "failed", message=Message("softmax overflows for logits of 1000."))
    return report(student, _checks(missed, check("accuracy", "value", "error", message=RAISED)))


def ungraded(student: str = "dora") -> Report:
    """The kit failed on one check, all others passed: 10 of 12 points, and no fault of the student's."""
    fault = Message("The grader failed on this check.", next="run `autograder doctor`.")
    return report(student, _checks(check("accuracy", "value", "ungraded", message=fault)))


def timed_out(student: str = "emil") -> Report:
    """Stopped in gradients, nothing later was reached: 0 of 12 points."""
    slow = check(
        "gradients", "value", "timeout", message=Message("gradients gave no answer within 10 seconds.")
    )
    rest = [check(one.function, one.layer, "not-reached") for one in _checks()[1:]]
    notes = ("The work was stopped after 60 seconds.",)
    return report(student, [slow, *rest], verdict=Verdict.TIMEOUT, notes=notes)


def unreadable(student: str = "fay") -> Report:
    """A syntax error: no check was run."""
    note = "06_mnist.py cannot be read: line 12, “def softmax(x)” lacks a colon."
    return report(student, [], verdict=Verdict.UNREADABLE, notes=(note,))


def hostile() -> list[Report]:
    """Names and messages that attack a terminal, a page or a spreadsheet."""
    message = "<b>bold</b> \x1b]0;title\x07\x1b[2Jgone \u202e" + "x" * 10_000
    attacks = [check("softmax", "value", "failed", message=Message(message))]
    return [report(name, attacks, notes=("<img src=x onerror=alert(1)>",)) for name in HOSTILE_NAMES]


def cohort() -> list[Report]:
    """One report of each kind, then the hostile ones."""
    return [perfect(), wrong_axis(), raising(), ungraded(), timed_out(), unreadable(), *hostile()]


def mnist() -> Exercise:
    """The exercise that the reports belong to, with one function that no report has checks for."""
    names = ("gradients", "softmax", "accuracy", "train_from_scratch")
    functions = tuple(Function(name, "function", f"{name}(x)", ("x",), "", 2.0, (), (), ()) for name in names)
    return Exercise("06_mnist", "From tensors to a digit classifier", 4, 180, functions, ())


def _checks(*changed: CheckResult) -> list[CheckResult]:
    """All checks of mnist, passed, but for those in `changed`."""
    layers = {
        "gradients": ("value", "effect"),
        "softmax": ("shape", "value", "gradient", "stretch"),
        "accuracy": ("value",),
    }
    passed = [check(function, layer) for function, some in layers.items() for layer in some]
    instead = {one.id: one for one in changed}
    return [instead.get(one.id, one) for one in passed]
