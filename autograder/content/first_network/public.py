"""The public checks of exercise 01: worked examples, small enough to redo by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    Told,
    as_tensor,
    by_dtype,
    by_shape,
    call,
    check,
    difference,
    drawn,
    existence_checks,
    expect_array,
    expect_array_columns,
    expect_layers,
    expect_line,
    expect_loss_list,
    expect_loss_values,
    expect_module,
    expect_shape,
    expect_value,
    naming,
    network_with,
    unlike,
)

globals().update(existence_checks(__name__))

Array = np.ndarray[Any, Any]
# relu(x) + relu(-x) = |x|: two hidden neurons, one for each side.
MODULUS = [torch.tensor([[1.0], [-1.0]]), torch.zeros(2), torch.tensor([[1.0, 1.0]]), torch.zeros(1)]
INPUTS = np.array([[-2.0], [0.5], [3.0]], dtype=np.float32)

# What a failure got, and the key of the mistake.
COLUMNS = (
    (" tensor of shape", "tensor-for-array"),
    (r"shape \(\d+,\)", "not-a-column/form"),
    ("^a ndarray", "part-missing"),
)
LAYERS = (
    ("^a (list|tuple) of", "list-for-module"),
    (r"\(3, 3\)", "layer-too-much"),
    (r"(?=.*\(3, 1\))(?=.*\(1, 3\))(?!(?=.*\(3,\)).*\(1,\))", "bias-missing/layers"),
    (r"shapes \(3, 1\), \(3,\)$", "layer-missing"),
)
LINES = (
    ("no line at all", "points-for-line"),
    ("from 4 to 4", "axes-swapped"),
    ("from 0 to 299", "inputs-not-shown"),
)
HISTORY = (
    (r"^[-\d.e]+$", "number-for-list"),
    ("^a ndarray", "array-for-list"),
    ("of 1 entries", "one-entry-only"),
    ("of 10000 entries", "steps-ignored"),
    ("of 4 entries", "entry-too-much"),
    ("them (nan|inf)", "diverging"),
)


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
                "other-dtype",
                student.create_dataset,
                (10,),
                told=by_dtype(column.dtype, torch.float32),
                name=name,
                dtype=str(column.dtype).removeprefix("torch."),
            )


@check("create_dataset", layer="value", points=0.5, title="y is the square of x, row by row")
def test_create_dataset_square(student: Student) -> None:
    x, y = expect_array_columns(student.create_dataset, 15, length=15)
    gap = difference(y.double(), x.double() ** 2)
    if gap is not None:
        raise unlike(student.create_dataset, (15,), gap, "create_dataset.square", recognised(student, x, y))


def recognised(student: Student, x: torch.Tensor, y: torch.Tensor) -> Told:
    """The mistake in y."""
    others = {
        "doubled": 2 * x,
        "third-power": x**3,
        "absolute-value": x.abs(),
        "root": x.abs().sqrt(),
        "sine": x.sin(),
    }
    for key, values in others.items():
        if difference(y.double(), values.double()) is None:
            return (Phrase(key),)
    return unrelated(*expect_array_columns(student.create_dataset, 400, length=400))


def unrelated(x: torch.Tensor, y: torch.Tensor) -> Told:
    """What many points say that are no function of x: six standard deviations of a correlation are 0.3."""
    rest = y - x**2
    by_x, by_square, rest_by_x, rest_by_square = (
        abs(float(torch.corrcoef(torch.cat(pair, 1).T.double())[0, 1]))
        for pair in ((x, y), (x**2, y), (x, rest), (x**2, rest))
    )
    if max(by_x, by_square) < 0.3:
        return (Phrase("rows-unrelated"),)
    return (Phrase("noise-added"),) if max(rest_by_x, rest_by_square) < 0.3 else ()


@check("make_network", layer="shape", points=0.5, title="ten parameters for three hidden neurons")
def test_make_network_parameters(student: Student) -> None:
    with naming(*LAYERS):
        expect_layers(student.make_network, 3)


@check("make_network", layer="shape", points=0.25, title="a column of outputs for a column of inputs")
def test_make_network_output(student: Student) -> None:
    network = expect_module(student.make_network, 3)
    expect_shape(network, torch.ones(5, 1), shape=(5, 1), says="make_network.output")


@check("make_network", layer="value", points=0.5, title="two hidden neurons can compute |x|")
def test_make_network_modulus(student: Student) -> None:
    x = torch.from_numpy(INPUTS)
    # x = -2: relu(-2) + relu(2) = 0 + 2.
    # Without relu x + (-x) is left.
    without = Mistake("relu-missing", torch.zeros(3, 1))
    expect_value(modulus(student), x, want=x.abs(), says="make_network.modulus", mistakes=[without])


@check("affine", layer="shape", points=0.5, title="three neurons, two inputs, a batch of four")
def test_affine_shape(student: Student) -> None:
    arguments = (torch.ones(4, 2), torch.ones(3, 2), torch.ones(3))
    with naming((r"\(3,\)", "one-vector-only")):
        expect_shape(student.affine, *arguments, shape=(4, 3), says="affine.shape")


@check("affine", layer="value", points=1, title="W v + b for two vectors")
def test_affine_example(student: Student) -> None:
    v = torch.tensor([[1.0, 2.0], [0.0, -1.0]])
    weights = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    biases = torch.tensor([10.0, 20.0, 30.0])
    # First vector: (1·1 + 0·2 + 10, 0·1 + 1·2 + 20, 1·1 + 1·2 + 30).
    want = torch.tensor([[11.0, 22.0, 33.0], [10.0, 19.0, 29.0]])
    without = Mistake("bias-missing", want - biases)
    expect_value(student.affine, v, weights, biases, want=want, says="affine.rows", mistakes=[without])


@check("predict", layer="shape", points=0.5, title="a NumPy column goes in, a NumPy column comes out")
def test_predict_column(student: Student) -> None:
    arguments = (modulus(student), INPUTS)
    with naming(("^a list of", "list-for-array")):
        column = as_tensor(student.predict, arguments, call(student.predict, *arguments).value)
    shape = tuple(column.shape)
    if shape != INPUTS.shape:
        told, got = by_shape(shape, INPUTS.shape), Phrase("shape", shape=shape)
        raise CheckFailure(
            "wrong-shape/array", student.predict, arguments, told=told, shape=INPUTS.shape, got=got
        )


@check("predict", layer="value", points=0.5, title="the outputs of a network that computes |x|")
def test_predict_example(student: Student) -> None:
    expect_array(student.predict, modulus(student), INPUTS, want=np.abs(INPUTS), says="predict.modulus")


@check("plot_network", layer="value", points=1, title="the graph of |x|, 300 points from -4 to 4")
def test_plot_network_example(student: Student) -> None:
    arguments = (modulus(student),)
    with naming(("^$", "nothing-drawn")):  # that failure's sentence says itself what it got: empty axes
        axes = drawn(student.plot_network, *arguments)[-1]
    x = torch.linspace(-4, 4, 300)
    with naming(*LINES):
        expect_line(student.plot_network, arguments, axes, x, x.abs(), "plot_network.modulus")


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
        Mistake("sum-for-mean/squares", [36.0]),
        Mistake("halved", [9.0]),
        Mistake("absolute-error", [3.0]),
        # After the step W1 = (1.18, -1), b1 = (0.06, 0), W2 = (1.18, 1), b2 = 0.06: it says 1.06 and 4.308.
        Mistake("loss-after-update", [11.009232]),
        Mistake("root-of-the-mean", [18.0**0.5]),
        # 1 - 1, 1 - 9, 3 - 1 and 3 - 9: (0 + 64 + 4 + 36) / 4.
        Mistake("not-a-column/pairs", [26.0]),
    ]
    expect_loss_values(student.train, arguments, value, [18.0], "train.first-loss", mistakes)


def two_points() -> tuple[Array, Array]:
    """The points (-1, 1) and (3, 9) of the parabola, as columns."""
    return np.array([[-1.0], [3.0]], dtype=np.float32), np.array([[1.0], [9.0]], dtype=np.float32)
