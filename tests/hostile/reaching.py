"""Reaching: the network, other submissions, the course's files, the interpreter, and the kernel."""

from __future__ import annotations

import platform

from hostile.attack import Attack

# Numbers of system calls: x86-64, aarch64. With all arguments 0 none does any harm where it is allowed.
CALLS = {
    "execve": (59, 221),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "fsopen": (430, 430),
    "chroot": (161, 51),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "perf_event_open": (298, 241),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "open_by_handle_at": (304, 265),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "setuid": (105, 146),
    "setresuid": (117, 147),
    "capset": (126, 91),
    "personality": (135, 92),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "setitimer": (103, 103),
    "timer_create": (222, 107),
    "init_module": (175, 105),
    "kcmp": (312, 272),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "eventfd2": (290, 19),
    "openat2": (437, 437),
    "rt_sigqueueinfo": (129, 138),
    "tkill": (200, 130),
    "truncate": (76, 45),
    "linkat": (265, 37),
    "symlinkat": (266, 36),
    "mknodat": (259, 33),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "fallocate": (285, 47),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "mount_setattr": (442, 442),
    "fchmodat": (268, 53),
    "fchownat": (260, 54),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "sendfile": (40, 71),
    "splice": (275, 76),
    "vmsplice": (278, 75),
    "prctl-dumpable": (157, 167),
}
COLUMN = {"x86_64": 0, "aarch64": 1}.get(platform.machine(), 0)
NUMBERS = {name: numbers[COLUMN] for name, numbers in CALLS.items()}

OTHER_ARCHITECTURE = """
import mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, getpid; int 0x80; ret
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
if ctypes.CFUNCTYPE(ctypes.c_int)(address)() > 0:
    broke_out("a 32-bit system call")
"""

ATTACKS = (
    Attack(
        "internet",
        "Connects to a machine outside, by TCP, UDP and a name.",
        """
import socket, urllib.request
attempt(lambda: socket.create_connection(("127.0.0.1", int(TARGETS["port"])), timeout=1), "TCP")
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)), "UDP")
attempt(lambda: socket.socket(socket.AF_INET6).bind(("::1", 0)), "IPv6")
attempt(lambda: socket.getaddrinfo("localhost", 80), "a name")
attempt(lambda: urllib.request.urlopen(f"http://127.0.0.1:{TARGETS['port']}", timeout=1), "a page")
""",
    ),
    Attack(
        "local sockets",
        "Opens sockets of this machine: paths, abstract names, pairs, the kernel's own.",
        """
import socket
attempt(lambda: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock"), "docker")
attempt(lambda: socket.socket(socket.AF_UNIX).bind("\\0" + REMAINS), "an abstract name")
attempt(socket.socketpair, "a pair")
attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0), "netlink")
attempt(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0), "packets")
""",
    ),
    Attack(
        "other submissions",
        "Writes to, renames, removes and changes the rights of another submission.",
        """
path = TARGETS["neighbour"]
attempt(lambda: open(path, "a").close(), "open")
attempt(lambda: os.truncate(path, 10), "truncate")
attempt(lambda: os.rename(path, path + REMAINS), "rename")
attempt(lambda: os.remove(path), "remove")
attempt(lambda: os.chmod(path, 0), "chmod")
attempt(lambda: os.chown(path, 1, 1), "chown")
attempt(lambda: os.utime(path), "utime")
attempt(lambda: os.setxattr(path, "user.hostile", b"1"), "setxattr")
attempt(lambda: os.close(os.open(path, os.O_RDONLY | os.O_TRUNC)), "O_TRUNC")
""",
    ),
    Attack(
        "gradebook",
        "Writes full marks into the gradebook.",
        """
import sqlite3
attempt(lambda: sqlite3.connect(TARGETS["gradebook"]).execute("update grade set manual_score = 30"), "sqlite")
attempt(lambda: open(TARGETS["gradebook"], "r+b").write(b"30"), "bytes")
""",
    ),
    Attack(
        "data folder",
        "Changes the test labels where they lie.",
        """
attempt(lambda: open(TARGETS["labels"], "r+b").write(bytes(8)), "write")
attempt(lambda: os.remove(TARGETS["labels"]), "remove")
""",
    ),
    Attack(
        "planted modules",
        "Leaves torch.py, conftest.py, sitecustomize.py and pytest.ini where the next one might import them.",
        """
for name in ("torch.py", "conftest.py", "sitecustomize.py", "pytest.ini", "usercustomize.py"):
    for folder in (TARGETS["folder"], os.path.dirname(TARGETS["neighbour"]), TARGETS["course"]):
        attempt(lambda: open(f"{folder}/{name}", "w").close(), name)
""",
    ),
    Attack(
        "the kit's own files",
        "Opens the solutions, the hidden checks, torch and the interpreter for writing.",
        """
for path in (TARGETS["solution"], TARGETS["hidden"], torch.__file__, os.__file__, sys.executable):
    attempt(lambda: open(path, "ab").close(), path)
    attempt(lambda: os.access(path, os.W_OK) and os.utime(path) or 1 / 0, path)
""",
    ),
    Attack(
        "native code",
        "Calls the kernel past Python and the C library, by fifty calls that computing does not need.",
        f"""
libc = ctypes.CDLL(None, use_errno=True)
for name, number in {NUMBERS!r}.items():
    arguments = (4, 1, 0, 0, 0, 0) if name == "prctl-dumpable" else (0, 0, 0, 0, 0, 0)
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    if result >= 0 or ctypes.get_errno() not in (1, 38):
        broke_out(f"{{name}} {{result}} {{ctypes.get_errno()}}")
""",
    ),
    Attack(
        "its own process",
        "Makes itself readable, unbound from its parent, and free of its filter.",
        """
libc = ctypes.CDLL(None, use_errno=True)
for name, option in (("dumpable", 4), ("parent's death", 1), ("no new privileges", 38), ("seccomp", 22),
                     ("keep capabilities", 8), ("timer slack", 29), ("ptracer", 0x59616D61)):
    if libc.prctl(option, ctypes.c_ulong(0), ctypes.c_ulong(0), 0, 0) == 0:
        broke_out(name)
""",
    ),
    Attack(
        "another root",
        "Changes its root, its folder, its user and its name space.",
        """
attempt(lambda: os.chroot("/"), "chroot")
attempt(lambda: os.chdir("/tmp"), "chdir")
attempt(lambda: os.setuid(0), "setuid")
attempt(lambda: os.setresuid(0, 0, 0), "setresuid")
attempt(lambda: os.setgroups([0]), "setgroups")
attempt(lambda: os.setsid(), "setsid")
""",
    ),
    Attack(
        "terminal",
        "Pushes keys into the terminal of whoever grades.",
        """
import fcntl
for descriptor in (0, 1, 2):
    attempt(lambda: fcntl.ioctl(descriptor, 0x5412, b" "), f"descriptor {descriptor}")
attempt(lambda: os.close(os.open("/dev/tty", os.O_RDWR)), "/dev/tty")
""",
    ),
    *(
        (
            Attack(
                "calls of the x32 interface",
                "Calls the kernel by numbers that a filter for 64 bits might not know.",
                "if ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 + 39)) > 0:\n    broke_out('x32')",
                verdict="crashed",
            ),
            Attack(
                "calls of the 32-bit interface",
                "Calls the kernel by machine code for 32 bits, where other numbers hold.",
                OTHER_ARCHITECTURE,
                verdict="crashed",
            ),
        )
        if platform.machine() == "x86_64"
        else ()
    ),
)
