"""What to write for a name that some versions lack is run here; so is the name, where a version has it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import ListedColormap

from autograder.checks.changes import installed, numbers
from autograder.checks.renamed import ADDED, REMOVED

pytestmark = pytest.mark.filterwarnings("ignore")  # what a later version refuses, an earlier one warns of


class Row(NamedTuple):
    """A call of the name, what it is worth, what is compared of it, and the values that stand in it."""

    call: str
    value: object
    compared: str = "{}"
    values: Mapping[str, Any] = {}


def stack(*rows: object) -> np.ndarray:
    return np.array(rows, dtype=float)


SQUARE, CURVE = stack([3, 1], [2, 4]), stack([0, 1, 3], [2, 1, 5])
PAIR = {"A": np.array([SQUARE, [[0, 1], [5, 6]]]), "x": stack([1, 2], [4, 3])}
TABLE = {"x": stack([1, 2], [3, 4]), "y": stack([5, 0], [1, 1])}
# Of two axes, negative or stacked where a replacement could differ there; every value is worked out by hand.
ROWS = {
    "numpy.float_": Row("np.float_(1)", 1.0),
    "numpy.Inf": Row("np.Inf", math.inf),
    "numpy.infty": Row("np.infty", math.inf),
    "numpy.Infinity": Row("np.Infinity", math.inf),
    "numpy.PINF": Row("np.PINF", math.inf),
    "numpy.NINF": Row("", -math.inf),
    "numpy.bool8": Row("np.bool8(0)", False),
    "numpy.NaN": Row("np.NaN", math.nan),
    "numpy.NAN": Row("np.NAN", math.nan),
    "numpy.product": Row("np.product([[2, 3], [1, 4]])", 24),
    "numpy.cumproduct": Row("np.cumproduct([2, 3])", [2, 6]),
    "numpy.alltrue": Row("np.alltrue([1, 0])", False),
    "numpy.sometrue": Row("np.sometrue([1, 0])", True),
    "numpy.round_": Row("np.round_([2.54, -1.26], 1)", [2.5, -1.3]),
    "numpy.asfarray": Row("np.asfarray(x)", "float64", "{}.dtype.name", {"x": np.array([1, 2])}),
    "numpy.mat": Row("np.mat([[1, 2], [3, 4]])", [[7, 10], [15, 22]], "{0} @ {0}"),
    "numpy.msort": Row("np.msort(x)", [[2, 1], [3, 4]], values={"x": SQUARE}),
    "numpy.trapz": Row("np.trapz(y, x)", 7.5, values={"x": CURVE[0], "y": CURVE[1]}),
    "numpy.in1d": Row("np.in1d([[1, 4]], [4, 5])", [False, True], "{}.ravel()"),
    "numpy.row_stack": Row("np.row_stack([[1, 2], [3, 4]])", [[1, 2], [3, 4]]),
    "matplotlib.cm.register_cmap": Row("matplotlib.cm.register_cmap(cmap=cmap)", None),
    "matplotlib.cm.get_cmap": Row("matplotlib.cm.get_cmap('gray')", [1, 1, 1, 1], "{}(1.0)"),
    "matplotlib.pyplot.plot_date": Row(
        "plt.plot_date(x, y)",
        ["o", "None"],
        "[{0}[0].get_marker(), {0}[0].get_linestyle()]",
        {"x": [1], "y": [2]},
    ),
    "numpy.trapezoid": Row("np.trapezoid(y, x)", 7.5, values={"x": CURVE[0], "y": CURVE[1]}),
    "numpy.bool": Row("np.bool(0)", False),
    "numpy.long": Row("np.long(3)", 3),
    "numpy.concat": Row("np.concat([[1, 2], [3]])", [1, 2, 3]),
    "numpy.pow": Row("np.pow([2, 3], 2)", [4, 9]),
    "numpy.acos": Row("np.acos(-1.0)", math.pi),
    "numpy.asin": Row("np.asin(1.0)", math.pi / 2),
    "numpy.atan": Row("np.atan(1.0)", math.pi / 4),
    "numpy.atan2": Row("np.atan2(0.0, -1.0)", math.pi),
    "numpy.astype": Row("np.astype(x, dtype)", "int64", "{}.dtype.name", {"x": SQUARE, "dtype": np.int64}),
    "numpy.permute_dims": Row("np.permute_dims([[1, 2], [3, 4]], (1, 0))", [[1, 3], [2, 4]]),
    "numpy.matrix_transpose": Row("np.matrix_transpose(x)", [[0, 5], [1, 6]], "{}[1]", {"x": PAIR["A"]}),
    "numpy.vecdot": Row("np.vecdot(x, y)", [5, 7], values=TABLE),
    "numpy.unique_values": Row("np.unique_values([2, 1, 2])", [1, 2], "np.sort({})"),
    "numpy.linalg.vector_norm": Row("np.linalg.vector_norm([[3.0, 0.0], [0.0, -4.0]])", 5.0),
    "numpy.unstack": Row("np.unstack(x)", [3, 4], "{}[1]", TABLE),
    "numpy.cumulative_sum": Row("np.cumulative_sum([1, 2])", [1, 3]),
    "numpy.cumulative_prod": Row("np.cumulative_prod([2, 3])", [2, 6]),
    "numpy.unique_counts": Row(
        "np.unique_counts(x)", [[1, 2], [1, 2]], "[list(part) for part in {}]", {"x": [2, 1, 2]}
    ),
    "numpy.matvec": Row("np.matvec(A, x)", [[5, 10], [3, 38]], values=PAIR),
    "numpy.vecmat": Row("np.vecmat(x, A)", [[7, 9], [15, 22]], values=PAIR),
    "matplotlib.pyplot.grouped_bar": Row("", [1, 2], "[bar.get_height() for bar in {}([0, 1], [1, 2])]"),
    "math.cbrt": Row("math.cbrt(x)", -2.0, values={"x": -8.0}),
    "math.exp2": Row("math.exp2(x)", 0.125, values={"x": -3.0}),
    "math.sumprod": Row("math.sumprod(x, y)", 11.0, values={"x": [1.0, 2.0], "y": [3.0, 4.0]}),
    "itertools.batched": Row(
        "itertools.batched(x, n)", [[1, 2], [3]], "[list(part) for part in {}]", {"x": [1, 2, 3], "n": 2}
    ),
}
# No code: only the student knows which class it is, nothing stands for a mark, another optimiser is another.
IN_WORDS = {"typing.Self", "typing.override", "torch.optim.Muon"}
SHORT = {"numpy": "np", "matplotlib.pyplot": "plt", "numpy.linalg": "np.linalg"}
NUMBERS = itertools.count()  # of colour maps: each name can be registered once


def instead_of() -> dict[str, str]:
    """The code that is to be written, by the name that it stands for; words after ", and " are left out."""
    return {f"{module}.{name}": code.partition(", and ")[0] for _, _, module, name, code in REMOVED + ADDED}


def replaced(whole: str) -> str:
    """The call of a name with what is to be written in its place: another name, or the call as a whole."""
    row, code = ROWS[whole], instead_of()[whole]
    module, _, name = whole.rpartition(".")
    is_name = code.replace(".", "").isidentifier() and row.call
    return row.call.replace(f"{SHORT.get(module, module)}.{name}", code) if is_name else code


def worth(call: str, row: Row) -> Any:
    cmap = ListedColormap(["red", "blue"], name=f"ours {next(NUMBERS)}")
    libraries = {"np": np, "plt": plt, "matplotlib": matplotlib, "math": math, "itertools": itertools}
    return eval(row.compared.format(call), {**libraries, "cmap": cmap, **row.values})


def expect_equal(got: Any, want: Any) -> None:
    if (got == want) is not True:  # an array is not, nor is a number of NumPy's
        assert np.shape(got) == np.shape(want)
        np.testing.assert_allclose(got, want, rtol=1e-12)


def test_every_replacement_is_run_or_in_words():
    assert set(ROWS) | IN_WORDS == set(instead_of())


@pytest.mark.parametrize("whole", ROWS)
def test_what_is_to_be_written_is_worth_the_same(whole):
    expect_equal(worth(replaced(whole), ROWS[whole]), ROWS[whole].value)


def is_here(library: str, release: str, *, removed: bool) -> bool:
    return (numbers(installed(library)) < numbers(release)) == removed


HERE = [
    f"{module}.{name}"
    for table in (REMOVED, ADDED)
    for library, release, module, name, _ in table
    if is_here(library, release, removed=table is REMOVED)
]


@pytest.mark.parametrize("whole", [whole for whole in HERE if whole in ROWS and ROWS[whole].call])
def test_the_name_itself_is_worth_that_where_it_is_there(whole):
    expect_equal(worth(ROWS[whole].call, ROWS[whole]), ROWS[whole].value)
