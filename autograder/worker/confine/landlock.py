"""Landlock: a process that can read some folders, write to one and touch nothing else, without privileges.

The ruleset is made once and entered by each worker. It covers files (reading, writing, making, removing), TCP
from ABI 4 on, abstract sockets and signals from ABI 6 on; it does not cover `stat`. Numbers and structures
are those of Linux's `linux/landlock.h`; the three system calls have the same numbers on every architecture.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER, REMOVE_FOLDER, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_FOLDER, MAKE_FILE, MOVE, TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
# Plain files and folders: no devices, sockets, pipes or symbolic links, and nothing to execute.
WRITABLE = WRITE_FILE | READ_FILE | READ_FOLDER | REMOVE_FOLDER | REMOVE_FILE
WRITABLE |= MAKE_FOLDER | MAKE_FILE | MOVE | TRUNCATE
# All rights on files that an ABI knows: 13 bits at first, then REFER (2), TRUNCATE (3) and IOCTL_DEV (5).
RIGHTS_BY_ABI = ((1, 13), (2, 14), (3, 15), (5, 16))
TCP_BIND_AND_CONNECT = 3  # from ABI 4
SOCKETS_AND_SIGNALS = 3  # from ABI 6


def abi() -> int:
    """The version of Landlock that this kernel has; OSError where it has none."""
    return _call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_FLAG))


def make_ruleset(readable: Iterable[Path], writable: Iterable[Path] = ()) -> int:
    """A descriptor of a ruleset: only `readable` can be read, and files made and written in `writable`."""
    version = abi()
    rights = max((1 << bits) - 1 for since, bits in RIGHTS_BY_ABI if version >= since)
    fields = [rights]
    if version >= 4:
        fields.append(TCP_BIND_AND_CONNECT)
    if version >= 6:
        fields.append(SOCKETS_AND_SIGNALS)
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = _call(CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    for path in readable:
        _allow(ruleset, path, EXECUTE | READ_FILE | (READ_FOLDER if path.is_dir() else 0))
    for path in writable:
        _allow(ruleset, path, WRITABLE & rights)
    return ruleset


def enter(ruleset: int) -> None:
    """Put this process under the ruleset for good; it must have given up new privileges before."""
    _call(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rule = struct.pack("=Qi", rights, descriptor)
    _call(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint32(0))
    os.close(descriptor)


def _call(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result: int = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"landlock: {os.strerror(ctypes.get_errno())}")
    return result
