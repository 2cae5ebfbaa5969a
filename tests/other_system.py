"""Runs the kit as if on macOS or Windows, as far as its code can tell: `python other_system.py SYSTEM …`.

After SYSTEM, "darwin" or "win32", comes what Python would be given: `-m MODULE …` or `FILE …`. Code of the
kit, and students' code that it runs, meets modules from which everything is taken that the system lacks; what
the kit starts is started in the same way. Libraries and Python itself see Linux as it is. For Windows text is
also written and read as there, by a console's code page and with `\\r\\n` where nobody says otherwise, and
exit statuses are never negative. What Linux tells of time spent waiting for a processor stays readable, so
that no test hangs on how busy the machine is.

What this cannot show: backslashes in paths, files that cannot be removed while somebody has them open, other
libraries of linear algebra, and whatever is slow there.
"""

from __future__ import annotations

import builtins
import ctypes
import importlib.util
import os
import pathlib
import platform
import signal
import socket
import subprocess
import sys
import time
import types
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from typing import Any

# As the Python library reference says at each entry: "Availability: …".
UNIX = ("win32",)  # "Unix": Linux and macOS have it
LINUX = ("win32", "darwin")  # "Linux", or "Unix, not macOS"

# What is lacking by module, in the words of those entries.
LACKING: dict[str, dict[tuple[str, ...], str]] = {
    "os": {
        UNIX: """
            fork forkpty wait wait3 wait4 waitid WNOHANG WUNTRACED WIFEXITED WIFSIGNALED WEXITSTATUS
            WTERMSIG setsid getsid setpgid getpgid getpgrp setpgrp killpg getuid geteuid getgid getegid
            getgroups setgroups initgroups setuid setgid seteuid setegid setreuid setregid nice
            getpriority setpriority chown fchown lchown chroot fchdir mkfifo mknod major minor makedev
            openpty ttyname tcgetpgrp posix_spawn posix_spawnp sysconf confstr uname sendfile pread pwrite
            preadv pwritev readv writev lockf statvfs fstatvfs pathconf fpathconf getloadavg sync
            register_at_fork ctermid O_CLOEXEC O_NONBLOCK O_DIRECTORY O_NOFOLLOW O_SYNC O_NOCTTY RTLD_NOW
            RTLD_GLOBAL set_blocking get_blocking fchmod""",
        LINUX: """
            sched_getaffinity sched_setaffinity sched_getscheduler sched_setscheduler getresuid getresgid
            setresuid setresgid pipe2 fdatasync posix_fadvise posix_fallocate memfd_create splice
            copy_file_range getrandom eventfd pidfd_open unshare setns getxattr setxattr listxattr
            removexattr O_PATH O_TMPFILE O_DIRECT O_LARGEFILE""",
    },
    "signal": {
        UNIX: """
            setitimer getitimer alarm pause ITIMER_REAL ITIMER_PROF ITIMER_VIRTUAL ItimerError SIGALRM
            SIGPROF SIGVTALRM SIGXCPU SIGXFSZ SIGKILL SIGSTOP SIGTSTP SIGCONT SIGHUP SIGQUIT SIGPIPE
            SIGUSR1 SIGUSR2 SIGCHLD SIGBUS SIGTRAP SIGSYS SIGTTIN SIGTTOU SIGURG SIGWINCH SIGIO
            pthread_kill pthread_sigmask sigpending sigwait siginterrupt SIG_BLOCK SIG_UNBLOCK SIG_SETMASK""",
        LINUX: """
            SIGCLD SIGPOLL SIGPWR SIGRTMIN SIGRTMAX SIGSTKFLT sigwaitinfo sigtimedwait pidfd_send_signal""",
    },
    "socket": {
        UNIX: "AF_UNIX send_fds recv_fds CMSG_LEN CMSG_SPACE SCM_RIGHTS sethostname if_nameindex",
        LINUX: """
            SOCK_CLOEXEC SOCK_NONBLOCK SO_PEERCRED SO_PASSCRED SO_DOMAIN SO_PROTOCOL SO_PEERSEC SO_MARK
            AF_NETLINK AF_PACKET AF_VSOCK AF_ALG AF_CAN""",
    },
    "time": {
        UNIX: "tzset pthread_getcpuclockid",
        LINUX: "CLOCK_BOOTTIME CLOCK_TAI",
    },
}
# "Availability: Unix", of whole modules.
MODULES_LACKING: dict[str, tuple[str, ...]] = {
    "win32": (
        "resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "readline", "syslog", "posix", "curses",
    ),
    "darwin": (),
}  # fmt: skip

