from __future__ import annotations

import csv
import io
import json
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import sample_reports as sample
from autograder.errors import MachineError, UsageError
from autograder.outcomes import Outcome, Verdict
from autograder.report import Message, Points, Report, number
from autograder.reporting import html, summary, tables, terminal, text

ESC = "\x1b"
RIGHT_TO_LEFT = "\u202e"


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns and no colour, whatever the environment of the tests asks for."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def printed(show: Callable[..., None], *arguments: Any, **options: Any) -> str:
    stream = io.StringIO()
    show(*arguments, **options, stream=stream)
    return stream.getvalue()


def page(*reports: Any) -> str:
    return html.render(reports or sample.cohort(), [sample.mnist()])


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the page's visible text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.found if found == tag]


# Text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (f"{ESC}[31mred{ESC}[0m", "red"),
        (f"{ESC}]0;title\x07after", "after"),
        (f"{ESC}]8;;https://example.org{ESC}\\link", "link"),
        (f"{ESC}[2Jgone", "gone"),
        (f"lone {ESC} escape", "lone � escape"),
        ("\x9b31m", "�31m"),
        (f"ali{RIGHT_TO_LEFT}cilam", "ali�cilam"),
        ("\u2066isolate\u2069", "�isolate�"),
        ("zero\u200bwidth", "zero�width"),
        ("bell\x07 null\x00", "bell� null�"),
        ("half of a pair \ud800", "half of a pair �"),
        ("two\u2028lines", "two�lines"),
        ("progress\rdone", "progress\ndone"),
        ("Zoë Müller 李 😀", "Zoë Müller 李 😀"),
    ],
)
def test_text_is_neutralised(raw: str, shown: str) -> None:
    assert text.neutralise(raw) == shown


def test_an_unfinished_escape_sequence_hides_no_later_line() -> None:
    assert "expected: 3" in text.neutralise(f"{ESC}]0;never ended\nexpected: 3\x07")


def test_neutralising_twice_changes_nothing_more() -> None:
    once = text.neutralise(sample.hostile()[0].checks[0].fact)
    assert text.neutralise(once) == once


def test_a_long_message_is_cut_at_the_limit_with_an_ellipsis() -> None:
    cut = text.neutralise("x" * 10_000)
    assert len(cut) == text.MESSAGE_LIMIT
    assert cut.endswith("…")


def test_a_message_of_exactly_the_limit_is_kept_whole() -> None:
    assert text.neutralise("x" * text.MESSAGE_LIMIT) == "x" * text.MESSAGE_LIMIT


@pytest.mark.parametrize("nameless", ["", "  ", "\n", f"{ESC}[31m"])
def test_a_student_without_a_name_is_called_so(nameless: str) -> None:
    assert text.display_name(nameless) == "(no name)"


def test_the_page_says_on_what_the_work_was_run() -> None:
    older = sample.report(versions={"python": "3.10.1", "torch": "2.6.0", "numpy": "1.26.4"})
    page = html.render([sample.perfect(), older], [sample.mnist()])
    assert "Python 3.12.1, PyTorch 2.14.1, NumPy 2.5.0; Python 3.10.1, PyTorch 2.6.0, NumPy 1.26.4" in page


def test_a_message_of_schema_1_falls_into_its_fact_and_its_labelled_lines() -> None:
    message = Message.from_text(str(sample.WRONG_AXIS))
    assert message == sample.WRONG_AXIS
    assert message.fact == "softmax normalises over the wrong axis."
    assert [label for label, _ in message.details] == ["called", "expected", "got", "cause", "next"]


def test_a_report_of_schema_1_is_still_read() -> None:
    report = sample.wrong_axis()
    record = report.to_json()
    told = {one.id: str(one.message) if one.message else "" for one in report.checks}
    checks = [{**one, "message": told[one["id"]]} for one in record["checks"]]
    assert Report.from_json({**record, "schema": 1, "checks": checks}) == report
    with pytest.raises(ValueError, match="report schema 3, expected 2"):
        Report.from_json({**record, "schema": 3})


