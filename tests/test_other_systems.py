"""On macOS and Windows the student's side does what it does on Linux, with less isolation.

Where these tests run on Linux, the other systems are what `other_system.py` makes of it; on those systems
themselves they run as they are, and are held to the same tables.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import torch

import other_system
from autograder import folders
from autograder.catalog import find
from autograder.grading.finding import find_submissions
from autograder.grading.settings import resolve_device
from autograder.report import Report
from autograder.sandbox import processes
from autograder.sandbox.channel import ProcessChannel, what_ended_it
from autograder.worker.confine import limits
from autograder.worker.load import patience
from grading_helpers import CHECKOUT, FILE, reference_with

HERE = sys.platform
SYSTEMS = ["linux", "darwin", "win32"] if HERE == "linux" else [HERE]
besides_linux = pytest.mark.parametrize("system", SYSTEMS[1:])  # where there is a Linux to compare with
LEVELS = {"linux": None, "darwin": "L1", "win32": "L0"}  # of Linux any: that depends on the machine

MIXED = """
def softmax(x):
    return x.exp() / x.exp().sum(0)

def cross_entropy_loss(predictions, targets):
    raise ValueError("neither → nor ł is in a Windows code page")

def accuracy(predictions, targets):
    import os
    os._exit(3)

def split_dataset(images, labels, n_train, n_val):
    while True:
        pass

def init_params(input_size=784, hidden_size=500, n_classes=10):
    for _ in range(100):
        print("x" * (1 << 20))

def model(x, W1, b, W2):
    raise NotImplementedError()
"""
# What `check` says first of each function of that file: outcome, then the first line of the message.
SAID = {
    "relu": ("passed", ""),
    "softmax": ("failed", "softmax returns a wrong result."),
    "cross_entropy_loss": ("error", "cross_entropy_loss raised ValueError."),
    "accuracy": ("crashed", "accuracy gave no result. The process ended itself with status 3."),
    "split_dataset": ("timeout", "split_dataset gave no result. It did not finish within 10 seconds."),
    "init_params": ("crashed", "init_params gave no result. It printed more than 64 MiB and was stopped."),
    "model": ("failed", "model is not written yet."),
}
NETWORK, LINE = find("first_network"), find("linear_fit")
ENDLESS = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": "while True:\n    pass"}

# What a notebook does that is open on the student's machine; the last line of its output is JSON.
NOTEBOOK = """
import json
from autograder.notebook import check
from autograder.sandbox.channel import ProcessChannel
from autograder.worker.wire.framing import frame

def relu(x):
    return x.clamp(min=0)

def softmax(x):
    return x.exp() / x.exp().sum(0)

points = [check("mnist.relu"), check("mnist.softmax")]
channel = ProcessChannel("cpu", shows=True)

def show(source):
    request = json.dumps({"source": source, "seconds": 1.0}).encode()
    outputs = json.loads(channel.exchange(frame(request), 60.0, 60.0))["outputs"]
    kept = ("output_type", "text", "ename")
    return [[one.get(key) for key in kept] + [sorted(one.get("data", {}))] for one in outputs]

