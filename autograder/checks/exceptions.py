"""Mistakes that show as an exception: its type and its text give away what went wrong.

What is said is the same whatever the inputs are, so that nothing of a hidden one is told.
"""

from __future__ import annotations

import re

from autograder.checks.forms import UNTOLD, Told
from autograder.checks.versions import recognise_version

# A mistake's name, the pattern of "Type: text" that gives it away, and its cause. The first that fits counts.
PATTERNS = (
    (
        "no-grad-missing",
        r"leaf Variable that requires grad is being used in an in-place operation",
        "A parameter is updated in place while autograd watches: put the update under torch.no_grad().",
    ),
    (
        "not-detached",
        r"Can't call numpy\(\) on Tensor that requires grad",
        "A result that is part of a graph cannot become an array: call .detach() before .numpy().",
    ),
    (
        "matrices-do-not-fit",
        r"shapes cannot be multiplied|RuntimeError: size mismatch, got input|inconsistent tensor size"
        r"|batch2 tensor to be|mismatch in its core dimension|must be a matrix",
        "In A @ B the columns of A must be as many as the rows of B: transpose one, or flatten its axes.",
    ),
    (
        "shapes-do-not-fit",
        r"size of tensor a \(\d+\) must match|operands could not be broadcast|must be the same as input size",
        "These two shapes cannot be combined: from the last axis on, sizes must be equal or 1.",
    ),
    (
        "graph-used-twice",
        r"Trying to backward through the graph a second time",
        "backward() frees the graph that it runs through, and runs twice: compute the loss anew each step.",
    ),
    (
        "modified-in-graph",
        r"needed for gradient computation has been modified by an inplace operation",
        "A tensor that backward() needs was changed in place after it was used: make a new one instead.",
    ),
    (
        "graph-missing",
        r"does not require grad and does not have a grad_fn",
        "backward() finds no graph: nothing in the loss requires a gradient, or .detach(), .item(), NumPy or "
        "torch.no_grad() cut it off.",
    ),
    (
        "not-reduced",
        r"grad can be implicitly created only for scalar outputs",
        "backward() starts from one number, and there are several: take their mean or their sum first.",
    ),
    (
        "not-one-number",
        r"cannot be converted to Scalar|only one element tensors can be converted",
        "Only a tensor of one number becomes a Python number: take its mean, its sum or one entry first.",
    ),
    (
        # NumPy's text since 2.4 does not tell an array of one entry, taken before, from a larger one.
        "not-one-number",
        r"only length-1 arrays|only 0-dimensional arrays|a real number is required, not numpy\.ndarray",
        "Only one number becomes a Python number: take a mean, a sum or one entry first. Up to NumPy 2.3 an "
        "array of one entry with axes was taken too: x.item() takes its number out in every version.",
    ),
    (
        "not-one-number",
        r"setting an array element with a sequence\.$",
        "One entry takes one number, and a list or an array came. More numbers need as many places, as in "
        "a[0:2] = x. Up to NumPy 2.3 an array of one entry with axes was taken too: x.item() takes its "
        "number out in every version.",
    ),
    (
        "tensor-as-condition",
        r"value of Tensor with more than one|truth value of an array",
        "`if`, `while`, `and`, `max` and `min` ask for one truth, and a tensor has one for each entry: use "
        "torch.where, torch.clamp, .any() or .all().",
    ),
    (
        "classes-as-floats",
        r"dtype to be Long|scalar type Long|used as indices must be long|dtype (int32/)?int64 for index",
        "Class indices, and whatever picks entries, must be whole numbers, before PyTorch 2.8 everywhere of "
        "dtype int64: .long() makes them so.",
    ),
    (
        "targets-with-two-axes",
        r"multi-target not supported",
        "cross_entropy takes class indices along one axis, and they come as a table: take its column out.",
    ),
    (
        "dtypes-mixed",
        r"must have the same dtype|to have the same dtype|expected scalar type|can't be cast to the desired",
        "Numbers of two dtypes meet: NumPy's are float64, labels are int64; .float() makes both alike.",
    ),
    (
        "dtypes-mixed",
        r"Found dtype \w+ but expected",
        "The loss meets numbers of two dtypes: NumPy's are float64, labels are int64. In mse_loss only newer "
        "versions of PyTorch take them; .float() makes both alike in every version.",
    ),
    (
        "whole-numbers",
        r"could not infer output dtype|only support floating point|Only Tensors of floating point"
        r"|(with a|with two|on a) bool tensors? is not supported|Boolean inputs not supported"
        r"|does not support bool|not implemented for '(Bool|Long|Int)'",
        "Whole numbers and truth values have no mean and no gradient: .float() makes floats of them.",
    ),
    (
        "logits-for-probabilities",
        r"should be between 0 and 1",
        "This loss takes probabilities, and logits came: take the loss that is made for logits.",
    ),
    (
        "array-for-tensor",
        r"must be Tensor, not numpy\.ndarray|'numpy\.ndarray' object has no attribute",
        "A NumPy array came where a tensor is needed: torch.from_numpy makes one of it.",
    ),
    (
        "number-for-tensor",
        r"must be Tensor, not (float|int)|'(float|int)' object has no attribute",
        "A Python number came where a tensor is needed: leave .item() out, or use the math module.",
    ),
    (
        "reshaped-wrongly",
        r"is invalid for input of size|cannot reshape array",
        "A shape was asked for that does not hold as many numbers as there are: let -1 stand for one size.",
    ),
    (
        "axis-unknown",
        r"Dimension out of range|is out of bounds for array of dimension|too many indices for",
        "An axis is asked for that is not there: dim=-1 is the last one, however many there are.",
    ),
    (
        "index-too-large",
        r"IndexError: .*(out of range|out of bounds)",
        "An index is as large as the sequence is long, or larger: the last entry has the index length - 1.",
    ),
    (
        "none-used",
        r"NoneType",
        "Something is None and is used as a value: a function without `return`, or .grad before backward().",
    ),
    (
        "not-callable",
        r"object is not callable",
        "You call something that is not a function. Use [ ] to take an entry, * to multiply.",
    ),
    (
        "name-not-set",
        r"^UnboundLocalError",
        "A name is used before the function has assigned anything to it: set it before the loop or the `if`.",
    ),
    (
        "name-unknown",
        r"^NameError",
        "A name is used that is defined nowhere: look for a typing error, or for a line in another cell.",
    ),
    (
        "argument-missing",
        r"missing \d+ required (positional|keyword-only) argument",
        "A call gives fewer arguments than the function needs: compare it with the line of its `def`.",
    ),
    (
        "argument-too-many",
        r"positional arguments? but \d+ (was|were) given",
        "A call gives more arguments than the function takes; a method takes `self` first.",
    ),
    (
        "argument-unknown",
        r"unexpected keyword argument|invalid combination of arguments",
        "A call names an argument that the function does not have, or gives one of another kind.",
    ),
    (
        "argument-unknown",
        r"Population must be a sequence",
        "random.sample takes a list: list(x) makes one. Python up to 3.10 took a set too: sorted(x) makes a "
        "list of a set.",
    ),
    (
        "unpacked-wrongly",
        r"values to unpack",
        "On the right of `=` there are more or fewer values than names on its left: print what is there.",
    ),
    (
        "init-of-module-missing",
        r"before Module\.__init__\(\) call",
        "A module takes layers only after super().__init__(), which must be the first line of __init__.",
    ),
    (
        "forward-missing",
        r'missing the required "forward" function',
        "The class has no method `forward`: look at how it is spelled, and how far it is indented.",
    ),
    (
        "assertion-of-its-own",
        r"^AssertionError",
        "An `assert` of your own asks for more than the text promises about the inputs.",
    ),
)


REFUSALS = ("raise ValueError", "raise TypeError", "raise IndexError")
OWN_RAISE = "A `raise` of your own refuses this call, which the text allows: look at its condition."


def recognise_exception(type_name: str, text: str, line: str = "") -> Told:
    """The cause in words and the mistake's name; ("", None) where the exception tells nothing.

    `line` is the line of the student's own code that raised it, where that is known.
    """
    if line.startswith(REFUSALS):
        return OWN_RAISE, "right-input-refused"
    error = f"{type_name}: {text}"
    told = recognise_version(error, line)
    if told != UNTOLD:
        return told
    return next(((cause, name) for name, pattern, cause in PATTERNS if re.search(pattern, error)), UNTOLD)
