"""The data set that needs no network: scikit-learn's handwritten digits, enlarged to MNIST's size."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from autograder.worker.data.dataset import Dataset

TEST_SHARE = 5  # every fifth image of a class is a test image
FULL_INK = 16  # the largest value in scikit-learn's images


def load_digits() -> Dataset:
    """scikit-learn's 1,797 digits as 1,437 training and 360 test images, the same bytes on every machine.

    The split is stratified and draws nothing: with the images sorted by class (ties in file order), every
    fifth is a test image. Both parts keep the file's order.
    """
    from sklearn import datasets  # here, because it adds a second to an import

    bunch = datasets.load_digits()
    images = enlarge(torch.from_numpy(bunch.images))
    labels = torch.from_numpy(bunch.target).to(torch.int64)
    is_test = _is_test(labels)
    return Dataset("digits", images[~is_test], labels[~is_test], images[is_test], labels[is_test])


def enlarge(images: Tensor) -> Tensor:
    """Images (n, 8, 8) of whole values from 0 to 16 as uint8 images (n, 28, 28) of 0 to 255.

    Doubled bilinearly inside a margin of paper. Weights are sixteenths then, so floating point holds every
    intermediate value exactly and rounding cannot differ between machines.
    """
    with_margin = F.pad(images.to(torch.float32).unsqueeze(1), (3, 3, 3, 3))
    doubled = F.interpolate(with_margin, scale_factor=2, mode="bilinear", align_corners=False)
    return (doubled * 255 / FULL_INK).round().to(torch.uint8).squeeze(1)


def _is_test(labels: Tensor) -> Tensor:
    is_test = torch.zeros(len(labels), dtype=torch.bool)
    is_test[labels.argsort(stable=True)[::TEST_SHARE]] = True
    return is_test
