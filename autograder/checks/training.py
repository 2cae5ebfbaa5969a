"""Words for training loops: histories, and parameters after some updates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.checks.compare import HISTORY, TRAJECTORY, close, describe, difference, number
from autograder.checks.descent import Epoch
from autograder.checks.expectations import call, unlike
from autograder.checks.failure import CheckFailure
from autograder.checks.histories import entries_in, is_finite, numbers_in, slip_in
from autograder.checks.mistakes import UNMOVED, Mistake, Mistakes, recognise, recognise_step
from autograder.checks.modules import in_order
from autograder.sandbox.student import RemoteFunction, RemoteModule
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf

FAR_OFF, SLOW = 5.0, 0.005  # after 120 steps a bias has still (1 - 2·0.005)¹²⁰ = 0.3 of its way to go
MANY_STEPS = 60  # more than a schedule of those that students copy waits before it first changes the rate


def expect_history(
    function: RemoteFunction, arguments: Sequence[Any], history: Any, keys: Sequence[str], n_epochs: int
) -> Mapping[str, list[float]]:
    """The history is a dict that holds `n_epochs` finite numbers under each key, in whatever form.

    Returns them as lists of floats.
    """
    if not isinstance(history, dict) or any(entries_in(history.get(key)) is None for key in keys):
        wanted = Phrase("dict-of-lists", keys=", ".join(keys))
        raise CheckFailure("wrong-history", function, arguments, wanted=wanted, got=describe(history))
    for key in keys:
        entries = entries_in(history[key]) or []
        finite = all(map(is_finite, entries))
        if len(entries) != n_epochs or not finite:
            got = Phrase("entries" if finite else "entries/not-finite", key=key, count=len(entries))
            wanted = Phrase("numbers-an-epoch", key=key, count=n_epochs)
            raise CheckFailure("wrong-history", function, arguments, wanted=wanted, got=got)
    return {key: numbers_in(history[key]) or [] for key in keys}


def expect_history_lists(
    function: RemoteFunction, arguments: Sequence[Any], history: Any, keys: Sequence[str], n_epochs: int
) -> None:
    """Under each key there are floats or 0-dim tensors, in a list or a tuple; another form is a slip."""
    expect_history(function, arguments, history, keys, n_epochs)
    for key in keys:
        entries = history[key]
        listed = isinstance(entries, (list, tuple))
        odd = [entry for entry in entries if number(entry) is None] if listed else entries
        if len(odd):
            slip = slip_in(odd)
            wanted = Phrase("list-of-floats", key=key, count=n_epochs)
            got = Phrase("key-holds", key=key, what=describe(odd[0] if listed else odd))
            raise CheckFailure(
                "wrong-history",
                function,
                arguments,
                wanted=wanted,
                got=got,
                told=slip,
                slip=slip is not None,
            )


def expect_first_loss(function: RemoteFunction, arguments: Sequence[Any], want: float) -> None:
    """The training loss of one epoch of one batch is `want`: measured before the update."""
    value = call(function, *arguments).value
    losses = numbers_in(value.get("training_loss")) if isinstance(value, dict) else None
    got = losses[0] if losses else value
    if not close(got, want, TRAJECTORY):
        single = number(got)
        told = recognise(function, arguments, got, want, tolerance=TRAJECTORY)
        found = describe(got) if single is None else f"{single:.4f}"
        raise CheckFailure(
            "wrong-first-loss",
            function,
            arguments,
            told=told,
            wanted=f"{want:.4f}",
            got=found,
        )


def expect_parameters(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Sequence[Any],
    want: Sequence[torch.Tensor],
    *,
    names: Sequence[Phrase | str],
    start: Sequence[torch.Tensor],
    says: Phrase | str,
    mistakes: Mistakes = (),
) -> None:
    """After the updates each parameter is where the reference's is, from the same start."""
    for name, one, wanted in zip(names, [*got, *[None] * len(want)], want, strict=False):
        gap = difference(one, wanted, TRAJECTORY)
        if gap is not None:
            told = recognise_step(function, arguments, got, want, start, mistakes)
            raise unlike(function, arguments, gap, says, told, "parameter-elsewhere", name=name)


