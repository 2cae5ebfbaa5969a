"""The public checks of exercise 04: worked examples, small enough to redo by hand."""

from __future__ import annotations

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Leaf,
    Mistake,
    Phrase,
    Student,
    batches,
    call,
    check,
    close,
    existence_checks,
    expect_batches,
    expect_gradients_reset,
    expect_loss_list,
    expect_parameters,
    expect_shape,
    expect_tensor_shapes,
    expect_tensors,
    expect_value,
    form,
    naming,
)

globals().update(existence_checks(__name__))

# Of an order. What goes wrong in one order of five is missed by so many draws once in 650,000: 0.8 ** 60.
DRAWS = 60
NAMES = ("w1", "b1", "w2", "b2", "w3", "b3")


@check("make_data", layer="shape", points=0.25, title="eight examples: x and y of shape (8,)")
def test_make_data_shape(student: Student) -> None:
    with naming((r"of shape \(8, 1\)", "column-made"), (r"tensor of shape \(8,\)", "part-missing")):
        expect_tensor_shapes(student.make_data, 8, shapes=[(8,), (8,)], names=("x", "y"))


@check("make_data", layer="value", points=0.5, title="four examples, 10 apart")
def test_make_data_example(student: Student) -> None:
    x, y = torch.tensor([-20.0, -10.0, 0.0, 10.0]), torch.tensor([0.0, 0.0, 1.0, 21.0])
    wide = torch.linspace(-20, 20, 4)
    mistakes = [
        Mistake("end-included", [wide, (2 * wide + 1) * (wide > 0)]),
        Mistake("zero-on-the-left", [x, y * (x > 0)]),
    ]
    expect_tensors(student.make_data, 4, want=[x, y], says="steps-of-10", mistakes=mistakes)


@check("data_iter", layer="shape", points=0.5, title="five examples in batches of two: 2, 2 and 1")
def test_data_iter_shapes(student: Student) -> None:
    for _ in range(DRAWS):
        student.seed += 1
        expect_batches(student.data_iter, 2, torch.arange(5.0), torch.arange(5.0))


@check("data_iter", layer="value", points=0.25, title="each of nine examples comes once, with its label")
def test_data_iter_example(student: Student) -> None:
    labels = torch.arange(1.0, 10.0)  # so many that two orders drawn apart are never the same
    features = 10 * labels
    for _ in range(DRAWS):
        student.seed += 1
        expect_pairs_dealt(student, features, labels)


def expect_pairs_dealt(student: Student, features: torch.Tensor, labels: torch.Tensor) -> None:
    """In batches of two each feature comes once, with its own label."""
    dealt = [
        pair for X, y in batches(student.data_iter, 2, features, labels) for pair in zip(X, y, strict=False)
    ]
    got = sorted((feature.item(), label.item()) for feature, label in dealt)
    if got != list(zip(features.tolist(), labels.tolist(), strict=True)):
        words = [Phrase("dealt", feature=f"{feature:g}", label=f"{label:g}") for feature, label in got]
        raise CheckFailure("not-dealt-once", student.data_iter, (2, features, labels), got=words)


