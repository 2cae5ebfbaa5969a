"""Where a frame begins and ends: `u32 body length | body`, whatever the body is."""

from __future__ import annotations

import struct

PREFIX = struct.Struct("<I")
MAX_BODY = 64 << 20  # bytes


class FrameError(Exception):
    """A frame that is malformed or over a limit."""


def frame(body: bytes) -> bytes:
    """The body with its length before it."""
    return PREFIX.pack(len(body)) + body


def body_length(prefix: bytes) -> int:
    """The number of bytes that follow these first four; FrameError where no frame is that long."""
    (length,) = PREFIX.unpack(prefix)
    if not PREFIX.size <= length <= MAX_BODY:
        raise FrameError(f"a frame of {length} bytes")
    return int(length)
