"""Short trainings whose outcome does not hang on the order of the rows, which is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import torch
from torch import Tensor

from autograder.checks.vocabulary import Batch, Draw, Epoch, Loss, Mistake, Way, descend, ends

from . import reference
from .networks import LAST, outputs


class Lesson:
    """A network, a start, and rows to train it on; `lr` is the rate, and `size` that of a batch."""

    dims: Sequence[int]
    activation: str
    kind: str = "regression"
    optimizer: str = "sgd"
    epochs: int
    size: int
    lr: float
    start: list[Tensor]
    XX: Tensor
    YY: Tensor

    @property
    def way(self) -> Way:
        return Way(partial(reference.make_optimizer, self.optimizer))

    @property
    def batches(self) -> list[Batch]:
        """All batches of an epoch, with the rows in order."""
        places = range(-(-len(self.XX) // self.size))
        return [reference.next_batch(self.XX, self.YY, self.kind, j, self.size) for j in places]

    def loss(self, *values: Tensor, output: int = 1) -> Tensor:
        """The loss of a batch: of parameters, points and targets. It takes z_pred; y_pred is output 0."""
        *params, x, target = values
        found = outputs(params, x, self.activation, LAST[self.kind])[output]
        loss: Tensor = reference.make_loss(self.kind)(found, target)
        return loss

    def run(
        self,
        way: Way | None = None,
        *,
        batches: Sequence[Batch] | None = None,
        lr: float | None = None,
        loss: Loss | None = None,
    ) -> list[Epoch]:
        """The training, right where nothing is changed."""
        dealt = [batches or self.batches] * self.epochs
        return descend(loss or self.loss, self.start, dealt, lr or self.lr, way or self.way)

    def mistakes(self) -> list[Mistake]:
        """The wrong ways that the parameters give away."""
        whole = [batch for batch in self.batches if len(batch[0]) == self.size]
        runs = {
            "gradients-not-reset": self.run(replace(self.way, resets=False)),
            "rate-ignored/default": self.run(lr=0.01),
            "optimizer-ignored": self.run(Way(torch.optim.Adam)),
            "optimizer-anew": self.run(replace(self.way, anew=True)),
            "last-batch-dropped": self.run(batches=whole),
            "one-update-an-epoch": self.run(replace(self.way, once=True)),
            "activation-twice/output": self.run(loss=partial(self.loss, output=0)),
        }
        return [Mistake(key, ends(run, self.start)) for key, run in runs.items()]


class Whole(Lesson):
    """All rows in one batch: a hidden layer of tanh, four updates by 'sgd'."""

    activation, epochs, size, lr = "tanh", 4, 12, 0.2

    def __init__(self, draw: Draw, kind: str) -> None:
        n, n_out = self.size, 4 if kind == "multiclass" else 1
        self.kind, self.dims = kind, [2, 5, n_out]
        self.start = [draw.normal(5, 2), draw.normal(5), draw.normal(n_out, 5), draw.normal(n_out)]
        self.XX = draw.uniform(n, 2, low=-1)
        classes = draw.classes(n, max(2, n_out)).float()[:, None]
        self.YY = draw.normal(n, 1) if kind == "regression" else classes


# At these rates six updates cover about a third of the way: far enough to tell them apart, and short of the
# place where a gradient is nearly 0 and rounding decides over its sign.
RATES = {"sgd": 0.02, "adam": 0.03, "rmsprop": 0.012, "adagrad": 0.1}


class Alike(Lesson):
    """Seven rows that are all alike, in batches of three, three and one: any order of them is the same.

    One linear layer that is far off all the way, so that no gradient comes near 0.
    """

    dims, activation, epochs, size = (2, 1), "linear", 2, 3

    def __init__(self, draw: Draw, optimizer: str) -> None:
        self.optimizer, self.lr = optimizer, RATES[optimizer]
        self.start = [draw.normal(1, 2), draw.normal(1)]
        signs = torch.where(draw.uniform(1, 2) < 0.5, -1.0, 1.0)
        row = draw.uniform(1, 2, low=0.5, high=1.2) * signs
        far = draw.uniform(1, 1, low=5.0, high=7.0)
        self.XX, self.YY = row.repeat(7, 1), (row @ self.start[0].T + self.start[1] + far).repeat(7, 1)

    def losses(self) -> list[list[float]]:
        """The losses of each epoch's batches, each before its update."""
        return losses_of(self.run())

    def wrong_losses(self) -> list[Mistake]:
        """The histories of those who measure something else, or at another time."""
        right, late = self.losses(), losses_of(self.run(replace(self.way, late=True)))
        wrong = {
            "sum-for-mean": [sum(losses) for losses in right],
            "last-batch-only": [losses[-1] for losses in right],
            "first-loss-only": [losses[0] for losses in right],
            "measured-after-epoch": [losses[-1] for losses in late],
            "loss-after-update": [sum(losses) / 3 for losses in late],
            "divided-by-rows": [sum(losses) / 7 for losses in right],
        }
        return [Mistake(key, history) for key, history in wrong.items()]


def losses_of(run: Sequence[Epoch]) -> list[list[float]]:
    return [[loss.item() for loss in epoch.losses] for epoch in run]


class Census(Lesson):
    """Seven rows, each with a weight of its own: what a weight has moved tells how often its row was used.

    All start from 0, and the rate is so small that the bias, which the rows share, hardly moves: a weight
    moves by 2 · lr · target / (size of its batch) each time. No two targets have a ratio near 3, so that a
    row with another's target cannot look like a row of the smaller batch.
    """

    dims, activation, epochs, size, lr = (7, 1), "linear", 1, 3, 1e-4

    def __init__(self, draw: Draw) -> None:
        self.start = [torch.zeros(1, 7), torch.zeros(1)]
        self.XX = torch.eye(7)[draw.permutation(7)]
        sizes = 1.35 ** torch.arange(7)[draw.permutation(7)]
        self.YY = (sizes * torch.where(draw.uniform(7) < 0.5, -1.0, 1.0))[:, None]

    def shares(self, weight: Tensor) -> Tensor:
        """How much each row was used, `(7,)`: 1/3 for once in a batch of three, 1 for once alone."""
        return (self.XX @ weight.T)[:, 0] / (2 * self.lr * self.YY[:, 0])