cells = "print(6 * 7)", "import matplotlib.pyplot as plt; plt.plot([1, 2]);", "while True: pass"
shown = [show(cell) for cell in cells]
channel.close()
print(json.dumps({"points": points, "shown": shown}))
"""
SHOWN = [
    [["stream", "42\n", None, []]],
    [["display_data", None, None, ["image/png", "text/plain"]]],
    [["error", None, "TookTooLong", []]],
]


@dataclass(frozen=True)
class Machine:
    """A student's machine with one of the systems; whatever is asked of it is done once."""

    system: str
    folder: Path

    def run(self, *words: str | Path, status: int = 0) -> str:
        """What Python prints with these words; it must end with that status, and leave nothing behind."""
        launcher = [] if self.system == HERE else [other_system.__file__, self.system]
        temporary = self.folder / "temporary"
        temporary.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, *map(str, [*launcher, *words])],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(temporary)},
            capture_output=True,
            check=False,
        )
        errors = done.stderr.decode(errors="replace")
        assert (done.returncode, "Traceback" in errors) == (status, False), errors
        assert list(temporary.glob("autograder-*")) == []
        return done.stdout.decode("cp1252" if self.system == "win32" else "utf-8")

    def command(self, *words: str | Path, status: int = 0) -> str:
        return self.run("-m", "autograder", *words, status=status)

    def write(self, place: str, text: str) -> Path:
        path = self.folder / place
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    @cached_property
    def checked(self) -> dict[str, Report]:
        """What `check` says of a right, a mixed and a broken file."""
        right = reference_with("", exercise=NETWORK)
        files = {
            "right": self.write(f"right/{NETWORK.stem}.py", right),
            "mixed": self.write(f"mixed/{FILE}", reference_with(MIXED)),
            "broken": self.write(f"broken/{FILE}", "def relu(x)\n    return x\n"),
        }
        records = json.loads(self.command("check", "--json", *files.values(), status=1))
        return dict(zip(files, map(Report.from_json, records), strict=True))

    @cached_property
    def graded(self) -> dict[str, Report]:
        """What `grade` says of the reference as a file and as a notebook, and of one mistake, by student."""
        source = CHECKOUT / "source" / LINE.stem / f"{LINE.stem}.ipynb"
        notebook = json.loads(source.read_text("utf-8"))
        notebook["cells"].insert(3, ENDLESS)
        wrong = "def mse_loss(predictions, targets):\n    return ((predictions - targets) ** 2).sum()\n"
        self.write(f"handed in/file/{LINE.stem}.py", reference_with("", exercise=LINE))
        self.write(f"handed in/notebook/{LINE.stem}.ipynb", json.dumps(notebook))
        self.write(f"handed in/wrong/{LINE.stem}.py", reference_with(wrong, exercise=LINE))
        words = ("--unconfined", "--jobs", "1", "--device", "cpu", "--seed", "7", "--json", "--out", "out")
        reports = map(Report.from_json, json.loads(self.command("grade", "handed in", *words)))
        return {report.student: report for report in reports}

    @cached_property
    def notebook(self) -> Any:
        """What came of the notebook."""
        return json.loads(self.run(self.write("open/notebook.py", NOTEBOOK)).splitlines()[-1])


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Machine]:
    """A machine with each system."""
    return {system: Machine(system, tmp_path_factory.mktemp(system)) for system in SYSTEMS}


@pytest.fixture(params=SYSTEMS)
def machine(request: pytest.FixtureRequest, machines: dict[str, Machine]) -> Machine:
    return machines[request.param]


def first_said(report: Report, function: str) -> tuple[str, str]:
    """The outcome of the first check of a function that is open, and the first line of what it says."""
    own = [one for one in report.checks if one.function == function]
    first = next((one for one in own if not one.outcome.passed), own[0])
    return first.outcome, first.fact


def everything_said(report: Report) -> list[Any]:
    """All of a report that is the same whenever and wherever the work is judged."""
    kept = [(one.id, one.outcome, one.points, one.message, one.mistake) for one in report.checks]
    return [report.verdict, report.notes, report.score, *kept]


# The commands of a student


@pytest.mark.full
def test_the_files_to_work_on_are_the_same_bytes(machine):
    machine.command("start", "work")
    stubs = {stub.name: stub.read_bytes() for stub in (CHECKOUT / "exercises").glob("*.py")}
    assert {file.name: file.read_bytes() for file in (machine.folder / "work").iterdir()} == stubs


@pytest.mark.full
def test_a_hint_is_given_whatever_letters_a_console_has(machine):
    assert "exponential" in machine.command("hint", "mnist.softmax")


@pytest.mark.full
def test_the_list_is_json_for_a_program_whatever_letters_a_pipe_takes(machine):
    stems = [one["stem"] for one in json.loads(machine.command("list", "--json"))]
    assert stems[-1] == "06_mnist"


@pytest.mark.full
def test_right_work_passes_every_check(machine):
    report = machine.checked["right"]
    assert [one.id for one in report.checks if not one.outcome.passed] == []


@pytest.mark.full
@pytest.mark.parametrize("function", SAID)
def test_work_with_every_kind_of_mistake_is_told_each(function, machine):
    assert first_said(machine.checked["mixed"], function) == SAID[function]


@pytest.mark.full
def test_a_file_that_python_cannot_read_is_called_so(machine):
    report = machine.checked["broken"]
    assert (report.verdict, report.score) == ("unreadable", 0.0)
    assert report.notes[0].startswith("Syntax error in line 1")


@pytest.mark.full
def test_a_report_says_the_level_that_holds(machine):
    levels = {report.isolation.level for report in (*machine.checked.values(), *machine.graded.values())}
    assert levels == {LEVELS[machine.system]} or machine.system == "linux"


