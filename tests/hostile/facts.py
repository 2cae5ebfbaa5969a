"""What holds of every attack, whatever it tries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import ClassVar

from autograder.outcomes import Verdict
from autograder.report import Report
from hostile.attack import CANARY, MARKER, Attack
from hostile.trial import Trial, points

REPORT_BYTES = 200_000


class HostileFamily:
    """The facts; a test class a family inherits them and names its attacks."""

    attacks: ClassVar[Sequence[Attack]]

    def test_it_scores_no_more_than_the_same_code_without_the_attack(self, trial: Trial) -> None:
        assert points(trial.report) <= trial.fair

    def test_it_does_not_get_what_it_is_after(self, trial: Trial) -> None:
        assert [line for line in trial.output.splitlines() if MARKER in line] == []

    def test_no_secret_leaves_with_what_it_prints(self, trial: Trial) -> None:
        assert CANARY not in trial.output

    def test_no_secret_gets_into_its_report(self, trial: Trial) -> None:
        assert CANARY not in json.dumps(trial.report.to_json())

    def test_its_report_carries_a_verdict(self, trial: Trial) -> None:
        assert trial.report.verdict in ([trial.attack.verdict] if trial.attack.verdict else list(Verdict))

    def test_its_report_says_how_far_it_was_isolated(self, trial: Trial) -> None:
        assert trial.report.isolation.level == f"L{trial.level}"

    def test_the_kit_does_not_fail_over_it(self, trial: Trial) -> None:
        assert [one.message for one in trial.report.checks if one.outcome.needs_person] == []

    def test_its_report_is_short_and_can_be_written_and_read(self, trial: Trial) -> None:
        text = json.dumps(trial.report.to_json(), allow_nan=False, ensure_ascii=False)
        assert len(text.encode("utf-8")) < REPORT_BYTES
        assert Report.from_json(json.loads(text)) == trial.report

    def test_an_honest_submission_after_it_gets_full_points(self, trial: Trial) -> None:
        assert (trial.honest.verdict, trial.honest.score) == ("graded", trial.honest.max_score)

    def test_it_leaves_everything_as_it_was(self, trial: Trial) -> None:
        assert trial.after == trial.before