def test_a_line_without_a_label_continues_the_one_before() -> None:
    message = Message.from_text("Fact\nand more\ngot: [1, 2]\n[3, 4]\nValueError: capital")
    assert message == Message("Fact\nand more", got="[1, 2]\n[3, 4]\nValueError: capital")


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", f"{ESC}[0m=1+1", "＝1+1"]
)
def test_a_formula_becomes_text_in_a_spreadsheet(formula: str) -> None:
    assert text.spreadsheet_cell(formula).startswith("'")


@pytest.mark.parametrize("plain", ["alice", "3-4", "a=b", ""])
def test_text_that_is_no_formula_stays_as_it_is_in_a_spreadsheet(plain: str) -> None:
    assert text.spreadsheet_cell(plain) == plain


# Summary


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_in_exactly_one_of_the_families(outcome: Outcome) -> None:
    families = [outcome.passed, outcome.failed, outcome.needs_person, outcome is Outcome.NOT_REACHED]
    assert families.count(True) == 1


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome.TIMEOUT, Verdict.TIMEOUT),
        (Outcome.MEMORY, Verdict.OUT_OF_MEMORY),
        (Outcome.CRASHED, Verdict.CRASHED),
    ],
)
def test_an_outcome_that_ends_a_function_gives_its_verdict(outcome: Outcome, verdict: Verdict) -> None:
    assert (outcome.ends_function, outcome.failed, outcome.verdict) == (True, True, verdict)


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.NOT_REACHED])
def test_any_other_outcome_leaves_a_submission_graded(outcome: Outcome) -> None:
    assert (outcome.ends_function, outcome.verdict) == (False, Verdict.GRADED)


def test_where_the_kit_failed_there_is_no_grade_and_where_no_file_is_there_is_one_of_zero() -> None:
    assert [verdict for verdict in Verdict if not verdict.gives_grade] == [Verdict.UNGRADED]
    assert {verdict for verdict in Verdict if not verdict.on_work} == {
        *(Verdict.MISSING, Verdict.UNRECOGNISED, Verdict.UNGRADED)
    }


@pytest.mark.parametrize("word", [*Outcome, *Verdict])
def test_in_json_and_in_a_sentence_a_word_is_its_plain_text(word: Outcome | Verdict) -> None:
    assert json.dumps(word) == f'"{word.value}"'
    assert f"{word}" == str(word) == word.value


def test_stretch_points_are_a_bonus_beyond_the_maximum() -> None:
    assert sample.perfect().points == Points(12.0, 12.0, 2.0)


@pytest.mark.parametrize(
    ("points", "shown"), [(0.0, "0"), (10.0, "10"), (27.5, "27.5"), (100.0, "100"), (1 / 3, "0.33")]
)
def test_points_have_at_most_two_decimals(points: float, shown: str) -> None:
    assert number(points) == shown


def test_a_missed_bonus_does_not_spoil_a_pass() -> None:
    assert summary.outcome_of(summary.by_function(sample.raising())["softmax"]) == "passed"


def test_a_failure_outweighs_what_was_not_reached_before_it() -> None:
    checks = [sample.check("softmax", "shape", "not-reached"), sample.check("softmax", "value", "failed")]
    assert summary.outcome_of(checks) == "failed"


@pytest.mark.parametrize(
    ("report", "first"),
    [
        (sample.perfect(), ""),
        (sample.wrong_axis(), "softmax normalises over the wrong axis."),
        (sample.ungraded(), "accuracy: ungraded, a person must look"),
        (sample.timed_out(), "The work was stopped after 60 seconds."),
        (sample.report(verdict=Verdict.MISSING), "No file was handed in."),
    ],
)
def test_the_first_thing_to_mend_is_named(report: Any, first: str) -> None:
    assert summary.first_to_mend(report) == first


# Terminal


def test_the_cohort_table_has_a_row_for_every_submission() -> None:
    out = printed(terminal.show_cohort, sample.cohort()[:6], Path("out"))
    rows = [line.split()[0] for line in out.splitlines() if " mnist " in line]
    assert rows == ["alice", "bob", "carol", "dora", "emil", "fay"]


