"""The data behind the MNIST exercise: the real files where they can be had, embedded digits otherwise."""

from __future__ import annotations

from pathlib import Path

from autograder.data.download import DownloadError, download_mnist
from autograder.data.mnist import FILES, OTHERWISE, folders_to_search, holds_mnist, raw_folder, read_mnist
from autograder.errors import MachineError, UsageError
from autograder.worker.data.batches import Batches
from autograder.worker.data.dataset import Dataset
from autograder.worker.data.digits import load_digits

__all__ = ["CHOICES", "Batches", "Dataset", "load_dataset", "see_to_dataset"]

CHOICES = ("auto", "mnist", "digits")


class MnistNotFoundError(MachineError):
    """MNIST is nowhere on this machine and was not downloaded."""


def load_dataset(choice: str = "auto", root: Path | str | None = None, download: bool = True) -> Dataset:
    """The data set of that name; "auto" is MNIST where it can be had, and digits otherwise.

    MNIST is looked for in `root` alone where it is given, and else in $AUTOGRADER_DATA and ./data; where none
    of them holds it, it is downloaded into the first if `download` says so. UsageError for another name.
    MachineError where "mnist" cannot be had, and in "auto" too where its files are there but damaged, where
    torchvision cannot read them, or where the disk is full.
    """
    return _mnist(choice, root, download) or load_digits()


def see_to_dataset(choice: str = "auto", root: Path | str | None = None) -> None:
    """Download MNIST where that has to be, and see that it can be read; raises what `load_dataset` raises."""
    _mnist(choice, root, download=True)


def _mnist(choice: str, root: Path | str | None, download: bool) -> Dataset | None:
    """MNIST; None where the digits stand in for it."""
    _refuse_unknown(choice)
    if choice == "digits":
        return None
    try:
        return read_mnist(_home_of_mnist(folders_to_search(root), download))
    except MnistNotFoundError:
        if choice == "mnist":
            raise
        return None


def _refuse_unknown(choice: str) -> None:
    if choice not in CHOICES:
        raise UsageError(f"There is no data set {choice!r}.", "Choose auto, mnist or digits with --dataset.")


def _home_of_mnist(folders: list[Path], download: bool) -> Path:
    """The first folder that holds MNIST, downloaded into the first of all where none does."""
    for folder in folders:
        if holds_mnist(folder):
            return folder
    if not download:
        raise _not_found(folders, "was not to be downloaded")
    try:
        download_mnist(folders[0])
    except DownloadError as failure:
        raise _not_found(folders, f"could not be downloaded: {failure}") from failure
    return folders[0]


def _not_found(folders: list[Path], reason: str) -> MnistNotFoundError:
    places = " or ".join(str(raw_folder(folder)) for folder in folders)
    names = ", ".join(file.name for file in FILES)
    return MnistNotFoundError(
        f"MNIST is not in {places} and {reason}.",
        f"Put its four files, unpacked, there ({names}), {OTHERWISE}",
    )
