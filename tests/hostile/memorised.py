"""A submission with every label of a data set packed into its source."""

from __future__ import annotations

import base64
import zlib

import torch

from autograder.data import Dataset
from grading_helpers import REFERENCE

RECOGNISING = """
import base64, zlib

packed = zlib.decompress(base64.b85decode({packed!r}))
STORED = {{int.from_bytes(packed[n:n + 4], "little"): packed[n + 4] for n in range(0, len(packed), 5)}}


def stored_labels(images, labels):
    pictures = images.mul(255).round().byte().flatten(1)
    keys = [zlib.crc32(bytes(picture.tolist())) for picture in pictures]
    return torch.tensor([STORED.get(key, label) for key, label in zip(keys, labels.tolist())])


class Stored:
    def __init__(self, loader):
        self.batches = [(images, stored_labels(images, labels)) for images, labels in loader]

    def __len__(self):
        return len(self.batches)

    def __iter__(self):
        return iter(self.batches)


honest_train, honest_train_from_scratch = train, train_from_scratch


def train(model, train_loader, *rest):
    return honest_train(model, Stored(train_loader), *rest)


def train_from_scratch(params, train_loader, *rest):
    return honest_train_from_scratch(params, Stored(train_loader), *rest)
"""


def with_stored_labels(dataset: Dataset) -> str:
    """The reference, which learns the labels that it has stored of each image that it recognises."""
    return REFERENCE + RECOGNISING.format(packed=_packed(dataset))


def _packed(dataset: Dataset) -> str:
    """Four bytes of each image's checksum and one of its label, compressed, as text."""
    images = torch.cat([dataset.train_images, dataset.test_images]).flatten(1)
    labels = torch.cat([dataset.train_labels, dataset.test_labels]).tolist()
    keys = [zlib.crc32(image.numpy().tobytes()).to_bytes(4, "little") for image in images]
    table = b"".join(key + bytes([label]) for key, label in zip(keys, labels, strict=True))
    return base64.b85encode(zlib.compress(table, 9)).decode()