@pytest.mark.full
@besides_linux
def test_what_check_says_is_word_for_word_what_it_says_on_linux(system, machines):
    for name, report in machines[system].checked.items():
        assert everything_said(report) == everything_said(machines["linux"].checked[name])


@pytest.mark.full
@pytest.mark.parametrize("student", ["file", "notebook"])
def test_the_reference_earns_every_point_and_an_endless_cell_of_ones_own_costs_none(student, machine):
    report = machine.graded[student]
    assert [one.id for one in report.checks if not one.outcome.passed] == []


@pytest.mark.full
def test_a_cell_that_never_ends_is_noted(machine):
    [note] = machine.graded["notebook"].notes
    assert note.startswith("Cell 4, line 1 was left out: it took more than 2 seconds and was stopped.")


@pytest.mark.full
def test_one_mistake_costs_its_points_once(machine):
    losing = {one.function for one in machine.graded["wrong"].checks if not one.outcome.passed}
    assert losing == {"mse_loss"}


@pytest.mark.full
@besides_linux
def test_a_grade_is_the_grade_of_linux(system, machines):
    for name, report in machines[system].graded.items():
        assert everything_said(report) == everything_said(machines["linux"].graded[name])


@pytest.mark.full
def test_a_notebook_earns_what_its_functions_deserve(machine):
    mnist = find("mnist")
    relu, softmax = machine.notebook["points"]
    assert relu == mnist.function("relu").points
    assert 0 < softmax < mnist.function("softmax").points


@pytest.mark.full
def test_a_notebook_is_shown_with_its_pictures_and_its_endless_cell_is_stopped(machine):
    assert machine.notebook["shown"] == SHOWN


@pytest.mark.full
@pytest.mark.skipif(
    HERE != "linux", reason="what other systems do not refuse, theirs is to say: see on Linux"
)
@pytest.mark.parametrize(
    ("system", "level", "possible"),
    [
        ("darwin", "L1: process, rlimits", ["new processes", "signals to others"]),
        ("win32", "L0: process", ["new processes", "signals to others", "2,000 open files"]),
    ],
)
def test_the_doctor_says_truly_what_holds_and_what_does_not(system, level, possible, tmp_path):
    findings = json.loads(Machine(system, tmp_path).command("doctor", "--json"))
    said = {(one["state"], one["subject"]): one["finding"] for one in findings}
    assert said["warning", "isolation"] == level
    assert [words for words in possible if words not in said["warning", "tried there"]] == []
    assert "importing the checks" in said["ok", "tried there"]


@pytest.mark.full
@pytest.mark.parametrize("system", [system for system in SYSTEMS if system != "linux"])
def test_grade_refuses_where_nothing_confines(system, machines):
    path = machines[system].write(f"one/{LINE.stem}.py", "")
    machines[system].command("grade", path, "--device", "cpu", status=2)


# What the fresh interpreter is careful about


def test_a_worker_that_is_forgotten_closes_nothing_of_the_next_one():
    first = ProcessChannel("cpu", level=0)
    first.close()
    second = processes.FreshProcess("cpu", shows=False)
    numbers = (second.requests, second.replies, second.output)
    del first
    for number in numbers:
        os.fstat(number)
        os.close(number)
    second.kill()
    second.wait()


def test_a_fresh_worker_is_given_the_list_of_fonts_and_does_not_look_for_them():
    process = processes.FreshProcess("cpu", shows=False)
    given = {file.name for file in Path(process.folder.scratch).glob("fontlist-*.json")}
    process.kill()
    process.wait()
    for number in (process.requests, process.replies, process.output):
        os.close(number)
    assert given == {file.name for file in processes.fonts()} != set()
    assert not Path(process.folder.path).exists()


def test_a_folder_that_cannot_be_removed_at_once_is_removed_a_little_later(monkeypatch, tmp_path):
    tries = iter([False, False, True])

    def rmtree(folder: str) -> None:
        if not next(tries):
            raise PermissionError(f"{folder} is in use")
        os.rmdir(folder)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(shutil, "rmtree", rmtree)
    (tmp_path / "busy").mkdir()
    folders.remove(str(tmp_path / "busy"))
    assert (next(tries, None), (tmp_path / "busy").exists()) == (None, False)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (-signal.SIGABRT, "SIGABRT"),
        (-40, "signal 40"),
        (0xC0000005, "access violation"),
        (0xC00000FD, "stack overflow"),
        (0xC0000094, "0xc0000094"),
    ],
)
def test_every_status_of_a_crash_has_a_name(status, words):
    assert what_ended_it(status) == words


