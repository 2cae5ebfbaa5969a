"""Exercise 04: the kink, from a start that leads there and from random ones."""

from __future__ import annotations

import torch
from torch import Tensor

from .results import Result, solution

EXAMPLES, SEEDS, EPOCHS = 40, range(40), 30
FOUND = 1.0  # between the 0.5 of runs that find the kink and the 29 of those that do not


def reproduce() -> list[Result]:
    kink = solution("04_piecewise")
    x, y = kink.make_data(EXAMPLES)
    torch.manual_seed(0)
    params = [torch.tensor([[value]], requires_grad=True) for value in (0.5, 0.0) * 3]
    loss = kink.train(params, x, y)[-1]
    product = (params[0] * params[2] * params[4]).item()
    found = sum(random_start(seed, x, y) < FOUND for seed in SEEDS)
    return [
        Result(
            "piecewise",
            "loss after 2,000 epochs, weights 0.5, biases 0",
            "near zero",
            f"{loss:.1e}",
            "under 1e-6",
            loss < 1e-6,
        ),
        Result("piecewise", "w1·w2·w3", "≈ 2", f"{product:.4f}", "within 0.01", abs(product - 2) < 0.01),
        Result(
            "piecewise",
            f"random starts, N(0, 1), that find the kink in {EPOCHS} epochs",
            "",
            f"{found} of {len(SEEDS)}",
            "at least one, not all",
            0 < found < len(SEEDS),
            why="Most random starts have a relu that is asleep for every example on the right, or fall "
            "asleep in the first steps. So grading starts from positive weights.",
        ),
    ]


def random_start(seed: int, x: Tensor, y: Tensor) -> float:
    """The last loss from a start that is drawn with torch.randn."""
    torch.manual_seed(seed)
    params = [torch.randn(1, 1, requires_grad=True) for _ in range(6)]
    return float(solution("04_piecewise").train(params, x, y, num_epochs=EPOCHS)[-1])
