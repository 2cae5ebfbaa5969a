"""What the fairness of the training checks rests on: rounding, distances, thresholds from measured runs."""

from __future__ import annotations

import importlib

import pytest
import torch

from autograder.catalog import find
from autograder.checks.calibration import Calibration
from autograder.checks.compare import HISTORY, TRAJECTORY, Tolerance, mismatches
from autograder.checks.descent import descend, means
from autograder.checks.draw import Draw
from autograder.checks.thresholds import measured
from autograder.content.first_network.hidden import reference as first_network
from autograder.content.first_network.hidden import train as parabola
from autograder.content.linear_fit.hidden.train import Lesson as LineLesson
from autograder.content.mnist.hidden import digits
from autograder.content.piecewise.hidden import kink
from autograder.content.piecewise.hidden import reference as piecewise
from autograder.content.piecewise.hidden.tasks import as_params, closest, draw_task, every_run, orders
from autograder.content.pow_fit.hidden import curve
from autograder.content.pow_fit.hidden.train import STEPS, trained
from autograder.content.pow_fit.hidden.train import Lesson as CurveLesson
from autograder.data import load_dataset
from grading_helpers import graded_here, reference_with

# Thresholds


@pytest.mark.parametrize("name", ["first_network", "linear_fit", "pow_fit", "piecewise", "fully_connected"])
def test_a_threshold_follows_from_the_worst_of_the_correct_runs_by_the_exercise_s_rule(name):
    hidden = f"autograder.content.{name}.hidden"
    calibration: Calibration = importlib.import_module(f"{hidden}.calibration").CALIBRATION
    entry = measured(hidden)
    extreme = "min" if calibration.high_is_good else "max"
    worst = calibration.worst([runs[extreme] for runs in entry["right"].values()])
    assert entry["threshold"] == pytest.approx(calibration.rule(worst), rel=0.02)  # the file has four digits
    assert (entry["quantity"], entry["seeds"]) == (calibration.quantity, calibration.seeds)


# 01


@pytest.mark.parametrize("seed", range(0, 100, 5))
def test_float32_and_float64_take_the_same_way_along_the_parabola(seed):
    lesson = parabola.Lesson(Draw(seed, "test"))
    start = [value.double() for value in lesson.start]
    batch = (lesson.x.double(), lesson.y.double())
    exact = descend(first_network.loss, start, [[batch]] * parabola.STEPS, parabola.RATE)
    for one, other in zip(lesson.run()[-1].params, exact[-1].params, strict=True):
        assert (one - other).abs().max() < 2e-6


@pytest.mark.parametrize("seed", range(0, 100, 5))
def test_every_hidden_neuron_of_the_parabola_s_lesson_learns(seed):
    lesson = parabola.Lesson(Draw(seed, "test"))
    W1, b1, _, _ = lesson.start
    assert bool((first_network.hidden(lesson.x, W1, b1) > 0).any(0).all())


# 02


@pytest.mark.parametrize("seed", range(20))
def test_no_wrong_descent_to_the_line_is_within_ten_tolerances_of_the_right_one(seed):
    lesson = LineLesson(Draw(seed, "distance"))
    right = lesson.run()[-1].params
    for mistake in lesson.mistakes():
        gaps = [
            ((one - other).abs() / (TRAJECTORY.absolute + TRAJECTORY.relative * other.abs())).max().item()
            for one, other in zip(mistake.value, right, strict=True)
        ]
        assert max(gaps) > 10, mistake.key


# 03


def tenth(tolerance: Tolerance) -> Tolerance:
    return Tolerance(tolerance.relative / 10, tolerance.absolute / 10)


@pytest.mark.parametrize("seed", range(20))
def test_rounding_is_far_from_the_tolerance_of_the_way_to_the_curve(seed):
    lesson = CurveLesson(Draw(seed, "rounding"))
    single = lesson.run()
    start = [value.double() for value in lesson.start]
    exact = trained(start, lesson.x.double(), lesson.y.double(), STEPS, lesson.rate)
    for one, other in zip(single[-1].params, exact[-1].params, strict=True):
        assert not mismatches(one, other, tenth(TRAJECTORY)).any()
    reported = torch.tensor(means(single)), torch.tensor(means(exact))
    assert not mismatches(*reported, tenth(HISTORY)).any()


