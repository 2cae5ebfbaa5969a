"""Calls that one version of Python, PyTorch, NumPy or matplotlib refuses and another accepts.

A student whose code runs at home reads which version the grader has, which one changed what, and what to
write instead so that it runs in all of them. `docs/versions.md` says where each change was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.checks.changes import MISSING, REFUSED, Change
from autograder.checks.failure import Told
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
        "version-refuses/generator",
        r"Calling np\.sum\(generator\)",
    ),
    Change(
        "NumPy 2.5",
        "version-refuses/where-out-of-range",
        r"Python integer -?\d+ out of bounds for u?int\d+",
        line=r"\bwhere\(",
    ),
    Change(
        "NumPy 2.3",
        "version-refuses/bool-index",
        r"indices must be integers or slices, not numpy\.bool",
    ),
    Change(
        "NumPy 2.2",
        "version-refuses/empty-truth",
        r"The truth value of an empty array is ambiguous",
    ),
    Change(
        "NumPy 2.0",
        "version-refuses/copy-false",
        r"Unable to avoid copy while creating an array",
    ),
    Change(
        "NumPy 2.0",
        "version-refuses/out-of-range",
        r"Python integer -?\d+ out of bounds for u?int\d+",
    ),
    Change(
        "NumPy 2.0",
        "version-refuses/ptp",
        r"`ptp` was removed|'numpy\.ndarray' object has no attribute 'ptp'",
    ),
    Change(
        "NumPy 2.0",
        "version-refuses/itemset",
        r"`itemset` was removed|'numpy\.ndarray' object has no attribute 'itemset'",
    ),
    Change(
        "NumPy 2.0",
        "version-lacks/array-device",
        r"'numpy\.ndarray' object has no attribute 'device'",
    ),
    Change(
        "NumPy 2.0",
        "version-lacks/device-argument",
        r"\b(arange|empty|eye|full|linspace|ones|zeros)(_like)?\(\) got an unexpected keyword argument "
        r"'device'",
    ),
    Change(
        "NumPy 2.0",
        "version-lacks/mT",
        r"'numpy\.ndarray' object has no attribute 'mT'",
    ),
    Change(
        "NumPy 2.3",
        "version-lacks/axis-argument",
        r"take_along_axis\(\) missing 1 required positional argument: 'axis'",
    ),
    Change(
        "NumPy 2.1",
        "version-lacks/clip-names",
        r"clip\(\) missing 2 required positional arguments: 'a_min' and 'a_max'",
    ),
    Change(
        "PyTorch 2.7",
        "version-refuses/verbose",
        r"(LR|ReduceLROnPlateau|Restarts)\.__init__\(\) got an unexpected keyword argument 'verbose'",
    ),
    Change(
        "PyTorch 2.9",
        "version-lacks/class-of-one",
        r"size mismatch \(got input: \[\d+\], target: \[1\]\)",
    ),
    Change(
        "PyTorch 2.13",
        "version-lacks/apply-names",
        r"apply\(\) takes no keyword arguments",
    ),
    Change(
        "matplotlib 3.8.1",
        "version-lacks/contour-tensor",
        r"only one element tensors can be converted to Python scalars",
        line=r"\bcontourf?\(",
    ),
    Change(
        "matplotlib 3.9",
        "version-refuses/legend-handles",
        r"'Legend' object has no attribute 'legendHandles'",
    ),
    Change(
        "matplotlib 3.10",
        "version-refuses/contour-collections",
        r"ContourSet' object has no attribute 'collections'",
    ),
    Change(
        "matplotlib 3.10",
        "version-lacks/petroff",
        r"'petroff10' is not a valid package style",
    ),
    Change(
        "matplotlib 3.10",
        "version-lacks/colours",
        r"'(berlin|managua|vanimo)(_r)?' is not a valid value for cmap",
    ),
    Change(
        "Python 3.12",
        "version-refuses/random-float",
        r"TypeError: 'float' object cannot be interpreted as an integer",
        line=RANDOM,
    ),
    Change(
        "Python 3.11",
        "version-refuses/shuffle-second",
        r"shuffle\(\) takes 2 positional arguments but 3 were given",
    ),
    Change(
        "Python 3.12",
        "version-refuses/removed-modules",
        r"No module named '(imp|distutils)'",
    ),
)


def named() -> Iterator[Change]:
    """The changes that removed a name or added one."""
    for rows, key in ((REMOVED, f"{REFUSED}/name"), (ADDED, f"{MISSING}/name")):
        for library, release, module, name, instead in rows:
            fields = {"name": f"{module}.{name}", "instead": instead}
            yield Change(f"{library} {release}", key, _absent(module, name), fields=fields)


def keywords() -> Iterator[Change]:
    """The changes that removed the name of a function's parameter or added one."""
    for rows, key in ((KEYWORDS_REMOVED, f"{REFUSED}/keyword"), (KEYWORDS_ADDED, f"{MISSING}/keyword")):
        for library, release, function, keyword, instead in rows:
            fields = {"name": keyword, "function": function, "instead": instead}
            yield Change(f"{library} {release}", key, _unexpected(function, keyword), fields=fields)


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
    """The mistake, where another supported version would have accepted the call."""
    found = next((change for change in CHANGES if change.explains(error, line)), None)
    return (found.told,) if found else ()
