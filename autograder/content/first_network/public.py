"""The public checks of exercise 01: worked examples, small enough to redo by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.checks.arrays import as_tensor, expect_array, expect_array_columns
from autograder.checks.compare import difference
from autograder.checks.exists import existence_checks
from autograder.checks.failure import CheckFailure
from autograder.checks.losses import expect_loss_list, expect_loss_values
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import expect_module
from autograder.checks.naming import naming
from autograder.checks.networks import expect_layers, network_with
from autograder.checks.plots import drawn, expect_line
from autograder.checks.registry import check
from autograder.checks.vocabulary import call, expect_shape, expect_value, unlike
from autograder.checks.words import NEXT, called
from autograder.sandbox.student import RemoteModule, Student

globals().update(existence_checks(__name__))

Array = np.ndarray[Any, Any]
# relu(x) + relu(-x) = |x|: two hidden neurons, one for each side.
MODULUS = [torch.tensor([[1.0], [-1.0]]), torch.zeros(2), torch.tensor([[1.0, 1.0]]), torch.zeros(1)]
INPUTS = np.array([[-2.0], [0.5], [3.0]], dtype=np.float32)

# What a failure got, the name of the mistake, its cause.
NOTHING = ("`return` missing", "return-missing", "The result is computed and lost: no `return` hands it out.")
TENSOR = (" tensor of shape", "tensor-for-array", "It is a tensor still: see .detach() and .numpy().")
COLUMNS = (
    NOTHING,
    TENSOR,
    (r"shape \(\d+,\)", "not-a-column", "The array is flat: a column has a second axis, of length 1."),
    ("^a ndarray", "part-missing", "Either both are joined in one table, or one of them is left out."),
)
LAYERS = (
    NOTHING,
    ("^a (list|tuple) of", "list-for-module", "A list of layers is no network: nn.Sequential makes one."),
    (r"\(3, 3\)", "layer-too-much", "There is a second hidden layer: one is asked for."),
    (r"(?=.*\(3, 1\))(?=.*\(1, 3\))(?!(?=.*\(3,\)).*\(1,\))", "bias-missing", "A layer has no biases."),
    (r"shapes \(3, 1\), \(3,\)$", "layer-missing", "There is a hidden layer, and none behind it."),
)
AFFINE = (
    (r"\(3, 4\)", "transposed", "The samples lie side by side: they belong one below the other."),
    (r"\(3,\)", "one-vector-only", "Either one vector alone is treated, or those of the batch are added up."),
)
LISTED = ("^a list of", "list-for-array", "These are Python's numbers in a list: leave .tolist() out.")
EMPTY = ("empty axes", "nothing-drawn", "Either nothing is drawn, or the figure is closed or wiped later.")
LINES = (
    ("no line at all", "points-for-line", "Something is drawn, and no line: plt.plot connects the points."),
    ("from 4 to 4", "axes-swapped", "The outputs run across: x comes first in plt.plot, and then y."),
    ("from 0 to 299", "inputs-not-shown", "The points are counted across: plt.plot needs x too."),
)
HISTORY = (
    NOTHING,
    (r"^[-\d.e]+$", "number-for-list", "One loss is returned, and not the list of all of them."),
    ("^a ndarray", "array-for-list", "An array is returned: what is asked for is a list."),
    ("of 1 entries", "one-entry-only", "Either `return` is within the loop, or each step begins a new list."),
    ("of 10000 entries", "steps-ignored", "There are 10000 steps, whatever training_steps is."),
    ("of 4 entries", "entry-too-much", "A loss is measured outside the loop, and one more in each step."),
    ("them (nan|inf)", "diverging", "The losses leave the range of floats: steps are too long, or climb."),
)
Told = tuple[str, str | None]  # the cause of a failure, and the name of the mistake


def modulus(student: Student) -> RemoteModule:
    """A network that computes |x|."""
    return network_with(student.make_network, MODULUS)


@check("create_dataset", layer="shape", points=0.5, title="two columns of 20 numbers, unless told otherwise")
def test_create_dataset_columns(student: Student) -> None:
    with naming(*COLUMNS):
        expect_array_columns(student.create_dataset, length=20)


@check("create_dataset", layer="dtype", points=0.5, title="both columns are float32")
def test_create_dataset_dtype(student: Student) -> None:
    for name, column in zip("xy", expect_array_columns(student.create_dataset, 10, length=10), strict=True):
        if column.dtype != torch.float32:
            raise CheckFailure(
                f"create_dataset makes {name} of another dtype.",
                called="create_dataset(10)",
                expected=f"{name} of dtype float32",
                got=f"{name} of dtype {str(column.dtype).removeprefix('torch.')}",
                cause="NumPy draws float64, and a network's parameters are float32. From NumPy 2.0 on "
                "an array of float32 times an np.float64, such as np.sqrt(2), is float64, too.",
                next="Convert once: x.astype(np.float32), and compute y from the converted x.",
                mistake="double-precision" if column.dtype == torch.float64 else None,
            )


@check("create_dataset", layer="value", points=0.5, title="y is the square of x, row by row")
def test_create_dataset_square(student: Student) -> None:
    x, y = expect_array_columns(student.create_dataset, 15, length=15)
    gap = difference(y.double(), x.double() ** 2)
    if gap is not None:
        raise unlike(student.create_dataset, (15,), gap, "y = x²", *recognised(student, x, y))


def recognised(student: Student, x: torch.Tensor, y: torch.Tensor) -> Told:
    """The cause and the name of a mistake in y."""
    others = {
        "doubled": ("y is 2x and not x².", 2 * x),
        "third-power": ("y is the third power of x.", x**3),
        "absolute-value": ("y is |x| and not x².", x.abs()),
        "root": ("y is the root of |x|.", x.abs().sqrt()),
        "sine": ("y is the sine of x.", x.sin()),
    }
    for name, (cause, values) in others.items():
        if difference(y.double(), values.double()) is None:
            return cause, name
    return unrelated(*expect_array_columns(student.create_dataset, 400, length=400))


def unrelated(x: torch.Tensor, y: torch.Tensor) -> Told:
    """What many points say that are no function of x: six standard deviations of a correlation are 0.3."""
    rest = y - x**2
    by_x, by_square, rest_by_x, rest_by_square = (
        abs(float(torch.corrcoef(torch.cat(pair, 1).T.double())[0, 1]))
        for pair in ((x, y), (x**2, y), (x, rest), (x**2, rest))
    )
    if max(by_x, by_square) < 0.3:
        return "Either x is drawn again for y, or one of them is put in another order.", "rows-unrelated"
    noisy = max(rest_by_x, rest_by_square) < 0.3
    return ("Noise is added: the points lie on the parabola itself.", "noise-added") if noisy else ("", None)


@check("make_network", layer="shape", points=0.5, title="ten parameters for three hidden neurons")
def test_make_network_parameters(student: Student) -> None:
    with naming(*LAYERS):
        expect_layers(student.make_network, 3)


@check("make_network", layer="shape", points=0.25, title="a column of outputs for a column of inputs")
def test_make_network_output(student: Student) -> None:
    network = expect_module(student.make_network, 3)
    expect_shape(network, torch.ones(5, 1), shape=(5, 1), says="one output for each input")


@check("make_network", layer="value", points=0.5, title="two hidden neurons can compute |x|")
def test_make_network_modulus(student: Student) -> None:
    x = torch.from_numpy(INPUTS)
    # x = -2: relu(-2) + relu(2) = 0 + 2.
    without = Mistake(
        "relu-missing", "There is no ReLU between the layers: x + (-x) is left.", torch.zeros(3, 1)
    )
    says = "relu(x) + relu(-x), which is |x|"
    expect_value(modulus(student), x, want=x.abs(), says=says, mistakes=[without])


@check("affine", layer="shape", points=0.5, title="three neurons, two inputs, a batch of four")
def test_affine_shape(student: Student) -> None:
    arguments = (torch.ones(4, 2), torch.ones(3, 2), torch.ones(3))
    says = "a row for each sample, an entry a neuron"
    with naming(NOTHING, *AFFINE):
        expect_shape(student.affine, *arguments, shape=(4, 3), says=says)


@check("affine", layer="value", points=1, title="W v + b for two vectors")
def test_affine_example(student: Student) -> None:
    v = torch.tensor([[1.0, 2.0], [0.0, -1.0]])
    weights = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    biases = torch.tensor([10.0, 20.0, 30.0])
    # First vector: (1·1 + 0·2 + 10, 0·1 + 1·2 + 20, 1·1 + 1·2 + 30).
    want = torch.tensor([[11.0, 22.0, 33.0], [10.0, 19.0, 29.0]])
    without = Mistake("bias-missing", "The biases are not added.", want - biases)
    expect_value(
        student.affine, v, weights, biases, want=want, says="W v + b in each row", mistakes=[without]
    )


@check("predict", layer="shape", points=0.5, title="a NumPy column goes in, a NumPy column comes out")
def test_predict_column(student: Student) -> None:
    arguments = (modulus(student), INPUTS)
    with naming(NOTHING, TENSOR, LISTED):
        column = as_tensor(student.predict, arguments, call(student.predict, *arguments).value)
    if tuple(column.shape) != INPUTS.shape:
        raise CheckFailure(
            "predict returns an array of the wrong shape.",
            called=called(student.predict, arguments),
            expected=f"shape {INPUTS.shape}: an output for each row of x",
            got=f"shape {tuple(column.shape)}",
            next=NEXT["shape"],
            mistake="not-a-column" if tuple(column.shape) == INPUTS.shape[:1] else None,
        )


@check("predict", layer="value", points=0.5, title="the outputs of a network that computes |x|")
def test_predict_example(student: Student) -> None:
    expect_array(student.predict, modulus(student), INPUTS, want=np.abs(INPUTS), says="|x| for each x")


@check("plot_network", layer="value", points=1, title="the graph of |x|, 300 points from -4 to 4")
def test_plot_network_example(student: Student) -> None:
    arguments = (modulus(student),)
    with naming(EMPTY):
        axes = drawn(student.plot_network, *arguments)[-1]
    x = torch.linspace(-4, 4, 300)
    with naming(*LINES):
        expect_line(student.plot_network, arguments, axes, x, x.abs(), "the network's outputs, here |x|")


@check("train", layer="shape", points=0.5, title="a list of losses, one a step")
def test_train_history(student: Student) -> None:
    arguments = (modulus(student), *two_points(), 3, 0.01)
    with naming(*HISTORY):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 3)


@check("train", layer="value", points=0.5, title="the first loss of |x| on two points of the parabola")
def test_train_first_loss(student: Student) -> None:
    arguments = (modulus(student), *two_points(), 1, 0.01)
    value = call(student.train, *arguments).value
    # The network says 1 and 3 where 1 and 9 are right: (0² + 6²) / 2 = 18.
    mistakes = [
        Mistake("sum-for-mean", "The squares are added up and not averaged.", [36.0]),
        Mistake("halved", "The squared error is halved.", [9.0]),
        Mistake("absolute-error", "The errors are averaged without squaring them.", [3.0]),
        # After the step W1 = (1.18, -1), b1 = (0.06, 0), W2 = (1.18, 1), b2 = 0.06: it says 1.06 and 4.308.
        Mistake("loss-after-update", "The loss is measured after the step.", [11.009232]),
        Mistake("root-of-the-mean", "The root of the mean is taken.", [18.0**0.5]),
        # 1 - 1, 1 - 9, 3 - 1 and 3 - 9: (0 + 64 + 4 + 36) / 4.
        Mistake("not-a-column", "A column minus a flat array makes a table of all pairs.", [26.0]),
    ]
    says = "the mean of the squared errors 0² and 6², before the update"
    expect_loss_values(student.train, arguments, value, [18.0], says, mistakes)


def two_points() -> tuple[Array, Array]:
    """The points (-1, 1) and (3, 9) of the parabola, as columns."""
    return np.array([[-1.0], [3.0]], dtype=np.float32), np.array([[1.0], [9.0]], dtype=np.float32)
