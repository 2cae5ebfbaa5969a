"""MNIST's files on disk: where they are looked for, whether they are sound, and reading them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import MachineError
from autograder.folders import TORCHS, environment
from autograder.worker.data.dataset import Dataset

ENVIRONMENT_VARIABLE = "AUTOGRADER_DATA"
DEFAULT_FOLDER = Path("data")
OTHERWISE = "or go on with --dataset digits."


@dataclass(frozen=True)
class OfficialFile:
    """An unpacked file of MNIST: its name, length in bytes and SHA-256 checksum."""

    name: str
    size: int
    sha256: str


# Lengths follow from the idx format: a header of 16 or 8 bytes, then a byte a pixel or a label. Checksums
# are those of the archives in `torchvision.datasets.MNIST.resources` (listed there with their MD5), unpacked.
FILES = (
    OfficialFile(
        "train-images-idx3-ubyte",
        16 + 60_000 * 28 * 28,
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    OfficialFile(
        "train-labels-idx1-ubyte",
        8 + 60_000,
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    OfficialFile(
        "t10k-images-idx3-ubyte",
        16 + 10_000 * 28 * 28,
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    OfficialFile(
        "t10k-labels-idx1-ubyte",
        8 + 10_000,
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
)


def folders_to_search(root: Path | str | None) -> list[Path]:
    """`root` alone where it is given; otherwise $AUTOGRADER_DATA, where it is set, and then ./data."""
    if root is not None:
        return [Path(root).expanduser()]
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    return [Path(named).expanduser(), DEFAULT_FOLDER] if named else [DEFAULT_FOLDER]


def raw_folder(folder: Path) -> Path:
    """Where torchvision keeps MNIST's files under the root `folder`."""
    return folder / "MNIST" / "raw"


def holds_mnist(folder: Path) -> bool:
    """Whether any of MNIST's files is under `folder`; MachineError where it may not be looked into."""
    raw = raw_folder(folder)
    try:
        names = os.listdir(raw)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        fact = f"{raw} cannot be read ({error.strerror})."
        raise MachineError(fact, f"Make it readable, {OTHERWISE}") from error
    return any(file.name in names for file in FILES)


def read_mnist(folder: Path) -> Dataset:
    """MNIST from the root `folder`: 60,000 training and 10,000 test images.

    MachineError names the first file that is not the official one, or says that torchvision does not work.
    """
    _refuse_damaged_files(folder)
    _refuse_processed_files(folder)
    mnist = mnist_class()
    train, test = mnist(folder, train=True), mnist(folder, train=False)
    return Dataset("mnist", train.data, train.targets, test.data, test.targets)


def mnist_class() -> Any:
    """`torchvision.datasets.MNIST`; MachineError where torchvision is missing or does not fit torch."""
    try:
        # Here, because it adds more than a second to an import, and digits do without it.
        with environment(TORCHS):
            from torchvision.datasets import MNIST
    # A torchvision built for another torch fails with any of these, AttributeError at a second attempt.
    except (ImportError, RuntimeError, OSError, AttributeError) as error:
        reason = " ".join(str(error).split())
        fact = f"MNIST is read with torchvision, which cannot be imported here ({reason})."
        mend = "Install both from one index with `pip install --force-reinstall torch torchvision`"
        raise MachineError(fact, f"{mend}, {OTHERWISE}") from error
    return MNIST


def _refuse_damaged_files(folder: Path) -> None:
    raw = raw_folder(folder)
    for file in FILES:
        flaw = _flaw(raw / file.name, file)
        if flaw is not None:
            remedy = f"Delete the folder {raw}, so that it is downloaded again, {OTHERWISE}"
            raise MachineError(f"MNIST's file {raw / file.name} {flaw}.", remedy)


def _flaw(path: Path, official: OfficialFile) -> str | None:
    """What is wrong with the file, as the end of a sentence; all four together take a tenth of a second."""
    try:
        size = path.stat().st_size
        if size != official.size:
            return f"is {size:,} bytes long instead of {official.size:,}"
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if checksum == official.sha256 else "is not the official one (its SHA-256 checksum differs)"


def _refuse_processed_files(folder: Path) -> None:
    """torchvision prefers the tensors that its old releases stored, which nobody has verified."""
    processed = folder / "MNIST" / "processed"
    if processed.exists():
        fact = f"{processed} comes from an old torchvision and would be read instead of {raw_folder(folder)}."
        raise MachineError(fact, f"Delete {processed}, {OTHERWISE}")
