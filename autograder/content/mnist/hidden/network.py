"""Hidden checks of exercise 06: the data split, the parameters, and the network by hand and with torch.nn."""

from __future__ import annotations

import math

import torch

from autograder.checks.compare import describe
from autograder.checks.draw import Draw
from autograder.checks.failure import CheckFailure
from autograder.checks.mistakes import Mistake
from autograder.checks.modules import adopt, expect_module, expect_parameter_gradients
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.sequences import expect_pairs, expect_tensor_shapes
from autograder.checks.training import expect_step, expect_still_leaves
from autograder.checks.vocabulary import (
    expect_error,
    expect_gradient,
    expect_unchanged,
    expect_value,
)
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

from . import reference

DOUBLE = torch.float64


def numbered(draw: Draw, n: int) -> tuple[torch.Tensor, torch.Tensor]:
    """`n` images that differ, and labels that all differ, so that no two examples are alike."""
    return draw.normal(n, 1, 3, 3), draw.permutation(n) + 100


def parts(
    student: Student, draw: Draw, n: int, sizes: tuple[int, int]
) -> tuple[list[torch.Tensor], torch.Tensor]:
    """The labels of both parts after a split, and the labels given."""
    images, labels = numbered(draw, n)
    pairs = expect_pairs(student.split_dataset, images, labels, *sizes, sizes=sizes)
    return [labels for _, labels in pairs], labels


def wrong_split(fact: str, expected: str, got: str, cause: str, mistake: str) -> CheckFailure:
    next_step = "Draw one `torch.randperm` over all rows and cut it in two; index images and labels with it."
    return CheckFailure(
        fact,
        called="split_dataset(images, labels, n_train, n_val)",
        expected=expected,
        got=got,
        cause=cause,
        next=next_step,
        mistake=mistake,
    )


@check("split_dataset", layer="value", points=0.75, title="every image keeps its label")
def test_split_dataset_keeps_pairs(student: Student, draw: Draw) -> None:
    images, labels = numbered(draw, 20)
    for part_images, part_labels in expect_pairs(student.split_dataset, images, labels, 12, 5, sizes=(12, 5)):
        for image, label in zip(part_images, part_labels, strict=True):
            origin = torch.nonzero(labels == label).flatten()
            if len(origin) != 1 or not torch.equal(image, images[origin[0]]):
                raise wrong_split(
                    "split_dataset separates images from their labels.",
                    "the image and the label of one example at the same place",
                    "an image beside another one's label",
                    "Images and labels are shuffled one by one.",
                    "pairs-broken",
                )


@check("split_dataset", layer="value", points=0.5, title="no example is in both parts, or twice in one")
def test_split_dataset_disjoint(student: Student, draw: Draw) -> None:
    for n, sizes in ((20, (12, 5)), (15, (10, 5))):
        got, _ = parts(student, draw, n, sizes)
        distinct = len(set(torch.cat(got).tolist()))
        if distinct != sum(sizes):
            raise wrong_split(
                "split_dataset puts an example in more than one place.",
                f"{sum(sizes)} different examples in {sizes[0]} + {sizes[1]} places",
                f"{distinct} different examples",
                "Each part is drawn by itself, or with replacement.",
                "overlap",
            )


@check("split_dataset", layer="value", points=0.5, title="the order of the data does not decide")
def test_split_dataset_random(student: Student, draw: Draw) -> None:
    (training, validation), labels = parts(student, draw, 40, (20, 20))
    # A random half of 40 is one of 1.4e11: it is neither end of the data by chance.
    halves = [set(labels[:20].tolist()), set(labels[20:].tolist())]
    if set(training.tolist()) in halves or set(validation.tolist()) in halves:
        raise wrong_split(
            "split_dataset cuts the data where they stand.",
            "a random partition",
            "the first examples in one part and the last ones in the other",
            "Slices are taken without shuffling; sorted data would leave whole classes out.",
            "not-shuffled",
        )


