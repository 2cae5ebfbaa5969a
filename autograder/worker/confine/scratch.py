"""A folder in which a worker may write: small, its own, and gone with it.

It is a file system in memory, mounted in a mount namespace of the worker's own: no other process sees it, it
holds no more than `BYTES` in no more than `FILES` files and folders, and it ends with the worker, however
that ends. Root may mount; others may in a user namespace of their own, where the system lets them have one.

`folder` is mounted over once, read-only, by the zygote, and its subfolder `scratch` by each worker: so a
Landlock rule on `folder` holds for what is mounted below it, and opens nothing else. Flags are those of
Linux's `linux/sched.h` and `linux/mount.h`.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

NEW_MOUNTS, NEW_USER = 0x20000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
READ_ONLY, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 32, 4096, 1 << 14, 1 << 18
HARMLESS = 2 | 4 | 8  # no set-user-id, no devices, nothing to execute

BYTES = 64 << 20
FILES = 4096


def prepare(folder: str) -> None:
    """Make ready, once, what workers that this process forks need; OSError where that cannot be."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", NEW_MOUNTS | (NEW_USER if user else 0))
    if user:
        Path("/proc/self/setgroups").write_bytes(b"deny")
        Path("/proc/self/uid_map").write_bytes(f"{user} {user} 1".encode())
        Path("/proc/self/gid_map").write_bytes(f"{group} {group} 1".encode())
    _mount("/", PRIVATE | RECURSIVE)  # nothing of all this is to be seen outside
    _mount(folder, HARMLESS, "size=64k,nr_inodes=8,mode=0755")
    os.mkdir(f"{folder}/scratch")
    _mount(folder, REMOUNT | BIND | READ_ONLY | HARMLESS)
    _mount(f"{folder}/scratch", HARMLESS, "size=8m,mode=0700")  # for the zygote itself


def enter(folder: str, user: int | None) -> None:
    """Make the current folder this process's own one, which that user may write to; needs `prepare`."""
    _call("unshare", NEW_MOUNTS)
    owner = "" if user is None else f",uid={user},gid={user}"
    _mount(f"{folder}/scratch", HARMLESS, f"size={BYTES},nr_inodes={FILES},mode=0700{owner}")
    os.chdir(f"{folder}/scratch")
    sys.path.append(os.getcwd())  # a notebook may write a module; at the end, so that it hides nothing
    # Rights and times of files cannot be changed in a worker, and a copy is one without them.
    shutil.copymode = shutil.copystat = lambda *_, **__: None


def lacking(folder: str) -> str:
    """Tried after `enter`: why that has made no scratch folder, or nothing."""
    space = os.statvfs(".")
    if space.f_blocks * space.f_frsize > BYTES or not 0 < space.f_files <= FILES:
        return "the folder is not bounded"
    Path(folder, "scratch", "a").write_bytes(b"a")
    try:
        Path(folder, "a").write_bytes(b"a")
    except OSError:
        return ""
    return "a file beside the folder could be written"


def _mount(target: str, flags: int, options: str | None = None) -> None:
    """A new file system in memory where there are options, else a change to what is mounted there."""
    kind, data = (None, None) if options is None else (b"tmpfs", options.encode())
    _call("mount", kind, target.encode(), kind, ctypes.c_ulong(flags), data)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments):
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
