"""Mistakes that show as an exception: its type and its text give away what went wrong.

What is said is the same whatever the inputs are, so that nothing of a hidden one is told.
"""

from __future__ import annotations

import re

from autograder.checks.failure import Told
from autograder.checks.versions import recognise_version
from autograder.sentences import Phrase

# The key of a mistake, and the pattern of "Type: text" that gives it away. The first that fits counts.
PATTERNS = (
    (
        "no-grad-missing/raised",
        r"leaf Variable that requires grad is being used in an in-place operation",
    ),
    (
        "not-detached/raised",
        r"Can't call numpy\(\) on Tensor that requires grad",
    ),
    (
        "matrices-do-not-fit/raised",
        r"shapes cannot be multiplied|RuntimeError: size mismatch, got input|inconsistent tensor size"
        r"|batch2 tensor to be|mismatch in its core dimension|must be a matrix",
    ),
    (
        "shapes-do-not-fit/raised",
        r"size of tensor a \(\d+\) must match|operands could not be broadcast|must be the same as input size",
    ),
    (
        "graph-used-twice/raised",
        r"Trying to backward through the graph a second time",
    ),
    (
        "modified-in-graph/raised",
        r"needed for gradient computation has been modified by an inplace operation",
    ),
    (
        "graph-missing/raised",
        r"does not require grad and does not have a grad_fn",
    ),
    (
        "not-reduced/raised",
        r"grad can be implicitly created only for scalar outputs",
    ),
    (
        "not-one-number/raised",
        r"cannot be converted to Scalar|only one element tensors can be converted",
    ),
    (
        # NumPy's text since 2.4 does not tell an array of one entry, taken before, from a larger one.
        "not-one-number/array",
        r"only length-1 arrays|only 0-dimensional arrays|a real number is required, not numpy\.ndarray",
    ),
    (
        "not-one-number/place",
        r"setting an array element with a sequence\.$",
    ),
    (
        "tensor-as-condition/raised",
        r"value of Tensor with more than one|truth value of an array",
    ),
    (
        "classes-as-floats/raised",
        r"dtype to be Long|scalar type Long|used as indices must be long|dtype (int32/)?int64 for index",
    ),
    (
        "targets-with-two-axes/raised",
        r"multi-target not supported",
    ),
    (
        "dtypes-mixed/raised",
        r"must have the same dtype|to have the same dtype|expected scalar type|can't be cast to the desired",
    ),
    (
        "dtypes-mixed/loss",
        r"Found dtype \w+ but expected",
    ),
    (
        "whole-numbers/raised",
        r"could not infer output dtype|only support floating point|Only Tensors of floating point"
        r"|(with a|with two|on a) bool tensors? is not supported|Boolean inputs not supported"
        r"|does not support bool|not implemented for '(Bool|Long|Int)'",
    ),
    (
        "logits-for-probabilities/raised",
        r"should be between 0 and 1",
    ),
    (
        "array-for-tensor/raised",
        r"must be Tensor, not numpy\.ndarray|'numpy\.ndarray' object has no attribute",
    ),
    (
        "number-for-tensor/raised",
        r"must be Tensor, not (float|int)|'(float|int)' object has no attribute",
    ),
    (
        "reshaped-wrongly/raised",
        r"is invalid for input of size|cannot reshape array",
    ),
    (
        "axis-unknown/raised",
        r"Dimension out of range|is out of bounds for array of dimension|too many indices for",
    ),
    (
        "index-too-large/raised",
        r"IndexError: .*(out of range|out of bounds)",
    ),
    (
        "none-used/raised",
        r"NoneType",
    ),
    (
        "not-callable/raised",
        r"object is not callable",
    ),
    (
        "name-not-set/raised",
        r"^UnboundLocalError",
    ),
    (
        "name-unknown/raised",
        r"^NameError",
    ),
    (
        "argument-missing/raised",
        r"missing \d+ required (positional|keyword-only) argument",
    ),
    (
        "argument-too-many/raised",
        r"positional arguments? but \d+ (was|were) given",
    ),
    (
        "argument-unknown/raised",
        r"unexpected keyword argument|invalid combination of arguments",
    ),
    (
        "argument-unknown/population",
        r"Population must be a sequence",
    ),
    (
        "unpacked-wrongly/raised",
        r"values to unpack",
    ),
    (
        "init-of-module-missing/raised",
        r"before Module\.__init__\(\) call",
    ),
    (
        "forward-missing/raised",
        r'missing the required "forward" function',
    ),
    (
        "assertion-of-its-own/raised",
        r"^AssertionError",
    ),
)

REFUSALS = ("raise ValueError", "raise TypeError", "raise IndexError")


def recognise_exception(type_name: str, text: str, line: str = "") -> Told:
    """The mistake that explains the exception, and empty where it tells nothing.

    `line` is the line of the student's own code that raised it, where that is known.
    """
    if line.startswith(REFUSALS):
        return (Phrase("right-input-refused"),)
    error = f"{type_name}: {text}"
    found = next((key for key, pattern in PATTERNS if re.search(pattern, error)), None)
    return recognise_version(error, line) or ((Phrase(found),) if found else ())