@check("split_dataset", layer="edge", points=0.5, title="more examples than there are cannot be split off")
def test_split_dataset_too_large(student: Student, draw: Draw) -> None:
    images, labels = numbered(draw, 8)
    says = "n_train + n_val is larger than the data set"
    for sizes in ((6, 3), (9, 0)):
        with naming(
            (
                "a tuple",
                "not-refused",
                "Slices stop at the end of the data and say nothing: compare the sizes.",
            ),
            ("Error", "another-exception", "It is refused, but by another exception than the promised one."),
        ):
            expect_error(student.split_dataset, images, labels, *sizes, type_name="ValueError", says=says)


@check("split_dataset", layer="effect", points=0.25, title="images and labels are left alone")
def test_split_dataset_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.split_dataset, *numbered(draw, 9), 5, 4)


@check("init_params", layer="shape", points=0.25, title="other sizes than the defaults")
def test_init_params_other_sizes(student: Student) -> None:
    known = [
        (r"\(784, 500\)", "sizes-ignored", "The sizes are those of the defaults, whatever was asked for."),
        (r"\(30, 20\)", "transposed", "Inputs come first here, since the network computes x @ W1."),
    ]
    with naming(*known):
        expect_tensor_shapes(
            student.init_params, 20, 30, 4, shapes=[(20, 30), (30,), (30, 4)], names=("W1", "b", "W2")
        )


@check(
    "init_params", layer="value", points=0.75, title="normal weights of the right scale, and a bias of zeros"
)
def test_init_params_distribution(student: Student) -> None:
    sizes = (400, 300, 25)
    W1, b, W2 = expect_tensor_shapes(
        student.init_params, *sizes, shapes=[(400, 300), (300,), (300, 25)], names=("W1", "b", "W2")
    )
    expect_zeros(b)
    for name, weights in (("W1", W1), ("W2", W2)):
        expect_normal(name, weights, sizes)


def expect_zeros(bias: torch.Tensor) -> None:
    if bias.dtype != torch.float32 or bias.any():
        raise CheckFailure(
            "init_params does not start with a bias of zeros.",
            expected="b: float32 zeros",
            got=f"b: {describe(bias)} with {int((bias != 0).sum())} entries that are not zero",
            cause="b is drawn, or set to other numbers, like a weight." if bias.any() else "",
            next="Make b with torch.zeros.",
            mistake="bias-not-zero" if bias.any() else None,
        )


def expect_normal(name: str, weights: torch.Tensor, sizes: tuple[int, ...]) -> None:
    """Mean 0, standard deviation 1/√fan_in, and the share of a normal distribution within one deviation.

    Each estimate over N entries may err by six of its own standard deviations (1/√N, 1/√(2N),
    √(0.68·0.32/N)): one of five hundred million correct runs fails.
    """
    fan_in = len(weights)
    n, deviation = weights.numel(), 1 / math.sqrt(fan_in)
    standard = weights.double() / deviation
    spread, mean = float(standard.std()), float(standard.mean()) * deviation
    within = float((standard.abs() < 1).double().mean())
    right = (
        weights.dtype == torch.float32
        and abs(mean) < 6 * deviation / math.sqrt(n)
        and abs(spread - 1) < 6 / math.sqrt(2 * n)
        and abs(within - 0.6827) < 6 * math.sqrt(0.6827 * 0.3173 / n)
    )
    if not right:
        mistake, cause = _scale(weights, spread, sizes)
        raise CheckFailure(
            f"init_params draws {name} from another distribution.",
            called="init_params(input_size, hidden_size, n_classes)",
            expected=f"{name}: float32, normal, mean 0, standard deviation 1/√{fan_in} = {deviation:.4f}",
            got=f"{describe(weights)}, mean {mean:.4f}, deviation {spread * deviation:.4f}",
            cause=cause,
            next="torch.randn(rows, columns) has deviation 1; divide it by the square root of the rows.",
            mistake=mistake,
        )


