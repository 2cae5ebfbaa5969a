"""One authored file becomes a stub, two notebooks and a catalogue entry."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.authoring.authored import parse
from autograder.authoring.notebook import source_notebook
from autograder.authoring.packages import author_package
from autograder.authoring.release import release_notebook
from autograder.authoring.stub import stub
from autograder.errors import MachineError
from autograder.exercise import Question
from sample_exercise import AUTHORED, FILE, SECRETS, STEM


@pytest.fixture(scope="module")
def authored():
    return parse(FILE, AUTHORED)


@pytest.fixture(scope="module")
def source_text(authored):
    return source_notebook(authored).decode()


@pytest.fixture(scope="module")
def release_text(source_text):
    return release_notebook(STEM, source_text.encode()).decode()


def notebook(text):
    return nbformat.reads(text, as_version=4)


def cell(text, identity):
    return next(cell for cell in notebook(text).cells if cell.id == identity)


def code_cells(text):
    return [cell.source for cell in notebook(text).cells if cell.cell_type == "code"]


class TestTheRecord:
    def test_the_header_gives_title_difficulty_and_minutes(self, authored):
        exercise = authored.exercise
        assert (exercise.stem, exercise.name) == (STEM, "averages")
        assert exercise.title == "Averages: many numbers, one number"
        assert (exercise.difficulty, exercise.minutes) == (2, 20)

    def test_a_function_is_described_by_its_code_and_its_marker(self, authored):
        mean = authored.exercise.function("mean")
        assert (mean.kind, mean.signature) == ("function", "mean(numbers, scale=1.0)")
        assert mean.parameters == ("numbers", "scale")
        assert mean.summary == "The mean of the numbers, times `scale`."
        assert (mean.points, mean.uses) == (2.0, ())

    def test_a_class_is_described_by_its_initialiser_without_self(self, authored):
        spread = authored.exercise.function("Spread")
        assert (spread.kind, spread.signature) == ("class", "Spread(numbers, *, centre=None)")
        assert spread.parameters == ("numbers", "centre")
        assert (spread.points, spread.uses) == (1.5, ("mean",))

    def test_a_class_without_an_initialiser_takes_no_parameters(self):
        text = AUTHORED.replace("__init__(self, numbers, *, centre=None)", "keep(self, numbers, centre)")
        assert parse(FILE, text).exercise.function("Spread").parameters == ()

    def test_a_signature_keeps_its_annotations_and_stars(self):
        signature = "mean(numbers: list, *rest, scale: int=1, **more) -> float"
        text = AUTHORED.replace("def mean(numbers, scale=1.0):", f"def {signature}:")
        mean = parse(FILE, text).exercise.function("mean")
        assert mean.signature == signature
        assert mean.parameters == ("numbers", "rest", "scale", "more")

    def test_a_hint_over_two_lines_becomes_one(self, authored):
        assert authored.exercise.function("mean").hints == (
            "How many numbers are there, and what do they add up to?",
            "Divide the sum by the count.",
        )

    def test_a_question_is_listed_with_its_title_and_points(self, authored):
        assert authored.exercise.questions == (Question("why-mean", "Why the mean?", 2.0),)

    def test_parsing_runs_nothing_of_the_file(self, tmp_path):
        witness = tmp_path / "witness"
        parse(FILE, AUTHORED.replace("import math", f"open({str(witness)!r}, 'w')"))
        assert not witness.exists()

    def test_without_jupytext_the_remedy_names_what_to_install(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "jupytext", None)
        with pytest.raises(MachineError, match=r"pip install 'torchkata\[dev\]'"):
            author_package("jupytext")


class TestTheStub:
    def test_it_can_be_run_with_nothing_implemented(self, authored, tmp_path):
        path = tmp_path / "stub.py"
        path.write_text(stub(authored), encoding="utf-8")
        names = runpy.run_path(str(path))
        with pytest.raises(NotImplementedError):
            names["mean"]([1.0])

    def test_it_keeps_what_surrounds_a_solution(self, authored):
        assert "        raise NotImplementedError()\n        self.numbers = numbers\n" in stub(authored)

    def test_its_cell_markers_carry_no_settings(self, authored):
        markers = {line for line in stub(authored).splitlines() if line.startswith("# %%")}
        assert markers == {"# %%", "# %% [markdown]"}

    def test_it_begins_with_the_command_that_checks_it(self, authored):
        heading = stub(authored).partition("# %%")[0]
        assert "autograder check averages\n" in heading

    def test_a_question_is_followed_by_room_for_the_answer(self, authored):
        _, _, after = stub(authored).partition("# What does an outlier do to the mean?\n")
        assert after.startswith("\n# %% [markdown]\n# *Write your answer here.*\n")


class TestTheSourceNotebook:
    def test_nbgrader_accepts_its_metadata(self, source_text):
        MetadataValidator().validate_nb(notebook(source_text))

    def test_it_is_a_valid_notebook_of_format_4_5(self, source_text):
        nbformat.validate(notebook(source_text))
        assert (notebook(source_text).nbformat, notebook(source_text).nbformat_minor) == (4, 5)

    def test_a_function_is_a_solution_cell_named_like_it(self, source_text):
        nbgrader = cell(source_text, "function-mean").metadata.nbgrader
        assert (nbgrader.grade_id, nbgrader.solution, nbgrader.grade, nbgrader.locked) == (
            "mean",
            True,
            False,
            False,
        )

    def test_each_function_is_followed_by_a_locked_check_worth_its_points(self, source_text):
        cells = notebook(source_text).cells
        after = cells[[cell.id for cell in cells].index("function-Spread") + 1]
        nbgrader = after.metadata.nbgrader
        assert after.source.splitlines() == [
            'check("averages.Spread")',
            "### BEGIN HIDDEN TESTS",
            'check("averages.Spread", hidden=True)',
            "### END HIDDEN TESTS",
        ]
        assert (nbgrader.grade_id, nbgrader.points) == ("check-Spread", 1.5)
        assert (nbgrader.grade, nbgrader.locked, nbgrader.solution) == (True, True, False)

    def test_a_question_is_a_locked_task_with_its_marking_scheme(self, source_text):
        question = cell(source_text, "question-why-mean")
        assert (question.metadata.nbgrader.task, question.metadata.nbgrader.locked) == (True, True)
        assert question.metadata.nbgrader.points == 2.0
        assert "drags the mean along" in question.source

    def test_course_text_and_answers_are_no_business_of_nbgrader(self, source_text):
        for identity in ("text-1", "answer-why-mean"):
            assert "nbgrader" not in cell(source_text, identity).metadata

    def test_check_is_imported_by_a_locked_cell_after_the_title(self, source_text):
        kit = notebook(source_text).cells[1]
        assert kit.source == "from autograder.notebook import check"
        assert kit.metadata.nbgrader.locked

    def test_examples_lose_their_guard_and_its_indentation(self, source_text):
        assert cell(source_text, "example-1").source == (
            "# Two small lists.\nfor values in ([1, 2], [3, 4]):\n    print(mean(values))"
        )

    def test_every_cell_has_an_id_of_its_own(self, source_text):
        ids = [cell.id for cell in notebook(source_text).cells]
        assert len(set(ids)) == len(ids)

    def test_hints_stay_out_of_it(self, source_text):
        assert "Divide the sum" not in source_text


class TestTheReleasedNotebook:
    def test_nbgrader_accepts_its_metadata(self, release_text):
        MetadataValidator().validate_nb(notebook(release_text))

    def test_its_code_runs_up_to_the_first_function_to_write(self, release_text):
        codes = [code for code in code_cells(release_text) if "check" not in code]
        with pytest.raises(NotImplementedError):
            exec("\n".join(codes), {})

    def test_its_functions_read_as_in_the_stub(self, authored, release_text):
        for name in ("mean", "Spread"):
            assert cell(release_text, f"function-{name}").source in stub(authored)

    def test_its_checks_can_be_neither_edited_nor_deleted(self, release_text):
        check_cell = cell(release_text, "check-mean")
        assert (check_cell.metadata.editable, check_cell.metadata.deletable) == (False, False)

    def test_nobodys_nbgrader_configuration_changes_it(
        self, source_text, release_text, tmp_path, monkeypatch
    ):
        hostile = "c = get_config()\nc.ClearSolutions.code_stub = {'python': 'pass'}\n"
        (tmp_path / "nbgrader_config.py").write_text(hostile)
        monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        assert release_notebook(STEM, source_text.encode()).decode() == release_text

    def test_making_it_is_silent_and_leaves_nothing_behind(self, source_text, tmp_path, monkeypatch, capfd):
        monkeypatch.chdir(tmp_path)
        release_notebook(STEM, source_text.encode())
        assert os.listdir(tmp_path) == []
        assert Path.cwd() == tmp_path
        assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_is_kept_from_learners_is_handed_out(secret, authored, release_text):
    assert secret in AUTHORED
    assert secret not in stub(authored)
    assert secret not in "\n".join(cell.source for cell in notebook(release_text).cells)
