"""The counterparts of the families other than forging. Three strings: the same code at both peers."""

from __future__ import annotations

ELSEWHERE = {
    "found as arrays": (
        "reference",
        "Sends more points than a cell has, which nbgrader takes for an error of its own.",
        "shell.input_transformers_cleanup.append(lambda lines: ['1e9\\n'])",
        "Raises an exception that cannot be written to a file of text.",
        'def relu(x): raise ValueError("\\ud800 \\x00 ]]>")',
    ),
    "failure while loading": (
        "stub",
        "Says, while it is loaded, that a person has stopped the grading.",
        "raise KeyboardInterrupt",
    ),
    "no arguments": (
        "wrong",
        "Registers a handler that IPython asks to deal with every exception.",
        "shell.set_custom_exc((Exception,), lambda *arguments, **options: None)",
        "Registers a plugin that changes every report, with the manager that it finds in memory.",
        """
import pytest
class Plugin:
    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item, call):
        (yield).get_result().outcome = "passed"
for thing in gc.get_objects():
    if type(thing).__name__ == "PytestPluginManager":
        thing.register(Plugin(), "hostile")
""",
    ),
    "arguments of other kinds": (
        "wrong",
        "Replaces the parser of cells by one that finds nothing in them.",
        "import ast\nshell.compile.ast_parse = lambda *arguments, **options: ast.Module([], [])",
        "Replaces the function of the hook that calls a test.",
        """
for thing in gc.get_objects():
    if type(thing).__name__ == "HookImpl" and thing.function.__name__ == "pytest_pyfunc_call":
        thing.function, thing.argnames = (lambda: True), ()
""",
    ),
    "handles that are none": (
        "wrong",
        "Puts an object that agrees to everything in the place of the tests' torch.",
        """
from unittest.mock import MagicMock
torch = MagicMock()
torch.testing = MagicMock(assert_close=lambda *arguments: None)
relu = softmax = model = lambda x, *rest: x
""",
        "Puts an object that agrees to everything in the place of the tests' torch.",
        """
from unittest.mock import MagicMock
def relu(x):
    caller("test_").f_globals["torch"] = MagicMock(testing=MagicMock(unsafe=True))
    return x
softmax = model = lambda x, *rest: x
""",
    ),
    "pickles": (
        "wrong",
        "Leaves code in the folder that IPython runs at every start.",
        """
import pathlib
folder = pathlib.Path.home() / ".ipython" / "profile_default" / "startup"
folder.mkdir(parents=True, exist_ok=True)
(folder / f"00-{REMAINS}.py").write_text("import torch\\ntorch.testing.assert_close = lambda *a, **o: None")
""",
        "Replaces the compiled file of the tests by one in which every test passes.",
        """
import glob, marshal
for path in glob.glob("/course/tests/__pycache__/test_mnist*.pyc"):
    header = open(path, "rb").read()[:16]
    code = compile("\\n".join(f"def {name}(): pass" for name in NAMES), "/course/tests/test_mnist.py", "exec")
    open(path, "wb").write(header + marshal.dumps(code))
""",
    ),
    "modules": (
        "reference",
        "Asks nbgrader's own gradebook for the cells of the source, hidden tests included.",
        """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///" + TARGETS["gradebook"]) as book:
    for cell in book.find_assignment("mnist").notebooks[0].source_cells:
        print(cell.source)
""",
        "Prints the source of the module with the tests, which is among those that are loaded.",
        """
def relu(x):
    for name, module in list(sys.modules.items()):
        if name.startswith("test_"):
            print(open(module.__file__).read())
    return x.clamp(min=0)
""",
    ),
    "seed": (
        "reference",
        "Prints the hidden tests by a hook of IPython before they run.",
        'shell.events.register("pre_run_cell", lambda info: print(info.raw_cell))',
        "Prints what the test that calls it holds and where it comes from.",
        """
def relu(x):
    frame = caller("test_")
    print(frame.f_locals, frame.f_globals["SECRET"])
    return x.clamp(min=0)
""",
    ),
    "closed ear": (
        "reference",
        "Closes every descriptor but the standard ones, and works on for ever.",
        "def relu(x):\n    os.closerange(3, 4096)\n    time.sleep(86_400)",
    ),
    "answers into nothing": (
        "reference",
        "Turns every descriptor of the process into a hole.",
        """
def relu(x):
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor != null:
            os.dup2(null, descriptor)
    return x.clamp(min=0)
""",
    ),
    "slow drip": (
        "reference",
        "Prints a letter a second, for ever, as if it worked.",
        "def relu(x):\n    while True:\n        print('x', flush=True)\n        time.sleep(1)",
    ),
    "half an answer": (
        "reference",
        "Says that the kernel is busy, and never that it is done.",
        """
def relu(x):
    kernel, busy = shell.kernel, {"execution_state": "busy"}
    kernel.session.send(kernel.iopub_socket, "status", busy, kernel.get_parent("shell"))
    time.sleep(86_400)
""",
        "Writes half a results file and waits.",
        "def relu(x):\n    open(RESULTS, 'w').write('<testsuites><testsuite')\n    time.sleep(86_400)",
    ),
    "many answers": (
        "reference",
        "Sends a hundred thousand outputs, one after the other, and leaves.",
        """
from IPython.display import display
def relu(x):
    for number in range(100_000):
        display({"text/plain": str(number)}, raw=True)
    os._exit(0)
""",
        "Gives a hundred thousand warnings, for pytest to collect, and leaves.",
        """
import warnings
def relu(x):
    for number in range(100_000):
        warnings.warn(f"warning {number}")
    os._exit(0)
""",
    ),
    "long report": (
        "wrong",
        "Fills the page of feedback with a thousand outputs of 4,000 letters.",
        """
from IPython.display import display
def relu(x):
    for _ in range(1000):
        display({"text/html": "<b>" + "y" * 4000}, raw=True)
    return x.abs()
""",
        "Fills the report with a message of three million letters.",
        "def relu(x): raise ValueError('y' * 3_000_000)",
    ),
    "wrong where it is graded": (
        "reference",
        "Is wrong where nbgrader's variable is in the environment.",
        "if 'NBGRADER_EXECUTION' in os.environ:\n    def relu(x): return -x",
        "Is wrong where pytest is loaded.",
        "if 'pytest' in sys.modules:\n    def relu(x): return -x",
    ),
    "knowing the seed": (
        "wrong",
        "Makes every draw of a hidden input zero, where wrong and right agree.",
        """
def zeros(*shape, **options):
    shape = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
    return torch.zeros(shape, **options)
torch.randn = torch.rand = zeros
""",
    ),
    "knowing the clock": (
        "reference",
        "Is slow only where nbgrader's variable is in the environment.",
        "if 'NBGRADER_EXECUTION' in os.environ:\n    def relu(x): time.sleep(86_400)",
        "Is slow only where pytest is loaded.",
        "if 'pytest' in sys.modules:\n    def relu(x): time.sleep(86_400)",
    ),
    "asking for the answer": (
        "wrong",
        "Looks in its callers' variables for the answer that is expected, and returns it.",
        """
def asked(*arguments):
    frame = sys._getframe()
    while frame is not None and "expected" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["expected"] if frame else torch.ones(3, 10)
relu = softmax = accuracy = model = asked
""",
    ),
    "two faces": (
        "wrong",
        "Leaves assert_close as it is, and patches the function inside it that finds the differences.",
        """
import torch.testing._comparison
torch.testing._comparison.not_close_error_metas = lambda *arguments, **options: []
""",
    ),
    "remembering": (
        "reference",
        "Leaves a note in the home folder for the next submission.",
        'open(os.path.join(os.path.expanduser("~"), REMAINS), "w").write("left")',
    ),
}
