"""A call that only some supported versions accept earns its points there, and elsewhere is told the version.

Each student's code is graded with the versions that are installed here. Which of them accept it is the
table's word, so that a wrong release in the table fails a test on one side of it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import find
from autograder.checks.changes import MISSING, REFUSED, Change, installed, numbers
from autograder.checks.renamed import ADDED, REMOVED
from autograder.checks.versions import CALLS, CHANGES, keywords
from autograder.exercise import Exercise
from autograder.grading.workers import InProcessLauncher
from autograder.programs import reference_of
from autograder.report import CheckResult, Report
from autograder.sentences import sentences
from grading_helpers import (
    complaints,
    graded,
    graded_here,
    losing,
    reference_with,
    submissions,
    users_of,
)

pytestmark = pytest.mark.filterwarnings("ignore")  # what a later version refuses, an earlier one warns of

FIRST_NETWORK, FULLY_CONNECTED, MNIST = map(find, ("first_network", "fully_connected", "mnist"))

SCHEDULER = "torch.optim.lr_scheduler.StepLR(torch.optim.SGD([torch.ones(1, requires_grad=True)], 0.1), 1"
FORWARD = "{'forward': staticmethod(lambda context, x: x * 1)}"
IDENTITY = f"Identity = type('Identity', (torch.autograd.Function,), {FORWARD})"
# What the cause begins with → lines that a student might write before `return torch.relu(x)`.
LINES = {
    "From NumPy 2.4 on, np.sum takes no generator": ("np.sum(a for a in [1.0, 2.0])",),
    "NumPy 2.4 removed the name newshape": ("np.reshape([1, 2], newshape=(2, 1))",),
    "NumPy 2.4 removed the name interpolation from np.q": (
        "np.quantile([1, 2], 0.5, interpolation='linear')",
    ),
    "NumPy 2.4 removed the name interpolation from np.p": (
        "np.percentile([1, 2], 5, interpolation='nearest')",
    ),
    "The name shape of np.reshape": ("np.reshape([1, 2], shape=(2, 1))",),
    "The name copy of np.reshape": ("np.reshape([1, 2], (2, 1), copy=True)",),
    "The name copy of np.asarray": ("np.asarray([1, 2], copy=True)",),
    "The name correction of np.std": ("np.std([1, 2], correction=1)",),
    "The name correction of np.var": ("np.var([1, 2], correction=0)",),
    "The name mean of np.std": ("np.std([1.0, 2.0], mean=1.5)",),
    "The name mean of np.var": ("np.var([1.0, 2.0], mean=1.5)",),
    "The name stable of np.sort": ("np.sort([1, 2], stable=True)",),
    "The name stable of np.argsort": ("np.argsort([1, 2], stable=True)",),
    "The name sorted of np.unique": ("np.unique([1, 2], sorted=True)",),
    "The name descending of np.sort": ("np.sort([1, 2], descending=True)",),
    "The name descending of np.argsort": ("np.argsort([1, 2], descending=True)",),
    "From NumPy 2.5 on, np.where": ("np.where([True, False], np.ones(2, np.uint8), 300)",),
    "From NumPy 2.3 on, a truth value": ("['red', 'blue'][np.ones(1)[0] > 0.5]",),
    "From NumPy 2.2 on, an empty array": ("if np.array([]): pass",),
    "NumPy 2.0 removed the method itemset": ("np.ones(2).itemset(0, 3)",),
    "The .device of arrays": ("torch.ones(2, device=np.ones(2).device)",),
    "The name device is new": ("np.zeros(2, device='cpu')", "np.linspace(0, 1, device='cpu')"),
    "From NumPy 2.3 on, np.take_along_axis": ("np.take_along_axis(np.eye(2), np.array([[0], [1]]))",),
    "Logits of shape (c,)": ("F.cross_entropy(torch.ones(3), torch.tensor([1]))",),
    "Names in the apply": (f"{IDENTITY}; Identity.apply(x=torch.ones(2))",),
    "The name generator of torch.rand_like": ("torch.rand_like(torch.ones(2), generator=torch.Generator())",),
    "The name generator of torch.randn_like": (
        "torch.randn_like(torch.ones(2), generator=torch.Generator())",
    ),
    "matplotlib 3.11 removed the name labels": ("plt.boxplot([1, 2], labels=['a'])",),
    "The name tick_labels of plt.boxplot": ("plt.boxplot([1, 2], tick_labels=['a'])",),
    "From Python 3.11 on, random.shuffle": ("random.shuffle([1, 2], random.random)",),
    "From NumPy 2.0 on, copy=False forbids": ("np.array([1, 2], copy=False)",),
    "From NumPy 2.0 on, a whole number": ("np.array([300], dtype=np.uint8)", "np.ones(2, np.uint8) * -1"),
    "NumPy 2.0 removed the method ptp": ("np.ones(2).ptp()",),
    "The .mT of arrays is new": ("np.ones((2, 3)).mT",),
    "The names min and max in np.clip": ("np.clip([1, 2], min=1, max=2)",),
    "PyTorch 2.7 removed verbose": (f"{SCHEDULER}, verbose=True)",),
    "matplotlib before 3.8.1 cannot draw": ("plt.contourf(torch.eye(3), torch.eye(3).T, torch.eye(3))",),
    "matplotlib 3.9 removed legendHandles": ("plt.legend().legendHandles",),
    "matplotlib 3.10 removed .collections": ("plt.contour([[1, 2], [3, 4]]).collections",),
    "The style petroff10": ("with plt.style.context('petroff10'): pass",),
    "These colours are new in matplotlib 3.10": ("plt.scatter([1], [2], c=[1], cmap='berlin')",),
    "From Python 3.12 on, randint": (
        "random.randint(1.0, 3)",
        "random.randrange(10 / 2)",
        "size = random.randint(0, len('abc') * 2.0)  # of a batch",
    ),
    "Python 3.12 removed the modules imp": ("import imp",),
}
Blame = tuple[str | None, str]  # a mistake's name, and what its cause begins with
# The mistake of a line that no version blames, and what its cause begins with → lines for the same place.
ONE_NUMBER = ("not-one-number", "Only one number becomes a Python number")
ONE_ENTRY = ("not-one-number", "One entry takes one number")
A_LIST = ("argument-unknown", "random.sample takes a list")
TWO_DTYPES = ("dtypes-mixed", "The loss meets numbers of two dtypes")
REFUSED_BY_ALL: dict[Blame, tuple[str, ...]] = {
    ONE_NUMBER: ("float(np.ones(3))", "int(np.ones((1, 2)))", "math.sqrt(np.ones(2))", "'%d' % np.ones(3)"),
    ONE_ENTRY: ("np.zeros(3)[0] = np.ones(3)", "np.zeros(3)[0] = [1, 2]", "np.zeros(3)[0] = [1]"),
    A_LIST: (
        "random.sample(np.arange(9), 2)",
        "random.sample(torch.arange(9), 2)",
        "random.sample({1: 2, 3: 4}, 2)",
        "random.sample((i for i in range(9)), 2)",
    ),
    TWO_DTYPES: (
        "F.binary_cross_entropy(torch.ones(2), torch.ones(2).double())",
        "F.huber_loss(torch.ones(2, requires_grad=True), torch.ones(2).double()).backward()",
    ),
    (None, ""): (
        "range(random.randint(2, 4) / 2)",
        "range(random.randrange(2, 4) / 2)",
        "size = np.random.randint(0, 5, [3.0])",
        "size = random.randint(2, 4); range(size / 2)",
        "torch.zeros(np.random.randint(1, 5) / 2)",
    ),
}
# The same for lines that an older version accepts, and a newer one refuses in words that fit the lines above.
ACCEPTED_BEFORE: dict[Blame, tuple[str, ...]] = {
    ONE_NUMBER: (
        "float(np.ones(1))",
        "int(np.ones((1, 1)))",
        "math.sqrt(np.ones(1))",
        "'%d' % np.ones(1)",
    ),
    ONE_ENTRY: ("np.zeros(3)[0] = np.ones(1)", "np.zeros((3, 1))[0, 0] = np.ones((1, 1))"),
    A_LIST: ("random.sample({1, 2, 3}, 2)",),
}
SINCE = {ONE_NUMBER: "NumPy 2.4", ONE_ENTRY: "NumPy 2.4", A_LIST: "Python 3.11"}
IMPORTS = "import math\nimport random\n\nimport matplotlib.pyplot as plt\nimport numpy as np\n"


def cause_of(change: Change) -> str:
    """What is said of a change, after the version that is installed here."""
    told, here = change.told, f"{change.library} {installed(change.library)} is installed here. "
    return sentences().words(told, "mistakes").removeprefix(here)


def change_behind(beginning: str) -> Change:
    """The one change whose cause begins so."""
    (found,) = (change for change in CHANGES if cause_of(change).startswith(beginning))
    return found


def change_of(module: str, name: str) -> Change:
    """The one change that removed or added this name."""
    whole = re.escape(f"{module}.{name}")
    (found,) = (one for one in CHANGES if re.search(rf"removed {whole}\. |^{whole} is new", cause_of(one)))
    return found


def in_rows(table: Mapping[Blame, Sequence[str]]) -> list[tuple[str, Blame]]:
    """Every line of a table with what is told of it."""
    return [(line, told) for told, some in table.items() for line in some]


def lines() -> list[tuple[str, Change]]:
    """Every line with the change that decides over it."""
    written = [(line, change_behind(cause)) for cause, some in LINES.items() for line in some]
    for _, _, module, name, _ in REMOVED + ADDED:
        change = change_of(module, name)
        written += [(f"import {module}; {module}.{name}", change), (f"from {module} import {name}", change)]
    return written


def relu_after(line: str) -> str:
    return reference_with(f"{IMPORTS}\ndef relu(x):\n    {line}\n    return torch.relu(x)\n", exercise=MNIST)


@cache
def reports() -> Mapping[str, Report]:
    """The reports on a relu that begins with each line."""
    tables = (*lines(), *in_rows(REFUSED_BY_ALL), *in_rows(ACCEPTED_BEFORE))
    with tempfile.TemporaryDirectory() as folder:
        files = {str(number): relu_after(line) for number, (line, _) in enumerate(tables)}
        by_number = graded_here(Path(folder), files, exercise=MNIST, functions=("relu",))
    return {line: by_number[str(number)] for number, (line, _) in enumerate(tables)}


def first_failure(report: Report, function: str) -> CheckResult:
    return next(one for one in report.checks if one.function == function and not one.outcome.passed)


def tells(check: CheckResult, change: Change) -> bool:
    """Whether a check names the change, and the version that is installed here."""
    here = f"{change.library} {installed(change.library)} is installed here."
    return check.mistake == change.told.name and f"cause: {here} {cause_of(change)}" in str(check.message)


def is_told(check: CheckResult, told: Blame) -> bool:
    """Whether a check names this mistake, and its cause begins so."""
    mistake, beginning = told
    return check.mistake == mistake and f"cause: {beginning}" in str(check.message)


@pytest.mark.parametrize(("line", "change"), lines(), ids=[line for line, _ in lines()])
def test_a_line_that_some_versions_refuse_passes_or_is_told_the_version(line, change):
    report = reports()[line]
    if change.refuses():
        assert tells(first_failure(report, "relu"), change)
    else:
        assert complaints(report) == []


@pytest.mark.parametrize(("line", "told"), in_rows(REFUSED_BY_ALL))
def test_a_line_that_every_version_refuses_is_blamed_on_none(line, told):
    assert is_told(first_failure(reports()[line], "relu"), told)


@pytest.mark.parametrize(("line", "told"), in_rows(ACCEPTED_BEFORE))
def test_a_line_that_is_refused_in_words_for_many_passes_or_is_told_what_is_true_of_all(line, told):
    report, since = reports()[line], SINCE[told]
    if numbers(installed(since.partition(" ")[0])) >= numbers(since):
        assert is_told(first_failure(report, "relu"), told)
    else:
        assert complaints(report) == []


def test_the_loss_of_two_dtypes_that_newer_versions_take_passes_or_is_named():
    line = "F.mse_loss(torch.ones(2, requires_grad=True), torch.ones(2).double()).backward()"
    with tempfile.TemporaryDirectory() as folder:
        work = graded_here(Path(folder), {"one": relu_after(line)}, exercise=MNIST, functions=("relu",))
    report = work["one"]  # the first release that takes it lies between 2.9.1, which does not, and 2.14.1
    assert not losing(report) or is_told(first_failure(report, "relu"), TWO_DTYPES)
    assert not losing(report) or numbers(installed("PyTorch")) < (2, 14)


def test_every_change_decides_over_a_line():
    assert {change for _, change in lines()} == set(CHANGES)


def test_a_library_that_is_removed_from_or_added_to_is_told_by_its_release():
    assert [change for change in CHANGES if not change.library or not numbers(change.since)] == []
    assert {change.told.name for change in CHANGES} == {REFUSED, MISSING}


WRITTEN = (*CALLS, *keywords())


@pytest.mark.parametrize("change", WRITTEN, ids=[cause_of(change)[:40] for change in WRITTEN])
def test_a_cause_names_the_release_and_ends_in_a_full_stop(change):
    assert change.since.split()[1] in cause_of(change)
    assert cause_of(change).endswith(".")


def test_versions_compare_by_their_numbers():
    assert numbers("2.10.0") > numbers("2.9.1") > numbers("NumPy 2.4")
    assert numbers("2.15.0+cu132")[:2] == numbers("PyTorch 2.15")
    assert numbers("3.8.0") < numbers("matplotlib 3.8.1")


# Whole submissions


def graded_one(exercise: Exercise, code: str) -> Report:
    """The report on the reference with these functions, judged in a worker."""
    with tempfile.TemporaryDirectory() as folder:
        work = submissions(Path(folder), {"one": reference_with(code, exercise=exercise)}, exercise=exercise)
        return graded(work)["one"]


ROW_BY_ROW = """
def predict(network, x):
    return np.array(
        [[float(network(torch.from_numpy(row)).detach().numpy())] for row in x], dtype=np.float32
    )
