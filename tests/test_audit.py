"""The audit finds whatever is judged wrongly: shown on reports that are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.audit.corpus import Answer, wrong_answers
from autograder.audit.rates import faults_of, idle_checks, rates_of
from autograder.audit.run import alike, chosen, unhinted, unlisted
from autograder.catalog import find
from autograder.errors import UsageError
from autograder.outcomes import Outcome
from autograder.report import CheckResult, Message, Report
from grading_helpers import MNIST

PIECEWISE = find("piecewise")
FACT = "relu changes its input."
WRONG = Answer(MNIST, "works in place", "", "relu.effect", "input-changed", (FACT,))
RIGHT = Answer(MNIST, "plain", "")


def result(name: str, outcome: str = "passed", mistake: str | None = None, fact: str = "") -> CheckResult:
    """The result of the check `mnist.<name>`, worth a point."""
    points = 1.0 if outcome == "passed" else 0.0
    function = name.partition(".")[0]
    return CheckResult(
        id=f"mnist.{name}",
        function=function,
        layer="effect",
        visibility="hidden",
        title="",
        points=points,
        max_points=1.0,
        stretch=False,
        outcome=Outcome(outcome),
        message=Message(fact, next="Mend it."),
        mistake=mistake,
        seconds=0.0,
    )


PASSES = (result("relu.example"), result("relu.effect"), result("model.value"))
CAUGHT = (
    result("relu.example"),
    result("relu.effect", "failed", "input-changed", FACT),
    result("model.value"),
)


def report(checks: tuple[CheckResult, ...]) -> Report:
    from sample_reports import report as sample

    return replace(sample(), exercise="mnist", checks=checks)


def broken(pairs: list[tuple[Answer, Report]]) -> list[str]:
    """The titles of the rates that are not what they must be."""
    return [rate.title for rate in rates_of(pairs) if not rate.holds]


def with_result(changed: CheckResult) -> tuple[CheckResult, ...]:
    return tuple(changed if one.id == changed.id else one for one in CAUGHT)


def test_a_right_and_a_wrong_answer_that_are_judged_rightly_pass():
    pairs = [(RIGHT, report(PASSES)), (WRONG, report(CAUGHT))]
    assert broken(pairs) == []
    assert [fault for pair in pairs for fault in faults_of(*pair)] == []


@pytest.mark.parametrize(
    ("answer", "checks", "words"),
    [
        (RIGHT, CAUGHT, "relu is right and loses points: mnist.relu.effect"),
        (WRONG, PASSES, "relu.effect says passed"),
        (
            WRONG,
            with_result(result("relu.effect", "failed", None, FACT)),
            "called None and not input-changed",
        ),
        (WRONG, with_result(result("relu.effect", "failed", "input-changed", "Oh.")), "says 'Oh.' and not"),
        (WRONG, with_result(result("model.value", "failed")), "model is right and loses points"),
    ],
    ids=["a right one rejected", "a wrong one accepted", "another name", "another message", "collateral"],
)
def test_a_misjudged_answer_is_a_fault(answer, checks, words):
    (fault,) = faults_of(answer, report(checks))
    assert words in fault
    assert broken([(answer, report(checks))]) != []


@pytest.mark.parametrize("said", ["relu raised RuntimeError.", "relu raised NotImplementedError."])
def test_any_of_several_promised_first_lines_will_do(said):
    promised = replace(WRONG, says=("relu raised RuntimeError.", "relu raised NotImplementedError."))
    pairs = [(promised, report(with_result(result("relu.effect", "failed", "input-changed", said))))]
    assert broken(pairs) == []
    assert [fault for pair in pairs for fault in faults_of(*pair)] == []


def test_every_promised_first_line_of_the_corpus_is_read():
    averaged = next(one for one in wrong_answers(MNIST) if one.name == "averages truth values")
    assert averaged.says == ("accuracy raised RuntimeError.", "accuracy raised NotImplementedError.")
    assert averaged.source.startswith("def accuracy(")


def test_too_few_names_fail_the_audit():
    unnamed = replace(WRONG, mistake=None)
    pairs = [(unnamed, report(with_result(result("relu.effect", "failed", None, FACT))))]
    assert broken(pairs) == ["mistakes called by their names"]


def test_a_check_that_never_fails_alone_is_idle():
    both = (*CAUGHT[1:], result("relu.example", "failed"))
    assert idle_checks([(WRONG, report(both))]) == {
        "mnist.relu.example",
        "mnist.relu.effect",
        "mnist.model.value",
    }
    assert "mnist.relu.effect" not in idle_checks([(WRONG, report(CAUGHT))])


def test_an_idle_check_has_to_be_listed():
    (fact,) = unlisted([], {"mnist.relu.example"})
    assert fact == "mnist.relu.example never is the only one to fail: list it as an overlap."


def test_a_function_without_hints_is_a_fault():
    bare = replace(MNIST, functions=(replace(MNIST.function("relu"), hints=()),))
    assert unhinted([bare]) == ["mnist.relu has no hints."]


def test_the_mistake_reaches_the_function_and_its_users():
    answer = next(one for one in wrong_answers(MNIST) if one.function == "softmax")
    assert set(answer.reached or ()) >= {"softmax", "model"}


def test_a_short_audit_takes_each_right_answer_and_one_wrong_one_for_each_check():
    whole, short = chosen([MNIST], short=False), chosen([MNIST], short=True)
    assert [one for one in short if not one.check] == [one for one in whole if not one.check]
    checks = [one.check for one in short if one.check]
    assert len(checks) == len(set(checks))
    assert set(checks) == {one.check for one in whole if one.check}
    assert len(short) < len(whole)


def test_an_audit_of_what_is_like_a_text_takes_the_wrong_answers_whose_heading_holds_it():
    taken = alike([PIECEWISE], "divided-twice")
    assert {answer.mistake for answer in taken} == {"divided-twice"}
    assert len(alike([PIECEWISE], "relu.")) == sum(one.function == "relu" for one in wrong_answers(PIECEWISE))
    with pytest.raises(UsageError, match="No wrong answer's heading holds 'no such thing'"):
        alike([PIECEWISE], "no such thing")
