"""Hidden checks of `gradients`."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Leaf,
    Mistake,
    Phrase,
    Student,
    call,
    check,
    expect_tensor_shapes,
    expect_tensors,
    naming,
)


@check("gradients", layer="shape", points=0.25, title="gradients have the shape of their tensors")
def test_gradients_shape(student: Student, draw: Draw) -> None:
    a, b = draw.normal(3, 4), draw.normal(3, 4)
    names = [Phrase("gradient-by", name=name) for name in "ab"]
    with naming():
        expect_tensor_shapes(student.gradients, Leaf(a), Leaf(b), shapes=[a.shape, b.shape], names=names)


@check(
    "gradients",
    layer="value",
    points=0.5,
    title="tensors that do not require a gradient get one all the same",
)
def test_gradients_plain_tensors(student: Student, draw: Draw) -> None:
    a, b = draw.normal(7), draw.normal(7)
    leaves = [Leaf(a, requires_grad=False), Leaf(b, requires_grad=False)]
    want = [torch.cos(a), -torch.sin(b)]
    mistakes = wrong_gradients(a, b)
    expect_tensors(student.gradients, *leaves, want=want, says="gradients.value", mistakes=mistakes)


def wrong_gradients(a: torch.Tensor, b: torch.Tensor) -> list[Mistake]:
    """What comes of differentiating something else, or of giving back something else."""
    right, mixed = [torch.cos(a), -torch.sin(b)], [torch.cos(a) * torch.cos(b), -torch.sin(a) * torch.sin(b)]
    return [
        Mistake("sine-for-cosine", [torch.sin(a), -torch.cos(b)]),
        Mistake("sign-missing", [right[0], -right[1]]),
        Mistake("outputs-swapped", right[::-1]),
        Mistake("mean-for-sum", [one / a.numel() for one in right]),
        Mistake("product-for-sum", mixed),
        Mistake("values-for-gradients", [a.sin(), b.cos()]),
    ]


@check("gradients", layer="edge", points=0.25, title="gradients that are there already are not added to")
def test_gradients_accumulate(student: Student, draw: Draw) -> None:
    a, b, old = draw.normal(5), draw.normal(5), draw.normal(5)
    want = [torch.cos(a), -torch.sin(b)]
    added = Mistake("accumulated", [want[0] + old, want[1] + old])
    leaves = [Leaf(a, gradient=old), Leaf(b, gradient=old)]
    expect_tensors(student.gradients, *leaves, want=want, says="gradients.accumulate", mistakes=[added])


@check("gradients", layer="effect", points=0.5, title="a.grad, b.grad and requires_grad are left as found")
def test_gradients_leaves_no_trace(student: Student, draw: Draw) -> None:
    old = draw.normal(5)
    given = [Leaf(draw.normal(5), gradient=old), Leaf(draw.normal(5), requires_grad=False)]
    for name, before, after in zip("ab", given, call(student.gradients, *given).arguments, strict=True):
        if after.requires_grad != before.requires_grad:
            raise CheckFailure(
                "trace-left",
                student.gradients,
                told="requires-grad-changed",
                what=f"{name}.requires_grad",
                wanted=before.requires_grad,
                got=after.requires_grad,
            )
        found = _found(before.gradient, after.gradient)
        if found:
            raise CheckFailure(
                "trace-left",
                student.gradients,
                told="gradients-changed",
                what=f"{name}.grad",
                wanted=Phrase("as-it-was"),
                got=Phrase(found),
            )


def _found(before: torch.Tensor | None, after: torch.Tensor | None) -> str | None:
    """The key of the words for what is in `.grad` after the call; None where it is as it was."""
    if after is None:
        return None if before is None else "gradient-gone"
    if before is None:
        return "gradient-new"
    return None if torch.equal(after, before) else "gradient-other"