def test_the_cohort_table_ends_with_totals_and_where_the_report_is() -> None:
    out = printed(terminal.show_cohort, [sample.perfect(), sample.wrong_axis()], Path("out"))
    assert "2 submissions: 2 graded." in out
    assert "Mean of mnist: 10 of 12 points." in out
    assert out.endswith(f"Next: open {Path('out') / 'report.html'}\n")


def test_the_cohort_table_calls_for_a_person_where_the_kit_failed() -> None:
    assert "The kit failed on 1 check" in printed(terminal.show_cohort, [sample.ungraded()], Path("out"))


def test_the_cohort_table_calls_for_nobody_where_the_kit_worked() -> None:
    assert "The kit failed" not in printed(terminal.show_cohort, [sample.wrong_axis()], Path("out"))


def test_the_cohort_table_calls_for_a_person_where_work_was_not_recognised() -> None:
    reports = [sample.report(verdict=Verdict.UNRECOGNISED, notes=("There lies: a.pdf.",)), sample.perfect()]
    assert "which file is meant in 1 submission:" in printed(terminal.show_cohort, reports, Path("out"))


def test_the_cohort_table_points_to_notes_on_what_was_graded() -> None:
    noted = replace(sample.perfect(), notes=("Taken: 06_mnist (1).py.",))
    out = printed(terminal.show_cohort, [noted, noted, sample.unreadable()], Path("out"))
    assert "There are notes on 2 graded submissions" in out


def test_a_row_of_grades_says_which_file_was_taken() -> None:
    [row] = rows(replace(sample.perfect(), notes=("Taken: =a.py.", "Not taken: b.py.")))
    assert row["notes"] == "Taken: =a.py. Not taken: b.py."


def test_an_empty_cohort_is_said_to_be_empty() -> None:
    assert "0 submissions: nothing to grade." in printed(terminal.show_cohort, [], Path("out"))


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_shows_a_symbol_and_a_word(outcome: Outcome) -> None:
    report = sample.report(checks=[sample.check("softmax", "value", outcome)])
    assert outcome.mark in printed(terminal.show_report, report)


def test_a_failure_shows_its_message_with_the_labels_aligned() -> None:
    lines = printed(terminal.show_report, sample.wrong_axis()).splitlines()
    columns = {
        next(line.index(value) for line in lines if value in line) for value in ("every row", "row 3 sums")
    }
    assert len(columns) == 1


def test_the_checks_of_a_passing_function_are_listed_only_when_asked() -> None:
    passing = "gradients: effect as the contract says"
    assert passing not in printed(terminal.show_report, sample.wrong_axis())
    assert passing in printed(terminal.show_report, sample.wrong_axis(), verbose=True)


@pytest.mark.parametrize(
    ("report", "ending"),
    [
        (sample.perfect(), "All public checks pass; the hidden ones are run when your work is graded."),
        (sample.wrong_axis(), "Next: fix softmax, then run `autograder check mnist.softmax`."),
        (sample.unreadable(), "Next: fix what is said above, then run `autograder check mnist`."),
        (sample.report(), "Next: fix what is said above, then run `autograder check mnist`."),
        (sample.timed_out(), "Next: fix gradients, then run `autograder check mnist.gradients`."),
    ],
)
def test_a_report_ends_with_the_next_step(report: Any, ending: str) -> None:
    assert printed(terminal.show_report, report).endswith(f"\n{ending}\n")


def test_a_report_whose_worker_died_is_never_praised() -> None:
    report = replace(sample.perfect(), verdict=Verdict.CRASHED)
    assert "All public checks pass" not in printed(terminal.show_report, report)


def test_a_fault_of_the_kit_is_not_blamed_on_the_student() -> None:
    ending = printed(terminal.show_report, sample.ungraded()).splitlines()[-1]
    assert "autograder doctor" in ending
    assert "mend" not in ending


def test_a_missed_bonus_is_offered_after_the_praise() -> None:
    checks = [sample.check("softmax", "value"), sample.check("softmax", "stretch", "failed")]
    assert "A bonus is left in softmax" in printed(terminal.show_report, sample.report(checks=checks))


