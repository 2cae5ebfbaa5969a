"""Hidden checks of `squared_loss`."""

from __future__ import annotations

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value

from . import reference


@check("squared_loss", layer="value", points=0.5, title="(ŷ - y)² / 2 in every place, in any shape")
def test_squared_loss_value(student: Student, draw: Draw) -> None:
    for shape in ((6,), (1, 5), (3, 4)):
        y_hat, y = draw.normal(*shape, scale=2.0), draw.normal(*shape, scale=2.0)
        want = reference.squared_loss(y_hat, y)
        mistakes = [
            Mistake("half-missing", (y_hat - y) ** 2),
            Mistake("absolute-error", (y_hat - y).abs() / 2),
            Mistake("half-inside", ((y_hat - y) / 2) ** 2),
            Mistake("squares-apart", (y_hat**2 - y**2) / 2),
            Mistake("flattened", want.flatten()),
        ]
        expect_value(student.squared_loss, y_hat, y, want=want, says="squared-loss", mistakes=mistakes)


globals().update(
    every(
        __name__,
        "squared_loss",
        lambda draw, dtype: (draw.normal(6, dtype=dtype), draw.normal(6, dtype=dtype)),
        dtype=(0.25, "float64 stays float64"),
        effect=(0.25, "ŷ and y are left alone"),
        gradient=(0.25, "the gradient with respect to ŷ is ŷ - y"),
        like=reference.squared_loss,
    )
)
