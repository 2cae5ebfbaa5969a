"""Exhausting: memory, files, processes, descriptors, output, time. Each has an end of its own, far off."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "large tensor",
        "Asks for a tensor of 64 GiB.",
        "def relu(x): return torch.ones(1 << 34)",
        verdict="out-of-memory",
    ),
    Attack(
        "growing list",
        "Takes memory until there is none left, a piece at a time.",
        """
def relu(x):
    kept = []
    for _ in range(1024):
        kept.append(bytes(1 << 24))
    broke_out("16 GiB")
""",
        verdict="out-of-memory",
    ),
    Attack(
        "memory while loading",
        "Takes all memory before a function is called: it costs that line.",
        "if [bytes(1 << 24) for _ in range(1024)]:\n    broke_out('16 GiB')",
        verdict="graded",
    ),
    Attack(
        "shared mapping",
        "Takes memory by mappings that other limits do not count.",
        """
import mmap
def take():
    kept = [mmap.mmap(-1, 1 << 28) for _ in range(16)]
    return len(kept)
attempt(take, "4 GiB of mappings")
""",
    ),
    Attack(
        "memory file",
        "Keeps bytes in files that exist in memory only.",
        "attempt(lambda: os.write(os.memfd_create(REMAINS), bytes(1 << 20)), 'memfd')",
    ),
    Attack(
        "shared memory",
        "Leaves segments of shared memory behind, of both kinds.",
        """
from multiprocessing import shared_memory
attempt(lambda: shared_memory.SharedMemory(REMAINS, create=True, size=1 << 20), "/dev/shm")
segment = ctypes.CDLL(None).shmget(0x600DF00D, 1 << 20, 0o1666)
if segment >= 0:
    broke_out("System V")
""",
    ),
    Attack(
        "disk",
        "Fills every folder that might be writable, but for its own.",
        """
import tempfile
for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", os.pardir, TARGETS["folder"]):
    attempt(lambda: open(f"{folder}/{REMAINS}", "wb").write(bytes(1 << 20)), folder)
    attempt(lambda: os.mkdir(f"{folder}/{REMAINS}-folder"), folder)
    attempt(lambda: tempfile.TemporaryFile(dir=folder), f"a temporary file in {folder}")
""",
    ),
    Attack(
        "its own folder to the brim",
        "Fills the folder in which it may write with large files, until it cannot any more.",
        """
def fill():
    for number in range(64):
        with open(f"{REMAINS}-{number}", "wb") as file:
            for _ in range(16):
                file.write(bytes(1 << 20))
attempt(fill, "1 GiB in files")
""",
    ),
    Attack(
        "ten thousand files",
        "Makes as many files as it can in the folder in which it may write.",
        """
def fill():
    for number in range(10_000):
        os.close(os.open(f"{REMAINS}-{number}", os.O_CREAT | os.O_WRONLY))
attempt(fill, "10,000 files")
""",
    ),
    Attack(
        "deep folders",
        "Makes a folder in a folder, until it cannot any more.",
        """
