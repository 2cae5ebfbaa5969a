"""Short trainings whose outcome does not hang on the order of the rows, which is open."""

from __future__ import annotations

from functools import cached_property

import torch
from torch import Tensor

from autograder.checks.draw import Draw
from autograder.checks.mistakes import Mistake

from . import reference
from .reference import Epoch, Way


class Lesson:
    """A network, a start, rows to train it on and a way to do it."""

    dims: list[int]
    activation: str
    start: list[Tensor]
    XX: Tensor
    YY: Tensor
    way: Way

    def run(self, way: Way | None = None) -> tuple[list[Tensor], list[Epoch]]:
        """The parameters after training in that way, in the order of `start`, and what was measured."""
        way = way or self.way
        model = reference.network(self.dims, self.start, self.activation, way.kind)
        epochs = reference.train(model, self.XX, self.YY, way)
        return [parameter.detach() for parameter in model.parameters()], epochs

    def mistake(self, name: str, cause: str, **changes: object) -> Mistake:
        return Mistake(name, cause, self.run(self.way.but(**changes))[0])

    def mistakes(self) -> list[Mistake]:
        """The wrong ways that the parameters give away."""
        once = "There is one update an epoch, not one a batch."
        wrong = [
            self.mistake("gradients-not-reset", "The gradients are never reset.", resets=False),
            self.mistake("rate-ignored", "lr is fixed at 0.01.", lr=0.01),
            self.mistake("optimizer-ignored", "It is 'adam', whatever was asked for.", optimizer="adam"),
            self.mistake("optimizer-anew", "Each epoch makes its optimizer anew.", anew=True),
            self.mistake("last-batch-dropped", "The last, smaller batch is left out.", drops=True),
            self.mistake("one-update-an-epoch", once, once=True),
        ]
        if self.way.kind != "regression":
            activated = "y_pred goes into the loss, which takes z_pred."
            wrong.append(self.mistake("activation-twice", activated, activated=True))
        return wrong


class Whole(Lesson):
    """All rows in one batch: a hidden layer of tanh, four updates by 'sgd'.

    Measured over 1,000 starts a kind: see the table in EVIDENCE at the end of this module.
    """

    activation = "tanh"

    def __init__(self, draw: Draw, kind: str) -> None:
        n, n_out = 12, 4 if kind == "multiclass" else 1
        self.dims = [2, 5, n_out]
        self.start = [draw.normal(5, 2), draw.normal(5), draw.normal(n_out, 5), draw.normal(n_out)]
        self.XX = draw.uniform(n, 2, low=-1)
        classes = draw.classes(n, max(2, n_out)).float()[:, None]
        self.YY = draw.normal(n, 1) if kind == "regression" else classes
        self.way = Way(kind, epochs=4, size=n, lr=0.2, optimizer="sgd")


# At these rates six updates cover about a third of the way: far enough to tell them apart, and short of the
# place where a gradient is nearly 0 and rounding decides over its sign.
RATES = {"sgd": 0.02, "adam": 0.03, "rmsprop": 0.012, "adagrad": 0.1}


class Alike(Lesson):
    """Seven rows that are all alike, in batches of three, three and one: any order of them is the same.

    One linear layer that is far off all the way, so that no gradient comes near 0.
    """

    activation = "linear"
    dims = [2, 1]  # noqa: RUF012 - never changed

    def __init__(self, draw: Draw, optimizer: str) -> None:
        self.start = [draw.normal(1, 2), draw.normal(1)]
        signs = torch.where(draw.uniform(1, 2) < 0.5, -1.0, 1.0)
        row = draw.uniform(1, 2, low=0.5, high=1.2) * signs
        far = draw.uniform(1, 1, low=5.0, high=7.0)
        self.XX, self.YY = row.repeat(7, 1), (row @ self.start[0].T + self.start[1] + far).repeat(7, 1)
        self.way = Way("regression", epochs=2, size=3, lr=RATES[optimizer], optimizer=optimizer)

    @cached_property
    def epochs(self) -> list[Epoch]:
        return self.run()[1]

    def wrong_losses(self) -> list[Mistake]:
        """The histories of those who measure something else, or at another time."""
        sums = [sum(epoch.losses) for epoch in self.epochs]
        last = [epoch.losses[-1] for epoch in self.epochs]
        first = [epoch.losses[0] for epoch in self.epochs]
        over = [epoch.after_updates[-1] for epoch in self.epochs]
        late = [sum(epoch.after_updates) / 3 for epoch in self.epochs]
        by_rows = [total / 7 for total in sums]
        return [
            Mistake("losses-summed", "The losses are added up, not averaged.", sums),
            Mistake("last-batch-only", "It is the loss of the last batch alone.", last),
            Mistake("first-loss-only", "It is the loss of the first batch alone.", first),
            Mistake("measured-after-epoch", "The loss is measured once the epoch is over.", over),
            Mistake("loss-after-update", "Losses are measured after the updates.", late),
            Mistake("divided-by-rows", "The sum is divided by the rows, not the batches.", by_rows),
        ]


class Census(Lesson):
    """Seven rows, each with a weight of its own: what a weight has moved tells how often its row was used.

    All start from 0, and the rate is so small that the bias, which the rows share, hardly moves: a weight
    moves by 2 · lr · target / (size of its batch) each time. No two targets have a ratio near 3, so that a
    row with another's target cannot look like a row of the smaller batch.
    """

    activation = "linear"
    dims = [7, 1]  # noqa: RUF012 - never changed

    def __init__(self, draw: Draw) -> None:
        self.start = [torch.zeros(1, 7), torch.zeros(1)]
        self.XX = torch.eye(7)[draw.permutation(7)]
        sizes = 1.35 ** torch.arange(7)[draw.permutation(7)]
        self.YY = (sizes * torch.where(draw.uniform(7) < 0.5, -1.0, 1.0))[:, None]
        self.way = Way("regression", epochs=1, size=3, lr=1e-4, optimizer="sgd")

    def shares(self, weight: Tensor) -> Tensor:
        """How much each row was used, `(7,)`: 1/3 for once in a batch of three, 1 for once alone."""
        return (self.XX @ weight.T)[:, 0] / (2 * self.way.lr * self.YY[:, 0])
