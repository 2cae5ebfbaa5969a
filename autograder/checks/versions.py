"""Calls that one version of Python, PyTorch, NumPy or matplotlib refuses and another accepts.

A student whose code runs at home reads which version changed what, what to write instead so that it runs in
all of them, and which version the grader has. `docs/versions.md` says where each change was seen.
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
        "NumPy 2.4",
        REFUSED,
        r"reshape\(\) got an unexpected keyword argument 'newshape'",
        "NumPy 2.4 took the name newshape away: write the shape without a name, np.reshape(x, (n, 1)).",
    ),
    Change(
        "NumPy 2.1",
        MISSING,
        r"reshape\(\) got an unexpected keyword argument 'shape'",
        "The name shape came with NumPy 2.1: write the shape without a name, np.reshape(x, (n, 1)).",
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
        MISSING,
        r"'numpy\.ndarray' object has no attribute 'mT'",
        "Arrays have .mT from NumPy 2.0 on: write x.T, or np.swapaxes(x, -1, -2) where there are more axes.",
    ),
    Change(
        "NumPy 2.0",
        MISSING,
        r"(std|var)\(\) got an unexpected keyword argument 'correction'",
        "np.std and np.var take correction from NumPy 2.0 on: write ddof instead.",
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
        "PyTorch 2.14",
        MISSING,
        r"Found dtype (Double|Float|Long) but expected (Double|Float)",
        "The loss is taken of numbers of two dtypes. PyTorch 2.14 finds a gradient all the same, and older "
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
        "matplotlib 3.11",
        REFUSED,
        r"boxplot\(\) got an unexpected keyword argument 'labels'",
        "matplotlib 3.11 took labels away from boxplot: leave it out, and name the boxes with plt.xticks.",
    ),
    Change(
        "matplotlib 3.9",
        MISSING,
        r"boxplot\(\) got an unexpected keyword argument 'tick_labels'",
        "boxplot takes tick_labels from matplotlib 3.9 on: leave it out, and name the boxes with plt.xticks.",
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
            ran = f"It ran with {change.library} {installed(change.library)}."
            return f"{change.cause} {ran}", change.mistake
    return UNTOLD
