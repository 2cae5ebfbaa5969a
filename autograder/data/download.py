"""Downloading MNIST: a quick look whether its server answers, then torchvision's own download."""

from __future__ import annotations

import errno
import os
import socket
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

from autograder.data.mnist import OTHERWISE, mnist_class, raw_folder
from autograder.errors import MachineError

# In the first of `torchvision.datasets.MNIST.mirrors`; written out, so that torchvision need not be imported
# where there is no network.
PROBE = "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz"
PROBE_SECONDS = 5.0
STALL_SECONDS = 20.0
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class DownloadError(Exception):
    """MNIST cannot be had from here; the text says why, as the end of a sentence."""


def download_mnist(folder: Path) -> None:
    """Downloads MNIST's four files into the root `folder`, with torchvision's progress bar.

    They appear there only when all are complete, so an interrupted download leaves nothing behind.
    DownloadError where the network or the folder does not let it happen; MachineError where the disk is
    full or torchvision does not work.
    """
    if not answers(PROBE, PROBE_SECONDS):
        raise DownloadError("its server does not answer")
    mnist = mnist_class()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".download-") as staging, _stalls_end():
            mnist(staging, download=True)
            _publish(raw_folder(Path(staging)), raw_folder(folder))
    except (OSError, HTTPException, RuntimeError) as error:
        _refuse_full_disk(error, folder)
        raise DownloadError(" ".join(str(error).split())) from error


def answers(url: str, seconds: float) -> bool:
    """Whether a request for `url` succeeds within `seconds`.

    In a thread, because looking up a host's name may block for much longer than any timeout allows.
    """
    answered = threading.Event()

    def ask() -> None:
        request = urllib.request.Request(url, method="HEAD")
        with suppress(OSError, HTTPException), urllib.request.urlopen(request, timeout=seconds):
            answered.set()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return answered.is_set()


@contextmanager
def _stalls_end() -> Iterator[None]:
    """torchvision sets no timeout: without a default one a lost connection would block for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(STALL_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _publish(source: Path, destination: Path) -> None:
    destination.mkdir(parents=True, exist_ok=True)
    for unpacked in source.glob("*-ubyte"):
        os.replace(unpacked, destination / unpacked.name)


def _refuse_full_disk(error: Exception, folder: Path) -> None:
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        fact = f"The disk is full: MNIST does not fit into {folder}."
        raise MachineError(fact, f"Free 100 MB, name another folder with --data-root, {OTHERWISE}") from error
