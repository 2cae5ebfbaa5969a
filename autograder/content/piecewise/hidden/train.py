"""Hidden checks of `train`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from autograder.checks.vocabulary import (
    TRAINING_SECONDS,
    TRAJECTORY,
    CheckFailure,
    Draw,
    Leaf,
    Mistake,
    Phrase,
    Student,
    Tolerance,
    Way,
    call,
    check,
    close,
    expect_loss_values,
    expect_losses,
    expect_parameters,
    form,
    mismatches,
)

from .kink import BATCH, EPOCHS, RATE, KinkTask, expect_kink
from .tasks import NAMES, Runs, Task, as_params, closest, draw_task, every_run, mean_loss

SAME_ORDER = Tolerance(1e-5, 1e-5)  # float32 strays by less along fifteen updates; two orders differ by more


def trained(student: Student, task: Task) -> tuple[list[torch.Tensor], Any]:
    """The student's parameters after training on the task, and what `train` returned."""
    outcome = call(student.train, *task.arguments)
    return [leaf.value for leaf in outcome.arguments[0]], outcome.value


def expect_a_run(student: Student, task: Task, got: Sequence[torch.Tensor], says: str) -> None:
    """The parameters are where training leads from the start, in one of the orders of the examples."""
    whole = all(form(one, torch.zeros(1, 1)) is None and one.isfinite().all() for one in got)

    def nearest(runs: Runs) -> list[torch.Tensor]:
        return closest(got, runs.params) if whole else as_params(runs.params[0])

    def mistakes() -> list[Mistake]:
        ways = {
            "step-added": Way(scale=-1.0),
            "gradients-not-reset": Way(resets=False),
            "one-update-an-epoch": Way(once=True),
            "divided-twice": Way(scale=1 / task.batch_size),
            "batch-size-ignored": Way(scale=task.batch_size),
            "divided-by-all": Way(scale=task.batch_size / len(task.x)),
        }
        return [Mistake(key, nearest(every_run(task, way))) for key, way in ways.items()]

    expect_parameters(
        student.train,
        task.arguments,
        got,
        nearest(every_run(task)),
        names=NAMES,
        start=as_params(task.start),
        says=says,
        mistakes=mistakes,
    )


@check("train", layer="training", points=0.5, title="three updates, each from all the data at once")
def test_train_full_batch(student: Student, draw: Draw) -> None:
    task = draw_task(draw, 5, 5, 3)
    expect_a_run(student, task, trained(student, task)[0], "three-updates")


@check("train", layer="training", points=0.75, title="two epochs of two batches, in any order")
def test_train_batches(student: Student, draw: Draw) -> None:
    task = draw_task(draw, 6, 3, 2)
    expect_a_run(student, task, trained(student, task)[0], "two-epochs")


@check("train", layer="training", points=0.5, title="every epoch has an order of its own")
def test_train_fresh_order(student: Student, draw: Draw) -> None:
    # Correct code deals five equal orders out of six in one run of 1,296: not in all four, and not in both
    # tasks even where train sets a seed itself.
    for task in (draw_task(draw, 3, 1, 5), draw_task(draw, 4, 2, 5)):
        runs, fixed = every_run(task), every_run(task, fixed=True)
        for _ in range(2):
            student.seed += 1
            got, _ = trained(student, task)
            if not leads_to(got, runs, TRAJECTORY):
                expect_a_run(student, task, got, "five-epochs")
            if not leads_to(got, fixed, SAME_ORDER):
                return
    raise CheckFailure("same-order", "train", told="same-order")


def leads_to(got: Sequence[torch.Tensor], runs: Runs, tolerance: Tolerance) -> bool:
    """Whether one of the runs ends at these parameters."""
    if not all(form(one, torch.zeros(1, 1)) is None for one in got):
        return False
    return bool((~mismatches(torch.cat(list(got)).flatten(), runs.params, tolerance)).all(1).any())


@check("train", layer="training", points=0.5, title="losses measured after each epoch, over all the data")
def test_train_losses(student: Student, draw: Draw) -> None:
    # An epoch's loss is judged at the student's own parameters after as many epochs.
    cut, whole = draw_task(draw, 6, 3, 1), draw_task(draw, 5, 5, 3)
    expect_losses_at(student, cut, None)
    expect_losses_at(student, whole, [trained(student, whole.but(n_epochs=n))[0] for n in (1, 2, 3)])


def expect_losses_at(student: Student, task: Task, reached: Sequence[Sequence[torch.Tensor]] | None) -> None:
    """Each loss is that of the parameters reached; where None are given, of those after this very run."""
    got, value = trained(student, task)
    losses = expect_losses(student.train, task.arguments, value, task.n_epochs, "epoch")
    want = [loss_at(one, task) for one in reached or [got]]
    wrong = wrong_losses(task, losses, want)
    expect_loss_values(student.train, task.arguments, losses, want, "loss-after-epoch", wrong, each="epoch")


def loss_at(params: Sequence[torch.Tensor], task: Task) -> float:
    """The mean loss of these parameters over all the data."""
    return float(mean_loss(torch.cat(list(params)).reshape(1, 6), task.x, task.y))


def wrong_losses(task: Task, losses: Sequence[float], want: Sequence[float]) -> Callable[[], list[Mistake]]:
    """Known ways to measure something else, in the order of the examples that explains the losses best."""

    def mistakes() -> list[Mistake]:
        runs, n = every_run(task), len(task.x)
        before = [loss_at(as_params(task.start), task), *want[:-1]]

        def nearest(histories: torch.Tensor) -> list[float]:
            distances = (histories - torch.tensor(losses, dtype=torch.float64)).abs().amax(1)
            best: list[float] = histories[distances.argmin()].tolist()
            return best

        return [
            Mistake("loss-before-update", before),
            Mistake("sum-for-mean", [n * one for one in want]),
            Mistake("last-batch-only", nearest(runs.last)),
            Mistake("averaged-as-it-went", nearest(runs.running)),
        ]

    return mistakes


@check("train", layer="generalisation", points=0.25, title="from a good start it finds the kink")
def test_train_kink(student: Student, draw: Draw) -> None:
    kink = KinkTask(draw)
    arguments = ([Leaf(value) for value in as_params(kink.start)], kink.x, kink.y, RATE, BATCH, EPOCHS)
    got = [leaf.value for leaf in call(student.train, *arguments, seconds=TRAINING_SECONDS).arguments[0]]
    try:
        expect_kink(student.train, arguments, kink, got)
    except CheckFailure as failure:
        halfway = call(student.train, *arguments[:5], EPOCHS // 2).arguments[0]
        if close(got, [leaf.value for leaf in halfway], Tolerance(0.0, 0.0)):
            failure.tell(Phrase("stops-early"))
        raise
