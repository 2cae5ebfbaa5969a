"""The record of a data set in memory."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


# Without eq: generated equality would ask for the truth value of a comparison of tensors.
@dataclass(frozen=True, eq=False)
class Dataset:
    """Handwritten digits, decoded and split into training and test.

    Images are uint8 of shape (n, 28, 28), 0 for paper and 255 for full ink; labels are int64 of shape
    (n,), 0 to 9. `name` is "mnist" or "digits".
    """

    name: str
    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor
