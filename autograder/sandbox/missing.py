"""What to do about what a submission asks for and is not there for it: packages, files, threads, a GPU."""

from __future__ import annotations

import re
from functools import cache

from autograder.sandbox.packages import NEVER, canonical, distributions_of
from autograder.sentences import say

# What Python says of a module that is nowhere; of a part of a package that is there it gives a dotted name.
NOWHERE = re.compile(r"No module named '(\w{1,60})'")
# Where the name to install is another than the one to import; or there is nothing to install.
INSTALLED_AS = {"bs4": "beautifulsoup4", "cv2": "opencv-python", "skimage": "scikit-image", "yaml": "pyyaml"}
ELSEWHERE = {"google": "Colab", "kaggle_secrets": "Kaggle"}
# Where a text says that anything else is not there: what to do then; the first that fits counts.
ELSEWHERE_ONLY = (
    (r"can't start new thread", "thread"),
    (r"(No such file or directory:|Parent directory) '?(/|~|[A-Za-z]:)", "folder"),
    (r"No such file or directory", "file"),
    (r"Operation not permitted|Permission denied", "permission"),
    (r"not compiled with CUDA|no NVIDIA driver|No CUDA GPUs|re-initialize CUDA|on a CUDA device but", "cuda"),
    (r"not linked with support for mps|MPS backend is ", "mps"),
)


def advice(text: str) -> str:
    """The next step where a text says that something is not there while grading; "" for any other text."""
    found = NOWHERE.search(text)
    if found:
        return _advice(found[1])
    missing = next((what for pattern, what in ELSEWHERE_ONLY if re.search(pattern, text)), None)
    return say(f"not-here/{missing}") if missing else ""


@cache
def _advice(name: str) -> str:
    if name in ELSEWHERE:
        return say("not-here/elsewhere", where=ELSEWHERE[name])
    owners = [canonical(one.name) for one in distributions_of(name)]
    if NEVER in owners:
        return say("not-here/never")
    if owners:
        return say("not-here/not-allowed", package=owners[0])
    return say("not-here/not-installed", name=name, package=INSTALLED_AS.get(name, name))