CODE_PAGE = "cp1252"  # that of Windows in Western Europe and America
NEW_PROCESS_GROUP = 0x200  # the value of subprocess.CREATE_NEW_PROCESS_GROUP
# What became of a process: where Linux names a signal, Windows has one of its own statuses.
STATUSES = {
    -9: 1,  # SIGKILL: as TerminateProcess is called by Popen.kill
    -11: 0xC0000005,  # SIGSEGV: STATUS_ACCESS_VIOLATION
    -6: 0xC0000409,  # SIGABRT: STATUS_STACK_BUFFER_OVERRUN, with which abort ends there
    -7: 0xC0000005,  # SIGBUS
}
TAKE_A_WORD = ("-X", "-W")  # options of Python's that are followed by another word


def lacking(module: str, system: str) -> set[str]:
    """The names that a module of the standard library does not have on a system."""
    rows = LACKING.get(module, {}).items()
    return {name for systems, names in rows if system in systems for name in names.split()}


class View(types.ModuleType):
    """A module as another system has it: without some of its names, and with others instead."""

    def __init__(self, module: types.ModuleType, without: set[str], instead: Mapping[str, Any]) -> None:
        super().__init__(module.__name__)
        self.__dict__.update({"_module": module, "_without": without, **instead})

    def __getattr__(self, name: str) -> Any:
        if name in self._without:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(self._module, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._module, name, value)


def popen_of(system: str) -> type[subprocess.Popen[Any]]:
    """A Popen that starts Python as this module does, and refuses what the system's own would refuse."""

    class Popen(subprocess.Popen):  # type: ignore[type-arg] # the class itself is generic
        def __init__(self, command: Sequence[str], *arguments: Any, **options: Any) -> None:
            if system == "win32":
                if options.get("preexec_fn") is not None:
                    raise ValueError("preexec_fn is not supported on Windows platforms")
                assert not options.get("pass_fds"), "pass_fds not supported on Windows."
                apart = options.pop("creationflags", 0) & NEW_PROCESS_GROUP
                options["start_new_session"] = bool(apart)
            super().__init__(elsewhere(command, system), *arguments, **options)

        def wait(self, timeout: float | None = None) -> int:
            return told(super().wait(timeout), system)

    return Popen


def told(status: int, system: str) -> int:
    """An exit status as the system tells it."""
    return STATUSES.get(status, status) if system == "win32" else status


def elsewhere(command: Sequence[str], system: str) -> list[str]:
    """A command line of Python's, with this module before what is to be run; `-c` runs nothing of the kit."""
    place = 1
    while command[place].startswith("-") and command[place] not in ("-m", "-c"):
        place += 2 if command[place] in TAKE_A_WORD else 1
    if command[place] == "-c":
        return list(command)
    return [*command[:place], __file__, system, *command[place:]]


def no_library(*_: object, **__: object) -> None:
    """Linux's system calls are asked for through the C library: ctypes.CDLL."""
    raise OSError("this system has no such library")


def written_there(mode: str, encoding: str | None, newline: str | None) -> dict[str, Any]:
    """How Windows reads and writes a text file of which not all is said."""
    if "b" in mode:
        return {}
    page = "utf-8" if sys.flags.utf8_mode else CODE_PAGE
    translated = None if "r" in mode and "+" not in mode else "\r\n"
    return {
        "encoding": page if encoding in (None, "locale") else encoding,
        "newline": translated if newline is None else newline,
    }


