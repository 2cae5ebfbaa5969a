"""Points at which a network's answer is plain, with targets of which some are right."""

from __future__ import annotations

import torch
from torch import Tensor

from autograder.checks.vocabulary import Draw, Mistake, RemoteModule, Student, tellable

from .networks import LAST, built, outputs, parameters

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

    def _logits(self, points: Tensor) -> Tensor:
        return outputs(self.params, points, "tanh", "linear")[1]

    def _answers(self, z: Tensor) -> Tensor:
        return (z[:, 0] > 0).long() if self.kind == "binary" else z.argmax(1)

    def _plain(self, z: Tensor) -> Tensor:
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
        return built(student, self.dims, "tanh", LAST[self.kind], self.params)

    def mistakes(self) -> list[Mistake]:
        """What wrong accuracies come to."""
        every = self._agreeing(self.answers[None])
        wrong = [
            Mistake("count-for-fraction", float(self.right)),
            Mistake("percent", 100 * self.right / self.n),
            Mistake("error-rate", 1 - self.right / self.n),
            Mistake("broadcast/answers", every),
            Mistake("broadcast/answers", every * self.n),
        ]
        if self.kind == "binary":
            high = self._agreeing(self.z > 0.5)
            return [*wrong, Mistake("logit-above-half", high), Mistake("no-answer-counts", 0.0)]
        above, least = self._agreeing(self.z.softmax(1) > 0.5), self._agreeing(self.z.argmin(1)[:, None])
        return [*wrong, Mistake("threshold", above), Mistake("smallest-for-largest", least)]

    def _agreeing(self, answers: Tensor) -> float:
        """The share of these answers that are targets, after broadcasting."""
        return (answers == self.YY).double().mean().item()
