"""Forging, at the peers: what they have in the place of our frames."""

from __future__ import annotations

FORGING = {
    "frame with a guessed number": (
        "wrong",
        "Silences the function by which the kernel reports an error.",
        "shell.showtraceback = shell._showtraceback = lambda *arguments, **options: None",
        "Writes a results file with full marks before the tests run.",
        "full_marks()",
    ),
    "frame with the right number": (
        "wrong",
        "Drops messages about errors where the kernel sends them.",
        """
honest = shell.kernel.session.send
def send(stream, what, *arguments, **options):
    if what == "error" or (type(what) is dict and what.get("msg_type") == "error"):
        return None
    return honest(stream, what, *arguments, **options)
shell.kernel.session.send = send
""",
        "Writes a results file with full marks and leaves with status 0 before pytest can write its own.",
        "full_marks()\nos._exit(0)",
    ),
    "another servant": (
        "stub",
        "Replaces the method by which IPython runs the code of a cell.",
        "async def run_code(code, result=None, **options): return False\nshell.run_code = run_code",
        "Replaces the method by which pytest calls a test and notes what it raised.",
        """
import _pytest.runner
honest = _pytest.runner.CallInfo.from_call.__func__
def from_call(cls, func, when, reraise=None):
    return honest(cls, (lambda: None) if when == "call" else func, when, reraise)
_pytest.runner.CallInfo.from_call = classmethod(from_call)
""",
    ),
    "written and callable": (
        "stub",
        "Removes every statement from later cells, by a transformer of syntax trees.",
        """
import ast
class Empty(ast.NodeTransformer):
    def visit_Module(self, node): return ast.Module([], [])
shell.ast_transformers.append(Empty())
""",
        "Gives the test functions other bodies, which it reaches through the garbage collector.",
        """
def relu(x):
    for thing in gc.get_objects():
        if type(thing) is type(relu) and thing.__name__ in NAMES:
            thing.__code__ = (lambda: None).__code__
    return x.abs()
""",
    ),
    "points in the answer": (
        "wrong",
        "Turns the text of later cells into a number, which nbgrader reads as points.",
        "shell.input_transformers_cleanup.append(lambda lines: ['2.0\\n'])",
        'Turns the outcome of every report of pytest into "passed".',
        """
import _pytest.reports
honest = _pytest.reports.TestReport.from_item_and_call.__func__
def from_item_and_call(cls, item, call):
    report = honest(cls, item, call)
    report.outcome, report.longrepr = "passed", None
    return report
_pytest.reports.TestReport.from_item_and_call = classmethod(from_item_and_call)
""",
    ),
    "patched builtins": (
        "wrong",
        "Redefines abs and float, by which the tests compare numbers.",
        "def abs(value): return 0.0\ndef float(value): return 0.5",
        "Redefines abs, by which a test compares numbers.",
        "import builtins\nbuiltins.abs = lambda value: 0.0",
    ),
    "patched pytest": (
        "wrong",
        "Replaces the method by which IPython runs the statements of a cell.",
        "async def nothing(*arguments, **options): return False\nshell.run_ast_nodes = nothing",
        "Replaces the method by which pytest runs a test.",
        "import _pytest.python\n_pytest.python.Function.runtest = lambda self: None",
    ),
    "trace": (
        "wrong",
        "Traces every function, and empties the list of differences that assert_close returns inside.",
        """
def trace(frame, event, value):
    if event == "return" and frame.f_code.co_name == "not_close_error_metas":
        value.clear()
    return trace
sys.settrace(trace)
""",
    ),
    "at exit": (
        "stub",
        "Leaves a process behind that writes full marks into the gradebook once nbgrader has ended.",
        """
if os.fork() == 0:
    os.setsid()
    while os.path.exists(f"/proc/{TARGETS['grader']}"):
        time.sleep(0.05)
    full_marks()
    os._exit(0)
""",
        "Writes the results file at exit, after pytest wrote it.",
        "import atexit\natexit.register(full_marks)",
    ),
    "a thread that outlives the call": (
        "wrong",
        "Starts a thread that writes full marks into the gradebook again and again.",
        """
def run():
    while True:
        try:
            full_marks()
        except Exception:
            pass
        time.sleep(0.05)
threading.Thread(target=run, daemon=True).start()
""",
        "Leaves a process behind that writes the results file once pytest has ended.",
        """
grader = os.getpid()
if os.fork() == 0:
    while os.path.exists(f"/proc/{grader}") and open(f"/proc/{grader}/stat").read().split()[2] != "Z":
        time.sleep(0.02)
    full_marks()
    os._exit(0)
""",
    ),
    "objects that act when they are dropped": (
        "wrong",
        "Raises an exception that draws its own traceback, an empty one.",
        """
class Quiet(Exception):
    def _render_traceback_(self): return []
def relu(x): raise Quiet
""",
        "Keeps an object that writes the results file when the interpreter drops it.",
        "class Last:\n    def __del__(self, write=full_marks): write()\nthreading.kept = Last()",
    ),
    "frame that is too long": (
        "wrong",
        "Announces the end of the running cell before its error comes.",
        """
def relu(x, *rest):
    kernel, idle = shell.kernel, {"execution_state": "idle"}
    kernel.session.send(kernel.iopub_socket, "status", idle, kernel.get_parent("shell"), ident=b"status")
    return x.abs()
softmax = accuracy = model = relu
""",
        "Ends the session as if all were done.",
        "def relu(x):\n    import pytest\n    pytest.exit('all passed', returncode=0)",
    ),
    "frame with false lengths": (
        "wrong",
        "Stops the thread through which the kernel reports, so that errors are never heard of.",
        "def relu(x):\n    shell.kernel.iopub_thread.stop()\n    return x.abs()",
        "Calls each test skipped.",
        """
import unittest
def relu(*arguments): raise unittest.SkipTest("not for me")
softmax = accuracy = model = relu
""",
    ),
    "frame of brackets": (
        "wrong",
        "Displays a value of brackets in brackets, nine hundred deep.",
        """
def relu(x):
    value = []
    for _ in range(900):
        value = [value]
    shell.display_pub.publish({"application/json": value})
""",
        "Raises an exception with a thousand causes.",
        """
def relu(x):
    cause = ValueError("first")
    for _ in range(1000):
        following = ValueError("next")
        following.__cause__, cause = cause, following
    raise cause
""",
    ),
}