@pytest.mark.parametrize("report", sample.hostile())
def test_nothing_hostile_reaches_the_terminal(report: Any) -> None:
    out = printed(terminal.show_report, report) + printed(terminal.show_cohort, [report], Path("out"))
    assert not re.search(f"[{ESC}\x07\r{RIGHT_TO_LEFT}]", out)


def test_square_brackets_are_text_and_not_markup() -> None:
    checks = [
        sample.check("softmax", "value", "failed", message=Message("[bold]x[/bold]", got="[red]y[/red]"))
    ]
    out = printed(terminal.show_report, sample.report(checks=checks, notes=("[dim]z",)))
    assert all(words in out for words in ("[bold]x[/bold]", "[red]y[/red]", "[dim]z"))


@pytest.mark.parametrize("report", sample.cohort())
def test_no_line_of_a_report_is_wider_than_80_columns_but_the_next_step(report: Any) -> None:
    *lines, _ = printed(terminal.show_report, report, verbose=True).splitlines()
    assert max(len(line) for line in lines) <= 80


def test_a_stream_without_the_symbols_gets_plain_ones() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii", write_through=True)
    report = replace(sample.wrong_axis(), notes=("Zoë",))
    terminal.show_report(report, stream=stream)
    assert b"Zo?" in raw.getvalue()
    assert b"x failed" in raw.getvalue()
    assert b"- not reached" in raw.getvalue()


def test_the_catalogue_shows_what_an_exercise_asks() -> None:
    out = printed(terminal.show_catalog, [sample.mnist()])
    assert re.search(r"06\s+mnist\s+★★★★ hard\s+4\s+8\s+180", out)
    assert "From tensors to a digit" in out


def test_an_error_shows_its_fact_and_its_next_step_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal.show_error(UsageError("There is no exercise mnits.", "Did you mean mnist?"))
    assert capsys.readouterr() == ("", "Error: There is no exercise mnits.\nNext: Did you mean mnist?\n")


def test_the_doctor_shows_the_remedy_of_what_is_broken() -> None:
    rows = [("ok", "torch", "2.6.0", ""), ("broken", "isolation", "no Landlock", "Use Linux 5.13 or later.")]
    lines = [line.strip() for line in printed(terminal.show_doctor, rows).splitlines()]
    assert re.fullmatch(r"✓ ok +torch +2\.6\.0", lines[0])
    assert re.fullmatch(r"✗ broken +isolation +no Landlock", lines[1])
    assert lines[2:] == ["Next: Use Linux 5.13 or later."]


def test_progress_is_silent_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    with terminal.show_progress(2, stream) as done:
        done("alice")
    assert stream.getvalue() == ""


# Page


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    elements = Elements(page())
    assert not {"script", "img", "link", "iframe", "object", "b"} & {tag for tag, _ in elements.found}
    assert not [one for _, one in elements.found if {"src", "style"} & set(one) or "onerror" in one]
    assert all(str(one["href"]).startswith("#") for one in elements.all("a"))