@check("relu", layer="value", points=0.25, title="negative numbers become 0, the others stay")
def test_relu_example(student: Student) -> None:
    X = torch.tensor([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
    want = torch.tensor([[0.0, 0.0, 0.0], [0.5, 1.0, 3.0]])
    mistakes = [Mistake("leaky-relu", torch.where(X > 0, X, slope * X)) for slope in (0.1, 0.01)]
    mistakes += [Mistake("step-function", (X > 0).float())]
    expect_value(student.relu, X, want=want, says="relu", mistakes=mistakes)


@check("model", layer="shape", points=0.25, title="four numbers in, four numbers out")
def test_model_shape(student: Student) -> None:
    arguments = (torch.ones(4), *[torch.ones(1, 1)] * 6)
    value = call(student.model, *arguments).value
    if type(value) is not torch.Tensor or tuple(value.shape) != (1, 4):
        with naming((r"^shape \(4, 1\)", "column-made/output")):
            expect_shape(student.model, *arguments, shape=(4,), says="output-per-input")


@check("model", layer="value", points=0.5, title="three numbers through both kinks")
def test_model_example(student: Student) -> None:
    features, parameters = torch.tensor([-2.0, 0.0, 3.0]), [1.0, 1.0, 2.0, -2.0, -1.0, 1.0]
    arguments = (features, *(torch.tensor([[value]]) for value in parameters))
    # x + 1 → -1, 1, 4; relu → 0, 1, 4; 2h - 2 → -2, 0, 6; relu → 0, 0, 6; -h + 1 → 1, 1, -5.
    want = torch.tensor([1.0, 1.0, -5.0])
    value = call(student.model, *arguments).value
    if form(value, want[None]) is None:
        want = want[None]
    # 1·x → -2, 0, 3; relu → 0, 0, 3; 2h → 0, 0, 6; -h → 0, 0, -6.
    bare = torch.tensor([0.0, 0.0, -6.0]).reshape(want.shape)
    mistakes = [Mistake("bias-missing", bare)]
    expect_value(student.model, *arguments, want=want, says="network", mistakes=mistakes)


@check("squared_loss", layer="shape", points=0.25, title="a loss for each of three examples")
def test_squared_loss_shape(student: Student) -> None:
    with naming((r"^shape \(\)", "reduced-to-one")):
        expect_shape(student.squared_loss, torch.ones(3), torch.zeros(3), shape=(3,), says="loss-an-example")


@check("squared_loss", layer="value", points=0.5, title="three losses worked out by hand")
def test_squared_loss_example(student: Student) -> None:
    y_hat, y = torch.tensor([1.0, 2.0, 5.0]), torch.tensor([1.0, 3.0, 1.0])
    # Differences 0, -1 and 4; squares 0, 1 and 16; halves 0, 1/2 and 8.
    want = torch.tensor([0.0, 0.5, 8.0])
    no_half = Mistake("half-missing", 2 * want)
    expect_value(student.squared_loss, y_hat, y, want=want, says="squared-loss", mistakes=[no_half])


@check("sgd", layer="value", points=0.5, title="one update of two parameters, from a batch of two")
def test_sgd_example(student: Student) -> None:
    params = two_parameters()
    # 1 - 0.1 · 4 / 2 and -2 + 0.1 · 1 / 2.
    want = [torch.tensor([[0.8]]), torch.tensor([[-1.95]])]
    ends = {"step-added": (1.2, -2.05), "batch-size-ignored/sgd": (0.6, -1.9), "first-only": (0.8, -2.0)}
    mistakes = [Mistake(key, list(torch.tensor([[[p]], [[q]]]))) for key, (p, q) in ends.items()]
    got = [leaf.value for leaf in call(student.sgd, params, 0.1, 2).arguments[0]]
    expect_parameters(
        student.sgd,
        (params, 0.1, 2),
        got,
        want,
        names=[Phrase("first-parameter"), Phrase("second-parameter")],
        start=[leaf.value for leaf in params],
        says="step-of-a-batch",
        mistakes=mistakes,
    )


@check("sgd", layer="effect", points=0.75, title="gradients are reset after the step")
def test_sgd_resets(student: Student) -> None:
    expect_gradients_reset(student.sgd, two_parameters(), 0.1, 2)


def two_parameters() -> list[Leaf]:
    """Parameters of 1 and -2 with gradients of 4 and -1."""
    return [
        Leaf(torch.tensor([[1.0]]), gradient=torch.tensor([[4.0]])),
        Leaf(torch.tensor([[-2.0]]), gradient=torch.tensor([[-1.0]])),
    ]


@check("train", layer="shape", points=0.25, title="a history of three floats for three epochs")
def test_train_history(student: Student, draw: Draw) -> None:
    arguments = (ones_and_zeros(), draw.uniform(4, low=0.5, high=1.5), draw.uniform(4), 0.01, 2, 3)
    known = (
        ("^a list of 0 entries", "losses-not-kept"),
        ("^a list of 1 entries", "one-entry-only"),
        ("^a list of 6 entries", "entry-a-batch"),
    )
    with naming(*known):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 3, "epoch")


@check("train", layer="value", points=0.25, title="one update from one example, worked out by hand")
def test_train_example(student: Student) -> None:
    arguments = (ones_and_zeros(), torch.tensor([1.0]), torch.tensor([0.0]), 0.1, 1, 1)
    # Weights 1 and biases 0 make ŷ = 1 of x = 1, and the loss 1/2: its derivative by each parameter is 1.
    mistakes = [
        Mistake("step-added", moved(-0.1)),
        Mistake("rate-ignored/default", moved(0.001)),
        Mistake("last-layer-only", [*moved(0.0)[:4], *moved(0.1)[4:]]),
    ]
    got = [leaf.value for leaf in call(student.train, *arguments).arguments[0]]
    says = "derivatives-of-1"
    expect_parameters(
        student.train, arguments, got, moved(0.1), names=NAMES, start=moved(0.0), says=says, mistakes=mistakes
    )


@check("normalize", layer="value", points=0.25, title="three numbers get the mean 0 and the deviation 1")
def test_normalize_example(student: Student) -> None:
    x = torch.tensor([2.0, 4.0, 6.0])
    value = call(student.normalize, x).value
    z = value[0] if isinstance(value, (list, tuple)) and len(value) == 3 else None
    # The mean is 4; the deviation is 2 (divided by n - 1) or √(8/3) (divided by n).
    if any(close(z, torch.tensor([-2.0, 0.0, 2.0]) / sigma) for sigma in (2.0, (8 / 3) ** 0.5)):
        return
    got = str(z.tolist()) if type(z) is torch.Tensor and z.numel() <= 6 else ""
    told = "part-missing/mu-and-sigma" if type(value) is torch.Tensor else None
    words = Phrase("z-is", z=got) if got else Phrase("something-else")
    raise CheckFailure("three-numbers", student.normalize, (x,), told=told, got=words)


@check("fold_normalization", layer="value", points=0.5, title="one weight and one bias, worked out by hand")
def test_fold_normalization_example(student: Student) -> None:
    w1, b1 = torch.tensor([[6.0]]), torch.tensor([[1.0]])
    # 6 (x - 4) / 2 + 1 = 3x - 11.
    want = [torch.tensor([[3.0]]), torch.tensor([[-11.0]])]
    kept = Mistake("bias-kept", [want[0], b1])
    says = "folded-by-hand"
    expect_tensors(student.fold_normalization, w1, b1, 4.0, 2.0, want=want, says=says, mistakes=[kept])


def moved(step: float) -> list[torch.Tensor]:
    """Weights of 1 and biases of 0, less this step."""
    return [torch.tensor([[start - step]]) for start in (1.0, 0.0) * 3]


def ones_and_zeros() -> list[Leaf]:
    """Weights of 1 and biases of 0, ready to be trained."""
    return [Leaf(value) for value in moved(0.0)]
