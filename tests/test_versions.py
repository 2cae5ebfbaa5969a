"""A call that only some supported versions accept earns its points there, and elsewhere is told the version.

Each student's code is graded with the versions that are installed here. Which of them accept it is the
table's word, so that a wrong release in the table fails a test on one side of it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from autograder.catalog import find
from autograder.checks.changes import MISSING, REFUSED, Change, installed, numbers
from autograder.checks.renamed import ADDED, REMOVED
from autograder.checks.versions import CALLS, CHANGES, keywords
from autograder.exercise import Exercise
from autograder.report import CheckResult, Report
from grading_helpers import complaints, graded, graded_here, losing, reference_with, submissions, users_of

pytestmark = pytest.mark.filterwarnings("ignore")  # what a later version refuses, an earlier one warns of

FIRST_NETWORK, FULLY_CONNECTED, MNIST = map(find, ("first_network", "fully_connected", "mnist"))

SCHEDULER = "torch.optim.lr_scheduler.StepLR(torch.optim.SGD([torch.ones(1, requires_grad=True)], 0.1), 1"
FORWARD = "{'forward': staticmethod(lambda context, x: x * 1)}"
IDENTITY = f"Identity = type('Identity', (torch.autograd.Function,), {FORWARD})"
# What the cause begins with → lines that a student might write before `return torch.relu(x)`.
LINES = {
    "From NumPy 2.4 on only an array without axes": (
        "float(np.ones(1))",
        "int(np.ones((1, 1)))",
        "math.sqrt(np.ones(1))",
        "'%d' % np.ones(1)",
    ),
    "An entry takes one number": ("np.zeros(3)[0] = np.ones(1)", "np.zeros((3, 1))[0, 0] = np.ones((1, 1))"),
    "From NumPy 2.4 on np.sum takes no generator": ("np.sum(a for a in [1.0, 2.0])",),
    "NumPy 2.4 took the name newshape away": ("np.reshape([1, 2], newshape=(2, 1))",),
    "NumPy 2.4 took the name interpolation away from np.q": (
        "np.quantile([1, 2], 0.5, interpolation='linear')",
    ),
    "NumPy 2.4 took the name interpolation away from np.p": (
        "np.percentile([1, 2], 5, interpolation='nearest')",
    ),
    "np.reshape takes the name shape": ("np.reshape([1, 2], shape=(2, 1))",),
    "np.reshape takes the name copy": ("np.reshape([1, 2], (2, 1), copy=True)",),
    "np.asarray takes the name copy": ("np.asarray([1, 2], copy=True)",),
    "np.std takes the name correction": ("np.std([1, 2], correction=1)",),
    "np.var takes the name correction": ("np.var([1, 2], correction=0)",),
    "np.std takes the name mean": ("np.std([1.0, 2.0], mean=1.5)",),
    "np.var takes the name mean": ("np.var([1.0, 2.0], mean=1.5)",),
    "np.sort takes the name stable": ("np.sort([1, 2], stable=True)",),
    "np.argsort takes the name stable": ("np.argsort([1, 2], stable=True)",),
    "np.unique takes the name sorted": ("np.unique([1, 2], sorted=True)",),
    "np.sort takes the name descending": ("np.sort([1, 2], descending=True)",),
    "np.argsort takes the name descending": ("np.argsort([1, 2], descending=True)",),
    "From NumPy 2.5 on np.where": ("np.where([True, False], np.ones(2, np.uint8), 300)",),
    "From NumPy 2.3 on a truth value": ("['red', 'blue'][np.ones(1)[0] > 0.5]",),
    "From NumPy 2.2 on an empty array": ("if np.array([]): pass",),
    "NumPy 2.0 took the method itemset": ("np.ones(2).itemset(0, 3)",),
    "Arrays have .device": ("torch.ones(2, device=np.ones(2).device)",),
    "NumPy takes device": ("np.zeros(2, device='cpu')", "np.linspace(0, 1, device='cpu')"),
    "np.take_along_axis chooses": ("np.take_along_axis(np.eye(2), np.array([[0], [1]]))",),
    "From NumPy 2.0 on copy=False forbids": ("np.array([1, 2], copy=False)",),
    "From NumPy 2.0 on a whole number": ("np.array([300], dtype=np.uint8)", "np.ones(2, np.uint8) * -1"),
    "NumPy 2.0 took the method ptp away": ("np.ones(2).ptp()",),
    "Arrays have .mT from NumPy 2.0 on": ("np.ones((2, 3)).mT",),
    "np.clip takes min and max": ("np.clip([1, 2], min=1, max=2)",),
    "PyTorch 2.7 took verbose away": (f"{SCHEDULER}, verbose=True)",),
    "The loss is taken of numbers of two dtypes": (
        "F.mse_loss(torch.ones(2, requires_grad=True), torch.ones(2).double()).backward()",
    ),
    "For logits of shape (c,)": ("F.cross_entropy(torch.ones(3), torch.tensor([1]))",),
    "A torch.autograd.Function is called": (f"{IDENTITY}; Identity.apply(x=torch.ones(2))",),
    "torch.rand_like takes the name": ("torch.rand_like(torch.ones(2), generator=torch.Generator())",),
    "torch.randn_like takes the name": ("torch.randn_like(torch.ones(2), generator=torch.Generator())",),
    "matplotlib draws a tensor of two axes": ("plt.contourf(torch.eye(3), torch.eye(3).T, torch.eye(3))",),
    "matplotlib 3.11 took the name labels away": ("plt.boxplot([1, 2], labels=['a'])",),
    "plt.boxplot takes the name tick_labels": ("plt.boxplot([1, 2], tick_labels=['a'])",),
    "matplotlib 3.9 took legendHandles away": ("plt.legend().legendHandles",),
    "From matplotlib 3.10 on what contour": ("plt.contour([[1, 2], [3, 4]]).collections",),
    "The style petroff10": ("with plt.style.context('petroff10'): pass",),
    "These colours came with matplotlib 3.10": ("plt.scatter([1], [2], c=[1], cmap='berlin')",),
    "From Python 3.12 on randint": ("random.randint(1.0, 3)", "random.randrange(10 / 2)"),
    "From Python 3.11 on random.shuffle": ("random.shuffle([1, 2], random.random)",),
    "From Python 3.11 on random.sample": ("random.sample({1, 2, 3}, 2)",),
    "Python 3.12 took the modules imp": ("import imp",),
}
IMPORTS = "import math\nimport random\n\nimport matplotlib.pyplot as plt\nimport numpy as np\n"


def change_behind(beginning: str) -> Change:
    """The one change whose cause begins so."""
    (found,) = (change for change in CHANGES if change.cause.startswith(beginning))
    return found


def lines() -> list[tuple[str, Change]]:
    """Every line with the change that decides over it."""
    written = [(line, change_behind(cause)) for cause, some in LINES.items() for line in some]
    for _, _, module, name, _ in REMOVED + ADDED:
        change = next(one for one in CHANGES if f"{module}.{name} " in one.cause)
        written += [(f"import {module}; {module}.{name}", change), (f"from {module} import {name}", change)]
    return written


def relu_after(line: str) -> str:
    return reference_with(f"{IMPORTS}\ndef relu(x):\n    {line}\n    return torch.relu(x)\n", exercise=MNIST)


@cache
def reports() -> Mapping[str, Report]:
    """The reports on a relu that begins with each line."""
    with tempfile.TemporaryDirectory() as folder:
        files = {str(number): relu_after(line) for number, (line, _) in enumerate(lines())}
        by_number = graded_here(Path(folder), files, exercise=MNIST, functions=("relu",))
    return {line: by_number[str(number)] for number, (line, _) in enumerate(lines())}


def first_failure(report: Report, function: str) -> CheckResult:
    return next(one for one in report.checks if one.function == function and one.outcome != "passed")


def tells(check: CheckResult, change: Change) -> bool:
    """Whether a check names the change, and the version that is installed here."""
    ran = f"It ran with {change.library} {installed(change.library)}."
    return check.mistake == change.mistake and f"cause: {change.cause} {ran}" in check.message


@pytest.mark.parametrize(("line", "change"), lines(), ids=[line for line, _ in lines()])
def test_a_line_that_some_versions_refuse_passes_or_is_told_the_version(line, change):
    report = reports()[line]
    if change.refuses():
        assert tells(first_failure(report, "relu"), change)
    else:
        assert complaints(report) == []


def test_every_change_decides_over_a_line():
    assert {change for _, change in lines()} == set(CHANGES)


def test_a_library_that_is_removed_from_or_added_to_is_told_by_its_release():
    assert [change for change in CHANGES if not change.library or not numbers(change.since)] == []
    assert {change.mistake for change in CHANGES} == {REFUSED, MISSING}


WRITTEN = (*CALLS, *keywords())


@pytest.mark.parametrize("change", WRITTEN, ids=[change.cause[:40] for change in WRITTEN])
def test_a_cause_names_the_release_and_ends_in_a_full_stop(change):
    assert change.since.split()[1] in change.cause
    assert change.cause.endswith(".")


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
    change = change_behind("From NumPy 2.4 on only an array without axes")
    report = graded_one(FIRST_NETWORK, ROW_BY_ROW)
    if change.refuses():
        assert losing(report) == {"predict"}
        assert tells(first_failure(report, "predict"), change)
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
    change = change_behind("matplotlib draws a tensor of two axes")
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
        assert "before PyTorch 2.8" in first_failure(report, "cross_entropy_loss").message


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
        assert "From NumPy 2.0 on an array of float32 times an np.float64" in failure.message
    else:
        assert complaints(report) == []


# What stops the file stops every function


@pytest.mark.parametrize(
    ("line", "beginning"),
    [
        ("from itertools import batched", "itertools.batched came with"),
        ("from numpy import trapz", "NumPy 2.4 took numpy.trapz away"),
    ],
    ids=["batched", "trapz"],
)
def test_a_file_that_some_versions_stop_at_its_top_passes_or_is_told_the_version(line, beginning, tmp_path):
    change = change_behind(beginning)
    source = f"{line}\n\n{reference_with('', exercise=FIRST_NETWORK)}"
    functions = ("affine",)
    report = graded_here(tmp_path, {"one": source}, exercise=FIRST_NETWORK, functions=functions)["one"]
    if change.refuses():
        failure = first_failure(report, "affine")
        assert failure.message.startswith("affine is missing.")
        assert tells(failure, change)
    else:
        assert complaints(report) == []
