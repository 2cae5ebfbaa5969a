"""The public checks of exercise 05: worked examples, small enough to redo by hand."""

from __future__ import annotations

import math

import torch

from autograder.checks.vocabulary import (
    CheckFailure,
    Draw,
    Leaf,
    Mistake,
    Phrase,
    RemoteModule,
    Student,
    adopt,
    as_tensor,
    call,
    check,
    describe,
    existence_checks,
    expect_data,
    expect_history_curve,
    expect_loss_list,
    expect_made,
    expect_module,
    expect_number,
    expect_parameter_shapes,
    expect_parameters,
    expect_points,
    expect_stepped,
    expect_targets,
    expect_tensor_shapes,
    expect_tensors,
    expect_value,
    in_order,
    naming,
)

globals().update(existence_checks(__name__))

# Four points, one a quadrant, counter-clockwise from the first.
CORNERS = torch.tensor([[0.5, 0.5], [-0.5, 0.5], [-0.5, -0.5], [0.5, -0.5]])


@check("create_dataset", layer="shape", points=0.25, title="two coordinates and one target for each point")
def test_create_dataset_shapes(student: Student) -> None:
    for arguments, n in ((("prod",), 2500), (("xor", 30), 30), (("quadrants", 1), 1)):
        with naming((r"shape \(2500, 2\)", "fixed-number")):
            expect_points(student.create_dataset, *arguments, n=n)


@check("create_dataset", layer="value", points=0.5, title="'prod' gives each point the product x1 · x2")
def test_create_dataset_prod(student: Student) -> None:
    def mistakes(XX: torch.Tensor) -> list[Mistake]:
        return [Mistake("sum-for-product", XX.sum(1, keepdim=True))]

    def right(XX: torch.Tensor) -> torch.Tensor:
        return XX.prod(1, keepdim=True)

    expect_targets(student.create_dataset, "prod", 40, right, "create_dataset.prod", mistakes)


@check("create_dataset", layer="value", points=0.5, title="'quadrants' counts counter-clockwise")
def test_create_dataset_quadrants(student: Student) -> None:
    signs_to_number = {(True, True): 0.0, (False, True): 1.0, (False, False): 2.0, (True, False): 3.0}

    def right(XX: torch.Tensor) -> torch.Tensor:
        return torch.tensor([[signs_to_number[x1 >= 0, x2 >= 0]] for x1, x2 in XX.tolist()])

    def mistakes(XX: torch.Tensor) -> list[Mistake]:
        want = right(XX)
        return [
            Mistake("from-one", want + 1),
            Mistake("clockwise", (4 - want) % 4),
            Mistake("row-by-row", torch.where(want > 1, 5 - want, want)),
        ]

    expect_targets(student.create_dataset, "quadrants", 40, right, "create_dataset.quadrants", mistakes)


@check("FCNN", layer="shape", points=0.5, title="dims [2, 3, 5, 6] make three weights and three biases")
def test_fcnn_parameters(student: Student) -> None:
    with naming(("type FCNN", "not-a-module"), (r"\(6, 3\)", "layer-missing")):
        module = expect_module(student.FCNN, [2, 3, 5, 6], "relu", "softmax")
        expect_parameter_shapes(module, [(3, 2), (3,), (5, 3), (5,), (6, 5), (6,)])


@check("FCNN", layer="value", points=0.5, title="a network of three neurons, worked out by hand")
def test_fcnn_example(student: Student) -> None:
    W1, b1 = torch.tensor([[1.0], [-1.0]]), torch.tensor([0.0, 1.0])
    W2, b2 = torch.tensor([[1.0, 2.0]]), torch.tensor([-4.0])
    module = adopt(expect_module(student.FCNN, [1, 2, 1], "relu", "sigmoid"), [W1, b1, W2, b2])
    # At 4: relu(4, -3) = (4, 0), z = 4 - 4 = 0.  At -1: relu(-1, 2) = (0, 2), z = 2 · 2 - 4 = 0.
    # At 0: relu(0, 1) = (0, 1), z = 2 - 4 = -2.
    x, z = torch.tensor([[4.0], [-1.0], [0.0]]), torch.tensor([[0.0], [0.0], [-2.0]])
    swapped = Mistake("outputs-swapped", [z, torch.sigmoid(z)])
    expect_tensors(module, x, want=[torch.sigmoid(z), z], says="FCNN.example", mistakes=[swapped])


