"""An exception that gives its mistake away is named: here torch, NumPy and Python raise every one."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from autograder.checks.exceptions import PATTERNS, recognise_exception
from autograder.checks.registry import Check
from autograder.grading.results import result_of
from autograder.sandbox.no_value import Raised
from autograder.sandbox.replies import failure_in
from autograder.worker.answer.request_handler import RequestHandler
from autograder.worker.load.submission import Submission

CLASSES = torch.tensor([0, 1])
# Of no type that mypy knows: what is done with them below are the mistakes.
ROWS: Any = torch.ones(2, 3)
NUMBER: Any = 2.0
NOTHING: Any = None
NAMES = sorted({key.partition("/")[0] for key, _ in PATTERNS})


def weights(*shape: int) -> torch.Tensor:
    return torch.ones(shape, requires_grad=True)


def backward_twice() -> None:
    loss = weights(2).pow(2).sum()
    loss.backward()
    loss.backward()


def changed_in_place() -> None:
    exponentials = weights(2).exp()
    exponentials += 1
    exponentials.sum().backward()


def updated(part: slice) -> None:
    parameter = weights(2)
    parameter[part] -= 1


def added_in_place() -> None:
    parameter = weights(2)
    parameter -= 1


def unset() -> None:
    total += 1  # type: ignore[name-defined] # noqa: F821, F841 - that is the mistake


def one_argument(x: Any) -> Any:
    return x


def asserted() -> None:
    assert ROWS.ndim == 1


class Bare(nn.Module):
    """A module without `forward`."""


class Late(nn.Module):
    """A module that is not made before it takes layers."""

    def __init__(self) -> None:
        self.layer = nn.Linear(1, 1)


def unpacked(values: Any) -> None:
    _x, _y = values


def asked(values: object) -> bool:
    return bool(values)


RAISED: list[tuple[str, Callable[[], object]]] = [
    ("no-grad-missing", added_in_place),
    ("no-grad-missing", lambda: updated(slice(0, 1))),
    ("not-detached", lambda: weights(2).numpy()),
    ("not-detached", lambda: np.asarray(weights(2))),
    ("matrices-do-not-fit", lambda: ROWS @ ROWS),
    ("matrices-do-not-fit", lambda: ROWS @ torch.ones(2)),
    ("matrices-do-not-fit", lambda: torch.ones(3) @ torch.ones(2)),
    ("matrices-do-not-fit", lambda: torch.ones(2, 2, 3) @ torch.ones(2, 2, 3)),
    ("matrices-do-not-fit", lambda: nn.Linear(2, 2)(ROWS)),
    ("matrices-do-not-fit", lambda: ROWS.numpy() @ ROWS.numpy()),
    ("matrices-do-not-fit", lambda: torch.mm(ROWS, torch.ones(3))),
    ("shapes-do-not-fit", lambda: ROWS + torch.ones(2)),
    ("shapes-do-not-fit", lambda: ROWS.numpy() + np.ones(2)),
    ("shapes-do-not-fit", lambda: F.binary_cross_entropy_with_logits(torch.ones(2, 1), torch.ones(2))),
    ("graph-used-twice", backward_twice),
    ("modified-in-graph", changed_in_place),
    ("graph-missing", lambda: torch.ones(2).sum().backward()),
    ("not-reduced", lambda: weights(2).pow(2).backward()),
    ("not-one-number", lambda: torch.ones(2).item()),
    ("not-one-number", lambda: float(torch.ones(2))),
    ("not-one-number", lambda: math.sqrt(torch.ones(2))),
    ("not-one-number", lambda: float(ROWS.numpy())),
    ("not-one-number", lambda: "%d" % ROWS.numpy()),  # noqa: UP031 - that is the mistake
    ("not-one-number", lambda: np.zeros(3).__setitem__(0, [1, 2])),
    ("tensor-as-condition", lambda: asked(ROWS > 0)),
    ("tensor-as-condition", lambda: asked(ROWS.numpy() > 0)),
    ("tensor-as-condition", lambda: max(0, ROWS)),
    ("classes-as-floats", lambda: F.cross_entropy(ROWS, CLASSES.float())),
    ("classes-as-floats", lambda: ROWS[torch.arange(2), CLASSES.float()]),
    ("classes-as-floats", lambda: ROWS.gather(1, torch.zeros(2, 1))),
    ("targets-with-two-axes", lambda: F.cross_entropy(ROWS, CLASSES[:, None])),
    ("dtypes-mixed", lambda: ROWS @ torch.ones(3, 2).double()),
    ("dtypes-mixed", lambda: nn.Linear(3, 2)(ROWS.double())),
    ("dtypes-mixed", lambda: F.binary_cross_entropy(ROWS, ROWS.double())),
    ("whole-numbers", lambda: CLASSES.mean()),
    ("whole-numbers", lambda: (ROWS > 0).mean()),
    ("whole-numbers", lambda: 1 - (ROWS > 0)),
    ("whole-numbers", lambda: -(ROWS > 0)),
    ("whole-numbers", lambda: (ROWS > 0) - (ROWS > 0)),
    ("whole-numbers", lambda: torch.relu(ROWS > 0)),
    ("whole-numbers", lambda: CLASSES.softmax(0)),
    ("whole-numbers", lambda: CLASSES.std()),
    ("whole-numbers", lambda: (ROWS > 0).argmax()),
    ("whole-numbers", lambda: torch.tensor([1], requires_grad=True)),
    ("logits-for-probabilities", lambda: F.binary_cross_entropy(2 * ROWS, ROWS)),
    ("array-for-tensor", lambda: F.relu(ROWS.numpy())),
    ("array-for-tensor", lambda: nn.Linear(3, 2)(ROWS.numpy())),
    ("array-for-tensor", lambda: ROWS.numpy().unsqueeze(0)),
    ("number-for-tensor", lambda: torch.exp(NUMBER)),
    ("number-for-tensor", lambda: NUMBER.backward()),
    ("reshaped-wrongly", lambda: ROWS.view(4, -1)),
    ("reshaped-wrongly", lambda: ROWS.reshape(4, 2)),
    ("reshaped-wrongly", lambda: ROWS.numpy().reshape(4, 2)),
    ("axis-unknown", lambda: torch.ones(3).sum(1)),
    ("axis-unknown", lambda: np.ones(3).sum(1)),
    ("axis-unknown", lambda: torch.ones(3)[0, 1]),
    ("axis-unknown", lambda: np.ones(3)[0, 1]),
    ("index-too-large", lambda: [1][3]),
    ("index-too-large", lambda: torch.ones(3)[5]),
    ("index-too-large", lambda: np.ones(3)[5]),
    ("index-too-large", lambda: F.cross_entropy(ROWS, torch.tensor([0, 5]))),
    ("none-used", lambda: 0.1 * NOTHING),
    ("none-used", lambda: ROWS - NOTHING),
    ("none-used", lambda: one_argument(None)[0]),
    ("none-used", lambda: NOTHING.zero_()),
    ("none-used", lambda: unpacked(None)),
    ("not-callable", lambda: ROWS(2)),
    ("name-not-set", unset),
    ("name-unknown", lambda: exponential),  # type: ignore[name-defined] # noqa: F821 - that is the mistake
    ("argument-missing", lambda: one_argument()),  # type: ignore[call-arg] # the mistake
    ("argument-missing", lambda: nn.Linear(3)),  # type: ignore[call-arg] # the mistake
    ("argument-too-many", lambda: one_argument(1, 2)),  # type: ignore[call-arg] # the mistake
    ("argument-too-many", lambda: torch.relu(ROWS, 1)),  # type: ignore[call-arg] # the mistake
    ("argument-unknown", lambda: one_argument(y=1)),  # type: ignore[call-arg] # the mistake
    ("argument-unknown", lambda: torch.sum(ROWS, axs=1)),  # type: ignore[call-overload] # the mistake
    ("argument-unknown", lambda: random.sample(ROWS, 1)),
    ("unpacked-wrongly", lambda: unpacked([1])),
    ("unpacked-wrongly", lambda: unpacked(torch.ones(3))),
    ("init-of-module-missing", lambda: Late()),
    ("forward-missing", lambda: Bare()(1)),
    ("assertion-of-its-own", asserted),
]


def raised_by(run: Callable[[], object]) -> tuple[str, str]:
    """The name of the exception's type, and its text, as a worker sends them."""
    try:
        run()
    except Exception as error:
        return type(error).__name__, str(error)
    pytest.fail("nothing was raised")


