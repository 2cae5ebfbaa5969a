"""A wrong answer may be written as a change of the right one; a change that does not fit is refused."""

from __future__ import annotations

import ast

import pytest

from autograder import programs
from autograder.audit.changes import changed
from autograder.audit.corpus import wrong_answers
from autograder.catalog import exercises
from autograder.errors import AuthoringError
from autograder.programs import definitions_of
from grading_helpers import MNIST

RIGHT = """\
def train(net, lr=0.5):
    losses = []
    for _ in range(200):
        losses.append(step(net))
    return losses
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ("- 0.5\n+ 0.05\n", "lr=0.5", "lr=0.05"),
        ("- , lr=0.5\n", "train(net, lr=0.5)", "train(net)"),
        ("- return losses\n", "    return losses\n", ""),
        ("- losses = []\n+ losses = []\n+ best = 9\n", "losses = []\n", "losses = []\n    best = 9\n"),
        ("- 200\n+ 9):\n+     print(1\n", "range(200):", "range(9):\n        print(1):"),
        (
            "  losses.append\n+ if net:\n+     break\n",
            "(net))\n",
            "(net))\n        if net:\n            break\n",
        ),
        ("  for _ in\n+     net += 1\n", "200):\n", "200):\n        net += 1\n"),
        (
            "- losses = []\n  for _ in\n+     losses = []\n",
            "    losses = []\n    for _ in range(200):\n",
            "    for _ in range(200):\n        losses = []\n",
        ),
        ("- 200\n+ 9\n\n- 9)\n+ 8)\n", "200", "8"),
    ],
    ids=[
        "a piece",
        "a piece that goes",
        "a line that goes",
        "more lines",
        "around",
        "under",
        "into",
        "moved",
        "twice",
    ],
)
def test_a_change_is_made_in_the_right_answer(changes, old, new):
    assert changed(RIGHT, changes, "here") == RIGHT.replace(old, new)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("- momentum\n+ 1\n", "here: 'momentum' occurs 0 times in the right answer and not once. Quote"),
        ("  losses\n+ pass\n", "here: 'losses' occurs 3 times in the right answer and not once. Quote"),
        ("- return losses\n- return losses\n", "'return losses' occurs 0 times"),
        ("+ pass\n", "here: '+ pass' belongs to no piece of the right answer. Quote one above it"),
        ("- 200\n9\n", "here: '9' belongs to no piece of the right answer."),
    ],
    ids=["missing", "ambiguous", "gone already", "nowhere", "no mark"],
)
def test_a_change_that_does_not_fit_is_refused(changes, words):
    with pytest.raises(AuthoringError) as refused:
        changed(RIGHT, changes, "here")
    assert words in str(refused.value)


def test_what_is_refused_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "autograder" / "content" / "mnist" / "hidden"
    folder.mkdir(parents=True)
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "06_mnist.py").write_text(programs.reference_of(MNIST), encoding="utf-8")
    (folder / "wrong_answers.txt").write_text("# %% relu.value | - | is gone\n# says: Oh.\n- tanh\n")
    monkeypatch.setattr(programs, "CHECKOUT", tmp_path)
    with pytest.raises(
        AuthoringError, match=r"^mnist, wrong_answers.txt, 'relu.value \| - \| is gone': 'tanh'"
    ):
        wrong_answers(MNIST)


def test_what_is_changed_is_the_code_of_the_solution():
    definitions = definitions_of(MNIST)
    assert set(definitions) == {function.name for function in MNIST.functions}
    assert definitions["relu"] == "def relu(x):\n    return x.clamp(min=0)\n"
    assert definitions["model"].startswith("def model(x, W1, b, W2):\n    x = x.flatten(start_dim=1)\n")


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_every_wrong_answer_is_another_program_than_the_right_one(exercise):
    right = {name: ast.dump(ast.parse(code)) for name, code in definitions_of(exercise).items()}
    for wrong in wrong_answers(exercise):
        assert ast.dump(ast.parse(wrong.source)) != right[wrong.function], wrong.name