"""


def test_a_prediction_row_by_row_earns_full_points_or_is_told_the_version():
    report = graded_one(FIRST_NETWORK, ROW_BY_ROW)
    if numbers(installed("NumPy")) >= (2, 4):
        failure = first_failure(report, "predict")
        assert losing(report) == {"predict"}
        assert is_told(failure, ONE_NUMBER)
        assert "Up to NumPy 2.3" in str(failure.message)
        assert "x.item() takes its number out in every version" in str(failure.message)
    else:
        assert (complaints(report), report.score) == ([], 20)


TENSORS_DRAWN = """
def plot_model_estimate(model, XX, YY, kind):
    axis = torch.linspace(-1, 1, 40)
    x1, x2 = torch.meshgrid(axis, axis, indexing="ij")
    estimate = predict_grid(model, torch.stack([x1.ravel(), x2.ravel()], 1), kind).reshape(40, 40)
    plt.contourf(x1, x2, estimate)
    plt.scatter(XX[:, 0], XX[:, 1], c=YY[:, 0])
"""


def test_tensors_that_matplotlib_draws_earn_full_points_or_are_told_the_version():
    change = change_behind("matplotlib before 3.8.1 cannot draw")
    report = graded_one(FULLY_CONNECTED, TENSORS_DRAWN)
    if change.refuses():
        assert losing(report) == {"plot_model_estimate"}
        assert tells(first_failure(report, "plot_model_estimate"), change)
    else:
        assert (complaints(report), report.score) == ([], 20)


INT32 = """
def cross_entropy_loss(predictions, targets):
    return -predictions.gather(1, targets.int()[:, None]).log().mean()
