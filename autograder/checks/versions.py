"""Calls that one version of Python, PyTorch, NumPy or matplotlib refuses and another accepts.

A student whose code runs at home reads which version the grader has, which one changed what, and what to
write instead so that it runs in all of them. `docs/versions.md` says where each change was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder import versions
from autograder.checks.forms import UNTOLD, Told
from autograder.checks.renamed import ADDED, REMOVED

PACKAGES = {library: package for package, library in versions.NAMES.items()}
REFUSED, MISSING = "version-refuses", "version-lacks"


@dataclass(frozen=True)
class Change:
    """What a release changed: the exception by its "Type: text", and by the student's line where need be."""

    since: str  # "NumPy 2.4"
    mistake: str  # REFUSED since then, or MISSING before
    pattern: str
    cause: str
    line: str = ""

    @property
    def library(self) -> str:
        return self.since.partition(" ")[0]

    def refuses(self) -> bool:
        """Whether the installed version is one of those that refuse."""
        reached = numbers(installed(self.library)) >= numbers(self.since)
        return reached == (self.mistake == REFUSED)

    def explains(self, error: str, line: str) -> bool:
        """Whether this is why the installed version raised the exception."""
        return self.refuses() and bool(re.search(self.pattern, error) and re.search(self.line, line))


def installed(library: str) -> str:
    """The version that is here of "NumPy", say, without what tells how it was built."""
    return versions.installed(PACKAGES[library]).partition("+")[0]


def numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, which compare as versions do."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


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
        "NumPy 2.4",
        REFUSED,
        r"reshape\(\) got an unexpected keyword argument 'newshape'",
        "NumPy 2.4 removed the name newshape. Write the shape without a name: np.reshape(x, (n, 1)).",
    ),
    Change(
        "NumPy 2.1",
        MISSING,
        r"reshape\(\) got an unexpected keyword argument 'shape'",
        "The name shape is new in NumPy 2.1. Write the shape without a name: np.reshape(x, (n, 1)).",
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
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'mT'",
        "The .mT of arrays is new in NumPy 2.0. Write np.swapaxes(x, -1, -2), or x.T if x has two axes.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"(std|var)\(\) got an unexpected keyword argument 'correction'",
        "The name correction in np.std and np.var is new in NumPy 2.0. Write ddof instead.",
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
        "matplotlib 3.8.1",
        MISSING,
        r"only one element tensors can be converted to Python scalars",
        "matplotlib before 3.8.1 cannot draw a tensor with two axes. Make an array of it: .detach().numpy().",
        line=r"\bcontourf?\(",
    ),
    Change(
        "matplotlib 3.11",
        REFUSED,
        r"boxplot\(\) got an unexpected keyword argument 'labels'",
        "matplotlib 3.11 removed labels from boxplot. Leave it out, and name the boxes with plt.xticks.",
    ),
    Change(
        "matplotlib 3.9",
        MISSING,
        r"boxplot\(\) got an unexpected keyword argument 'tick_labels'",
        "tick_labels in boxplot is new in matplotlib 3.9. Leave it out, and name the boxes with plt.xticks.",
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


def _absent(module: str, name: str) -> str:
    return (
        rf"`np\.{name}` was removed|module '{re.escape(module)}' has no attribute '{name}'"
        rf"|cannot import name '{name}' from '{re.escape(module)}'"
    )


CHANGES = (*CALLS, *named())


def recognise_version(error: str, line: str = "") -> Told:
    """The cause and the mistake's name where another supported version would have accepted the call."""
    for change in CHANGES:
        if change.explains(error, line):
            here = f"{change.library} {installed(change.library)} is installed here."
            return f"{here} {change.cause}", change.mistake
    return UNTOLD
