"""Stand-ins: who calls a function that failed is judged with ours in its place, and loses nothing by that."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import sample_reports as sample
from autograder.audit.corpus import Answer, right_answers
from autograder.audit.run import handed_in
from autograder.catalog import exercises, find
from autograder.exercise import Exercise
from autograder.grading.pytest_plugin import grade_each
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.grading.workers import InProcessLauncher
from autograder.report import Report
from autograder.sandbox.budget import Budget
from grading_helpers import QUICK, complaints, graded_here, losing, reference_with, users_of

pytestmark = pytest.mark.filterwarnings("ignore")  # students' code warns, and here it runs in this process

# A function that is wrong, and one that calls it and is right, in a way that ours has to bear.
STEP = """
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad"""
PIECEWISE_TRAIN = """
def train(params, features, labels, lr=0.001, batch_size=2, num_epochs=2000):
    losses = []
    for _ in range(num_epochs):
        for X, y in data_iter(batch_size, features, labels):
            {loss}.sum().backward()
            {step}
        with torch.no_grad():
            losses.append(squared_loss(model(features, *params), labels).mean().item())
    return losses
"""
MNIST_TRAIN = """
def train_from_scratch(params, train_loader, val_loader, n_epochs=40, learning_rate=0.1):
    history = {{"training_loss": [], "validation_loss": [], "validation_accuracy": []}}
    for _ in range(n_epochs):
        losses = []
        for x, y in train_loader:
            loss = cross_entropy_loss(model(x, *params), y)
            loss.backward()
            sgd_step(params, learning_rate)
            {reset}
            losses.append(loss.item())
        history["training_loss"].append(sum(losses) / len(losses))
        with torch.no_grad():
            parts = [(model(x, *params), y) for x, y in val_loader]
            sizes = [len(y) for _, y in parts]
            loss = sum(cross_entropy_loss(*part).item() * n for part, n in zip(parts, sizes))
            right = sum(accuracy(*part){number} * n for part, n in zip(parts, sizes))
        history["validation_loss"].append(loss / sum(sizes))
        history["validation_accuracy"].append(float(right / sum(sizes)))
    return history
"""
STEPPED = "sgd(params, lr, batch_size)"
ZEROED = "[p.grad.zero_() for p in params]"
SQUARED_LOSS = "squared_loss(model(X, *params), y)"
CASES = {
    "train sets gradients to zero": (
        "piecewise.sgd",
        f"def sgd(params, lr, batch_size):{STEP} / batch_size\n"
        + PIECEWISE_TRAIN.format(loss=SQUARED_LOSS, step=f"sgd(params, lr, batch_size); {ZEROED}"),
    ),
    "train gives the rate as a tensor": (
        "piecewise.sgd",
        f"def sgd(params, lr, batch_size):{STEP}\n"
        + PIECEWISE_TRAIN.format(loss=SQUARED_LOSS, step="sgd(tuple(params), torch.tensor(lr), batch_size)"),
    ),
    "train compares columns": (
        "piecewise.squared_loss",
        "def squared_loss(y_hat, y):\n    return (y_hat.flatten() - y.flatten()) ** 2\n"
        + PIECEWISE_TRAIN.format(
            loss="squared_loss(model(X, *params).reshape(-1, 1), y)", step="sgd(params, lr, batch_size)"
        ),
    ),
    "train walks through the losses": (
        "piecewise.model",
        "def model(features, w1, b1, w2, b2, w3, b3):\n    return relu(w1 * features + b1)\n"
        + PIECEWISE_TRAIN.format(loss=f"sum(one for one in {SQUARED_LOSS})", step=STEPPED),
    ),
    "train_from_scratch sets gradients to zero": (
        "mnist.sgd_step",
        f"def sgd_step(params, lr):{STEP}\n" + MNIST_TRAIN.format(reset=ZEROED, number=""),
    ),
    "train_from_scratch takes the number out of a tensor": (
        "mnist.accuracy",
        "def accuracy(predictions, targets):\n    return (predictions.argmax(1) != targets).float().mean()\n"
        + MNIST_TRAIN.format(reset="pass", number=".item()"),
    ),
    "plot_network asks about float64": (
        "first_network.predict",
        "def predict(network, x):\n    return network(torch.from_numpy(x).float())\n"
        "def plot_network(network, xmin=-4, xmax=4, npoints=300):\n"
        "    x = np.linspace(xmin, xmax, npoints)[:, None]\n    plt.plot(x, predict(network, x))\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_costs_nothing_at_the_function_that_calls_it_its_own_way(case, tmp_path):
    target, code = CASES[case]
    exercise = find(target.partition(".")[0])
    name = target.partition(".")[2]
    files = {"you": reference_with(code, exercise=exercise)}
    reports = graded_here(tmp_path, files, exercise=exercise, functions=users_of(name, exercise))
    assert losing(reports["you"]) == {name}


class WithOurs(InProcessLauncher):
    """Has a stand-in for every function that the one that is judged may call."""

    def __init__(self, submission: Submission, settings: Settings, budget: Budget) -> None:
        super().__init__(submission, settings, budget)
        others = {one.name for one in submission.exercise.functions} - set(submission.functions or ())
        self.failed = dict.fromkeys(others, FAILED)


FAILED = sample.check("softmax", "value", "failed")  # any failure will do
# Right answers whose functions reach into the parts of their own network, which no other network has.
REACHING_IN = {
    ("linear_fit", "NumPy shares the parameters' memory, norms, a layer from parameters"),
    ("first_network", "NumPy inside, the chain rule by hand"),
}


@cache
def with_ours(exercise: Exercise) -> list[Report]:
    """A report on each function that uses others, of every right answer."""
    users = [function.name for function in exercise.functions if function.uses]
    answers = {answer.name: answer for answer in right_answers(exercise) if bears(answer)}
    reports: list[Report] = []
    with TemporaryDirectory() as folder:
        work = [handed_in(Path(folder), style, answer) for style, answer in answers.items()]
        work = [replace(one, functions=(user,)) for one in work for user in users]
        grade_each(work, [exercise], QUICK, reports.append, WithOurs)
    return reports


def bears(answer: Answer) -> bool:
    """Whether the answer's functions could be right with the functions of somebody else."""
    return (answer.exercise.name, answer.name) not in REACHING_IN


@pytest.mark.full
@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_every_right_answer_earns_every_point_with_stand_ins_for_all_that_it_calls(exercise):
    reports = with_ours(exercise)
    assert {report.student for report in reports} == {
        one.name for one in right_answers(exercise) if bears(one)
    }
    assert [complaint for report in reports for complaint in complaints(report)] == []
