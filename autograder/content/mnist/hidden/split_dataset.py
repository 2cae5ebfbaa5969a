"""Hidden checks of `split_dataset`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Student,
    check,
    every,
    expect_error,
    expect_pairs,
    naming,
)

REFUSALS = (("a tuple", "not-refused"), ("Error", "another-exception"))


def numbered(draw: Draw, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """`n` images that differ, and labels that all differ, so that no two examples are alike."""
    return draw.normal(n, 1, 3, 3), draw.permutation(n) + 100


globals().update(
    every(
        __name__,
        "split_dataset",
        lambda draw, dtype: [*numbered(draw, 9), 5, 4],
        effect=(0.25, "images and labels are left alone"),
    )
)


@check("split_dataset", layer="value", points=0.75, title="every image keeps its label")
def test_split_dataset_keeps_pairs(student: Student, draw: Draw) -> None:
    images, labels = numbered(draw, 20)
    arguments = (images, labels, 12, 5)
    for part_images, part_labels in expect_pairs(student.split_dataset, *arguments, sizes=(12, 5)):
        for image, label in zip(part_images, part_labels, strict=True):
            origin = torch.nonzero(labels == label).flatten()
            if len(origin) != 1 or not torch.equal(image, images[origin[0]]):
                raise CheckFailure("pairs-broken", student.split_dataset, arguments, told="pairs-broken")


@check("split_dataset", layer="value", points=0.5, title="no example is in both parts, or twice in one")
def test_split_dataset_disjoint(student: Student, draw: Draw) -> None:
    for n, sizes in ((20, (12, 5)), (15, (10, 5))):
        arguments = (*numbered(draw, n), *sizes)
        parts = expect_pairs(student.split_dataset, *arguments, sizes=sizes)
        distinct = len(set(torch.cat([labels for _, labels in parts]).tolist()))
        if distinct != sum(sizes):
            raise CheckFailure(
                "overlap",
                student.split_dataset,
                arguments,
                told="overlap",
                count=sum(sizes),
                first=sizes[0],
                second=sizes[1],
                got=distinct,
            )


@check("split_dataset", layer="value", points=0.5, title="the order of the data does not decide")
def test_split_dataset_random(student: Student, draw: Draw) -> None:
    images, labels = numbered(draw, 40)
    arguments = (images, labels, 20, 20)
    parts = expect_pairs(student.split_dataset, *arguments, sizes=(20, 20))
    # A random half of 40 is one of 1.4e11: it is neither end of the data by chance.
    halves = [set(labels[:20].tolist()), set(labels[20:].tolist())]
    if any(set(part.tolist()) in halves for _, part in parts):
        raise CheckFailure("not-shuffled", student.split_dataset, arguments, told="not-shuffled")


@check("split_dataset", layer="edge", points=0.5, title="more examples than there are cannot be split off")
def test_split_dataset_too_large(student: Student, draw: Draw) -> None:
    for sizes in ((6, 3), (9, 0)):
        with naming(*REFUSALS):
            expect_error(
                student.split_dataset,
                *numbered(draw, 8),
                *sizes,
                type_name="ValueError",
                says="split_dataset.too-large",
            )
