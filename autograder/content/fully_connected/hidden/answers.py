"""Hidden checks of exercise 05: the answers of a network that is there."""

from __future__ import annotations

import torch

from autograder.checks.arrays import as_tensor
from autograder.checks.compare import difference
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake, recognise, tellable
from autograder.checks.modules import in_order
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.vocabulary import call, expect_error, expect_number, expect_unchanged, unlike
from autograder.sandbox.student import RemoteModule, Student

from . import reference
from .network import built, parameters
from .points import REFUSALS

POINTS = 16  # of a poll: a network that never gives one of the answers has fewer, and is drawn anew


class Poll:
    """A network, a few points at which its answer is plain, and targets that agree with some of its answers.

    No answer is near a tie, so that rounding cannot turn it over. Every class is answered equally often:
    comparing all answers with all targets then gives 1 over the number of classes, which is never right. Of
    two classes, four logits lie between 0 and ½, and these four answers are right ones.
    """

    def __init__(self, draw: Draw, kind: str) -> None:
        self.kind = kind
        self.draw_points(draw)
        while self.n < POINTS or not tellable(self.right / self.n, self.mistakes()):
            self.draw_points(draw)

    def draw_points(self, draw: Draw) -> None:
        self.right = draw.integer(5, 7)
        self.dims = [2, 3, 1 if self.kind == "binary" else 4]
        points, self.params = draw.uniform(400, 2, low=-1), parameters(draw, self.dims)
        z = self._logits(points)
        spread, middle = z.std(dim=0), z.median(dim=0).values
        self.params[-2] = self.params[-2] / spread[:, None]
        self.params[-1] = (self.params[-1] - middle) / spread
        self.XX = points[self._plain(self._logits(points))]
        self.z = self._logits(self.XX)
        self.n, self.answers = len(self.XX), self._answers(self.z)
        others = (self.answers + 1) % max(2, self.dims[-1])
        self.YY = torch.where(torch.arange(self.n) < self.right, self.answers, others).float()[:, None]

    def _logits(self, points: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            z: torch.Tensor = reference.network(self.dims, self.params, "tanh", "linear")(points)[1]
        return z

    def _answers(self, z: torch.Tensor) -> torch.Tensor:
        return (z[:, 0] > 0).long() if self.kind == "binary" else z.argmax(1)

    def _plain(self, z: torch.Tensor) -> torch.Tensor:
        """The places of four points a class; of two classes, of four low logits and of twelve others."""
        if self.kind == "binary":
            score = z[:, 0]
            groups = [(score > 0.05) & (score < 0.45), score > 0.55, score < -0.05, score < -0.05]
            first = [torch.nonzero(group).flatten()[:4] for group in groups[:3]]
            return torch.cat([*first, torch.nonzero(groups[3]).flatten()[4:8]])
        best = z.topk(2, dim=1).values
        plain, answers = best[:, 0] - best[:, 1] > 0.02, z.argmax(1)
        return torch.cat([torch.nonzero(plain & (answers == one)).flatten()[:4] for one in range(4)])

    def model(self, student: Student) -> RemoteModule:
        last = reference.LAST[self.kind]
        return built(student, self.dims, "tanh", last, self.params)

    def mistakes(self) -> list[Mistake]:
        fraction = self.right / self.n
        every = (self.answers[None] == self.YY).double().mean().item()
        broadcast = "Rows are compared with a column: every answer meets every target."
        wrong = [
            Mistake("count-for-fraction", "The right answers are counted, not divided.", float(self.right)),
            Mistake("percent", "This is a percentage; a fraction lies between 0 and 1.", 100 * fraction),
            Mistake("error-rate", "This is the fraction of wrong answers.", 1 - fraction),
            Mistake("broadcast", broadcast, every),
            Mistake("broadcast", broadcast, every * self.n),
        ]
        if self.kind == "binary":
            high = ((self.z > 0.5).float() == self.YY).double().mean().item()
            wrong.append(Mistake("logit-above-half", "Logits are compared with ½, not probabilities.", high))
            wrong.append(
                Mistake("no-answer-counts", "Probabilities are compared with classes as they are.", 0.0)
            )
        else:
            above = (self.z.softmax(1) > 0.5).float() == self.YY
            least = (self.z.argmin(1)[:, None] == self.YY).double().mean().item()
            wrong += [
                Mistake(
                    "threshold",
                    "Probabilities are compared with ½: see argmax.",
                    above.double().mean().item(),
                ),
                Mistake("smallest-for-largest", "The smallest entry is taken for the answer.", least),
            ]
        return wrong

    def expect(self, student: Student) -> None:
        says = f"{self.right} of {self.n} answers right"
        arguments = (self.model(student), self.XX, self.YY, self.kind)
        want = self.right / self.n
        expect_number(student.accuracy, *arguments, want=want, says=says, mistakes=self.mistakes())


@check("accuracy", layer="value", points=0.25, title="the fraction of right answers between two classes")
def test_accuracy_binary(student: Student, draw: Draw) -> None:
    Poll(draw, "binary").expect(student)


@check("accuracy", layer="value", points=0.25, title="the fraction of right answers among four classes")
def test_accuracy_multiclass(student: Student, draw: Draw) -> None:
    Poll(draw, "multiclass").expect(student)


@check("accuracy", layer="edge", points=0.25, title="a regression has no accuracy")
def test_accuracy_regression(student: Student, draw: Draw) -> None:
    model = built(student, [2, 3, 1], "tanh", "linear", parameters(draw, [2, 3, 1]))
    XX = draw.uniform(5, 2, low=-1)
    says = "there is nothing to be right or wrong about, only more or less far off"
    with naming(*REFUSALS):
        expect_error(student.accuracy, model, XX, XX[:, :1], "regression", type_name="ValueError", says=says)


@check("accuracy", layer="effect", points=0.25, title="the network and the data are left alone")
def test_accuracy_effect(student: Student, draw: Draw) -> None:
    poll = Poll(draw, "multiclass")
    model = poll.model(student)
    expect_unchanged(student.accuracy, model, poll.XX, poll.YY, "multiclass")
    expect_same_parameters(model, poll.params, "accuracy")


def expect_same_parameters(model: RemoteModule, params: list[torch.Tensor], name: str) -> None:
    now = in_order(model.parameters(), params)
    if len(now) != len(params) or any(not torch.equal(a, b) for a, b in zip(now, params, strict=True)):
        raise CheckFailure(
            f"{name} changes the network.",
            expected="every parameter as it was before the call",
            got="other numbers in a parameter",
            cause="Something was trained or drawn anew, or changed in place.",
            next="Ask the network, and leave the training to train.",
            mistake="parameters-changed",
        )


@check("predict_grid", layer="value", points=0.5, title="y_pred of a regression and of two classes")
def test_predict_grid_numbers(student: Student, draw: Draw) -> None:
    for kind in ("regression", "binary"):
        dims = [2, 4, 1]
        params, XX = parameters(draw, dims), draw.uniform(9, 2, low=-1)
        last = reference.LAST[kind]
        model = built(student, dims, "tanh", last, params)
        with torch.no_grad():
            y, z = reference.network(dims, params, "tanh", last)(XX)
        mistakes = [Mistake("rounded", "These are classes; y_pred itself is asked for.", y.round())]
        if kind == "binary":
            mistakes.append(Mistake("logits-for-output", "These are logits: z_pred, not y_pred.", z))
        arguments = (model, XX, kind)
        value = as_tensor(student.predict_grid, arguments, call(student.predict_grid, *arguments).value)
        value = value.float() if value.is_floating_point() else value
        gap = difference(value, y)
        if gap is not None:
            says = f"y_pred for {kind!r}, a column of floats"
            raise unlike(
                student.predict_grid,
                arguments,
                gap,
                says,
                *recognise(student.predict_grid, arguments, value, y, mistakes),
            )


@check("predict_grid", layer="value", points=0.5, title="class indices of four classes")
def test_predict_grid_classes(student: Student, draw: Draw) -> None:
    poll = Poll(draw, "multiclass")
    arguments = (poll.model(student), poll.XX, "multiclass")
    value = as_tensor(student.predict_grid, arguments, call(student.predict_grid, *arguments).value)
    whole = not value.is_floating_point() and value.dtype != torch.bool
    gap = difference(value.long() if whole else value, poll.answers)
    if gap is not None:
        want, says = poll.answers, "where each row of y_pred is largest"
        mistakes = [
            Mistake(
                "smallest-for-largest", "These are the places of the smallest entries.", poll.z.argmin(1)
            ),
            Mistake("classes-as-floats", "The classes are floats.", want.float()),
            Mistake("classes-as-floats", "The classes are floats.", want.double()),
            Mistake("from-one", "The classes are counted from 1.", want + 1),
        ]
        raise unlike(
            student.predict_grid,
            arguments,
            gap,
            says,
            *recognise(student.predict_grid, arguments, value, want, mistakes),
        )


@check("predict_grid", layer="effect", points=0.25, title="the network and the grid are left alone")
def test_predict_grid_effect(student: Student, draw: Draw) -> None:
    params = parameters(draw, [2, 4, 1])
    model = built(student, [2, 4, 1], "tanh", "sigmoid", params)
    expect_unchanged(student.predict_grid, model, draw.uniform(6, 2, low=-1), "binary")
    expect_same_parameters(model, params, "predict_grid")