def _scale(weights: torch.Tensor, spread: float, sizes: tuple[int, ...]) -> tuple[str | None, str]:
    """The mistake's name and its cause, by the dtype, the deviation or the shape of the distribution."""
    if weights.dtype == torch.float64:
        return "double-precision", "The numbers are float64, as NumPy draws them."
    fan_in, fan_out = weights.shape
    known = {
        "not-scaled": (math.sqrt(fan_in), "The division by the square root is missing."),
        "root-missing": (1 / math.sqrt(fan_in), "They are divided by the size itself, not by its root."),
        "d-out-for-d-in": (math.sqrt(fan_in / fan_out), "The root is that of the columns, not of the rows."),
        "glorot-scale": (math.sqrt(2 * fan_in / (fan_in + fan_out)), "It is √(2/(rows + columns))."),
        "first-size-for-all": (
            math.sqrt(fan_in / sizes[0]),
            "The root is that of input_size, not of the rows.",
        ),
        "he-scale": (math.sqrt(2), "The deviation is √(2/rows), as He's initialisation has it."),
    }
    for name, (size, cause) in known.items():
        if size != 1 and abs(spread / size - 1) < 0.03:
            return name, cause
    if abs(spread - 1) < 0.03:
        return (
            "not-normal",
            "The deviation is right, but the numbers are not normal: torch.randn draws normal ones.",
        )
    return None, ""


@check("init_params", layer="gradient", points=0.5, title="the parameters are leaves that gather gradients")
def test_init_params_leaves(student: Student, draw: Draw) -> None:
    upstreams = [draw.normal(9, 5), draw.normal(5), draw.normal(5, 3)]
    _, gradients = student.init_params.leaves(9, 5, 3, upstreams=upstreams)
    for name, gradient, want in zip(
        ("W1", "b", "W2"), [*gradients, None, None, None], upstreams, strict=False
    ):
        if gradient is None or not torch.equal(gradient, want):
            raise CheckFailure(
                f"init_params makes {name} so that no gradient arrives in {name}.grad.",
                called="init_params(input_size, hidden_size, n_classes), then backward() through each tensor",
                expected="leaf tensors that require a gradient",
                got=f"{name}.grad is {'None' if gradient is None else 'wrong'}",
                cause="requires_grad_() is missing, or comes before the division (no leaf then).",
                next="Finish the numbers first and call .requires_grad_() last.",
                mistake="not-a-leaf",
            )


@check("model", layer="value", points=0.5, title="linear, relu, linear, softmax")
def test_model_value(student: Student, draw: Draw) -> None:
    images, (W1, b, W2) = draw.uniform(5, 1, 28, 28), network(draw)
    hidden = images.reshape(5, 784) @ W1 + b
    mistakes = [
        Mistake("relu-missing", "There is no relu between the layers.", torch.softmax(hidden @ W2, -1)),
        Mistake("softmax-missing", "These are logits: the softmax is missing.", hidden.relu() @ W2),
        Mistake("bias-missing", "The bias is not added.", reference.model(images, W1, 0 * b, W2)),
        *wrong_models(images, W1, b, W2),
    ]
    says = "softmax(relu(x W1 + b) W2)"
    want = reference.model(images, W1, b, W2)
    expect_value(student.model, images, W1, b, W2, want=want, says=says, mistakes=mistakes)


