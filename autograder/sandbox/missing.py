"""What to do about what a submission asks for and is not there for it: packages, files, threads, a GPU."""

from __future__ import annotations

import re
from functools import cache

from autograder.sandbox.packages import NEVER, canonical, distributions_of

# What Python says of a module that is nowhere; of a part of a package that is there it gives a dotted name.
NOWHERE = re.compile(r"No module named '(\w{1,60})'")
# Where the name to install is another than the one to import; or there is nothing to install.
INSTALLED_AS = {"bs4": "beautifulsoup4", "cv2": "opencv-python", "skimage": "scikit-image", "yaml": "pyyaml"}
ELSEWHERE = {"google": "Colab", "kaggle_secrets": "Kaggle"}
# What is said of anything else, and what to do then; the first that fits counts.
ELSEWHERE_ONLY = (
    (r"can't start new thread", "While grading there is a single thread: do the work in a plain loop."),
    (
        r"(No such file or directory:|Parent directory) '?(/|~|[A-Za-z]:)",
        "This folder is on your own machine: give the file's name alone, as in 'model.pt'.",
    ),
    (
        r"No such file or directory",
        "Only the file that was handed in is there while grading: leave this out, or write the data here.",
    ),
    (
        r"Operation not permitted|Permission denied",
        "While grading there is no network, no other program and no file of the machine: leave the line out "
        "if no function needs it, or else do without these.",
    ),
    (
        r"not compiled with CUDA|no NVIDIA driver|No CUDA GPUs|re-initialize CUDA|on a CUDA device but",
        'There is no GPU for this: write "cuda" if torch.cuda.is_available() else "cpu" for the device.',
    ),
    (
        r"not linked with support for mps|MPS backend is ",
        'There is no GPU of Apple\'s here: write "mps" if torch.backends.mps.is_available() else "cpu" for '
        "the device.",
    ),
)
OWN_FILE = "If it is a file of your own, put its code into this one."


def advice(text: str) -> str:
    """The next step where a text says that something is not there while grading; "" for any other text."""
    found = NOWHERE.search(text)
    if found:
        return _advice(found[1])
    return next((remedy for pattern, remedy in ELSEWHERE_ONLY if re.search(pattern, text)), "")


@cache
def _advice(name: str) -> str:
    if name in ELSEWHERE:
        return f"It exists in {ELSEWHERE[name]} only: leave it out, or import it inside `try`."
    owners = [canonical(one.name) for one in distributions_of(name)]
    if NEVER in owners:
        return "Nothing of it is there for submissions: leave it out."
    if owners:
        return (
            f"{owners[0]} is installed here, but not allowed: leave it out, or ask your instructor, who "
            f"allows it with `--allow {owners[0]}` or in course.toml."
        )
    install = INSTALLED_AS.get(name, name)
    return (
        f"{name} is not installed here. {OWN_FILE} If it is a package, leave it out, or ask your instructor, "
        f"who installs it (`pip install {install}`) and allows it (`--allow {install}` or in course.toml)."
    )