def windows_open(
    file: Any,
    mode: str = "r",
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    closefd: bool = True,
) -> Any:
    """The built-in `open`, and so `Path.open`, `read_text` and `write_text`, as on Windows."""
    text = written_there(mode, encoding, newline)
    return open(file, mode, buffering, errors=errors, closefd=closefd, **text)


def views_of(system: str) -> dict[str, types.ModuleType]:
    """Every module that is another one there, by name."""
    sys_there = {"platform": system}
    subprocess_there: dict[str, Any] = {"Popen": popen_of(system), "run": None}
    named = "Windows" if system == "win32" else "Darwin"
    if system == "win32":
        sys_there["_base_executable"] = os.path.realpath(sys.executable)
        subprocess_there["CREATE_NEW_PROCESS_GROUP"] = NEW_PROCESS_GROUP
    subprocess_there["run"] = run_with(subprocess_there["Popen"])
    views: dict[str, types.ModuleType] = {
        "sys": View(sys, set(), sys_there),
        "subprocess": View(subprocess, set(), subprocess_there),
        "platform": View(platform, set(), {"system": lambda: named}),
        "ctypes": View(ctypes, set(), {"CDLL": no_library}),
    }
    for module in (os, signal, socket, time):
        views[module.__name__] = View(module, lacking(module.__name__, system), {})
    return views


def run_with(popen: type[subprocess.Popen[Any]]) -> Any:
    """`subprocess.run`, which looks its Popen up among its own globals, with another one."""
    names = {**vars(subprocess), "Popen": popen}
    run = types.FunctionType(subprocess.run.__code__, names)
    run.__kwdefaults__ = subprocess.run.__kwdefaults__
    return run


def builtins_of(system: str) -> dict[str, Any]:
    """The built-in names, with an import that gives each module as it is there."""
    views, absent = views_of(system), MODULES_LACKING[system]

    def import_there(name: str, *arguments: Any, **options: Any) -> types.ModuleType:
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = builtins.__import__(name, *arguments, **options)
        return views.get(module.__name__, module)

    there = {**vars(builtins), "__import__": import_there}
    return there | ({"open": windows_open} if system == "win32" else {})


class Kit(SourceFileLoader):
    """Loads a module of the kit with other built-in names."""

    names: dict[str, Any]

    def exec_module(self, module: types.ModuleType) -> None:
        vars(module)["__builtins__"] = self.names
        super().exec_module(module)


class KitFinder:
    """Finds modules of the kit where Python would, and has them loaded by `Kit`."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] != "autograder":
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Kit(name, spec.loader.path)
            spec.loader.names = self.names
        return spec


def main() -> None:
    system, first, *rest = sys.argv[1:]
    names = builtins_of(system)
    sys.meta_path.insert(0, KitFinder(names))
    if system == "win32":
        pathlib.Path.open = windows_open  # type: ignore[assignment] # for all that runs here
        if not sys.flags.utf8_mode:
            for stream in (sys.stdin, sys.stdout):
                stream.reconfigure(encoding=CODE_PAGE)  # type: ignore[union-attr] # as a pipe has it there
            sys.stderr.reconfigure(encoding=CODE_PAGE)  # type: ignore[union-attr] # likewise
    if first == "-m":
        if not sys.flags.isolated:
            sys.path[0] = os.getcwd()
        spec = importlib.util.find_spec(rest[0] if rest[0] != "autograder" else "autograder.__main__")
        assert spec is not None
        assert spec.origin is not None
        first, rest = spec.origin, rest[1:]
    sys.argv = [first, *rest]
    code = compile(pathlib.Path(first).read_bytes(), first, "exec")
    this = sys.modules["__main__"] = types.ModuleType("__main__")
    vars(this).update({"__file__": first, "__builtins__": names})
    exec(code, vars(this))


if __name__ == "__main__":
    main()