@check("make_loss", layer="value", points=0.25, title="'regression': the mean of two squared errors")
def test_make_loss_regression(student: Student) -> None:
    loss = expect_made(student.make_loss, "regression", what="a-loss")
    z, target = torch.tensor([[1.0], [5.0]]), torch.tensor([[3.0], [4.0]])
    want, total = torch.tensor(2.5), Mistake("sum-for-mean", torch.tensor(5.0))
    expect_value(loss, z, target, want=want, says="make_loss.regression", mistakes=[total])


@check("make_loss", layer="value", points=0.25, title="'binary': the price of a logit of 0 is log 2")
def test_make_loss_binary(student: Student) -> None:
    loss = expect_made(student.make_loss, "binary", what="a-loss")
    z, target = torch.tensor([[0.0], [0.0], [math.log(3)]]), torch.tensor([[0.0], [1.0], [1.0]])
    # sigmoid(0) = 1/2 whatever the class, and sigmoid(log 3) = 3/4.
    want = torch.tensor((2 * math.log(2) + math.log(4 / 3)) / 3)
    expect_value(loss, z, target, want=want, says="make_loss.binary")


@check("make_loss", layer="value", points=0.25, title="'multiclass': four equal logits cost log 4")
def test_make_loss_multiclass(student: Student) -> None:
    loss = expect_made(student.make_loss, "multiclass", what="a-loss")
    z, classes = torch.zeros(2, 4), torch.tensor([0, 3])
    expect_value(loss, z, classes, want=torch.tensor(math.log(4)), says="make_loss.multiclass")


@check("make_optimizer", layer="value", points=0.25, title="'sgd': one step of two numbers, by hand")
def test_make_optimizer_sgd(student: Student) -> None:
    start, gradient = torch.tensor([1.0, 2.0]).double(), torch.tensor([0.5, -1.0]).double()
    ignored = Mistake("rate-ignored/default", [start - 0.001 * gradient])
    want = [start - 0.1 * gradient]
    leaves = [Leaf(start, gradient)]
    expect_stepped(student.make_optimizer, "sgd", leaves, 0.1, steps=1, want=want, mistakes=[ignored])


@check("next_batch", layer="shape", points=0.25, title="rows of XX, and as many targets")
def test_next_batch_shapes(student: Student) -> None:
    XX, YY = torch.zeros(10, 2), torch.zeros(10, 1)
    known = (
        (r"shape \(3, 2\)", "end-left-out"),
        (r"shape \(5, 2\)", "end-included"),
        (r"'multiclass' of shape \(4, 1\)", "column-made/classes"),
        (r"'multiclass' of shape \(4, 4\)", "one-hot"),
        (r"'regression' of shape \(4,\)", "not-a-column/regression"),
    )
    cases = (
        ("regression", "the targets of 'regression'", (4, 1)),
        ("binary", "the targets of 'binary'", (4, 1)),
        ("multiclass", "the targets of 'multiclass'", (4,)),
    )
    for kind, targets, shape in cases:
        names = ("the rows of XX", targets)
        with naming(*known):
            expect_tensor_shapes(student.next_batch, XX, YY, kind, 1, 4, shapes=[(4, 2), shape], names=names)


@check("next_batch", layer="value", points=0.25, title="the second batch of four rows")
def test_next_batch_second(student: Student) -> None:
    YY = torch.arange(12.0).reshape(12, 1)  # every row holds its own number: what comes back tells its rows
    XX = torch.cat([YY, -YY], dim=1)
    mistakes = [
        Mistake("always-first", [XX[:4], YY[:4]]),
        Mistake("start-not-multiplied", [XX[1:5], YY[1:5]]),
    ]
    arguments, want = (XX, YY, "regression", 1, 4), [XX[4:8], YY[4:8]]
    expect_tensors(student.next_batch, *arguments, want=want, says="next_batch.second", mistakes=mistakes)


@check("next_batch", layer="value", points=0.25, title="class indices are whole numbers in one row")
def test_next_batch_classes(student: Student) -> None:
    YY = torch.tensor([[3.0], [0.0], [2.0], [1.0]]).repeat(3, 1)
    XX, says = torch.arange(24.0).reshape(12, 2), "next_batch.classes"
    want = [XX[:5], torch.tensor([3, 0, 2, 1, 3])]
    expect_tensors(student.next_batch, XX, YY, "multiclass", 0, 5, want=want, says=says)


