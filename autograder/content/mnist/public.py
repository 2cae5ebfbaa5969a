"""The public checks of exercise 06: worked examples, small enough to redo by hand."""

from __future__ import annotations

import math

import torch

from autograder.checks.vocabulary import (
    Draw,
    Leaf,
    Loader,
    Mistake,
    Student,
    call,
    check,
    existence_checks,
    expect_falling,
    expect_first_loss,
    expect_gradients_reset,
    expect_history,
    expect_history_lists,
    expect_module,
    expect_number,
    expect_pairs,
    expect_parameter_shapes,
    expect_shape,
    expect_step,
    expect_tensor_shapes,
    expect_tensors,
    expect_value,
    naming,
)

globals().update(existence_checks(__name__))

NAMES = ("W1", "b", "W2")
HISTORY = ("training_loss", "validation_loss", "validation_accuracy")
# A network whose last weights are zero finds all ten classes equally likely: its loss is -log(1/10).
UNDECIDED = math.log(10)
HISTORIES = (
    (": 9 entries", "entry-a-batch"),
    (": 1 entries", "one-entry-only/epochs"),
    (": 40 entries", "epochs-ignored"),
    (r"27\.631", "sum-for-mean"),
    (r"0\.1919", "divided-by-rows/again"),
    ("a tuple of 3", "not-a-dict"),
)
LAYERS = (("type FullyConnected", "not-a-module"), (r"\(12, 7\)", "sizes-swapped"))


@check("gradients", layer="value", points=0.5, title="cos a and -sin b for two small tensors")
def test_gradients_example(student: Student) -> None:
    a, b = torch.tensor([0.0, 1.0]), torch.tensor([0.5, 2.0])
    # d/da Σ sin(a) = cos(a), and d/db Σ cos(b) = -sin(b).
    want = [torch.cos(a), -torch.sin(b)]
    negative = Mistake("sign-missing", [want[0], -want[1]])
    expect_tensors(
        student.gradients, Leaf(a), Leaf(b), want=want, says="gradients.value", mistakes=[negative]
    )


@check("relu", layer="shape", points=0.25, title="the result has the shape of the input")
def test_relu_shape(student: Student) -> None:
    expect_shape(student.relu, torch.ones(2, 3), shape=(2, 3), says="shape-of-input")


@check("relu", layer="value", points=0.25, title="negative numbers become 0, the others stay")
def test_relu_example(student: Student) -> None:
    x = torch.tensor([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
    want = torch.tensor([[0.0, 0.0, 0.0], [0.5, 1.0, 3.0]])
    leaky = Mistake("leaky-relu", torch.where(x > 0, x, 0.01 * x))
    expect_value(student.relu, x, want=want, says="relu.value", mistakes=[leaky])


@check("softmax", layer="shape", points=0.25, title="the result has the shape of the input")
def test_softmax_shape(student: Student) -> None:
    expect_shape(student.softmax, torch.ones(2, 3), shape=(2, 3), says="shape-of-input")


@check("softmax", layer="value", points=0.5, title="two rows of logits become two rows of probabilities")
def test_softmax_example(student: Student) -> None:
    # exp(log 2) : exp(0) : exp(0) = 2 : 1 : 1, whatever is added to the whole row.
    x = torch.tensor([[math.log(2), 0.0, 0.0], [3.0, 3.0, 3.0 + math.log(2)]])
    want = torch.tensor([[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]])
    expect_value(student.softmax, x, want=want, says="softmax.example")


@check("cross_entropy_loss", layer="shape", points=0.25, title="the loss is one number, in a tensor")
def test_cross_entropy_loss_shape(student: Student) -> None:
    predictions, targets = torch.full((3, 4), 0.25), torch.tensor([0, 3, 1])
    loss, says = student.cross_entropy_loss, "cross_entropy_loss.shape"
    with naming((r"shape \(3,\)", "not-reduced/rows")):
        expect_shape(loss, predictions, targets, shape=(), says=says)


@check("cross_entropy_loss", layer="value", points=0.5, title="the loss of two predictions")
def test_cross_entropy_loss_example(student: Student) -> None:
    predictions = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
    targets = torch.tensor([0, 2])
    # -log(1/2) = log 2 and -log(1/8) = 3 log 2: their mean is 2 log 2.
    want = torch.tensor(2 * math.log(2))
    total, says = Mistake("sum-for-mean", 2 * want), "cross_entropy_loss.value"
    expect_value(student.cross_entropy_loss, predictions, targets, want=want, says=says, mistakes=[total])


@check("accuracy", layer="value", points=0.5, title="two of three are right")
def test_accuracy_example(student: Student) -> None:
    predictions = torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.5, 0.4, 0.1]])
    targets = torch.tensor([0, 2, 1])
    count = Mistake("count-for-fraction", 2.0)
    with naming():
        expect_number(
            student.accuracy, predictions, targets, want=2 / 3, says="accuracy.example", mistakes=[count]
        )


@check("split_dataset", layer="shape", points=0.5, title="two parts of exactly the sizes asked for")
def test_split_dataset_sizes(student: Student) -> None:
    images, labels = torch.zeros(10, 1, 2, 2), torch.arange(10)
    known = [
        ("a tuple of 4", "not-nested"),
        (r"\(4, 1, 2, 2\)", "rest-kept"),
        (r"\(\(3, 1, 2, 2\), \(3,\)\) and", "parts-swapped"),
        (r"\(\(6, 1, 2, 2\), \(3, 1, 2, 2\)\)", "grouped-by-kind"),
    ]
    with naming(*known):
        expect_pairs(student.split_dataset, images, labels, 6, 3, sizes=(6, 3))


