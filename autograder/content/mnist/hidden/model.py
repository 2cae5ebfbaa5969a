"""Hidden checks of `model`."""

from __future__ import annotations

import math

import torch

from autograder.checks.vocabulary import Draw, Mistake, Student, check, every, expect_value

from . import reference


def parameters(draw: Draw) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """W1, b and W2 of a small network on 784 features, with outputs of a moderate size."""
    return draw.normal(784, 6) * 3 / math.sqrt(784), draw.normal(6), draw.normal(6, 10)


globals().update(
    every(
        __name__,
        "model",
        lambda draw, dtype: [one.to(dtype) for one in (draw.uniform(4, 28, 28), *parameters(draw))],
        effect=(0.25, "images and parameters are left alone"),
        gradient=(1.0, "the gradient reaches the images and all parameters"),
        like=reference.model,
    )
)


@check("model", layer="value", points=0.5, title="linear, relu, linear, softmax")
def test_model_value(student: Student, draw: Draw) -> None:
    arguments = (draw.uniform(5, 1, 28, 28), *parameters(draw))
    want, mistakes = reference.model(*arguments), wrong_models(*arguments)
    expect_value(student.model, *arguments, want=want, says="model.value", mistakes=mistakes)


def wrong_models(images: torch.Tensor, W1: torch.Tensor, b: torch.Tensor, W2: torch.Tensor) -> list[Mistake]:
    """What comes of other steps between the images and the probabilities."""
    flat = images.reshape(len(images), 784)
    hidden = flat @ W1 + b
    z = hidden.relu() @ W2
    late = (flat @ W1).relu() + b
    mixed = images.reshape(784, -1).T
    return [
        Mistake("relu-missing", (hidden @ W2).softmax(-1)),
        Mistake("softmax-missing", z),
        Mistake("bias-missing", reference.model(images, W1, 0 * b, W2)),
        Mistake("wrong-axis/batch", z.softmax(0)),
        Mistake("bias-after-relu", (late @ W2).softmax(-1)),
        Mistake("relu-at-the-end", z.relu().softmax(-1)),
        Mistake("logarithm-of-softmax", z.log_softmax(-1)),
        Mistake("sigmoid-for-softmax", z.sigmoid()),
        Mistake("softmax-twice", z.softmax(-1).softmax(-1)),
        Mistake("sigmoid-for-relu", (hidden.sigmoid() @ W2).softmax(-1)),
        Mistake("pixels-mixed", reference.model(mixed, W1, b, W2)),
    ]


@check("model", layer="edge", points=0.5, title="images of all three shapes, and a single one")
def test_model_image_shapes(student: Student, draw: Draw) -> None:
    flat, params = draw.uniform(3, 784), parameters(draw)
    for images in (flat, flat.view(3, 28, 28), flat.view(3, 1, 28, 28), flat[:1].view(1, 28, 28)):
        want = reference.model(images, *params)
        lost = Mistake("axis-lost", want[0])
        expect_value(student.model, images, *params, want=want, says="model.image-shapes", mistakes=[lost])