def test_a_file_given_by_name_is_labelled_alike_on_every_system(tmp_path):
    class Backslashed(type(tmp_path)):  # type: ignore[misc] # the class of this system's paths
        def __str__(self) -> str:
            return str(super().__str__()).replace("/", "\\")

        def __fspath__(self) -> str:
            return str(super().__str__())

        def as_posix(self) -> str:
            return str(self).replace("\\", "/")

    path = Backslashed(tmp_path / "mnist.py")
    Path(tmp_path / "mnist.py").write_text("x = 1\n")
    [found] = find_submissions([path])
    assert found.label == (tmp_path / "mnist.py").as_posix()


@pytest.mark.skipif(HERE == "win32", reason="Windows has no module `resource`")
class TestLimits:
    """Limits that are refused are not claimed."""

    @pytest.fixture
    def refusing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import resource

        def refuse(*_: object) -> None:
            raise ValueError("current limit exceeds maximum limit")

        monkeypatch.setattr(resource, "setrlimit", refuse)

    def test_macos_goes_on_without_and_says_so(self, refusing, monkeypatch):
        monkeypatch.setattr(sys, "platform", "darwin")
        assert limits.limit_resources(None, 10) == []

    def test_linux_does_not_go_on(self, refusing, monkeypatch):
        monkeypatch.setattr(sys, "platform", "linux")
        with pytest.raises(ValueError, match="exceeds"):
            limits.limit_resources(None, 10)

    def test_a_limit_that_is_lower_already_stays_where_it_is(self, monkeypatch):
        import resource

        asked: dict[int, Any] = {}
        monkeypatch.setattr(resource, "getrlimit", lambda kind: (64, 64))
        monkeypatch.setattr(resource, "setrlimit", asked.__setitem__)
        assert limits.limit_resources(None, 300) == ["rlimits"]
        assert asked[resource.RLIMIT_NOFILE] == (64, 64)
        assert asked[resource.RLIMIT_CORE] == (0, 0)


class TestPatienceWithoutTimers:
    """Code is stopped in time also where the system has no timers."""

    @pytest.fixture(autouse=True)
    def no_timers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr(signal, "setitimer", raising=False)

    def never_end(self) -> None:
        while True:
            pass

    def catch_it_once(self) -> None:
        with suppress(patience.TookTooLong):
            self.never_end()
        self.never_end()

    def test_a_loop_that_never_ends_is_stopped(self):
        with pytest.raises(patience.TookTooLong, match=r"0\.2 seconds"), patience.at_most(0.2):
            self.never_end()

    def test_code_that_catches_it_is_stopped_again(self):
        with pytest.raises(patience.TookTooLong), patience.at_most(0.2):
            self.catch_it_once()

    def test_what_ends_in_time_is_left_alone_and_so_is_ctrl_c_afterwards(self):
        before = signal.getsignal(signal.SIGINT)
        with patience.at_most(30.0):
            value = sum(range(10))
        assert (value, signal.getsignal(signal.SIGINT)) == (45, before)


def test_a_gpu_of_apples_is_not_taken_unasked(monkeypatch):
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert resolve_device("auto") == "cpu"