@pytest.mark.parametrize("seed", range(5))
def test_the_best_line_stays_far_above_the_threshold_of_the_curve(seed):
    lesson = curve.CurveTask(Draw(seed, "line"))
    x, y = lesson.x.double(), lesson.y.double()
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    floor = ((columns @ torch.linalg.lstsq(columns, y).solution - y) ** 2).mean().item()
    assert floor > 10 * measured(curve.__package__)["threshold"]


# 04


@pytest.mark.parametrize(("n", "batch_size", "count"), [(3, 1, 6), (4, 2, 6), (6, 3, 20), (5, 5, 1)])
def test_there_is_one_order_for_each_way_to_deal_the_examples(n, batch_size, count):
    dealt = orders(n, batch_size)
    assert dealt.shape == (count, n // batch_size, batch_size)
    assert all(sorted(order.flatten().tolist()) == list(range(n)) for order in dealt)


@pytest.mark.parametrize("seed", range(5))
def test_a_plain_loop_over_one_order_ends_at_one_of_the_runs(seed):
    lesson = draw_task(Draw(seed, "plain"), 6, 3, 2)
    params = [value.requires_grad_() for value in as_params(lesson.start)]
    for _ in range(2):
        for rows in torch.randperm(6, generator=torch.Generator().manual_seed(seed)).split(3):
            losses = piecewise.squared_loss(piecewise.model(lesson.x[rows], *params), lesson.y[rows])
            losses.sum().backward()
            piecewise.sgd(params, lesson.lr, 3)
    got = [parameter.detach() for parameter in params]
    torch.testing.assert_close(got, closest(got, every_run(lesson).params), rtol=1e-5, atol=1e-6)


def test_the_threshold_of_the_kink_lies_far_below_the_loss_of_an_untrained_start():
    starts = [kink.KinkTask(Draw(seed, "start")) for seed in range(50)]
    assert measured(kink.__package__)["threshold"] < min(one.loss(one.start) for one in starts) / 10


# 05

UNLUCKY = """
def train(model, XX, YY, kind, nb_epochs=200, batch_size=50, lr=0.01, optimizer="adam"):
    train.long_runs = getattr(train, "long_runs", 0) + (nb_epochs == 200)
    learns = nb_epochs < 200 or train.long_runs > {times}
    loss_of, stepper = make_loss(kind), make_optimizer(optimizer, model.parameters(), lr)
    history = []
    for _ in range(nb_epochs):
        order = torch.randperm(len(XX))
        losses = []
        for rows in order.split(batch_size):
            targets = YY[rows].flatten().long() if kind == "multiclass" else YY[rows]
            loss = loss_of(model(XX[rows])[1], targets)
            stepper.zero_grad()
            loss.backward()
            if learns:
                stepper.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
"""


@pytest.mark.parametrize(("times", "lost"), [(1, []), (2, ["fully_connected.train.accuracy"])])
def test_the_training_of_05_may_end_in_a_poor_minimum_once_but_not_twice(times, lost, tmp_path):
    exercise = find("fully_connected")
    program = reference_with(UNLUCKY.format(times=times), exercise=exercise)
    report = graded_here(tmp_path, {"amy": program}, exercise=exercise, functions=("train",))["amy"]
    assert [check.id for check in report.checks if not check.outcome.passed] == lost


# 06


def test_a_task_that_right_code_fails_is_drawn_again():
    dataset, words = load_dataset("digits"), (227197952962142, "mnist.train_from_scratch.accuracy")
    unlucky, kept = digits.DigitTask(dataset, Draw(*words)), digits.telling_task(dataset, Draw(*words))
    assert unlucky.accuracy(unlucky.end()) < digits.threshold(dataset)
    assert kept.accuracy(kept.end()) >= digits.threshold(dataset) + digits.NEAR