def wrong_models(images: torch.Tensor, W1: torch.Tensor, b: torch.Tensor, W2: torch.Tensor) -> list[Mistake]:
    """What comes of other steps between the images and the probabilities."""
    flat = images.reshape(len(images), 784)
    z, mixed = (flat @ W1 + b).relu() @ W2, images.reshape(784, -1).T
    late = (flat @ W1).relu() + b
    squashed = torch.sigmoid(flat @ W1 + b)
    scrambled = "x is reshaped to columns and turned: pixels of several images come to stand in one row."
    return [
        Mistake("wrong-axis", "The softmax runs over the batch.", torch.softmax(z, 0)),
        Mistake("bias-after-relu", "The bias is added after the relu.", torch.softmax(late @ W2, -1)),
        Mistake("relu-at-the-end", "There is a relu after the last layer.", torch.softmax(z.relu(), -1)),
        Mistake("logarithm-of-softmax", "These are log-probabilities.", z.log_softmax(-1)),
        Mistake("sigmoid-for-softmax", "Each logit has its own sigmoid: no row sums to 1.", torch.sigmoid(z)),
        Mistake("softmax-twice", "The softmax is applied twice.", z.softmax(-1).softmax(-1)),
        Mistake("sigmoid-for-relu", "A sigmoid is in the place of relu.", torch.softmax(squashed @ W2, -1)),
        Mistake("pixels-mixed", scrambled, reference.model(mixed, W1, b, W2)),
    ]


@check("model", layer="edge", points=0.5, title="images of all three shapes, and a single one")
def test_model_image_shapes(student: Student, draw: Draw) -> None:
    flat, (W1, b, W2) = draw.uniform(3, 784), network(draw)
    for images in (flat, flat.view(3, 28, 28), flat.view(3, 1, 28, 28), flat[:1].view(1, 28, 28)):
        want = reference.model(images, W1, b, W2)
        lost = Mistake("axis-lost", "The only image lost its axis on the way: see squeeze.", want[0])
        says = "a row of probabilities an image"
        expect_value(student.model, images, W1, b, W2, want=want, says=says, mistakes=[lost])


@check("model", layer="effect", points=0.25, title="images and parameters are left alone")
def test_model_effect(student: Student, draw: Draw) -> None:
    expect_unchanged(student.model, draw.uniform(3, 28, 28), *network(draw))


@check("model", layer="gradient", points=1.0, title="the gradient reaches the images and all parameters")
def test_model_gradient(student: Student, draw: Draw) -> None:
    parameters = [tensor.double() for tensor in network(draw)]
    images, upstream = draw.uniform(4, 28, 28).double(), draw.normal(4, 10, dtype=DOUBLE)
    says = "the gradient for x, W1, b and W2"
    expect_gradient(student.model, images, *parameters, upstream=upstream, like=reference.model, says=says)


@check("sgd_step", layer="value", points=0.5, title="every parameter makes its step")
def test_sgd_step_all(student: Student, draw: Draw) -> None:
    values = [draw.normal(4, 3), draw.normal(3), draw.normal(3, 2)]
    gradients = [torch.randn(value.shape, generator=draw.generator) for value in values]
    lr = 0.05 * draw.integer(1, 9)
    pairs = list(zip(values, gradients, strict=True))
    mistakes = [
        Mistake("step-added", "The step is added.", [v + lr * g for v, g in pairs]),
        Mistake("rate-ignored", "The learning rate is left out.", [v - g for v, g in pairs]),
        Mistake(
            "rate-divided", "The gradient is divided by the learning rate.", [v - g / lr for v, g in pairs]
        ),
        Mistake(
            "sign-of-gradient", "Only the gradient's sign counts.", [v - lr * g.sign() for v, g in pairs]
        ),
        Mistake("step-for-parameter", "p becomes its step: p is left out.", [-lr * g for _, g in pairs]),
        Mistake("multiplied", "p is multiplied by 1 - lr · gradient.", [v * (1 - lr * g) for v, g in pairs]),
        Mistake(
            "first-only", "Only the first parameter moves.", [values[0] - lr * gradients[0], *values[1:]]
        ),
        Mistake(
            "last-only",
            "Only the last parameter moves: the update stands after the loop.",
            [*values[:-1], values[-1] - lr * gradients[-1]],
        ),
        Mistake(
            "divided-by-rows", "The step is divided by the rows.", [v - lr * g / len(v) for v, g in pairs]
        ),
    ]
    leaves = [Leaf(value, gradient) for value, gradient in zip(values, gradients, strict=True)]
    expect_step(student.sgd_step, leaves, lr, mistakes)