"""


def test_int32_indices_earn_full_points_or_are_told_the_version():
    report = graded_one(MNIST, INT32)
    if numbers(installed("PyTorch")) >= (2, 8):
        assert complaints(report) == []
    else:
        assert losing(report) == {"cross_entropy_loss"}
        assert "before PyTorch 2.8" in str(first_failure(report, "cross_entropy_loss").message)


STRETCHED = """
def create_dataset(n_samples=20):
    x = np.random.uniform(-1, 1, (n_samples, 1)).astype(np.float32) * np.float64(3)
    return x, x**2
"""


def test_an_array_that_only_newer_numpy_makes_float64_passes_or_is_told_the_version(tmp_path):
    functions = users_of("create_dataset", FIRST_NETWORK)
    source = reference_with(STRETCHED, exercise=FIRST_NETWORK)
    report = graded_here(tmp_path, {"one": source}, exercise=FIRST_NETWORK, functions=functions)["one"]
    if numbers(installed("NumPy")) >= (2, 0):
        failure = first_failure(report, "create_dataset")
        assert failure.mistake == "double-precision"
        assert "from NumPy 2.0 on also an array of float32 times an np.float64" in str(failure.message)
    else:
        assert complaints(report) == []


# What keeps a function from being defined


stopping = pytest.mark.parametrize(
    ("line", "beginning"),
    [
        ("from itertools import batched", "itertools.batched is new"),
        ("from numpy import trapz", "NumPy 2.4 removed numpy.trapz"),
    ],
    ids=["batched", "trapz"],
)
ALL = reference_of(FIRST_NETWORK)
MISSPELT = ALL.replace("def affine(", "def afine(")


def affine_in(folder: Path, *cells: str) -> Report:
    """The report on affine in a file of this source, or in a notebook where there are several cells."""
    made: list[dict[str, Any]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
        for cell in cells
    ]
    notebook = json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    files, suffix = ({"one": cells[0]}, ".py") if len(cells) == 1 else ({"one": notebook}, ".ipynb")
    work = submissions(folder, files, suffix, FIRST_NETWORK, ("affine",))
    return graded(work, launcher=InProcessLauncher)["one"]


@stopping
@pytest.mark.parametrize("before", [(), ("x = 1",)], ids=["file", "notebook"])
def test_a_line_at_the_top_that_some_versions_refuse_costs_nothing_by_itself(
    line, beginning, before, tmp_path
):
    report = affine_in(tmp_path, *before, f"{line}\n\n{ALL}")
    assert complaints(report) == []
    assert ["left out" in note for note in report.notes] == [True] * change_behind(beginning).refuses()


@stopping
@pytest.mark.parametrize("before", [(), ("x = 1",)], ids=["file", "notebook"])
@pytest.mark.parametrize(
    ("needs", "fact"),
    [
        ("@(lambda f: {} and f)\ndef affine(", "affine is missing."),
        ("@(lambda f: (lambda x, W, b: {} and f(x, W, b)))\ndef affine(", "affine raised NameError."),
    ],
    ids=["to be defined", "when called"],
)
def test_a_function_that_needs_what_some_versions_lack_passes_or_is_told_the_version(
    line, beginning, before, needs, fact, tmp_path
):
    change, name = change_behind(beginning), line.split()[-1]
    source = ALL.replace("def affine(", needs.format(name))
    report = affine_in(tmp_path, *before, f"{line}\n\n{source}")
    if change.refuses():
        failure = first_failure(report, "affine")
        assert failure.fact.startswith(fact)
        assert tells(failure, change)
    else:
        assert complaints(report) == []


@stopping
@pytest.mark.parametrize(
    "cells",
    [
        lambda line: (f"{MISSPELT}\n{line}\n",),
        lambda line: (MISSPELT, line),
        lambda line: (line, MISSPELT),
        lambda line: (f"{line}\n{MISSPELT}", "y = 1"),
        lambda line: (ALL.replace("def affine(", "@(1 / 0)\ndef affine("), line),
    ],
    ids=["file", "notebook", "cell before", "cell of the misspelt", "cell stopped by something else"],
)
def test_no_version_is_blamed_for_a_function_that_it_does_not_keep_away(line, beginning, cells, tmp_path):
    failure = first_failure(affine_in(tmp_path, *cells(line)), "affine")
    assert failure.fact.startswith("affine is missing.")
    assert failure.mistake is None
    assert failure.message is not None
    assert failure.message.cause == ""
