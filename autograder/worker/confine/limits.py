"""Resource limits that a worker puts on itself before a line of the student's code runs."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE = 4096  # bytes
FILE_BYTES = 64 << 20
OPEN_FILES = 256


def limit_resources(memory: int | None, cpu_seconds: int, file_bytes: int = FILE_BYTES) -> list[str]:
    """Bound memory (bytes beyond what is mapped now), CPU time, file size, open files and core dumps.

    Returns the names of the layers that took effect: `["rlimits"]`, or nothing where the system has none
    (Windows) or refuses one of them (macOS); on Linux a refusal is an OSError or a ValueError, so that
    nothing runs that was to be bounded. Memory is bounded on Linux only: macOS ignores RLIMIT_AS, and CUDA
    maps far more than it uses.
    """
    if sys.platform == "win32":
        return []
    import resource

    limits = {
        resource.RLIMIT_CPU: (cpu_seconds, cpu_seconds + 1),  # a signal that says so first, then SIGKILL
        resource.RLIMIT_FSIZE: (file_bytes, file_bytes),
        resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
        resource.RLIMIT_CORE: (0, 0),
    }
    if memory is not None and sys.platform == "linux":
        mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * PAGE
        limits[resource.RLIMIT_AS] = (mapped + memory, mapped + memory)
    try:
        for kind, bounds in limits.items():
            hard = resource.getrlimit(kind)[1]  # which may be lower already, and cannot be raised
            most = max(bounds) if hard == resource.RLIM_INFINITY else hard
            resource.setrlimit(kind, (min(bounds[0], most), min(bounds[1], most)))
    except (OSError, ValueError):
        if sys.platform == "linux":
            raise
        return []
    return ["rlimits"]