@check("init_params", layer="shape", points=0.5, title="[W1, b, W2] for 784 features, 500 hidden, 10 classes")
def test_init_params_shapes(student: Student) -> None:
    known = [
        (r"\(500, 784\)", "transposed/weights"),
        (r"\(1, 500\)", "bias-with-two-axes"),
        (r"W1 of shape \(784, ", "other-default"),
    ]
    with naming(*known):
        expect_tensor_shapes(student.init_params, shapes=[(784, 500), (500,), (500, 10)], names=NAMES)


@check("model", layer="shape", points=0.5, title="a row of ten probabilities an image")
def test_model_shape(student: Student, draw: Draw) -> None:
    W1, b, W2 = draw.normal(784, 5), draw.normal(5), draw.normal(5, 10)
    expect_shape(student.model, draw.uniform(3, 784), W1, b, W2, shape=(3, 10), says="model.shape")


@check("model", layer="value", points=0.25, title="a network of zeros is undecided: 0.1 for each class")
def test_model_undecided(student: Student, draw: Draw) -> None:
    zeros = (torch.zeros(784, 5), torch.zeros(5), torch.zeros(5, 10))
    mistakes = [
        Mistake("softmax-missing", torch.zeros(4, 10)),
        Mistake("wrong-axis/batch", torch.full((4, 10), 0.25)),
    ]
    want, says = torch.full((4, 10), 0.1), "model.undecided"
    expect_value(student.model, draw.uniform(4, 784), *zeros, want=want, says=says, mistakes=mistakes)


@check("sgd_step", layer="value", points=0.5, title="one update of one parameter")
def test_sgd_step_example(student: Student) -> None:
    added = Mistake("step-added", [torch.tensor([1.05, 1.9])])
    expect_step(student.sgd_step, [stepping()], 0.1, [added])


@check("sgd_step", layer="effect", points=0.5, title="gradients are reset after the step")
def test_sgd_step_resets(student: Student) -> None:
    expect_gradients_reset(student.sgd_step, [stepping(), stepping()], 0.1)


def stepping() -> Leaf:
    """A parameter of two numbers with its gradient."""
    return Leaf(torch.tensor([1.0, 2.0]), gradient=torch.tensor([0.5, -1.0]))


@check("train_from_scratch", layer="shape", points=0.25, title="a history with an entry an epoch")
def test_train_from_scratch_history(student: Student, draw: Draw) -> None:
    params, loader = undecided(), blank_batches(draw)
    arguments = (params, loader, loader, 3, 0.1)
    history = call(student.train_from_scratch, *arguments).value
    with naming(*HISTORIES):
        expect_history_lists(student.train_from_scratch, arguments, history, HISTORY, n_epochs=3)


@check(
    "train_from_scratch", layer="value", points=0.25, title="the first loss of an undecided network is log 10"
)
def test_train_from_scratch_first_loss(student: Student, draw: Draw) -> None:
    params, loader = undecided(), blank_batches(draw, batch_size=12)
    with naming(*HISTORIES):
        expect_first_loss(student.train_from_scratch, (params, loader, loader, 1, 0.1), want=UNDECIDED)


@check("FullyConnected", layer="shape", points=0.25, title="weight, bias and weight of the right shapes")
def test_fully_connected_parameters(student: Student) -> None:
    with naming(*LAYERS):
        network = expect_module(student.FullyConnected, 12, 7, 4)
        expect_parameter_shapes(network, [(7, 12), (7,), (4, 7)])


@check("FullyConnected", layer="shape", points=0.25, title="a row of logits an image")
def test_fully_connected_shape(student: Student, draw: Draw) -> None:
    network = expect_module(student.FullyConnected, 12, 7, 4)
    expect_shape(network, draw.normal(5, 12), shape=(5, 4), says="FullyConnected.shape")


@check("train", layer="shape", points=0.25, title="a history with an entry an epoch")
def test_train_history(student: Student, draw: Draw) -> None:
    loader = blank_batches(draw)
    network = expect_module(student.FullyConnected, 784, 6, 10)
    arguments = (network, loader, loader, 3, 0.1)
    history = call(student.train, *arguments).value
    with naming(*HISTORIES):
        expect_history_lists(student.train, arguments, history, HISTORY, n_epochs=3)


@check("train", layer="value", points=0.25, title="the first loss of an undecided network is log 10")
def test_train_first_loss(student: Student, draw: Draw) -> None:
    network = expect_module(student.FullyConnected, 784, 6, 10)
    loader = blank_batches(draw, batch_size=12)
    network.adopt([torch.zeros_like(parameter) for parameter in network.parameters()])
    with naming(*HISTORIES):
        expect_first_loss(student.train, (network, loader, loader, 1, 0.1), want=UNDECIDED)


@check("train", layer="training", points=0.25, title="the loss of a single batch falls")
def test_train_falls(student: Student, draw: Draw) -> None:
    loader = blank_batches(draw, batch_size=12)
    arguments = (expect_module(student.FullyConnected, 784, 6, 10), loader, loader, 5, 0.001)
    history = expect_history(student.train, arguments, call(student.train, *arguments).value, HISTORY, 5)
    expect_falling(student.train, arguments, history["training_loss"])


def undecided() -> list[Leaf]:
    """Parameters of a small network, all zero: no gradient moves it, so its loss never changes."""
    return [Leaf(torch.zeros(784, 6)), Leaf(torch.zeros(6)), Leaf(torch.zeros(6, 10))]


def blank_batches(draw: Draw, batch_size: int = 4) -> Loader:
    """Twelve images of noise in batches."""
    return Loader(draw.uniform(12, 1, 28, 28), draw.classes(12, 10), batch_size)