@pytest.mark.parametrize(
    ("mistake", "run"), RAISED, ids=[f"{mistake}-{n}" for n, (mistake, _) in enumerate(RAISED)]
)
def test_an_exception_that_gives_its_mistake_away_is_named(mistake, run):
    (told,) = recognise_exception(*raised_by(run))
    assert told.name == mistake


def test_every_pattern_is_met():
    assert set(NAMES) == {mistake for mistake, _ in RAISED}


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("ValueError", "n_train + n_val is more than there is"),
        ("RuntimeError", ""),
        ("RuntimeError", "CUDA error"),
        ("KeyError", "'relu'"),
        ("ZeroDivisionError", "division by zero"),
        ("", ""),
    ],
)
def test_an_exception_that_many_mistakes_raise_is_called_by_none(type_name, text):
    assert recognise_exception(type_name, text) == ()


def test_a_raise_of_the_student_s_own_is_called_that():
    (told,) = recognise_exception("ValueError", "10 wanted", "raise ValueError('10 wanted')")
    assert told.name == "right-input-refused"
    assert recognise_exception("ValueError", "10 wanted", "raised = split(10)") == ()


# What a student reads


def result(
    type_name: str, text: str, line: str = "p -= lr * p.grad", visibility: str = "hidden"
) -> list[str]:
    """The mistake and the lines of the message of a check that ended in this exception."""
    check = Check("mnist", "sgd_step", "all", "value", visibility, "every parameter", 1.0, False)
    found = result_of(check, Raised(type_name, text, "line 12" if line else "", line), 0.0)
    return [str(found.mistake), *str(found.message).splitlines()]


