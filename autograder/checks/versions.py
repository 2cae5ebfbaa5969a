"""Calls that one version of Python, PyTorch, NumPy or matplotlib refuses and another accepts.

A student whose code runs at home reads which version changed what, what to write instead so that it runs in
all of them, and which version the grader has. `docs/versions.md` says where each change was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.changes import MISSING, REFUSED, Change, installed
from autograder.checks.forms import UNTOLD, Told
from autograder.checks.renamed import ADDED, KEYWORDS_ADDED, KEYWORDS_REMOVED, REMOVED

CALLS = (
    Change(
        "NumPy 2.4",
        REFUSED,
        r"only 0-dimensional arrays can be converted|a real number is required, not numpy\.ndarray",
        "From NumPy 2.4 on only an array without axes becomes a Python number; before, an array of one entry "
        "would do. Take the entry out first: x.item() does that in every version.",
    ),
    Change(
        "NumPy 2.4",
        REFUSED,
        r"ValueError: setting an array element with a sequence\.$",
        "An entry takes one number, and an array came. Before NumPy 2.4 an array of one entry would do; "
        "x.item() takes its number out in every version.",
    ),
    Change(
        "NumPy 2.4",
        REFUSED,
        r"Calling np\.sum\(generator\)",
        "From NumPy 2.4 on np.sum takes no generator, such as (a for a in x): write Python's own sum(…).",
    ),
    Change(
        "NumPy 2.5",
        REFUSED,
        r"Python integer -?\d+ out of bounds for u?int\d+",
        "From NumPy 2.5 on np.where refuses a whole number that does not fit into the other array's dtype; "
        "before, it came out as another number or dtype. x.astype(np.int64) makes room in every version.",
        line=r"\bwhere\(",
    ),
    Change(
        "NumPy 2.3",
        REFUSED,
        r"indices must be integers or slices, not numpy\.bool",
        "From NumPy 2.3 on a truth value of NumPy's is no index of a list: write int(…) around it.",
    ),
    Change(
        "NumPy 2.2",
        REFUSED,
        r"The truth value of an empty array is ambiguous",
        "From NumPy 2.2 on an empty array is neither true nor false; before, it was false. In every version "
        "its length tells: if len(x) > 0.",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"Unable to avoid copy while creating an array",
        "From NumPy 2.0 on copy=False forbids a copy; before, it allowed one that is needed. np.asarray(x) "
        "does that in every version.",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"Python integer -?\d+ out of bounds for u?int\d+",
        "From NumPy 2.0 on a whole number that does not fit into the array's dtype is refused; before, it "
        "came out as another number or dtype. In every version x.astype(np.int64) makes room first.",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"`ptp` was removed|'numpy\.ndarray' object has no attribute 'ptp'",
        "NumPy 2.0 took the method ptp away: write np.ptp(x) or x.max() - x.min().",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"`itemset` was removed|'numpy\.ndarray' object has no attribute 'itemset'",
        "NumPy 2.0 took the method itemset away: write x[i] = value.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'device'",
        "Arrays have .device from NumPy 2.0 on, and it is 'cpu' for all: ask a tensor for its device.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"\b(arange|empty|eye|full|linspace|ones|zeros)(_like)?\(\) got an unexpected keyword argument "
        r"'device'",
        "NumPy takes device from 2.0 on, and only 'cpu': leave it out, or make a tensor with torch.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'mT'",
        "Arrays have .mT from NumPy 2.0 on: write x.T, or np.swapaxes(x, -1, -2) where there are more axes.",
    ),
    Change(
        "NumPy 2.3",
        MISSING,
        r"take_along_axis\(\) missing 1 required positional argument: 'axis'",
        "np.take_along_axis chooses the last axis by itself from NumPy 2.3 on: write axis=-1.",
    ),
    Change(
        "NumPy 2.1",
        MISSING,
        r"clip\(\) missing 2 required positional arguments: 'a_min' and 'a_max'",
        "np.clip takes min and max by these names from NumPy 2.1 on: write np.clip(x, low, high).",
    ),
    Change(
        "PyTorch 2.7",
        REFUSED,
        r"(LR|ReduceLROnPlateau|Restarts)\.__init__\(\) got an unexpected keyword argument 'verbose'",
        "PyTorch 2.7 took verbose away from the schedulers: leave it out, and print scheduler.get_last_lr().",
    ),
    Change(
        "PyTorch 2.9",
        MISSING,
        r"size mismatch \(got input: \[\d+\], target: \[1\]\)",
        "For logits of shape (c,) PyTorch takes a class of shape (1,) from 2.9 on, and older ones, 2.6 among "
        "them, do not. Give the logits a first axis: logits[None] has shape (1, c).",
    ),
    Change(
        "PyTorch 2.13",
        MISSING,
        r"apply\(\) takes no keyword arguments",
        "A torch.autograd.Function is called with names from PyTorch 2.13 on: write apply(x) without a name.",
    ),
    Change(
        "PyTorch 2.12",
        MISSING,
        r"Found dtype (Double|Float|Long) but expected (Double|Float)",
        "The loss is taken of numbers of two dtypes. PyTorch 2.12 finds a gradient all the same, and older "
        "ones, 2.9 among them, do not. Make both alike with .float().",
    ),
    Change(
        "matplotlib 3.8.1",
        MISSING,
        r"only one element tensors can be converted to Python scalars",
        "matplotlib draws a tensor of two axes from 3.8.1 on: hand it an array, with .detach().numpy().",
        line=r"\bcontourf?\(",
    ),
    Change(
        "matplotlib 3.9",
        REFUSED,
        r"'Legend' object has no attribute 'legendHandles'",
        "matplotlib 3.9 took legendHandles away: write legend_handles.",
    ),
    Change(
        "matplotlib 3.10",
        REFUSED,
        r"ContourSet' object has no attribute 'collections'",
        "From matplotlib 3.10 on what contour and contourf return has no list of collections: set what you "
        "want in the call, as in plt.contour(…, alpha=0.5).",
    ),
    Change(
        "matplotlib 3.10",
        MISSING,
        r"'petroff10' is not a valid package style",
        "The style petroff10 came with matplotlib 3.10: leave it out, or take 'ggplot'.",
    ),
    Change(
        "matplotlib 3.10",
        MISSING,
        r"'(berlin|managua|vanimo)(_r)?' is not a valid value for cmap",
        "These colours came with matplotlib 3.10: take 'RdBu' or 'coolwarm'.",
    ),
    Change(
        "Python 3.12",
        REFUSED,
        r"TypeError: 'float' object cannot be interpreted as an integer",
        "From Python 3.12 on randint and randrange take no float, not even 3.0. Write int(…) around it.",
        line=r"\b(random\.)?rand(int|range)\(",
    ),
    Change(
        "Python 3.11",
        REFUSED,
        r"shuffle\(\) takes 2 positional arguments but 3 were given",
        "From Python 3.11 on random.shuffle takes the list alone: leave the second argument out.",
    ),
    Change(
        "Python 3.11",
        REFUSED,
        r"TypeError: Population must be a sequence",
        "From Python 3.11 on random.sample takes no set: write random.sample(sorted(x), k).",
    ),
    Change(
        "Python 3.12",
        REFUSED,
        r"No module named '(imp|distutils)'",
        "Python 3.12 took the modules imp and distutils away: leave them out.",
    ),
)


def named() -> Iterator[Change]:
    """The changes that took a name away or brought one."""
    for library, release, module, name, instead in REMOVED:
        says = f"{library} {release} took {module}.{name} away. Write {instead}: every version has it."
        yield Change(f"{library} {release}", REFUSED, _absent(module, name), says)
    for library, release, module, name, instead in ADDED:
        says = f"{module}.{name} came with {library} {release}. Write {instead}: every version has it."
        yield Change(f"{library} {release}", MISSING, _absent(module, name), says)


def keywords() -> Iterator[Change]:
    """The changes that took a parameter's name away from a function or brought one."""
    for library, release, function, keyword, instead in KEYWORDS_REMOVED:
        says = f"{library} {release} took the name {keyword} away from {function}: {instead}."
        yield Change(f"{library} {release}", REFUSED, _unexpected(function, keyword), says)
    for library, release, function, keyword, instead in KEYWORDS_ADDED:
        says = f"{function} takes the name {keyword} from {library} {release} on: {instead}."
        yield Change(f"{library} {release}", MISSING, _unexpected(function, keyword), says)


def _unexpected(function: str, keyword: str) -> str:
    name = function.rpartition(".")[2]
    return rf"\b{name}\(\) got an unexpected keyword argument '{keyword}'"


def _absent(module: str, name: str) -> str:
    return (
        rf"`np\.{name}` was removed|module '{re.escape(module)}' has no attribute '{name}'"
        rf"|cannot import name '{name}' from '{re.escape(module)}'"
    )


CHANGES = (*CALLS, *named(), *keywords())


def recognise_version(error: str, line: str = "") -> Told:
    """The cause and the mistake's name where another supported version would have accepted the call."""
    for change in CHANGES:
        if change.explains(error, line):
            ran = f"It ran with {change.library} {installed(change.library)}."
            return f"{change.cause} {ran}", change.mistake
    return UNTOLD