def expect_trained_module(
    function: RemoteFunction,
    arguments: Sequence[Any],
    run: Sequence[Epoch],
    *,
    names: Sequence[Phrase | str],
    start: Sequence[torch.Tensor],
    mistakes: Mistakes,
) -> None:
    """`function(module, …)` leaves a module, which holds `start`, where the run ends: one step an epoch."""
    call(function, *arguments)
    got = in_order(arguments[0].parameters(), start)
    says = Phrase("after-steps", steps=len(run))
    expect_parameters(
        function, arguments, got, run[-1].params, names=names, start=start, says=says, mistakes=mistakes
    )


def expect_steady(function: RemoteFunction, module: Callable[[], RemoteModule], x: Any, y: Any) -> None:
    """Many steps of `function(module, x, y, steps, lr)` lead where half of them and the other half lead.

    The targets are moved far off and the rate is small, so that the last bias is on its way to the end.
    """
    ends, y, lr = [], y + FAR_OFF, SLOW
    for counts in ((2 * MANY_STEPS,), (MANY_STEPS, MANY_STEPS)):
        trained = module()
        for steps in counts:
            call(function, trained, x, y, steps, lr)
        ends.append(trained.parameters())
    if not close(ends[0], ends[1], TRAJECTORY):
        arguments = trained, x, y, 2 * MANY_STEPS, lr
        raise CheckFailure("steps-unlike", function, arguments, told="steps-unlike")


def expect_history_values(
    function: RemoteFunction,
    arguments: Sequence[Any],
    history: Mapping[str, list[float]],
    want: Mapping[str, list[float]],
    meanings: Mapping[str, str],
    mistakes: Mapping[str, Mistakes],
    also: Sequence[Mapping[str, list[float]]] = (),
) -> None:
    """Each list of the history is the reference's, or that of one in `also`, which are as right.

    `meanings` has the keys of the words for what each list holds.
    """
    for key, numbers in want.items():
        if any(close(history[key], other[key], HISTORY) for other in also):
            continue
        for epoch, (one, wanted) in enumerate(zip(history[key], numbers, strict=True), 1):
            if not close(one, wanted, HISTORY):
                told = recognise(function, arguments, history[key], numbers, mistakes[key], HISTORY)
                raise CheckFailure(
                    "wrong-history-value",
                    function,
                    arguments,
                    told=told,
                    key=key,
                    says=Phrase(meanings[key]),
                    epoch=epoch,
                    wanted=f"{wanted:.5f}",
                    got=f"{one:.5f}",
                )


def expect_step(
    function: RemoteFunction, params: list[Leaf], lr: float, mistakes: Sequence[Mistake] = ()
) -> None:
    """One call `function(params, lr)` leaves each parameter at p - lr · gradient."""
    after = call(function, params, lr).arguments[0]
    start = [leaf.value for leaf in params]
    want = [leaf.value - lr * leaf.gradient for leaf in params if leaf.gradient is not None]
    names = [Phrase("parameter", number=number) for number in range(1, len(params) + 1)]
    got = [leaf.value for leaf in after]
    says = "plain-step"
    expect_parameters(
        function, (params, lr), got, want, names=names, start=start, says=says, mistakes=mistakes
    )


def expect_still_leaves(function: RemoteFunction, params: list[Leaf], *rest: Any) -> None:
    """After `function(params, *rest)` every parameter requires a gradient as before."""
    if not all(leaf.requires_grad for leaf in call(function, params, *rest).arguments[0]):
        raise CheckFailure("no-longer-leaves", function, (params, *rest), got=Phrase("requires-no-grad"))


def expect_gradients_reset(function: RemoteFunction, params: list[Leaf], *rest: Any) -> None:
    """After `function(params, *rest)` every gradient is zero or None."""
    for place, leaf in enumerate(call(function, params, *rest).arguments[0], 1):
        if leaf.gradient is not None and leaf.gradient.any():
            raise CheckFailure(
                "gradients-left",
                function,
                (params, *rest),
                told="gradients-not-reset/left",
                place=place,
            )


def expect_falling(function: RemoteFunction, arguments: Sequence[Any], losses: Sequence[float]) -> None:
    """The last of these losses lies below the first."""
    if not losses[-1] < losses[0]:
        mistake = UNMOVED if losses[-1] == losses[0] else None
        raise CheckFailure(
            "loss-not-falling",
            function,
            arguments,
            told=mistake,
            first=f"{losses[0]:.4f}",
            count=len(losses),
            got=f"{losses[-1]:.4f}",
        )
