"""Words for training loops: histories, and parameters after some updates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch

from autograder.checks.compare import HISTORY, TRAJECTORY, close, describe, difference, number
from autograder.checks.failure import CheckFailure
from autograder.checks.histories import entries_in, is_finite, numbers_in, slip_in
from autograder.checks.mistakes import UNMOVED, Mistake, Mistakes, recognise, recognise_step
from autograder.checks.vocabulary import call, unlike
from autograder.checks.words import called
from autograder.sandbox.student import RemoteFunction, RemoteModule
from autograder.worker.wire.values import Leaf

FAR_OFF, SLOW = 5.0, 0.005  # after 120 steps a bias has still (1 - 2·0.005)¹²⁰ = 0.3 of its way to go
MANY_STEPS = 60  # more than a schedule of those that students copy waits before it first changes the rate
LOOK_AT_THE_STEP = "Write a step as three lines (reset, backward, update), and do one step by hand."


def expect_history(
    function: RemoteFunction, arguments: Sequence[Any], history: Any, keys: Sequence[str], n_epochs: int
) -> Mapping[str, list[float]]:
    """The history is a dict that holds `n_epochs` finite numbers under each key, in whatever form.

    Returns them as lists of floats.
    """
    if not isinstance(history, dict) or any(entries_in(history.get(key)) is None for key in keys):
        raise _bad_history(function, arguments, f"a dict of lists: {', '.join(keys)}", describe(history))
    for key in keys:
        entries = entries_in(history[key]) or []
        odd = "" if all(map(is_finite, entries)) else ", not all of them finite numbers"
        if len(entries) != n_epochs or odd:
            wanted, got = f"{key}: {n_epochs} numbers, one an epoch", f"{key}: {len(entries)} entries{odd}"
            raise _bad_history(function, arguments, wanted, got)
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
            wanted, got = (
                f"{key}: a list of {n_epochs} floats",
                f"{key}: {describe(odd[0] if listed else odd)}",
            )
            raise _bad_history(function, arguments, wanted, got, slip_in(odd))


def _bad_history(
    function: RemoteFunction,
    arguments: Sequence[Any],
    expected: str,
    got: str,
    slip: tuple[str, str] | None = None,
) -> CheckFailure:
    cause, mistake = slip or ("", None)
    return CheckFailure(
        f"{function.name} does not return the history that the docstring asks for.",
        called=called(function, arguments),
        expected=expected,
        got=got,
        cause=cause,
        next="Append one float to each list at the end of every epoch, and return the dict.",
        mistake=mistake,
        slip=slip is not None,
    )


def expect_first_loss(function: RemoteFunction, arguments: Sequence[Any], want: float) -> None:
    """The training loss of one epoch of one batch is `want`: measured before the update."""
    value = call(function, *arguments).value
    losses = numbers_in(value.get("training_loss")) if isinstance(value, dict) else None
    got = losses[0] if losses else value
    if not close(got, want, TRAJECTORY):
        single = number(got)
        cause, mistake = recognise(function, arguments, got, want, tolerance=TRAJECTORY)
        raise CheckFailure(
            f"{function.name} reports a wrong first training loss.",
            called=called(function, arguments),
            expected=f"log 10 = {want:.4f}: the network starts undecided between ten classes",
            got=describe(got) if single is None else f"{single:.4f}",
            cause=cause,
            next="Measure the loss of a batch before its update, and average over the batches of the epoch.",
            mistake=mistake,
        )


def expect_parameters(
    function: RemoteFunction,
    arguments: Sequence[Any],
    got: Sequence[Any],
    want: Sequence[torch.Tensor],
    *,
    names: Sequence[str],
    start: Sequence[torch.Tensor],
    says: str,
    mistakes: Mistakes = (),
) -> None:
    """After the updates each parameter is where the reference's is, from the same start."""
    for name, one, wanted in zip(names, [*got, *[None] * len(want)], want, strict=False):
        gap = difference(one, wanted, TRAJECTORY)
        if gap is not None:
            cause, mistake = recognise_step(function, arguments, got, want, start, mistakes)
            fact = f"After {function.name}, {name} is not where it should be."
            raise unlike(function, arguments, gap, says, cause, mistake, fact, LOOK_AT_THE_STEP)


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
        raise CheckFailure(
            f"{function.name} does not make every step alike.",
            called=called(function, (trained, x, y, 2 * MANY_STEPS, lr)),
            expected="the parameters to which half the steps, and then the other half, lead",
            got="other parameters",
            cause="Either a schedule changes the rate on the way, or a step uses what an earlier one left.",
            next="Make each step with the rate lr, from this step's gradients alone.",
            mistake="steps-unlike",
        )


