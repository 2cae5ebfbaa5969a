"""Hidden checks of `make_data`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Mistake,
    Phrase,
    Student,
    Tolerance,
    call,
    check,
    describe,
    expect_part,
    expect_tensor_shapes,
)

from .kink import target

# Adding 0.6 to -20 sixty times in float32 ends 1e-4 off; the nearest wrong grid is 1e-2 off.
GRID = Tolerance(1e-4, 1e-3)
# Numbers of examples at which the quotient 40 / (40 / n) rounds up, and torch.arange makes n + 1 of them.
AWKWARD = (1, 61, 77, 122, 245, 319, 985)


@check("make_data", layer="dtype", points=0.25, title="x and y are float32")
def test_make_data_dtype(student: Student) -> None:
    parts = expect_tensor_shapes(student.make_data, 6, shapes=[(6,)] * 2, names="xy")
    for name, value in zip("xy", parts, strict=True):
        if value.dtype != torch.float32:
            told = "double-precision" if value.dtype == torch.float64 else None
            raise CheckFailure("data-dtype", student.make_data, told=told, name=name, got=describe(value))


@check("make_data", layer="value", points=0.5, title="equal steps from -20, and f of each of them")
def test_make_data_value(student: Student, draw: Draw) -> None:
    for n in (draw.integer(9, 20), 2 * draw.integer(11, 30)):
        x, y = expect_tensor_shapes(student.make_data, n, shapes=[(n,)] * 2, names="xy")
        grid, right = -20 + 40 * torch.arange(n) / n, target(x)
        wrong_x = [
            Mistake("end-included", torch.linspace(-20, 20, n)),
            Mistake("starts-late", grid + 40 / n),
            Mistake("step-rounded-down", -20.0 + 40 // n * torch.arange(n)),
        ]
        wrong_y = [
            Mistake("one-missing", right - (x >= 0).float()),
            Mistake("zero-on-the-left", right * (x > 0)),
            Mistake("no-kink", 2 * x + 1),
        ]
        expect_part(student.make_data, (n,), x, grid, "grid", tolerance=GRID, mistakes=wrong_x)
        expect_part(student.make_data, (n,), y, right, "f-of-x", mistakes=wrong_y)


@check(
    "make_data", layer="edge", points=0.5, title="exactly as many examples as asked for, whatever the number"
)
def test_make_data_exact_number(student: Student) -> None:
    for n in AWKWARD:
        value = call(student.make_data, n).value
        lengths = [tuple(part.shape) for part in value if type(part) is torch.Tensor] if value else []
        if lengths != [(n,), (n,)]:
            words = ", ".join(map(str, lengths))
            got = Phrase("shapes", shapes=words) if lengths else describe(value)
            told = "rounded-step" if lengths == [(n + 1,), (n + 1,)] else None
            raise CheckFailure("other-number", student.make_data, (n,), told=told, shape=(n,), got=got)
