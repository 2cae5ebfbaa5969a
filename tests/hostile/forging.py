"""Forging: frames, results, and the functions that a judgement is made of, torch's and Python's."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "frame with a guessed number",
        "Sends the answer to the next request before it is asked.",
        """
for number in range(50):
    answer = {"id": number, "ok": True, "value": None, "arguments": [], "devices": []}
    os.write(4, kit("frames").encode(answer))
""",
        base="wrong",
        verdict="crashed",
    ),
    Attack(
        "frame with the right number",
        "Finds the number of the request in the stack and answers it itself, then once more.",
        """
def relu(x):
    answer = {"id": current_request()["id"], "ok": True, "passed": True, "points": 30.0}
    os.write(4, kit("frames").encode({**answer, "value": True, "arguments": [x], "devices": ["cpu"]}) * 2)
    os._exit(0)
""",
        base="wrong",
    ),
    Attack(
        "another servant",
        "Puts a servant of its own, which calls every answer right, in the place of the kit's.",
        """
def answer(self, body):
    request = kit("frames").decode(body)
    reply = {"id": request["id"], "ok": True, "value": True, "passed": True, "score": 30.0}
    return kit("frames").encode({**reply, "arguments": request.get("arguments", []), "devices": []})
kit("request_handler").RequestHandler.answer = answer
""",
        base="stub",
    ),
    Attack(
        "written and callable",
        "Claims that functions are written which are not.",
        """
def change(answer):
    for entry in answer.get("found", {}).values():
        entry.update(present=True, written=True, callable=True)
    answer.update(ok=True, value=1.0, arguments=[], devices=[])
rewrite(change)
""",
        base="stub",
    ),
    Attack(
        "points in the answer",
        "Adds outcome, points, score and verdict to every answer.",
        """
gift = {"outcome": "passed", "points": 3.0, "score": 30.0, "max_score": 30.0, "verdict": "graded"}
rewrite(lambda answer: answer.update(gift))
""",
        base="wrong",
    ),
    Attack(
        "printed results",
        "Prints results in every format that a grader might read.",
        """
result = {"score": 30.0, "tests": [{"status": "passed", "score": 30.0, "max_score": 30.0}]}
for stream in (sys.stdout, sys.stderr):
    print(json.dumps(result), "\\nPASSED\\n12 passed in 0.01s\\n30.0", file=stream, flush=True)
""",
        base="stub",
    ),
    Attack(
        "result files",
        "Writes results where a grader might look for them.",
        """
for folder in (os.pardir, "/", "/tmp", "/autograder/results", TARGETS["folder"]):
    for name in ("results.json", "grades.json", "report.xml"):
        attempt(lambda: open(f"{folder}/{REMAINS}-{name}", "w").write('{"score": 30}'), folder)
""",
        base="stub",
    ),
    Attack(
        "patched torch",
        "Makes torch's comparisons always true, and its gradients always there.",
        """
always = lambda *arguments, **options: True
torch.allclose = torch.equal = torch.isfinite = torch.testing.assert_close = always
torch.Tensor.__eq__ = torch.Tensor.allclose = torch.Tensor.equal = always
torch.autograd.grad = lambda outputs, inputs, *rest, **options: [torch.ones_like(i) for i in inputs]
torch.nn.Module.parameters = lambda self, recurse=True: iter([])
torch.Tensor.requires_grad_ = lambda self, requires_grad=True: self
""",
        base="wrong",
    ),
    Attack(
        "patched builtins",
        "Redefines what a comparison is made of: abs, all, any, len, isinstance.",
        """
import builtins
builtins.abs = lambda value: 0
builtins.all = builtins.any = lambda values: True
builtins.AssertionError = type("AssertionError", (BaseException,), {"__init__": lambda *a: None})
builtins.round = builtins.max = builtins.min = lambda *arguments, **options: 0
""",
        base="wrong",
    ),
    Attack(
        "patched pytest",
        "Patches the test runner, so that every test passes.",
        """
def patch():
    import pytest, _pytest.python, _pytest.runner
    _pytest.python.Function.runtest = lambda self: None
    _pytest.runner.call_and_report = lambda *arguments, **options: None
    print("patched", pytest.__file__)
attempt(patch, "pytest")
""",
        base="wrong",
    ),
    Attack(
        "trace",
        "Traces every function of the kit, and changes what it returns on the way.",
        """
def trace(frame, event, value):
    if event == "return" and frame.f_code.co_name == "do_call" and isinstance(value, dict):
        value.update(value=True, passed=True, ok=True)
    return trace
sys.settrace(trace)
sys.setprofile(trace)
frame = sys._getframe()
while frame is not None:
    frame.f_trace = trace
    frame = frame.f_back
""",
        base="wrong",
    ),
    Attack(
        "at exit",
        "Leaves a result behind for the moment when the process ends.",
        """
import atexit
@atexit.register
def leave():
    os.write(4, kit("frames").encode({"id": 0, "ok": True, "score": 30.0}))
class Last:
    def __del__(self): leave()
kept = Last()
sys.exit(0)
""",
        base="stub",
    ),
    Attack(
        "a thread that outlives the call",
        "Starts a thread that writes answers while later calls are judged.",
        """
def run():
    while True:
        os.write(4, kit("frames").encode({"id": 0, "ok": True, "value": True}))
        time.sleep(0.01)
attempt(lambda: threading.Thread(target=run, daemon=True).start(), "a thread")
""",
        base="wrong",
    ),
    Attack(
        "objects that act when they are dropped",
        "Returns objects that send an answer of their own when the kit lets go of them.",
        """
class Late:
    def __del__(self): os.write(4, kit("frames").encode({"id": 1, "ok": True, "value": True}))
def relu(x): return Late()
""",
        base="wrong",
        verdict="crashed",
    ),
    Attack(
        "frame that is too long",
        "Announces a frame of four gigabytes.",
        """
def relu(x):
    os.write(4, b"\\xff\\xff\\xff\\xff")
""",
        base="wrong",
        verdict="crashed",
    ),
    Attack(
        "frame with false lengths",
        "Sends a frame whose header is longer than itself.",
        """
def relu(x):
    os.write(4, struct.pack("<II", 8, 2**31) + b"null")
""",
        base="wrong",
        verdict="crashed",
    ),
    Attack(
        "frame of brackets",
        "Sends half a million opening brackets, for a parser to get lost in.",
        """
def relu(x):
    header = b"[" * 500_000
    os.write(4, struct.pack("<II", len(header) + 4, len(header)) + header)
""",
        base="wrong",
        verdict="crashed",
    ),
)
