"""A seccomp filter: the system calls that computing with tensors needs, and no others.

Everything that is not listed fails with EPERM, so that Python raises an ordinary exception; a system call of
another architecture (32-bit or x32) kills the process. No package is needed: the filter is assembled here,
for x86-64 and aarch64. The numbers are those of Linux's `asm/unistd_64.h` and `asm-generic/unistd.h`.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterator, Sequence

# name: (x86-64, aarch64); None where the architecture has no such call.
ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "open": (2, None),
    "close": (3, 57),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "poll": (7, None),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, None),
    "pipe": (22, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "msync": (26, 227),
    "mincore": (27, 232),
    "madvise": (28, 233),
    "dup": (32, 23),
    "dup2": (33, None),
    "nanosleep": (35, 101),
    "setitimer": (38, 103),
    "getpid": (39, 172),
    "exit": (60, 93),
    "uname": (63, 160),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "ftruncate": (77, 46),
    "getdents": (78, None),
    "getcwd": (79, 17),
    "rename": (82, None),
    "mkdir": (83, None),
    "rmdir": (84, None),
    "unlink": (87, None),
    "readlink": (89, None),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "getppid": (110, 173),
    "sigaltstack": (131, 132),
    "arch_prctl": (158, None),
    "gettid": (186, 178),
    "time": (201, None),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "set_tid_address": (218, 96),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "openat": (257, 56),
    "mkdirat": (258, 34),
    "newfstatat": (262, 79),
    "unlinkat": (263, 35),
    "renameat": (264, 38),
    "readlinkat": (267, 78),
    "faccessat": (269, 48),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "set_robust_list": (273, 99),
    "dup3": (292, 24),
    "pipe2": (293, 59),
    "renameat2": (316, 276),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "statx": (332, 291),
    "rseq": (334, 293),
    "close_range": (436, 436),
    "faccessat2": (439, 439),
}
# Allowed for some arguments only: (x86-64, aarch64), the argument's place, and the values that it may have.
KILL, TGKILL = (62, 129), (234, 131)  # the process itself alone
CLONE3 = (435, 435)
IOCTL, IOCTL_REQUESTS = (16, 29), (0x5401, 0x5451)  # TCGETS, FIOCLEX
PRCTL, PRCTL_OPTIONS = (157, 167), (15, 0x53564D41)  # PR_SET_NAME, PR_SET_VMA
# Duplicating and flags only: F_SETOWN and F_SETSIG aim a deadly signal at whoever touches a shared pipe.
FCNTL, FCNTL_COMMANDS = (72, 25), (0, 1, 2, 3, 4, 1030)
PRLIMIT = (302, 261)  # reading only: its third argument, the new limits, must be NULL

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH
SECCOMP_CALL = (317, 277)

LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
KILL_PROCESS, ALLOW, ERROR = 0x80000000, 0x7FFF0000, 0x00050000
EPERM, ENOSYS = 1, 38
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000

Instruction = bytes


def install() -> None:
    """Put the filter on this process, for good; OSError where the system or the architecture has none."""
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(ENOSYS, f"no seccomp filter for {machine}")
    column, audit = ARCHITECTURES[machine]
    program = list(_program(column, audit))
    code = ctypes.create_string_buffer(b"".join(program))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(ctypes.c_long(SECCOMP_CALL[column]), ctypes.c_uint(1), ctypes.c_uint(0), header):
        raise OSError(ctypes.get_errno(), "seccomp")


def _program(column: int, audit: int) -> Iterator[Instruction]:
    yield from (_load(ARCHITECTURE), _if_equal(audit, 1, 0), _return(KILL_PROCESS))
    yield from (_load(NUMBER), _jump(JUMP_IF_AT_LEAST, X32, 0, 1), _return(KILL_PROCESS))
    for numbers in ALLOWED.values():
        number = numbers[column]
        if number is not None:
            yield from (_if_equal(number, 0, 1), _return(ALLOW))
    yield from _when(CLONE3[column], [_return(ERROR | ENOSYS)])  # so that the C library falls back to clone
    for call in (KILL, TGKILL):
        yield from _when(call[column], _only(0, (os.getpid(),)))
    yield from _when(IOCTL[column], _only(1, IOCTL_REQUESTS))
    yield from _when(PRCTL[column], _only(0, PRCTL_OPTIONS))
    yield from _when(FCNTL[column], _only(1, FCNTL_COMMANDS))
    yield from _when(PRLIMIT[column], _null(2))
    yield _return(ERROR | EPERM)


def _when(number: int, body: Sequence[Instruction]) -> list[Instruction]:
    """Run `body`, which returns, for this system call."""
    return [_if_equal(number, 0, len(body)), *body]


def _only(argument: int, values: Sequence[int]) -> list[Instruction]:
    """Allow where the argument's lower half is one of `values`, as the kernel reads an int."""
    tests = [step for value in values for step in (_if_equal(value, 0, 1), _return(ALLOW))]
    return [_load(ARGUMENTS + 8 * argument), *tests, _return(ERROR | EPERM)]


def _null(argument: int) -> list[Instruction]:
    """Allow where both halves of the argument are zero."""
    low, high = ARGUMENTS + 8 * argument, ARGUMENTS + 8 * argument + 4
    refuse = _return(ERROR | EPERM)
    return [_load(low), _if_equal(0, 0, 3), _load(high), _if_equal(0, 0, 1), _return(ALLOW), refuse]


def _load(offset: int) -> Instruction:
    return struct.pack("HBBI", LOAD, 0, 0, offset)


def _jump(code: int, value: int, if_true: int, if_false: int) -> Instruction:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _if_equal(value: int, if_true: int, if_false: int) -> Instruction:
    return _jump(JUMP_IF_EQUAL, value, if_true, if_false)


def _return(action: int) -> Instruction:
    return struct.pack("HBBI", RETURN, 0, 0, action)
