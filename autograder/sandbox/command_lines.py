"""The command lines of untrusted processes, and the environment in which they start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.sandbox import namespaces, packages

WORKER = Path(__file__).parents[1] / "worker"
MEMORY = 2 << 30  # bytes beyond what torch itself maps
CPU_SECONDS = 300  # of one worker
CALL_SECONDS = 10.0  # of one call, where nobody gives it more
# Where libraries lie, and what some set on macOS lest two copies of OpenMP end the process.
PASSED_ON = (
    "PATH",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "KMP_DUPLICATE_LIB_OK",
)


def configuration(device: str) -> dict[str, Any]:
    """What a worker or a zygote is told when it starts. It can be read by every user of the machine."""
    memory = MEMORY if device == "cpu" else None
    return {"packages": packages.folders(), "device": device, "memory": memory, "cpu_seconds": CPU_SECONDS}


def confined_command(
    device: str, level: int, folder: str, more: dict[str, Any], allow: tuple[str, ...] = ()
) -> list[str]:
    """The command line of a zygote or a probe, in namespaces where `level` asks for them."""
    wrapper = namespaces.wrapper([WORKER, *map(Path, packages.folders())], folder) if level >= 3 else []
    confined = {"level": level, "folder": folder, "namespaces": bool(wrapper)}
    confined |= {"open": packages.open_entries(allow)}
    return [*wrapper, *command(configuration(device) | confined | more)]


def command(config: dict[str, Any]) -> list[str]:
    """The command line of an untrusted process: isolated from the user's settings, writing no bytecode."""
    return [interpreter(), "-I", "-S", "-B", "-X", "utf8", str(WORKER / "__main__.py"), json.dumps(config)]


def interpreter() -> str:
    """Python itself: in a virtual environment of Windows `sys.executable` is what starts it, and another."""
    if sys.platform == "win32":
        return str(getattr(sys, "_base_executable", sys.executable))
    return os.path.realpath(sys.executable)


def apart() -> dict[str, Any]:
    """Options for a process that Ctrl-C does not reach: it is for the one that waits for it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def environment(folder: str) -> dict[str, str]:
    """A fixed environment: nothing of the grader's own settings changes how a student's code runs."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
        "HOME": folder,
        "USERPROFILE": folder,  # what HOME is on Windows
        "USERNAME": "student",  # asked for where no `pwd` tells
        "TMPDIR": folder,
        "MPLCONFIGDIR": folder,
        "MPLBACKEND": "Agg",
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "JOBLIB_MULTIPROCESSING": "0",  # else it tries, and warns in the student's output
    }
