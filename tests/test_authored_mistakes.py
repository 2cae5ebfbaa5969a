"""Whatever is wrong in an authored file is refused, with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.authoring.authored import parse, read_authored
from autograder.errors import AuthoringError
from sample_exercise import AUTHORED, FILE


@dataclass(frozen=True)
class Mistake:
    """One edit that spoils the sample, where the refusal must point, and words it must contain."""

    name: str
    old: str
    new: str
    place: str
    said: str


MISTAKES = [
    # The header.
    Mistake("no title", '#     title: "Averages: many numbers, one number"\n', "", FILE, "no usable title"),
    Mistake("an impossible difficulty", "difficulty: 2", "difficulty: 6", FILE, "from 1 to 5"),
    Mistake("minutes in words", "minutes: 20", "minutes: twenty", FILE, "no usable minutes"),
    Mistake("no header", "#   torchkata:\n", "#   kata:\n", FILE, "no usable title"),
    # Cells and their markers.
    Mistake("text before the first cell", "# ---\n\n", "# ---\n\nx = 1\n\n", FILE, "Begin the text"),
    Mistake("an unknown role", 'role="setup"', 'role="set-up"', "cell 2 (line 18)", '"set-up" is unknown'),
    Mistake("a code cell without a role", ' role="setup"', "", "cell 2 (line 18)", "without a role"),
    Mistake("hints in a code cell", '[markdown] role="hints"', 'role="hints"', "cell 5", "`# %% [markdown]`"),
    Mistake("an unreadable marker", 'role="setup"', "role=setup", "cell 2 (line 18)", "JSON value"),
    Mistake("an unknown setting", "uses=", "use=", "cell 7", 'setting "use"'),
    # Functions.
    Mistake("no name", ' name="mean" points', " points", "cell 4 (line 24)", "no name"),
    Mistake("no points", " points=1.5", "", "cell 7", "no points"),
    Mistake("points in words", "points=1.5", 'points="many"', "cell 7", "positive number"),
    Mistake("points of nothing", "points=1.5", "points=0", "cell 7", "positive number"),
    Mistake("a function twice", 'name="Spread"', 'name="mean"', "cell 7", '"mean" is taken'),
    Mistake("another name in the code", "def mean(", "def average(", "cell 4", "defines average"),
    Mistake("two statements", "def mean(", "x = 1\ndef mean(", "cell 4", "exactly one"),
    Mistake("an assignment alone", "class Spread:", "if True:", "cell 7", "exactly one"),
    Mistake("broken code", "scale=1.0):", "scale=1.0)", "cell 4", "no valid Python"),
    Mistake("no docstring", '    """How far numbers lie from their centre."""\n', "", "cell 7", "docstring"),
    Mistake(
        "a docstring that only the solution has",
        '    """How far numbers lie from their centre."""\n',
        '    ### BEGIN SOLUTION\n    """Hidden."""\n    ### END SOLUTION\n',
        "cell 7",
        "no docstring",
    ),
    Mistake("uses of an unknown function", '["mean"]', '["mean", "median"]', "cell 7", '"median"'),
    Mistake("uses of itself", '["mean"]', '["mean", "Spread"]', "cell 7", '"Spread"'),
    Mistake("uses that is no list", '["mean"]', '"mean"', "cell 7", "no list of names"),
    Mistake("a call that uses leaves out", ' uses=["mean"]', "", "cell 7", "calls mean"),
    # Regions.
    Mistake("an end without a beginning", "        ### BEGIN SOLUTION\n", "", "cell 7", "no partner"),
    Mistake("a beginning without an end", "    ### END SOLUTION\n", "", "cell 4", "no partner"),
    Mistake("a region within a region", "    if", "    ### BEGIN SOLUTION\n    if", "cell 4", "no partner"),
    Mistake("a marker spelled otherwise", "    ### BEGIN SOL", "    # BEGIN SOL", "cell 4", "would act"),
    Mistake("a marker in the text", "# Play:", "# ### BEGIN SOLUTION", "cell 10", "would act"),
    Mistake("hidden tests", "print(mean(values))", "### BEGIN HIDDEN TESTS", "cell 6", "would act"),
    # Hints.
    Mistake("no hints", '[markdown] role="hints" name="Spread"', "[markdown]", "cell 7", "has no hints"),
    Mistake("a single hint", "# 2. A distance", "#    A distance", "cell 8", "2 to 4 items"),
    Mistake("an empty hint", "# 2. A distance has no sign.", "# 2.", "cell 8", "2 to 4 items"),
    Mistake("text before the hints", "# 1. Where", "# Well:\n# 1. Where", "cell 8", "nothing else"),
    Mistake("hints for nobody", 'hints" name="Spread"', 'hints" name="Sprad"', "cell 8", '"Sprad"'),
    Mistake("hints elsewhere", 'hints" name="Spread"', 'hints" name="mean"', "cell 8", "do not follow"),
    # Examples.
    Mistake("no guard", 'if __name__ == "__main__":', "if True:", "cell 6", "would run"),
    Mistake("a statement beside the guard", "# Two small lists.", "print()", "cell 6", "would run"),
    Mistake("a guard with an else", "(values))\n", "(values))\nelse:\n    mean()\n", "cell 6", "would run"),
    Mistake("an example that is no Python", "print(mean(values))", "print(", "cell 6", "no valid Python"),
    Mistake("a long string", "print(mean(values))", 'print("""a\n        b""")', "cell 6", "indentation"),
    # Questions.
    Mistake("a question named like a check", '"why-mean"', '"check-mean"', "cell 9", '"check-mean" is taken'),
    Mistake("a question named like the kit's cell", '"why-mean"', '"setup-kit"', "cell 9", "is taken"),
    Mistake("a name that nbgrader refuses", '"why-mean"', '"why mean"', "cell 9", "letters, digits"),
    Mistake("a question without a title", "### Question: Why the mean?", "Why?", "cell 9", "### Question"),
    Mistake("a question of no text", "# What does an outlier do to the mean?\n", "", "cell 9", "then ask"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_refused_with_its_place_and_remedy(mistake):
    assert mistake.old in AUTHORED
    with pytest.raises(AuthoringError) as refusal:
        parse(FILE, AUTHORED.replace(mistake.old, mistake.new, 1))
    assert mistake.place in refusal.value.fact
    assert mistake.said in str(refusal.value)


def test_a_function_without_a_solution_region_is_refused():
    with pytest.raises(AuthoringError, match="mean has no region"):
        parse(FILE, _without_lines(AUTHORED, "SOLUTION"))


def test_a_question_without_a_marking_scheme_is_refused():
    with pytest.raises(AuthoringError, match="why-mean has no region"):
        parse(FILE, _without_lines(AUTHORED, "MARK SCHEME"))


def test_an_exercise_without_functions_is_refused():
    with pytest.raises(AuthoringError, match="has no function to write"):
        parse(FILE, AUTHORED.partition("# %% [markdown]\n# Begin")[0])


def test_a_parameter_that_shares_a_functions_name_is_no_call_of_it():
    text = AUTHORED.replace("centre=None", "mean=None").replace(' uses=["mean"]', "")
    assert parse(FILE, text).exercise.function("Spread").uses == ()


def test_a_file_without_a_number_is_refused():
    with pytest.raises(AuthoringError, match=r"solutions/averages\.py is no exercise's name"):
        parse("solutions/averages.py", AUTHORED)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path):
    path = tmp_path / "08_averages.py"
    path.write_bytes(b"# caf\xe9")
    with pytest.raises(AuthoringError, match=r"08_averages\.py is not UTF-8 at byte 5"):
        read_authored(path)


def _without_lines(text: str, word: str) -> str:
    return "\n".join(line for line in text.splitlines() if word not in line)
