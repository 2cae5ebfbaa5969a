"""What to do about a package that a submission imports and that is not there for it."""

from __future__ import annotations

import re
from functools import cache

from autograder.sandbox.packages import NEVER, canonical, distributions_of

# What Python says of a module that is nowhere; of a part of a package that is there it gives a dotted name.
NOWHERE = re.compile(r"No module named '(\w{1,60})'")
# Where the name to install is another than the one to import; or there is nothing to install.
INSTALLED_AS = {"bs4": "beautifulsoup4", "cv2": "opencv-python", "skimage": "scikit-image", "yaml": "pyyaml"}
ELSEWHERE = {"google": "Colab", "kaggle_secrets": "Kaggle"}
OWN_FILE = "If it is a file of your own, put its code into this one."


def with_advice(text: str) -> str:
    """A text about an exception, and the next step where it names a module that is nowhere."""
    said = advice(text)
    return f"{text.rstrip('.')}. {said}" if said else text


def advice(text: str) -> str:
    """The next step where a text names a module that is nowhere; "" for any other text."""
    found = NOWHERE.search(text)
    return _advice(found[1]) if found else ""


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