def test_the_page_carries_a_strict_content_security_policy() -> None:
    metas = Elements(page()).all("meta")
    policies = [one["content"] for one in metas if one.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert str(policies[0]).startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_nothing_hostile_reaches_the_page() -> None:
    source = page()
    assert not re.search(f"[{ESC}\x07{RIGHT_TO_LEFT}]", source)
    assert "x" * text.MESSAGE_LIMIT not in source


def test_every_link_of_the_page_leads_somewhere() -> None:
    elements = Elements(page())
    targets = [one["id"] for _, one in elements.found if "id" in one]
    assert len(targets) == len(set(targets))
    assert {str(one["href"])[1:] for one in elements.all("a")} == set(targets)


def test_every_heading_of_the_matrix_has_a_scope() -> None:
    scopes = [one.get("scope") for one in Elements(page(sample.perfect(), sample.wrong_axis())).all("th")]
    columns = 3 + len(sample.mnist().functions)
    assert scopes == ["col"] * columns + ["row"] * 2


def test_the_matrix_shades_a_function_by_its_share_of_points() -> None:
    cells = [one.get("class") for one in Elements(page(sample.wrong_axis())).all("td")]
    assert cells == [None, None, "full", "some", "full", None]


@pytest.mark.parametrize(
    ("points", "shade"),
    [
        (Points(2.0, 2.0, 0.0), "full"),
        (Points(1.0, 2.0, 0.0), "most"),
        (Points(0.5, 2.0, 0.0), "some"),
        (Points(0.0, 2.0, 1.0), "none"),
        (Points(0.0, 0.0, 1.0), "full"),
        (Points(0.0, 0.0, 0.0), "none"),
    ],
)
def test_a_shade_follows_the_share_of_points(points: Points, shade: str) -> None:
    assert html.shade(points) == shade


def test_only_functions_that_did_not_pass_are_unfolded() -> None:
    unfolded = ["open" in one for one in Elements(page(sample.wrong_axis())).all("details")]
    assert unfolded == [False, True, False]


def test_the_page_tells_message_verdict_notes_and_isolation() -> None:
    shown = Elements(page(sample.wrong_axis(), sample.timed_out())).text
    for words in (
        "softmax normalises over the wrong axis.",
        "row 3 sums to 0.4127",
        "recognised mistake: wrong-axis",
        "Verdict: timeout.",
        "The work was stopped after 60 seconds.",
        "L2 (rlimits, landlock, seccomp)",
        "Mean",
    ):
        assert words in shown


def test_the_page_calls_for_a_person_only_where_the_kit_failed() -> None:
    assert "A person must look" in page(sample.ungraded())
    assert "A person must look" not in page(sample.wrong_axis())


def test_a_report_of_an_unknown_exercise_gets_a_chapter_of_its_own() -> None:
    other = replace(sample.perfect(), exercise="my_own")
    headings = Elements(page(other, sample.perfect())).all("h2")
    assert [one["id"] for one in headings] == ["mnist", "my_own"]


def test_a_page_without_reports_is_still_a_page() -> None:
    assert "<h1>Grading report</h1>" in html.render([], [sample.mnist()])


@pytest.mark.parametrize("name", ["alice", "a b.py", "x; rm -rf ~", "$(id)", "-rf", "'", "two\nlines"])
def test_the_replay_command_is_one_safe_line_for_a_shell(name: str) -> None:
    command = html.replay_command(replace(sample.perfect(), submission=name))
    path = name.replace("\n", " ")
    expected = f"./{path}" if name.startswith("-") else path
    words = ["autograder", "grade", expected, "--exercise", "mnist", "--seed", "7"]
    assert shlex.split(command) == words


def test_a_missing_jinja2_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    html._template.cache_clear()  # what other tests have compiled
    with pytest.raises(MachineError, match=r"pip install 'torchkata\[instructor\]'"):
        page(sample.perfect())


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, by the definition of WCAG 2.1."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "quiet", "link", "good", "bad"])
@pytest.mark.parametrize("ground", ["page", "panel"])
def test_writing_contrasts_with_its_ground(scheme: int, ink: str, ground: str) -> None:
    assert contrast(scheme, ink, ground) >= 4.5  # level AA of WCAG 2.1 for body text


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("shade", ["full", "most", "some", "none"])
def test_points_contrast_with_their_shade(scheme: int, shade: str) -> None:
    assert contrast(scheme, "text", shade) >= 4.5


def contrast(scheme: int, ink: str, ground: str) -> float:
    """The contrast ratio of two of the page's colours in its light (0) or dark (1) scheme."""
    source = page(sample.perfect())
    found = [re.findall(rf"--{name}: (#[0-9a-f]{{6}});", source)[scheme] for name in (ink, ground)]
    dark, light = sorted(luminance(colour) for colour in found)
    return (light + 0.05) / (dark + 0.05)


# Table


def rows(*reports: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tables.grades_csv(reports))))


def test_a_row_of_grades_holds_score_bonus_and_points_a_function() -> None:
    assert rows(sample.perfect()) == [
        {
            "student": "alice",
            "assignment": "",
            "exercise": "mnist",
            "submission": "alice/06_mnist.py",
            "verdict": "graded",
            "score": "12",
            "max_score": "12",
            "bonus": "2",
            "dataset": "mnist",
            "device": "cpu",
            "notes": "",
            "mnist.gradients": "4",
            "mnist.softmax": "8",
            "mnist.accuracy": "2",
        }
    ]