@check("train", layer="shape", points=0.25, title="a list of floats, one an epoch")
def test_train_history(student: Student, draw: Draw) -> None:
    model = untrained(student, [2, 3, 1], "sigmoid")
    arguments = (model, draw.uniform(7, 2, low=-1), draw.classes(7, 2).float().reshape(7, 1), "binary", 3, 4)
    with naming(("a list of 6", "entry-a-batch"), ("a dict", "not-a-list")):
        expect_loss_list(student.train, arguments, call(student.train, *arguments).value, 3, "epoch")


@check("train", layer="training", points=0.25, title="one update of y = w x + b, worked out by hand")
def test_train_example(student: Student) -> None:
    start = [torch.tensor([[1.0]]), torch.tensor([0.0])]
    model = adopt(expect_module(student.FCNN, [1, 1], "linear", "linear"), start)
    arguments = (model, torch.tensor([[2.0]]), torch.tensor([[5.0]]), "regression", 1, 1, 0.1, "sgd")
    call(student.train, *arguments)
    # y = 2 where it should be 5: the gradient of (y - 5)² is 2 · (-3) · 2 = -12 for w and -6 for b.
    want = [torch.tensor([[2.2]]), torch.tensor([0.6])]
    default = Mistake("rate-ignored/default", [torch.tensor([[1.12]]), torch.tensor([0.06])])
    expect_parameters(
        student.train,
        arguments,
        in_order(model.parameters(), start),
        want,
        names=[Phrase("weight"), Phrase("bias")],
        start=start,
        says="train.example",
        mistakes=[default],
    )


def untrained(student: Student, dims: list[int], last: str) -> RemoteModule:
    """A network as it is made; giving it its own parameters moves it to the device of the data."""
    module = expect_module(student.FCNN, dims, "tanh", last)
    module.adopt(module.parameters())
    return module


@check("accuracy", layer="dtype", points=0.25, title="the accuracy is a float")
def test_accuracy_type(student: Student) -> None:
    arguments = (one_neuron(student), CORNERS, torch.ones(4, 1), "binary")
    value = call(student.accuracy, *arguments).value
    if type(value) is not float:
        mistake = "return-missing" if value is None else "tensor-for-float"
        raise CheckFailure("no-float", student.accuracy, arguments, told=mistake, got=describe(value))


@check("accuracy", layer="value", points=0.25, title="three of four points are right")
def test_accuracy_example(student: Student) -> None:
    model, YY = one_neuron(student), torch.tensor([[1.0], [0.0], [1.0], [1.0]])
    says, wrong = "accuracy.example", [Mistake("count-for-fraction", 3.0)]
    expect_number(student.accuracy, model, CORNERS, YY, "binary", want=0.75, says=says, mistakes=wrong)


def one_neuron(student: Student) -> RemoteModule:
    """A network that says 1 where x1 > 0 and 0 elsewhere: sigmoid(10 · x1)."""
    module = expect_module(student.FCNN, [2, 1], "linear", "sigmoid")
    return adopt(module, [torch.tensor([[10.0, 0.0]]), torch.tensor([0.0])])


@check("predict_grid", layer="shape", points=0.25, title="a NumPy column of numbers, or a row of classes")
def test_predict_grid_shapes(student: Student, draw: Draw) -> None:
    for kind, last, n_out, shape in (("regression", "linear", 1, (5, 1)), ("multiclass", "softmax", 4, (5,))):
        model = untrained(student, [2, 3, n_out], last)
        arguments = (model, draw.uniform(5, 2, low=-1), kind)
        value = as_tensor(student.predict_grid, arguments, call(student.predict_grid, *arguments).value)
        if tuple(value.shape) != shape:
            known = {(5,): "not-a-column/form", (5, 4): "scores-for-classes"}
            raise CheckFailure(
                "wrong-grid",
                student.predict_grid,
                arguments,
                told=known.get(tuple(value.shape)),
                shape=shape,
                task=repr(kind),
                got=Phrase("shape", shape=tuple(value.shape)),
            )


@check("plot_loss", layer="value", points=0.25, title="three losses over three epochs")
def test_plot_loss_example(student: Student) -> None:
    expect_history_curve(student.plot_loss, [0.75, 0.5, 0.25])


@check("plot_model_estimate", layer="value", points=0.5, title="the four points are on the picture")
def test_plot_model_estimate_data(student: Student) -> None:
    arguments = (one_neuron(student), CORNERS, torch.tensor([[1.0], [0.0], [0.0], [1.0]]), "binary")
    expect_data(student.plot_model_estimate, arguments, CORNERS)
