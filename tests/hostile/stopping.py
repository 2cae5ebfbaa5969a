"""Stopping: exits, signals, endless work, and closed doors. A signal to others is one that is ignored."""

from __future__ import annotations

from hostile.attack import Attack

LONG_SOURCE = "\n".join(f"name_{number} = {number}" for number in range(20_000))

ATTACKS = (
    Attack(
        "exit while loading",
        "Ends the process with status 0 before anything can be judged.",
        "os._exit(0)",
        base="stub",
    ),
    Attack(
        "exit in a call",
        "Ends the process with status 0 as soon as a function is called.",
        "def relu(x): os._exit(0)",
        base="stub",
        verdict="crashed",
    ),
    Attack(
        "exit in the next call",
        "Lets the first call end, and the process with the second.",
        """
calls = []
def softmax(x):
    calls.append(x)
    if len(calls) > 1:
        os._exit(0)
    return torch.exp(x) / torch.exp(x).sum(dim=-1, keepdim=True)
""",
        verdict="crashed",
    ),
    Attack("sys.exit", "Leaves by the front door while it is loaded.", "sys.exit(0)", base="stub"),
    Attack(
        "abort",
        "Aborts, and asks for a core dump.",
        "os.abort()",
        base="stub",
    ),
    Attack(
        "segmentation fault",
        "Reads the address 0.",
        "def relu(x): ctypes.string_at(0)",
        verdict="crashed",
    ),
    Attack(
        "killing itself",
        "Kills its own process.",
        "os.kill(os.getpid(), signal.SIGKILL)",
        base="stub",
    ),
    Attack(
        "killing its group",
        "Kills every process of its group.",
        "attempt(lambda: os.kill(0, signal.SIGKILL), 'its group')\nos.killpg(os.getpgid(0), signal.SIGKILL)",
    ),
    Attack(
        "killing the fork server",
        "Kills its parent.",
        "attempt(lambda: os.kill(os.getppid(), signal.SIGKILL), 'its parent')",
    ),
    Attack(
        "signals to others",
        "Sends a signal to everyone, to the grader, and to each process in turn.",
        """
# This one is ignored by those who get it: a broken fence must not end the session of whoever runs this.
attempt(lambda: os.kill(-1, signal.SIGWINCH), "everyone")
attempt(lambda: os.kill(int(TARGETS["grader"]), signal.SIGWINCH), "the grader")
for process in [*range(1, 200), os.getppid()]:
    if process != os.getpid():
        attempt(lambda: os.kill(process, 0), process)
""",
    ),
    Attack(
        "signals through a pipe",
        "Aims a signal at whoever touches the other end of its pipes.",
        """
import fcntl
for descriptor in range(5):
    attempt(lambda: fcntl.fcntl(descriptor, fcntl.F_SETOWN, int(TARGETS["grader"])), f"{descriptor} owner")
    attempt(lambda: fcntl.fcntl(descriptor, 10, signal.SIGWINCH), f"{descriptor} signal")
    attempt(lambda: fcntl.ioctl(descriptor, 0x5452, 1), f"{descriptor} asynchronous")
""",
    ),
    Attack(
        "signals by other calls",
        "Sends signals by tkill, rt_sigqueueinfo and a descriptor of the process.",
        """
libc = ctypes.CDLL(None, use_errno=True)
process = int(TARGETS["grader"])
if libc.syscall(200, process, signal.SIGWINCH) == 0:
    broke_out("tkill")
if libc.sigqueue(process, signal.SIGWINCH, None) == 0:
    broke_out("sigqueue")
attempt(lambda: os.pidfd_open(process), "pidfd_open")
""",
    ),
    Attack(
        "standing still",
        "Stops its own process by a signal.",
        "os.kill(os.getpid(), signal.SIGSTOP)",
        base="stub",
    ),
    Attack(
        "endless loop",
        "Loops for ever and swallows every exception on the way.",
        """
def relu(x):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
""",
        verdict="timeout",
    ),
    Attack(
        "deaf loop",
        "Ignores every signal that can be ignored, and loops while it is loaded.",
        """
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    pass
""",
        verdict="timeout",
    ),
    Attack("sleep", "Sleeps for a day.", "def relu(x): time.sleep(86_400)", verdict="timeout"),
    Attack(
        "regular expression",
        "Starts a match that no interrupt reaches and that outlasts the sun.",
        'import re\ndef softmax(x): re.match("(a+)+$", "a" * 60 + "b")',
        verdict="timeout",
    ),
    Attack(
        "huge number",
        "Asks for a power with a hundred million digits.",
        "def relu(x): return 9**9**9",
        verdict="timeout",
    ),
    Attack(
        "exception that never ends",
        "Raises an exception whose text is computed for ever.",
        """
class Endless(Exception):
    def __str__(self):
        while True:
            pass
def relu(x): raise Endless
""",
        verdict="timeout",
    ),
    Attack(
        "list that never ends",
        "Returns a list and an iterator that can be walked for ever.",
        """
import itertools
class Endless(list):
    def __iter__(self): return itertools.count()
def relu(x): return Endless()
def softmax(x): return itertools.count()
""",
        verdict="timeout",
    ),
    Attack(
        "recursion",
        "Recurses without a limit until the stack is used up.",
        """
sys.setrecursionlimit(10**9)
class Deep:
    def __repr__(self): return repr(self)
def relu(x): return repr(Deep())
""",
    ),
    Attack("nested brackets", "Is nothing but brackets in brackets.", "[" * 100_000, base="nothing"),
    Attack(
        "nested signs",
        "Is one expression with a hundred thousand signs, for a parser to fall over.",
        "x = " + "-" * 100_000 + "1",
        base="nothing",
    ),
    Attack("long source", "Is as long as a hundred files.", LONG_SOURCE, base="nothing"),
    Attack("bytes", "Is no text at all.", "\x00\x01\x02" * 1000, base="nothing", verdict="unreadable"),
    Attack(
        "closed descriptors",
        "Closes every descriptor, the way to the grader among them.",
        "def relu(x): os.closerange(0, 4096)",
        verdict="crashed",
    ),
    Attack(
        "closed ear",
        "Closes the way to the grader and works on for ever.",
        "def relu(x):\n    os.close(4)\n    time.sleep(86_400)",
        verdict="crashed",
    ),
    Attack(
        "answers into nothing",
        "Turns the way to the grader into a hole.",
        "def relu(x): os.dup2(os.open(os.devnull, os.O_RDONLY), 4)",
        verdict="crashed",
    ),
    Attack(
        "questions",
        "Waits for the keyboard and for a debugger.",
        """
def relu(x): return input("grade? ")
def softmax(x): breakpoint()
def accuracy(predictions, targets): return sys.stdin.read() or os.read(0, 10)
""",
    ),
    Attack(
        "empty builtins",
        "Takes away every built-in function and every module.",
        "import builtins\ndef relu(x):\n    sys.modules.clear()\n    builtins.__dict__.clear()",
    ),
)
