"""Calls that one version of Python, PyTorch, NumPy or matplotlib refuses and another accepts.

A student whose code runs at home reads which version the grader has, which one changed what, and what to
write instead so that it runs in all of them. `docs/versions.md` says where each change was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.changes import MISSING, REFUSED, Change, installed
from autograder.checks.forms import UNTOLD, Told
from autograder.checks.renamed import ADDED, KEYWORDS_ADDED, KEYWORDS_REMOVED, REMOVED

# The line is nothing but this call, or `name =` or `return` before it: what else it holds may be to blame.
# NumPy's randint of the same name takes floats, unless there is a third argument.
ARGUMENT = r"(?:[^(),#]|len\([^()]*\))+"
RANDOM = (
    rf"^(?:return |\w+ = )?(?:random\.)?"
    rf"(?:randint\({ARGUMENT},{ARGUMENT}|randrange\({ARGUMENT}(?:,{ARGUMENT}){{0,2}})\)(?: *#.*)?$"
)

CALLS = (
    Change(
        "NumPy 2.4",
        REFUSED,
        r"Calling np\.sum\(generator\)",
        "From NumPy 2.4 on, np.sum takes no generator, such as (a for a in x). Write Python's own sum(…).",
    ),
    Change(
        "NumPy 2.5",
        REFUSED,
        r"Python integer -?\d+ out of bounds for u?int\d+",
        "From NumPy 2.5 on, np.where refuses a whole number that does not fit into the dtype of the other "
        "array. Before, it became another number or dtype. Use a larger dtype first: x.astype(np.int64).",
        line=r"\bwhere\(",
    ),
    Change(
        "NumPy 2.3",
        REFUSED,
        r"indices must be integers or slices, not numpy\.bool",
        "From NumPy 2.3 on, a truth value of NumPy cannot be the index of a list. Write int(…) around it.",
    ),
    Change(
        "NumPy 2.2",
        REFUSED,
        r"The truth value of an empty array is ambiguous",
        "From NumPy 2.2 on, an empty array is neither true nor false. Before, it was false. Ask for its "
        "length instead: if len(x) > 0.",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"Unable to avoid copy while creating an array",
        "From NumPy 2.0 on, copy=False forbids a copy. Before, NumPy still made one if it was needed. Write "
        "np.asarray(x), which does that in every version.",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"Python integer -?\d+ out of bounds for u?int\d+",
        "From NumPy 2.0 on, a whole number must fit into the dtype of the array. Before, it became another "
        "number or changed the dtype. Use a larger dtype first: x.astype(np.int64).",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"`ptp` was removed|'numpy\.ndarray' object has no attribute 'ptp'",
        "NumPy 2.0 removed the method ptp. Write np.ptp(x) or x.max() - x.min().",
    ),
    Change(
        "NumPy 2.0",
        REFUSED,
        r"`itemset` was removed|'numpy\.ndarray' object has no attribute 'itemset'",
        "NumPy 2.0 removed the method itemset. Write x[i] = value.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'device'",
        "The .device of arrays is new in NumPy 2.0, and it is always 'cpu'. Use the .device of a tensor.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"\b(arange|empty|eye|full|linspace|ones|zeros)(_like)?\(\) got an unexpected keyword argument "
        r"'device'",
        "The name device is new in NumPy 2.0, and it can only be 'cpu'. Leave it out, or make a tensor.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'mT'",
        "The .mT of arrays is new in NumPy 2.0. Write np.swapaxes(x, -1, -2), or x.T if x has two axes.",
    ),
    Change(
        "NumPy 2.3",
        MISSING,
        r"take_along_axis\(\) missing 1 required positional argument: 'axis'",
        "From NumPy 2.3 on, np.take_along_axis takes the last axis if none is given. Write axis=-1.",
    ),
    Change(
        "NumPy 2.1",
        MISSING,
        r"clip\(\) missing 2 required positional arguments: 'a_min' and 'a_max'",
        "The names min and max in np.clip are new in NumPy 2.1. Write np.clip(x, low, high).",
    ),
    Change(
        "PyTorch 2.7",
        REFUSED,
        r"(LR|ReduceLROnPlateau|Restarts)\.__init__\(\) got an unexpected keyword argument 'verbose'",
        "PyTorch 2.7 removed verbose from the schedulers. Leave it out, and print scheduler.get_last_lr().",
    ),
    Change(
        "PyTorch 2.9",
        MISSING,
        r"size mismatch \(got input: \[\d+\], target: \[1\]\)",
        "Logits of shape (c,) and a class of shape (1,) fit together only from PyTorch 2.9 on. Give the "
        "logits a first axis: logits[None] has shape (1, c).",
    ),
    Change(
        "PyTorch 2.13",
        MISSING,
        r"apply\(\) takes no keyword arguments",
        "Names in the apply(…) of a torch.autograd.Function are new in PyTorch 2.13. Write apply(x).",
    ),
    Change(
        "matplotlib 3.8.1",
        MISSING,
        r"only one element tensors can be converted to Python scalars",
        "matplotlib before 3.8.1 cannot draw a tensor with two axes. Make an array of it: .detach().numpy().",
        line=r"\bcontourf?\(",
    ),
    Change(
        "matplotlib 3.9",
        REFUSED,
        r"'Legend' object has no attribute 'legendHandles'",
        "matplotlib 3.9 removed legendHandles. Write legend_handles.",
    ),
    Change(
        "matplotlib 3.10",
        REFUSED,
        r"ContourSet' object has no attribute 'collections'",
        "matplotlib 3.10 removed .collections from what contour and contourf return. Set what you want in "
        "the call itself, as in plt.contour(…, alpha=0.5).",
    ),
    Change(
        "matplotlib 3.10",
        MISSING,
        r"'petroff10' is not a valid package style",
        "The style petroff10 is new in matplotlib 3.10. Leave it out, or use 'ggplot'.",
    ),
    Change(
        "matplotlib 3.10",
        MISSING,
        r"'(berlin|managua|vanimo)(_r)?' is not a valid value for cmap",
        "These colours are new in matplotlib 3.10. Use 'RdBu' or 'coolwarm'.",
    ),
    Change(
        "Python 3.12",
        REFUSED,
        r"TypeError: 'float' object cannot be interpreted as an integer",
        "From Python 3.12 on, randint and randrange take no float, not even 3.0. Write int(…) around it.",
        line=RANDOM,
    ),
    Change(
        "Python 3.11",
        REFUSED,
        r"shuffle\(\) takes 2 positional arguments but 3 were given",
        "From Python 3.11 on, random.shuffle takes nothing but the list. Leave the second argument out.",
    ),
    Change(
        "Python 3.12",
        REFUSED,
        r"No module named '(imp|distutils)'",
        "Python 3.12 removed the modules imp and distutils. Leave out the line that imports them.",
    ),
)


def named() -> Iterator[Change]:
    """The changes that removed a name or added one."""
    for library, release, module, name, instead in REMOVED:
        says = f"{library} {release} removed {module}.{name}. Write {instead}: it runs in every version."
        yield Change(f"{library} {release}", REFUSED, _absent(module, name), says)
    for library, release, module, name, instead in ADDED:
        says = f"{module}.{name} is new in {library} {release}. Write {instead}: it runs in every version."
        yield Change(f"{library} {release}", MISSING, _absent(module, name), says)


def keywords() -> Iterator[Change]:
    """The changes that removed the name of a function's parameter or added one."""
    for library, release, function, keyword, instead in KEYWORDS_REMOVED:
        says = f"{library} {release} removed the name {keyword} from {function}: {instead}."
        yield Change(f"{library} {release}", REFUSED, _unexpected(function, keyword), says)
    for library, release, function, keyword, instead in KEYWORDS_ADDED:
        says = f"The name {keyword} of {function} is new in {library} {release}: {instead}."
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
            here = f"{change.library} {installed(change.library)} is installed here."
            return f"{here} {change.cause}", change.mistake
    return UNTOLD