def test_functions_of_another_exercise_are_left_empty() -> None:
    first, second = rows(sample.perfect(), replace(sample.perfect(), exercise="other"))
    assert (first["mnist.softmax"], first["other.softmax"]) == ("8", "")
    assert (second["mnist.softmax"], second["other.softmax"]) == ("", "8")


def test_no_cell_of_the_grades_starts_a_formula() -> None:
    cells = [cell for row in rows(*sample.hostile()) for cell in row.values()]
    assert "'=cmd()|'/C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_semicolon_in_a_name_stays_inside_the_quotes() -> None:
    assert '"a;=cmd()"' in tables.grades_csv([sample.perfect("a;=cmd()")])


def test_no_reports_leave_the_header_alone() -> None:
    assert tables.grades_csv([]) == ",".join(f'"{column}"' for column in tables.COLUMNS) + "\n"


# The checks of one function, below a notebook's cell

ENDING = "1 of 2 points in the public checks; hidden ones are graded later"


def cell_text(report: Any) -> str:
    return printed(terminal.show_checks, report, ENDING)


def softmax(*changed: Any) -> Any:
    return sample.report(checks=[sample.check("softmax", "shape"), *changed])


@pytest.mark.parametrize("outcome", Outcome)
def test_a_cell_shows_every_outcome_as_a_symbol_and_a_word(outcome: Outcome) -> None:
    report = softmax(sample.check("softmax", "value", outcome, message=Message("Why.", next="Mend it.")))
    marked = outcome.mark
    assert marked in cell_text(report)
    assert marked in html.render_checks(report, ENDING)


def test_a_cell_says_what_a_failed_check_says_and_ends_with_the_points() -> None:
    report = softmax(
        sample.check("softmax", "value", "failed", message=Message("It is wrong.", got="3", next="Mend it."))
    )
    shown = [cell_text(report), " ".join(Elements(html.render_checks(report, ENDING)).text.split())]
    for one in shown:
        assert one.strip().endswith(ENDING)
        assert all(words in one for words in ("It is wrong.", "got", "3", "Mend it."))
        assert "Next: fix softmax, then run its cell and this one." in one


def test_a_cell_says_once_that_a_function_is_not_written() -> None:
    changes = {"message": Message("softmax is not written yet.", next="Write it."), "mistake": "not-written"}
    checks = [sample.check("softmax", layer, "not-reached", **changes) for layer in ("shape", "value")]
    report = sample.report(checks=checks)
    for shown in (cell_text(report), html.render_checks(report, ENDING)):
        assert shown.count("– not written") == 2
        assert "not written yet" not in shown
        assert "Next: write softmax, then run its cell and this one." in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ([], "Every check passes."),
        ([("stretch", "failed")], "Every check passes; a bonus is left, if you like."),
        ([("value", "ungraded")], "Next: run `autograder doctor`"),
    ],
)
def test_a_cell_praises_what_deserves_it(changed: Any, said: str) -> None:
    report = softmax(*(sample.check("softmax", layer, outcome) for layer, outcome in changed))
    assert said in cell_text(report)
    assert said in html.render_checks(report, ENDING)


@pytest.mark.parametrize("report", sample.hostile())
def test_nothing_hostile_reaches_a_notebook(report: Any) -> None:
    page = html.render_checks(report, ENDING)
    for shown in (page, cell_text(report)):
        assert not re.search(f"[{ESC}\x07\r{RIGHT_TO_LEFT}]", shown)
        assert "x" * text.MESSAGE_LIMIT not in shown
    allowed = ["div", "table", "thead", "tbody", "tr", "th", "td", "strong", "dl", "dt", "dd", "p"]
    assert {element for element, _ in Elements(page).found} <= set(allowed)


def test_a_cell_brings_no_colour_of_its_own() -> None:
    # It is shown in pages with dark and with light backgrounds.
    styles = [
        attributes.get("style", "") for _, attributes in Elements(html.render_checks(softmax(), "")).found
    ]
    assert [style for style in styles if re.search(r"(?<!-)color:|background: (?!none)", str(style))] == []
