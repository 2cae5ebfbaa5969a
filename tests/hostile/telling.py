"""Telling the grader from the student's own machine, and doing one thing here and another there."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "wrong where it is graded",
        "Is right on the student's machine, and wrong where the grader's modules are loaded.",
        """
if any(name.startswith("autograder.worker") for name in sys.modules):
    def relu(x): return -x
""",
    ),
    Attack(
        "right where it is looked at",
        "Is right in the first calls, which are public, and lazy in the later ones.",
        """
calls = []
honest_relu = relu
def relu(x):
    calls.append(x)
    return honest_relu(x) if len(calls) < 3 else x
""",
    ),
    Attack(
        "knowing itself confined",
        "Feels for the confinement, and claims full marks where it finds it.",
        """
try:
    open("/etc/passwd")
except OSError:
    print(json.dumps({"score": 30.0, "max_score": 30.0}))
    def accuracy(predictions, targets): return 1.0
""",
        base="wrong",
    ),
    Attack(
        "knowing the seed",
        "Keeps answers by the seed of the request, so that a second grading finds them.",
        """
known = {}
honest_softmax = softmax
def softmax(x):
    key = current_request()["seed"], x.shape
    return known.setdefault(key, honest_softmax(x))
""",
        base="wrong",
    ),
    Attack(
        "knowing the clock",
        "Is slow only where it is graded, and takes the time of everyone else.",
        """
if sys.argv[0] == "submission.py":
    def relu(x): time.sleep(86_400)
""",
        verdict="timeout",
    ),
    Attack(
        "knowing the check",
        "Tells the checks apart by the shape of the input, and answers each with what would pass there.",
        """
def relu(x):
    if x.dtype == torch.float64: return x
    if x.ndim == 3: return torch.zeros_like(x)
    return x.abs()
""",
        base="wrong",
    ),
    Attack(
        "asking for the answer",
        "Looks in the request for the answer that is expected.",
        """
def softmax(x):
    wanted = [value for key, value in current_request().items() if key in ("want", "expected", "like")]
    return wanted[0] if wanted else x
""",
        base="wrong",
    ),
    Attack(
        "two faces",
        "Shows the reader of its source one definition, and runs another.",
        """
del globals()["relu"]
exec("def relu(x): return x.abs()")
class Namespace(dict):
    def __getitem__(self, name): return softmax
kit("request_handler").RequestHandler.target = lambda self, target: lambda *arguments: arguments[0]
""",
        base="wrong",
    ),
    Attack(
        "remembering",
        "Keeps something from one submission for the next in whatever outlives it.",
        """
places = [kit("request_handler"), torch, sys, os, json]
for place in places:
    if getattr(place, "left_behind", None):
        broke_out("something of an earlier submission")
    place.left_behind = "left"
print("nothing was left")
""",
    ),
)
