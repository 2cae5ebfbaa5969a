"""The public checks of exercise 04: worked examples, small enough to redo by hand."""

from __future__ import annotations

import torch

from autograder.checks.batches import batches, expect_batches
from autograder.checks.compare import close, form
from autograder.checks.draw import Draw
from autograder.checks.exists import existence_checks
from autograder.checks.failure import CheckFailure
from autograder.checks.losses import expect_loss_list
from autograder.checks.mistakes import Mistake
from autograder.checks.naming import naming
from autograder.checks.registry import check
from autograder.checks.sequences import expect_tensor_shapes, expect_tensors
from autograder.checks.training import expect_gradients_reset, expect_parameters
from autograder.checks.vocabulary import call, expect_shape, expect_value
from autograder.checks.words import called
from autograder.sandbox.student import Student
from autograder.worker.wire.values import Leaf

globals().update(existence_checks(__name__))

# Of an order. What goes wrong in one order of five is missed by so many draws once in 650,000: 0.8 ** 60.
DRAWS = 60
NAMES = ("w1", "b1", "w2", "b2", "w3", "b3")


@check("make_data", layer="shape", points=0.25, title="eight examples: x and y of shape (8,)")
def test_make_data_shape(student: Student) -> None:
    column = "You returned columns `(n, 1)`. Here x and y have shape `(n,)`."
    alone = "A single tensor is returned, where x and y are asked for."
    with naming(
        (r"of shape \(8, 1\)", "column-made", column), (r"tensor of shape \(8,\)", "part-missing", alone)
    ):
        expect_tensor_shapes(student.make_data, 8, shapes=[(8,), (8,)], names=("x", "y"))


@check("make_data", layer="value", points=0.5, title="four examples, 10 apart")
def test_make_data_example(student: Student) -> None:
    x, y = torch.tensor([-20.0, -10.0, 0.0, 10.0]), torch.tensor([0.0, 0.0, 1.0, 21.0])
    wide = torch.linspace(-20, 20, 4)
    mistakes = [
        Mistake("end-included", "20 itself is included.", [wide, (2 * wide + 1) * (wide > 0)]),
        Mistake("zero-on-the-left", "At x = 0 the right branch holds: f(0) = 1.", [x, y * (x > 0)]),
    ]
    says = "x from -20 in steps of 10, y = 0 where x < 0 and 2x + 1 elsewhere"
    expect_tensors(student.make_data, 4, want=[x, y], says=says, mistakes=mistakes)


@check("data_iter", layer="shape", points=0.5, title="five examples in batches of two: 2, 2 and 1")
def test_data_iter_shapes(student: Student) -> None:
    for _ in range(DRAWS):
        student.seed += 1
        with naming((r"\(0,\) and \(0,\)", "empty-batch", "")):
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
        raise CheckFailure(
            "data_iter does not deal each example once, with its own label.",
            called=called(student.data_iter, (2, features, labels)),
            expected="(10, 1), (20, 2), (30, 3) and so on to (90, 9), in any order",
            got=", ".join(f"({feature:g}, {label:g})" for feature, label in got),
            next="Draw one order of the positions, and use it for features and labels alike.",
        )


@check("relu", layer="value", points=0.25, title="negative numbers become 0, the others stay")
def test_relu_example(student: Student) -> None:
    X = torch.tensor([[-2.0, -0.5, 0.0], [0.5, 1.0, 3.0]])
    want = torch.tensor([[0.0, 0.0, 0.0], [0.5, 1.0, 3.0]])
    leaks = "This relu leaks: negative numbers become small instead of 0."
    mistakes = [Mistake("leaky-relu", leaks, torch.where(X > 0, X, slope * X)) for slope in (0.1, 0.01)]
    mistakes += [Mistake("step-function", "This is 1 where X > 0, and should be X there.", (X > 0).float())]
    expect_value(student.relu, X, want=want, says="max(X, 0) in every place", mistakes=mistakes)


@check("model", layer="shape", points=0.25, title="four numbers in, four numbers out")
def test_model_shape(student: Student) -> None:
    arguments = (torch.ones(4), *[torch.ones(1, 1)] * 6)
    value = call(student.model, *arguments).value
    if type(value) is not torch.Tensor or tuple(value.shape) != (1, 4):
        column = (
            r"^shape \(4, 1\)",
            "column-made",
            "You returned a column. Return one number per input, without an extra axis.",
        )
        with naming(column):
            says = "one output per input; (1, 4) is also fine"
            expect_shape(student.model, *arguments, shape=(4,), says=says)


@check("model", layer="value", points=0.5, title="three numbers through both kinks")
def test_model_example(student: Student) -> None:
    features, parameters = torch.tensor([-2.0, 0.0, 3.0]), [1.0, 1.0, 2.0, -2.0, -1.0, 1.0]
    arguments = (features, *(torch.tensor([[value]]) for value in parameters))
    # x + 1 → -1, 1, 4; relu → 0, 1, 4; 2h - 2 → -2, 0, 6; relu → 0, 0, 6; -h + 1 → 1, 1, -5.
    want = torch.tensor([1.0, 1.0, -5.0])
    value = call(student.model, *arguments).value
    if form(value, want[None]) is None:
        want = want[None]
    says = "w3·relu(w2·relu(w1·x + b1) + b2) + b3"
    # 1·x → -2, 0, 3; relu → 0, 0, 3; 2h → 0, 0, 6; -h → 0, 0, -6.
    bare = torch.tensor([0.0, 0.0, -6.0]).reshape(want.shape)
    mistakes = [Mistake("bias-missing", "No bias is added anywhere.", bare)]
    expect_value(student.model, *arguments, want=want, says=says, mistakes=mistakes)


