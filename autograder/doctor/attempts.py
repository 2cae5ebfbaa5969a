"""A submission that tries what submissions may not do: the doctor loads it in a worker, and never here.

Each function returns True where its attempt succeeds; so does `imports`, which must.
"""

import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading

import torch


def imports_the_checks():
    try:
        import autograder.checks  # noqa: F401 - whether this works is the question
    except ImportError:
        return False
    return True


def reads_other_files():
    return bool(
        open(
            os.path.join(os.path.dirname(sys.modules["autograder.worker.wire.frames"].__file__), "frames.py"),
            encoding="utf-8",
        ).read()
    )


def writes_a_file():
    """Beside its own folder, where it may, or where everybody may."""
    for folder in (os.pardir, "/tmp", "/var/tmp"):
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                return file.write(b"x") == 1
        except OSError:
            pass
    return False


def opens_a_socket():
    socket.socket().close()
    return True


def starts_a_process():
    if hasattr(os, "fork"):
        if os.fork() == 0:
            os._exit(0)
        return True
    return subprocess.run([sys.executable, "-c", ""]).returncode == 0


def starts_a_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    return True


def signals_its_parent():
    if not hasattr(signal, "SIGCONT"):  # on Windows whoever may start a process may also end others
        return starts_a_process()
    os.kill(os.getppid(), signal.SIGCONT)
    return True


def takes_all_memory():
    return torch.zeros(1 << 36, dtype=torch.uint8).numel() > 0


def opens_many_files():
    files = [open(os.devnull, encoding="utf-8") for _ in range(2000)]
    return len(files) == 2000


def imports(name):
    importlib.import_module(name)
    return True
