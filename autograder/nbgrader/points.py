"""The points of a function, as the gradebook counts them."""

from __future__ import annotations

from autograder.exercise import Function
from autograder.report import Points, Report


def points_of(function: Function, report: Report, worth: float) -> float:
    """The points that a function earned where its cell is worth `worth`: in [0, worth], without the bonus."""
    got = Points.of(check for check in report.checks if check.function == function.name)
    points = got.earned if got.maximum in (worth, 0.0) else got.earned * worth / got.maximum
    return float(min(max(points, 0.0), worth))