def expect_history_values(
    function: RemoteFunction,
    arguments: Sequence[Any],
    history: Mapping[str, list[float]],
    want: Mapping[str, list[float]],
    meanings: Mapping[str, str],
    mistakes: Mapping[str, Mistakes],
) -> None:
    """Every entry of the history is the reference's; `meanings` says in words what each list holds."""
    for key, numbers in want.items():
        for epoch, (one, wanted) in enumerate(zip(history[key], numbers, strict=True), 1):
            if not close(one, wanted, HISTORY):
                cause, mistake = recognise(function, arguments, history[key], numbers, mistakes[key], HISTORY)
                raise CheckFailure(
                    f"{function.name} reports a wrong {key}.",
                    called=called(function, arguments),
                    expected=f"{meanings[key]} ({wanted:.5f} in epoch {epoch})",
                    got=f"{one:.5f} in epoch {epoch}",
                    cause=cause,
                    next="Write down when in the epoch this number is measured, and over which images.",
                    mistake=mistake,
                )


def expect_step(
    function: RemoteFunction, params: list[Leaf], lr: float, mistakes: Sequence[Mistake] = ()
) -> None:
    """One call `function(params, lr)` leaves each parameter at p - lr · gradient."""
    after = call(function, params, lr).arguments[0]
    start = [leaf.value for leaf in params]
    want = [leaf.value - lr * leaf.gradient for leaf in params if leaf.gradient is not None]
    names = [f"parameter {number}" for number in range(1, len(params) + 1)]
    got = [leaf.value for leaf in after]
    says = "p - lr · gradient"
    expect_parameters(
        function, (params, lr), got, want, names=names, start=start, says=says, mistakes=mistakes
    )


def expect_still_leaves(function: RemoteFunction, params: list[Leaf], *rest: Any) -> None:
    """After `function(params, *rest)` every parameter requires a gradient as before."""
    if not all(leaf.requires_grad for leaf in call(function, params, *rest).arguments[0]):
        raise CheckFailure(
            f"After {function.name} a parameter no longer requires a gradient.",
            called=called(function, (params, *rest)),
            expected="requires_grad as it was",
            got="requires_grad is False",
            next="Update under torch.no_grad(), and leave requires_grad alone.",
        )


def expect_gradients_reset(function: RemoteFunction, params: list[Leaf], *rest: Any) -> None:
    """After `function(params, *rest)` every gradient is zero or None."""
    for place, leaf in enumerate(call(function, params, *rest).arguments[0], 1):
        if leaf.gradient is not None and leaf.gradient.any():
            raise CheckFailure(
                f"{function.name} leaves the old gradients behind.",
                called=called(function, (params, *rest)),
                expected="every gradient zero or None after the step",
                got=f"parameter {place} still holds its gradient",
                cause="The next backward() adds to what is there.",
                next="Reset each gradient after its step: parameter.grad.zero_(), or parameter.grad = None.",
                mistake="gradients-not-reset",
            )


def expect_falling(function: RemoteFunction, arguments: Sequence[Any], losses: Sequence[float]) -> None:
    """The last of these losses lies below the first."""
    if not losses[-1] < losses[0]:
        still = losses[-1] == losses[0]
        raise CheckFailure(
            f"{function.name} does not make the loss fall.",
            called=called(function, arguments),
            expected=f"a loss below {losses[0]:.4f} after {len(losses)} epochs",
            got=f"{losses[-1]:.4f}",
            cause=UNMOVED if still else "",
            next=LOOK_AT_THE_STEP,
            mistake="unchanged-parameters" if still else None,
        )
