"""Hidden checks of exercise 05: the losses over the epochs, drawn."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Phrase,
    RemoteFunction,
    Student,
    Told,
    check,
    close,
    drawn,
    expect_history_curve,
    points_on,
)


@check("plot_loss", layer="value", points=0.25, title="any history, small losses too, and a single one")
def test_plot_loss_any(student: Student, draw: Draw) -> None:
    for n in (draw.integer(20, 40), 1):
        history = (10 ** draw.uniform(n, low=-4, high=1)).tolist()
        try:
            expect_history_curve(student.plot_loss, history)
        except CheckFailure as failure:
            nothing = failure.kind == "nothing-drawn"
            failure.tell(*([Phrase("nothing-drawn")] if nothing else miscurved(student.plot_loss, history)))
            raise


def miscurved(function: RemoteFunction, history: list[float]) -> Told:
    """The mistake that a curve that was drawn gives away."""
    losses, n = torch.tensor(history, dtype=torch.float64), len(history)
    counted = torch.arange(n).double()
    known = (
        ("logarithm-drawn", losses.log()),
        ("logarithm-drawn", losses.log10()),
        ("running-sum", losses.cumsum(0)),
        ("backwards", losses.flip(0)),
        ("sorted", losses.sort().values),
        ("negated", -losses),
        ("divided-by-the-first", losses / losses[0]),
        ("epochs-stretched", losses),
        ("axes-swapped", counted),
        ("axes-swapped", counted + 1),
    )
    told: Told = ()
    for curve in (curve for axes in drawn(function, history) for curve in points_on(axes)):
        for key, want in known:
            if close(curve[:, 1], want):
                return (Phrase(key),)
        if 0 < len(curve) < n and bool(torch.isin(curve[:, 1].float(), losses.float()).all()):
            told = (Phrase("epochs-left-out"),)
    return told