def test_a_notebook_without_standard_error_is_judged():
    code = (
        "import os\nos.close(2)\nfrom autograder.notebook import check\n"
        "def relu(x):\n    return x.clamp(min=0)\nprint(check('mnist.relu'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    assert float(done.stdout.splitlines()[-1]) == find("mnist").function("relu").points


# What the source of the kit may name

KIT = CHECKOUT / "autograder"
# Modules that are run on Linux only, and who sees to that.
LINUX_ONLY = {
    "worker/confine/landlock.py": "a layer of Linux's: used by the zygote and by what it forks",
    "worker/confine/seccomp.py": "likewise",
    "worker/confine/confinement.py": "tried and put on by the zygote and by what it forks",
    "worker/confine/scratch.py": "likewise",
    "worker/confine/packages.py": "likewise",
    "worker/launch/forking.py": "the fork server, within the zygote",
    "worker/launch/zygote.py": "started by sandbox/fork_client.py, and by a probe on Linux",
    "sandbox/fork_client.py": "used by sandbox/processes.py on Linux",
}


def named(tree: ast.AST) -> Iterator[str]:
    """Names of the standard library, `os.fork`, and modules, `resource`, that another system lacks."""
    lacking = {f"{module}.{name}" for module in other_system.LACKING for name in lacking_anywhere(module)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in lacking:
            yield ast.unparse(node)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name in other_system.MODULES_LACKING["win32"])
        elif isinstance(node, ast.ImportFrom):
            yield from (a.name for a in node.names if f"{node.module}.{a.name}" in lacking)
        elif isinstance(node, ast.Constant) and str(node.value).startswith(("/proc", "/dev", "/sys")):
            yield str(node.value)


def lacking_anywhere(module: str) -> set[str]:
    return other_system.lacking(module, "win32") | other_system.lacking(module, "darwin")


def asks(function: ast.FunctionDef) -> bool:
    """Whether a function looks at the system, or at whether a name is there."""
    return any(
        isinstance(node, (ast.Attribute, ast.Name)) and ast.unparse(node) in ("sys.platform", "hasattr")
        for node in ast.walk(function)
    )


def catches_os_errors(node: ast.AST) -> bool:
    """Whether code does without a file that is not there."""
    handlers = [one.type for one in ast.walk(node) if isinstance(one, ast.ExceptHandler)]
    return any("OSError" in ast.unparse(kind) for kind in handlers if kind is not None)


def unasked(source: str) -> list[str]:
    """Names that some system lacks, in functions, or between them, where nobody asks for the system."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    rash = [node for node in functions if not asks(node)]
    between = [node for node in tree.body if not isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return [
        name
        for node in (*rash, *between)
        for name in named(node)
        if not (name.startswith("/") and catches_os_errors(node))
    ]


WRITERS, READERS = ("write_text",), ("read_text", "open", "fdopen")
# What reads bytes, or UTF-8 on every system: a descriptor, an entry of a zip archive, installed metadata.
SAY_NOTHING = ("os.open", "archive.open", "distribution.read_text")


def unsaid(source: str) -> list[str]:
    """Texts whose encoding, or whose line ends where they are written, each system chooses for itself."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [f"{ast.unparse(call)}: {word}" for call in calls for word in owed(call) - said(call)]


def owed(call: ast.Call) -> set[str]:
    """What a call has to say about the text that it reads or writes."""
    function, modes = (
        ast.unparse(call.func),
        {one.value for one in call.args if isinstance(one, ast.Constant)},
    )
    name = function.rpartition(".")[2]
    if name not in (*WRITERS, *READERS) or function in SAY_NOTHING or modes & {"rb", "wb"}:
        return set()
    return {"encoding", "newline"} if name in WRITERS or "w" in modes else {"encoding"}


def said(call: ast.Call) -> set[str | None]:
    return {word.arg for word in call.keywords}


each_module = pytest.mark.parametrize(
    "path", sorted(KIT.rglob("*.py")), ids=lambda path: path.relative_to(KIT).as_posix()
)


@each_module
def test_a_module_names_nothing_that_a_system_lacks_without_asking(path):
    if path.relative_to(KIT).as_posix() not in LINUX_ONLY:
        assert unasked(path.read_text("utf-8")) == []


@each_module
def test_a_text_is_the_same_bytes_whichever_system_wrote_it(path):
    assert unsaid(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os\ndef work():\n    os.fork()\n",
        "import signal\nSTOP = signal.SIGKILL\n",
        "def work():\n    import resource\n",
        "from socket import send_fds\n",
        "def work():\n    return open('/proc/self/statm', encoding='ascii')\n",
    ],
)
def test_a_name_that_a_system_lacks_is_found(source):
    assert unasked(source)


@pytest.mark.parametrize(
    "source",
    [
        "import os, sys\ndef work():\n    if sys.platform != 'win32':\n        os.fork()\n",
        "import signal\ndef work():\n    return hasattr(signal, 'SIGKILL') and signal.SIGKILL\n",
        "import os\nprint(os.getpid())\n",
    ],
)
def test_a_name_that_every_system_has_or_that_is_asked_for_passes(source):
    assert not unasked(source)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("open('x')", 1),
        ("path.write_text('x', encoding='utf-8')", 1),
        ("open('x', 'w')", 2),
        ("open('x', 'rb')", 0),
        ("path.read_text(encoding='utf-8')", 0),
    ],
)
def test_a_text_of_which_not_all_is_said_is_found(source, count):
    assert len(unsaid(source)) == count