def test_the_cause_comes_with_the_students_own_line():
    text = "a leaf Variable that requires grad is being used in an in-place operation"
    assert result("RuntimeError", text) == [
        "no-grad-missing",
        "sgd_step raised RuntimeError.",
        "expected: a value, and no exception",
        f"got: RuntimeError: “{text}”",
        "cause: A parameter is updated in place while autograd watches: put the update under "
        "torch.no_grad(). It is raised by your own code, at line 12: “p -= lr * p.grad”",
        "next: Go to the line named above, print what it works on, and compare shapes, dtypes and names.",
    ]


def test_a_name_that_another_line_was_to_define_is_told_with_that_line():
    work = Submission.read("work.py", b"import no_such_package as nsp\ndef f():\n    return nsp.x\n")
    work.run()
    with pytest.raises(NameError) as raised:
        work.module.f()
    failure = failure_in(RequestHandler("cpu", work).failure(raised.value))
    check = Check("mnist", "sgd_step", "all", "value", "hidden", "every parameter", 1.0, False)
    found = result_of(check, failure, 0.0)
    assert found.mistake == "name-lost"
    assert found.message is not None
    lost = "Line 1 was left out: ModuleNotFoundError: “No module named 'no_such_package'”."
    assert found.message.cause.startswith(f"{lost} It was to define this name: fix that first.")
    assert found.message.next.startswith("no_such_package is not installed here.")


def test_a_whole_number_that_an_exception_quotes_is_told_of_public_inputs_alone():
    text = "Python integer 731 out of bounds for uint8"
    assert "731" not in "".join(result("OverflowError", text))
    assert "731" in "".join(result("OverflowError", text, visibility="public"))


def test_a_cause_stands_alone_where_no_line_is_known():
    assert "cause: An `assert` of your own asks" in result("AssertionError", "", line="")[4]


def test_an_exception_without_a_known_mistake_still_names_the_line():
    assert result("KeyError", "3")[4] == "cause: your own code, at line 12: “p -= lr * p.grad”"


@pytest.mark.parametrize("name", NAMES)
def test_a_named_exception_tells_no_number_of_a_hidden_input(name):
    mistake, run = next(one for one in RAISED if one[0] == name)
    type_name, text = raised_by(run)
    said = result(type_name, f"{text} in tensor([0.1234, -5.678e-03])")
    assert said[0] == mistake
    assert "1234" not in "".join(said)
    assert "678" not in "".join(said)