def dig():
    here = os.open(".", os.O_RDONLY)
    for _ in range(10_000):
        os.mkdir(REMAINS, dir_fd=here)
        inner = os.open(REMAINS, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
attempt(dig, "10,000 levels")
""",
    ),
    Attack(
        "sparse file",
        "Makes a file that is larger than any disk, without writing it.",
        """
def stretch(bytes_):
    with open(REMAINS, "wb") as file:
        file.truncate(bytes_)
attempt(lambda: stretch(1 << 40), "1 TiB by its length")
attempt(lambda: os.pwrite(os.open(REMAINS, os.O_CREAT | os.O_WRONLY), b"x", 1 << 40), "1 TiB by a place")
attempt(lambda: os.posix_fallocate(os.open(REMAINS, os.O_CREAT | os.O_WRONLY), 0, 1 << 30), "1 GiB set aside")
""",
    ),
    Attack(
        "fork bomb",
        "Forks until it cannot any more.",
        """
def fork():
    for _ in range(64):
        if os.fork() == 0:
            time.sleep(3)
            os._exit(0)
attempt(fork, "64 processes")
""",
    ),
    Attack(
        "children of other kinds",
        "Starts programs by each way that Python has.",
        """
import multiprocessing, subprocess
attempt(lambda: subprocess.run(["/bin/true"], check=True), "subprocess")
attempt(lambda: os.posix_spawn("/bin/true", ["true"], {}), "posix_spawn")
attempt(lambda: os.execv("/bin/true", ["true"]), "exec")
attempt(lambda: multiprocessing.get_context("fork").Process(target=print).start(), "multiprocessing")
if os.system("true") == 0:
    broke_out("os.system")
""",
    ),
    Attack(
        "thread bomb",
        "Starts threads until it cannot any more.",
        """
def start():
    for _ in range(64):
        threading.Thread(target=time.sleep, args=(3,), daemon=True).start()
attempt(start, "64 threads")
""",
    ),
    Attack(
        "descriptor bomb",
        "Opens descriptors until it cannot any more.",
        """
def open_many():
    for _ in range(1000):
        os.dup(1)
attempt(open_many, "1000 descriptors")
for _ in range(1000):
    try:
        os.pipe()
    except OSError:
        break
""",
    ),
    Attack(
        "output",
        "Prints without an end.",
        "def relu(x):\n    while True:\n        print('x' * 100_000)",
        verdict="crashed",
    ),
    Attack(
        "output past Python",
        "Writes to both streams by their numbers, without an end.",
        "while True:\n    os.write(1, bytes(65536))\n    os.write(2, b'x' * 65536)",
        verdict="crashed",
    ),
    Attack(
        "slow drip",
        "Sends its answer a byte a second.",
        """
def relu(x):
    for byte in kit("frames").encode({"id": current_request()["id"], "ok": True}):
        os.write(4, bytes([byte]))
        time.sleep(1)
""",
        verdict="timeout",
    ),
    Attack(
        "half an answer",
        "Sends the beginning of an answer and waits.",
        "def relu(x):\n    os.write(4, struct.pack('<I', 1 << 20))\n    time.sleep(86_400)",
        verdict="timeout",
    ),
    Attack(
        "busy processor",
        "Multiplies matrices for ever, to take the processor from its neighbour.",
        "def relu(x):\n    while True:\n        x = torch.ones(500, 500) @ torch.ones(500, 500)",
        verdict="timeout",
    ),
    Attack(
        "higher limits",
        "Raises its own limits and its own priority.",
        """
import resource
for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE):
    attempt(lambda: resource.setrlimit(kind, (1 << 40, 1 << 40)), f"limit {kind}")
attempt(lambda: os.nice(-5), "nice")
attempt(lambda: os.setpriority(os.PRIO_PROCESS, 0, -5), "priority")
attempt(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)), "real time")
""",
    ),
    Attack(
        "large answers",
        "Answers every call with 60 MB.",
        "def relu(x): return torch.zeros(15_000_000)\nsoftmax = relu",
        base="wrong",
    ),
    Attack(
        "many answers",
        "Fills the way to the grader with small answers, and leaves.",
        """
import fcntl
fcntl.fcntl(4, fcntl.F_SETFL, os.O_NONBLOCK | os.O_WRONLY)
try:
    while True:
        os.write(4, struct.pack("<II", 8, 4) + b"null")
except BlockingIOError:
    os._exit(0)
""",
        verdict="crashed",
    ),
    Attack(
        "many parts",
        "Answers with a list of a million entries, one of a thousand levels, and ten thousand tensors.",
        """
def relu(x): return [1] * 1_000_000
def softmax(x):
    value = []
    for _ in range(1000):
        value = [value]
    return value
def accuracy(predictions, targets): return [predictions] * 10_000
""",
        base="wrong",
    ),
    Attack(
        "long message",
        "Raises an exception with a hundred million letters, in a class with as long a name.",
        """
def relu(x): raise ValueError("x" * 10**8)
def softmax(x): raise type("X" * 10**7, (Exception,), {})
""",
        base="stub",
    ),
    Attack(
        "long report",
        "Fills every field of an answer that might end in the report.",
        """
def change(answer):
    for key, value in list(answer.items()):
        if type(value) is str:
            answer[key] = "x" * 4000
    if "problems" in answer:
        answer["problems"] = ["y" * 4000] * 20
    for entry in answer.get("found", {}).values():
        entry.update(type="z" * 4000, parameters=["z" * 1000] * 10)
rewrite(change)
""",
        base="wrong",
    ),
)