@check("squared_loss", layer="shape", points=0.25, title="a loss for each of three examples")
def test_squared_loss_shape(student: Student) -> None:
    says = "one loss an example, not their mean"
    with naming((r"^shape \(\)", "reduced-to-one", "`.mean()` or `.sum()` made one number of all losses.")):
        expect_shape(student.squared_loss, torch.ones(3), torch.zeros(3), shape=(3,), says=says)


@check("squared_loss", layer="value", points=0.5, title="three losses worked out by hand")
def test_squared_loss_example(student: Student) -> None:
    y_hat, y = torch.tensor([1.0, 2.0, 5.0]), torch.tensor([1.0, 3.0, 1.0])
    # Differences 0, -1 and 4; squares 0, 1 and 16; halves 0, 1/2 and 8.
    want = torch.tensor([0.0, 0.5, 8.0])
    no_half = Mistake("half-missing", "The squares are not divided by 2.", 2 * want)
    expect_value(student.squared_loss, y_hat, y, want=want, says="(ŷ - y)² / 2", mistakes=[no_half])


@check("sgd", layer="value", points=0.5, title="one update of two parameters, from a batch of two")
def test_sgd_example(student: Student) -> None:
    params = two_parameters()
    # 1 - 0.1 · 4 / 2 and -2 + 0.1 · 1 / 2.
    want = [torch.tensor([[0.8]]), torch.tensor([[-1.95]])]
    variants = [
        ("step-added", "The step is added: it climbs.", 1.2, -2.05),
        ("batch-size-ignored", "The step is not divided by batch_size.", 0.6, -1.9),
        (
            "first-only",
            "Only the first parameter moves: the loop, or the function, ends after it.",
            0.8,
            -2.0,
        ),
    ]
    mistakes = [Mistake(name, cause, list(torch.tensor([[[p]], [[q]]]))) for name, cause, p, q in variants]
    got = [leaf.value for leaf in call(student.sgd, params, 0.1, 2).arguments[0]]
    expect_parameters(
        student.sgd,
        (params, 0.1, 2),
        got,
        want,
        names=("the first parameter", "the second parameter"),
        start=[leaf.value for leaf in params],
        says="p - lr · gradient / batch_size",
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
        ("^a list of 0 entries", "losses-not-kept", "Nothing is appended to the list."),
        ("^a list of 1 entries", "one-entry-only", "`return` is in the loop, or the list is begun anew."),
        ("^a list of 6 entries", "entry-a-batch", "A loss is noted for each batch, not each epoch."),
    )
    with naming(*known):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 3, "epoch")


@check("train", layer="value", points=0.25, title="one update from one example, worked out by hand")
def test_train_example(student: Student) -> None:
    arguments = (ones_and_zeros(), torch.tensor([1.0]), torch.tensor([0.0]), 0.1, 1, 1)
    # Weights 1 and biases 0 make ŷ = 1 of x = 1, and the loss 1/2: its derivative by each parameter is 1.
    mistakes = [
        Mistake("step-added", "The step is added: training climbs.", moved(-0.1)),
        Mistake("rate-ignored", "The rate is the default, 0.001, whatever lr says.", moved(0.001)),
        Mistake("last-layer-only", "Only w3 and b3 move.", [*moved(0.0)[:4], *moved(0.1)[4:]]),
    ]
    got = [leaf.value for leaf in call(student.train, *arguments).arguments[0]]
    says = "weights of 0.9 and biases of -0.1: every derivative is 1"
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
    raise CheckFailure(
        "normalize returns a wrong result.",
        called=called(student.normalize, (x,)),
        expected="(z, mu, sigma) with z = [-1, 0, 1], or [-1.2247, 0, 1.2247] where sigma is divided by n",
        got=f"z = {z.tolist()}" if type(z) is torch.Tensor and z.numel() <= 6 else "something else",
        next="Subtract the mean 4 first, then divide by the standard deviation, and return all three.",
        cause="mu and sigma are not returned." if type(value) is torch.Tensor else "",
        mistake="part-missing" if type(value) is torch.Tensor else None,
    )


@check("fold_normalization", layer="value", points=0.5, title="one weight and one bias, worked out by hand")
def test_fold_normalization_example(student: Student) -> None:
    w1, b1 = torch.tensor([[6.0]]), torch.tensor([[1.0]])
    # 6 (x - 4) / 2 + 1 = 3x - 11.
    want = [torch.tensor([[3.0]]), torch.tensor([[-11.0]])]
    kept = Mistake("bias-kept", "The bias is left as it was.", [want[0], b1])
    says = "3 and -11, because 6 (x - 4) / 2 + 1 = 3x - 11"
    expect_tensors(student.fold_normalization, w1, b1, 4.0, 2.0, want=want, says=says, mistakes=[kept])


def moved(step: float) -> list[torch.Tensor]:
    """Weights of 1 and biases of 0, less this step."""
    return [torch.tensor([[start - step]]) for start in (1.0, 0.0) * 3]


def ones_and_zeros() -> list[Leaf]:
    """Weights of 1 and biases of 0, ready to be trained."""
    return [Leaf(value) for value in moved(0.0)]
