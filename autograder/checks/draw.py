"""Inputs drawn fresh for every submission, from a seed that the grader keeps."""

from __future__ import annotations

import hashlib

import torch


def derive(seed: int, purpose: str) -> int:
    """A number below 2**56 for one purpose, which tells neither the seed nor that of another purpose."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{purpose}".encode()).digest()[:7], "little")


class DrawnName(str):
    """A name drawn as an input, which messages of hidden checks do not show."""


class Draw:
    """A source of random inputs for one check, the same again for the same seed and check."""

    def __init__(self, seed: int, check_id: str) -> None:
        self.generator = torch.Generator().manual_seed(derive(seed, check_id))

    def normal(self, *shape: int, scale: float = 1.0, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Normal numbers of mean 0 and standard deviation `scale`."""
        return torch.randn(shape, generator=self.generator, dtype=dtype) * scale

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> torch.Tensor:
        """float32 numbers, uniform on [low, high)."""
        return low + (high - low) * torch.rand(shape, generator=self.generator)

    def probabilities(self, *shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        """Rows of positive numbers that sum to one, none of them tiny."""
        return torch.softmax(self.normal(*shape, dtype=dtype), dim=-1)

    def classes(self, n: int, n_classes: int) -> torch.Tensor:
        """`n` class indices, int64, in which every class occurs where there is room for it."""
        first = torch.arange(n) % n_classes
        return first[self.permutation(n)]

    def permutation(self, n: int) -> torch.Tensor:
        """The numbers 0 to n - 1 in random order, int64."""
        return torch.randperm(n, generator=self.generator)

    def name(self) -> DrawnName:
        """A name that no exercise knows: eight letters."""
        letters = torch.randint(ord("a"), ord("z") + 1, (8,), generator=self.generator)
        return DrawnName("".join(map(chr, letters.tolist())))

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(torch.randint(low, high + 1, (), generator=self.generator))