@check("sgd_step", layer="effect", points=0.5, title="parameters still require a gradient")
def test_sgd_step_keeps_leaves(student: Student, draw: Draw) -> None:
    leaves = [Leaf(draw.normal(3), draw.normal(3)), Leaf(draw.normal(2, 2), draw.normal(2, 2))]
    cause = "It is switched off for the update and stays so: the next backward() finds nothing to fill."
    with naming(("is False", "gradients-switched-off", cause)):
        expect_still_leaves(student.sgd_step, leaves, 0.1)


@check(
    "FullyConnected",
    layer="value",
    points=0.5,
    title="linear with bias, relu, linear without bias, no softmax",
)
def test_fully_connected_value(student: Student, draw: Draw) -> None:
    W1, b, W2 = draw.normal(9, 20), draw.normal(9), draw.normal(6, 9)
    network = adopt(expect_module(student.FullyConnected, 20, 9, 6), [W1, b, W2])
    x = draw.normal(7, 20)
    hidden = x @ W1.T + b
    want = hidden.relu() @ W2.T
    mistakes = [
        Mistake(
            "softmax-too-much", "These are probabilities: the softmax belongs to the loss.", want.softmax(-1)
        ),
        Mistake("logarithm-of-softmax", "These are log-probabilities, not logits.", want.log_softmax(-1)),
        Mistake("relu-missing", "There is no relu between the layers.", hidden @ W2.T),
        Mistake("relu-at-the-end", "There is a relu after the last layer.", want.relu()),
        Mistake("sigmoid-for-relu", "A sigmoid is in the place of relu.", hidden.sigmoid() @ W2.T),
        Mistake("tanh-for-relu", "A tanh is in the place of relu.", hidden.tanh() @ W2.T),
        Mistake("bias-unused", "The bias is there, and is not added.", (x @ W1.T).relu() @ W2.T),
        Mistake(
            "relu-before", "relu comes before the first layer, not after it.", (x.relu() @ W1.T + b) @ W2.T
        ),
    ]
    expect_value(network, x, want=want, says="the logits relu(x W1ᵀ + b) W2ᵀ", mistakes=mistakes)


@check("FullyConnected", layer="edge", points=0.5, title="images of any size are flattened")
def test_fully_connected_flattens(student: Student, draw: Draw) -> None:
    W1, b, W2 = draw.normal(6, 40), draw.normal(6), draw.normal(3, 6)
    network = adopt(expect_module(student.FullyConnected, 40, 6, 3), [W1, b, W2])
    flat = draw.normal(4, 40)
    for images in (flat, flat.view(4, 1, 5, 8), flat.view(4, 5, 8), flat[:1].view(1, 1, 5, 8)):
        want = (images.reshape(-1, 40) @ W1.T + b).relu() @ W2.T
        expect_value(network, images, want=want, says="a row of logits an image")


@check("FullyConnected", layer="gradient", points=0.5, title="the gradient reaches every parameter")
def test_fully_connected_gradient(student: Student, draw: Draw) -> None:
    W1, b, W2 = draw.normal(5, 8), draw.normal(5), draw.normal(4, 5)
    network = adopt(expect_module(student.FullyConnected, 8, 5, 4), [W1, b, W2])
    x, upstream = draw.normal(6, 8), draw.normal(6, 4)
    expect_parameter_gradients(network, x, upstream=upstream, like=by_hand, parameters=[W1, b, W2])


def by_hand(x: torch.Tensor, W1: torch.Tensor, b: torch.Tensor, W2: torch.Tensor) -> torch.Tensor:
    """The logits of a network whose weights are laid out as nn.Linear lays them out, (out, in)."""
    return (x @ W1.T + b).relu() @ W2.T


def network(draw: Draw) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """W1, b and W2 of a small network on 784 features, with outputs of a moderate size."""
    return draw.normal(784, 6) * 3 / math.sqrt(784), draw.normal(6), draw.normal(6, 10)
