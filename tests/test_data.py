"""The data sets: where MNIST is looked for, what is refused, and the digits that stand in for it."""

from __future__ import annotations

import errno
import functools
import gzip
import hashlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sklearn import datasets

import autograder.data
from autograder.data import Batches, Dataset, download, load_dataset, mnist
from autograder.errors import MachineError, UsageError
from autograder.worker.data.digits import enlarge
from grading_helpers import WITHOUT_MNIST

MonkeyPatch = pytest.MonkeyPatch

REAL_DATA = os.environ.get(mnist.ENVIRONMENT_VARIABLE)  # read before any test changes the environment

TRAIN_IMAGES = torch.arange(6 * 28 * 28).remainder(256).to(torch.uint8).view(6, 28, 28)
TRAIN_LABELS = torch.tensor([5, 0, 4, 1, 9, 2])
TEST_IMAGES = 255 - TRAIN_IMAGES[:3]
TEST_LABELS = torch.tensor([7, 0, 3])


def idx(values: torch.Tensor) -> bytes:
    """`values` as an idx file of bytes: magic number, lengths of the axes, contents."""
    lengths = b"".join(length.to_bytes(4, "big") for length in values.shape)
    return bytes([0, 0, 8, values.dim()]) + lengths + values.to(torch.uint8).numpy().tobytes()


CONTENTS = {
    "train-images-idx3-ubyte": idx(TRAIN_IMAGES),
    "train-labels-idx1-ubyte": idx(TRAIN_LABELS),
    "t10k-images-idx3-ubyte": idx(TEST_IMAGES),
    "t10k-labels-idx1-ubyte": idx(TEST_LABELS),
}
OFFICIAL_FILES = mnist.FILES
SMALL_FILES = tuple(
    mnist.OfficialFile(name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    for name, content in CONTENTS.items()
)


def put_mnist(folder: Path) -> Path:
    """Writes the small MNIST under the root `folder`; returns the folder of its files."""
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name, content in CONTENTS.items():
        (raw / name).write_bytes(content)
    return raw


@pytest.fixture(autouse=True)
def offline(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    """An empty current folder, nothing set, a small MNIST taken for the official one, no network."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AUTOGRADER_DATA", raising=False)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(mnist, "FILES", SMALL_FILES)
    monkeypatch.setattr(autograder.data, "FILES", SMALL_FILES)
    monkeypatch.setattr(download, "PROBE", "http://127.0.0.1:9/")


@pytest.fixture
def online(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(download, "answers", lambda url, seconds: True)


def torchvision_that(monkeypatch: MonkeyPatch, downloads: Any) -> None:
    """Replaces torchvision's MNIST by `downloads`, called with the root to download into."""
    monkeypatch.setattr(download, "mnist_class", lambda: lambda root, download: downloads(Path(root)))


def raising(error: Exception) -> Any:
    def fail(root: Path) -> None:
        raise error

    return fail


# Choosing


def test_an_unknown_data_set_is_refused_with_the_three_names() -> None:
    with pytest.raises(UsageError, match="auto, mnist or digits"):
        load_dataset("cifar")


def test_digits_are_given_even_where_mnist_is_there(tmp_path: Path) -> None:
    put_mnist(tmp_path)
    assert load_dataset("digits", tmp_path).name == "digits"


def test_auto_gives_mnist_where_it_is_found(tmp_path: Path) -> None:
    put_mnist(tmp_path)
    assert load_dataset("auto", tmp_path).name == "mnist"


def test_auto_gives_digits_where_mnist_is_not_found_and_must_not_be_downloaded() -> None:
    assert load_dataset("auto", download=False).name == "digits"


def test_auto_without_a_network_gives_digits_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert load_dataset("auto").name == "digits"
    assert capfd.readouterr() == ("", "")


def test_auto_without_a_network_leaves_no_folder_behind(tmp_path: Path) -> None:
    load_dataset("auto", tmp_path / "root")
    assert not (tmp_path / "root").exists()


def test_mnist_not_found_names_every_folder_searched(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", "course")
    first, second = Path("course/MNIST/raw"), Path("data/MNIST/raw")
    with pytest.raises(MachineError) as caught:
        load_dataset("mnist", download=False)
    assert f"{first} or {second}" in caught.value.fact


def test_mnist_not_found_says_how_to_go_on() -> None:
    with pytest.raises(MachineError) as caught:
        load_dataset("mnist")
    assert all(name in caught.value.remedy for name in [*CONTENTS, "--dataset digits"])


def test_batches_are_offered_beside_the_data() -> None:
    _, labels = next(iter(Batches(TRAIN_IMAGES, TRAIN_LABELS, batch_size=4)))
    assert labels.tolist() == [5, 0, 4, 1]


# Looking


def test_a_given_root_is_the_only_place_searched(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path / "course"))
    put_mnist(tmp_path / "course")
    put_mnist(tmp_path / "data")
    assert load_dataset("auto", tmp_path / "elsewhere", download=False).name == "digits"


def test_the_variable_is_searched_before_the_current_folder(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path / "course"))
    put_mnist(tmp_path / "course")
    (put_mnist(tmp_path / "data") / "t10k-labels-idx1-ubyte").unlink()
    assert load_dataset("auto").name == "mnist"


def test_the_current_folder_is_searched_after_the_variable(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path / "course"))
    put_mnist(tmp_path / "data")
    assert load_dataset("auto", download=False).name == "mnist"


def test_an_empty_variable_counts_as_unset(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", "")
    assert mnist.folders_to_search(None) == [Path("data")]


def test_a_root_may_start_in_the_home_folder() -> None:
    assert mnist.folders_to_search("~/data") == [Path.home() / "data"]


def test_a_folder_without_any_of_the_four_files_does_not_hold_mnist(tmp_path: Path) -> None:
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte.gz").write_bytes(b"an archive left behind")
    assert not mnist.holds_mnist(tmp_path)


def test_a_root_that_is_a_file_does_not_hold_mnist(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("not a folder")
    assert not mnist.holds_mnist(tmp_path / "root")


def test_a_folder_that_may_not_be_read_is_refused(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    raw = put_mnist(tmp_path)
    monkeypatch.setattr(os, "listdir", raising(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(MachineError) as caught:
        load_dataset("auto", tmp_path)
    assert str(raw) in caught.value.fact


# Reading


def test_mnist_is_read_as_the_files_say(tmp_path: Path) -> None:
    put_mnist(tmp_path)
    data = load_dataset("mnist", tmp_path)
    torch.testing.assert_close(data.train_images, TRAIN_IMAGES)
    torch.testing.assert_close(data.train_labels, TRAIN_LABELS)
    torch.testing.assert_close(data.test_images, TEST_IMAGES)
    torch.testing.assert_close(data.test_labels, TEST_LABELS)


def shortened(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def lengthened(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def given_another_magic_number(path: Path) -> None:
    path.write_bytes(b"\1" + path.read_bytes()[1:])


def changed_in_one_pixel_or_label(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def removed(path: Path) -> None:
    path.unlink()


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replaced_by_a_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


DAMAGES = (
    shortened,
    lengthened,
    emptied,
    given_another_magic_number,
    changed_in_one_pixel_or_label,
    removed,
    replaced_by_a_folder,
    replaced_by_a_dangling_link,
)


@pytest.mark.parametrize("choice", ["auto", "mnist"])
@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, damage: Any, name: str, choice: str) -> None:
    path = put_mnist(tmp_path) / name
    damage(path)
    with pytest.raises(MachineError) as caught:
        load_dataset(choice, tmp_path)
    assert str(path) in caught.value.fact


def test_a_damaged_folder_named_by_the_variable_does_not_become_digits(
    monkeypatch: MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path))
    emptied(put_mnist(tmp_path) / "train-labels-idx1-ubyte")
    with pytest.raises(MachineError, match="is 0 bytes long instead of 14"):
        load_dataset("auto")


def test_a_damaged_file_comes_with_both_ways_out(tmp_path: Path) -> None:
    raw = put_mnist(tmp_path)
    emptied(raw / "train-labels-idx1-ubyte")
    with pytest.raises(MachineError) as caught:
        load_dataset("mnist", tmp_path)
    assert caught.value.remedy.startswith(f"Delete the folder {raw}")
    assert caught.value.remedy.endswith("--dataset digits.")


def test_a_file_that_may_not_be_read_is_refused_by_name(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    put_mnist(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", raising(PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(MachineError, match=r"train-images-idx3-ubyte cannot be read \(Permission denied\)"):
        load_dataset("mnist", tmp_path)


def test_tensors_stored_by_an_old_torchvision_are_not_read(tmp_path: Path) -> None:
    put_mnist(tmp_path)
    (tmp_path / "MNIST" / "processed").mkdir()
    with pytest.raises(MachineError, match="old torchvision"):
        load_dataset("mnist", tmp_path)


# torchvision


@pytest.fixture
def no_torchvision_yet(monkeypatch: MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        monkeypatch.delitem(sys.modules, name)


BROKEN = (
    "raise ImportError('DLL load failed')",
    "raise RuntimeError('operator torchvision::nms does not exist')",
    "raise OSError('libc10.so: cannot open shared object file')",
    "raise AttributeError('partially initialized module')",
)


@pytest.mark.usefixtures("no_torchvision_yet")
@pytest.mark.parametrize("choice", ["auto", "mnist"])
@pytest.mark.parametrize("line", BROKEN)
def test_a_torchvision_that_does_not_fit_is_named_with_its_mend(
    monkeypatch: MonkeyPatch, tmp_path: Path, line: str, choice: str
) -> None:
    (tmp_path / "torchvision.py").write_text(line)
    monkeypatch.syspath_prepend(tmp_path)
    put_mnist(tmp_path)
    with pytest.raises(MachineError) as caught:
        load_dataset(choice, tmp_path)
    assert "pip install --force-reinstall torch torchvision" in caught.value.remedy


@pytest.mark.usefixtures("no_torchvision_yet")
def test_a_missing_torchvision_is_named_with_its_mend(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "torchvision", None)
    put_mnist(tmp_path)
    with pytest.raises(MachineError, match="pip install --force-reinstall torch torchvision"):
        load_dataset("mnist", tmp_path)


@pytest.mark.usefixtures("no_torchvision_yet")
@pytest.mark.parametrize("choice", ["auto", "digits"])
def test_digits_do_without_torchvision(monkeypatch: MonkeyPatch, choice: str) -> None:
    monkeypatch.setitem(sys.modules, "torchvision", None)
    assert load_dataset(choice).name == "digits"


# Downloading


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news here."""


@pytest.fixture
def mirror(monkeypatch: MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The address of a server on this machine that torchvision takes for MNIST's."""
    from torchvision.datasets import MNIST

    archives = {f"{name}.gz": gzip.compress(content) for name, content in CONTENTS.items()}
    (tmp_path / "mirror").mkdir()
    for name, content in archives.items():
        (tmp_path / "mirror" / name).write_bytes(content)
    handler = functools.partial(QuietHandler, directory=str(tmp_path / "mirror"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        monkeypatch.setattr(MNIST, "mirrors", [address])
        checksums = {name: hashlib.md5(content).hexdigest() for name, content in archives.items()}
        monkeypatch.setattr(MNIST, "resources", list(checksums.items()))
        monkeypatch.setattr(download, "PROBE", f"{address}t10k-labels-idx1-ubyte.gz")
        yield address
        server.shutdown()


@pytest.mark.usefixtures("mirror")
def test_mnist_is_downloaded_where_the_server_answers() -> None:
    torch.testing.assert_close(load_dataset("auto").test_images, TEST_IMAGES)


@pytest.mark.usefixtures("mirror")
def test_nothing_is_downloaded_where_that_is_not_allowed(tmp_path: Path) -> None:
    load_dataset("auto", download=False)
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("mirror")
def test_a_download_leaves_the_four_files_and_nothing_else(tmp_path: Path) -> None:
    load_dataset("mnist", tmp_path / "root")
    found = [path.name for path in (tmp_path / "root").rglob("*") if path.is_file()]
    assert sorted(found) == sorted(CONTENTS)


@pytest.mark.usefixtures("mirror")
def test_a_download_goes_into_the_variables_folder(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA", str(tmp_path / "course"))
    load_dataset("mnist")
    assert mnist.holds_mnist(tmp_path / "course")


@pytest.mark.usefixtures("mirror")
def test_a_download_completes_a_folder_of_leftover_archives(tmp_path: Path) -> None:
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte.gz").write_bytes(b"half an archive")
    assert load_dataset("mnist", tmp_path).name == "mnist"


@pytest.mark.usefixtures("mirror")
def test_an_archive_with_the_wrong_checksum_is_not_taken_for_mnist(tmp_path: Path) -> None:
    (tmp_path / "mirror" / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"please log in"))
    with pytest.raises(MachineError, match="could not be downloaded"):
        load_dataset("mnist", tmp_path / "root")


@pytest.mark.usefixtures("online")
def test_a_full_disk_is_named_even_under_auto(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    torchvision_that(monkeypatch, raising(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(MachineError, match="disk is full"):
        load_dataset("auto", tmp_path)


FAILURES = (
    RuntimeError("Error downloading train-images-idx3-ubyte.gz"),
    TimeoutError("timed out"),
    PermissionError(errno.EACCES, "Permission denied"),
)


@pytest.mark.usefixtures("online")
@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_auto_gives_digits_where_a_download_fails(
    monkeypatch: MonkeyPatch, tmp_path: Path, failure: Exception
) -> None:
    torchvision_that(monkeypatch, raising(failure))
    assert load_dataset("auto", tmp_path).name == "digits"


@pytest.mark.usefixtures("online")
@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_mnist_says_why_a_download_failed(
    monkeypatch: MonkeyPatch, tmp_path: Path, failure: Exception
) -> None:
    torchvision_that(monkeypatch, raising(failure))
    with pytest.raises(MachineError) as caught:
        load_dataset("mnist", tmp_path)
    assert str(failure) in caught.value.fact


@pytest.mark.usefixtures("online")
def test_an_interrupted_download_leaves_nothing_behind(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(root: Path) -> None:
        put_mnist(root)
        raise KeyboardInterrupt

    torchvision_that(monkeypatch, interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_dataset("auto", tmp_path)
    assert not any(tmp_path.iterdir())


@pytest.mark.usefixtures("online")
def test_a_download_may_not_stall_for_ever(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    seen: list[float | None] = []

    def note_the_timeout(root: Path) -> None:
        seen.append(socket.getdefaulttimeout())
        put_mnist(root)

    torchvision_that(monkeypatch, note_the_timeout)
    load_dataset("mnist", tmp_path)
    assert seen == [download.STALL_SECONDS]


@pytest.mark.usefixtures("online")
def test_a_failed_download_restores_the_default_timeout(monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    torchvision_that(monkeypatch, raising(RuntimeError("failed")))
    load_dataset("auto", tmp_path)
    assert socket.getdefaulttimeout() is None


def test_a_server_that_answers_is_seen(mirror: str) -> None:
    assert download.answers(f"{mirror}t10k-labels-idx1-ubyte.gz", seconds=5.0)


def test_a_server_without_the_file_counts_as_not_answering(mirror: str) -> None:
    assert not download.answers(f"{mirror}missing", seconds=5.0)


def test_a_server_that_keeps_silent_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # as long as it is open it could yet answer
        assert not download.answers(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.2)


def test_a_name_server_that_keeps_silent_is_given_up_in_time(monkeypatch: MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: over.wait(600.0) and [])
    assert not download.answers("http://mnist.invalid/", seconds=0.2)
    assert not over.is_set()
    over.set()


# Digits


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return load_dataset("digits")


def doubled_in_whole_numbers(images: np.ndarray) -> Any:
    """Bilinear doubling of (n, 8, 8) in a margin of 3, scaled from 16 to 255, in integers alone.

    A pixel of the result lies a quarter of a pixel from its nearest neighbour in the source: the weights
    are 9, 3, 3 and 1 sixteenths.
    """
    # A margin of 4, so that the outermost pixels have a neighbour too.
    source = np.pad(images.astype(np.int64), ((0, 0), (4, 4), (4, 4)))
    near = np.arange(28) // 2 + 1
    far = near + np.where(np.arange(28) % 2 == 0, -1, 1)
    columns = 3 * source[:, :, near] + source[:, :, far]
    sixteenths = 3 * columns[:, near] + columns[:, far]
    whole, rest = np.divmod(sixteenths * 255, 256)
    return whole + ((rest > 128) | ((rest == 128) & (whole % 2 == 1)))


def test_digits_are_doubled_exactly_on_any_machine() -> None:
    images = datasets.load_digits().images
    expected = torch.from_numpy(doubled_in_whole_numbers(images)).to(torch.uint8)
    torch.testing.assert_close(enlarge(torch.from_numpy(images)), expected)


def test_full_ink_becomes_255() -> None:
    assert enlarge(torch.full((1, 8, 8), 16))[0, 14, 14] == 255


def test_digits_keep_a_margin_of_paper(digits: Dataset) -> None:
    inside = torch.zeros(28, 28, dtype=torch.bool)
    inside[5:-5, 5:-5] = True
    assert digits.train_images[:, ~inside].max() == 0


@pytest.mark.parametrize(("part", "count"), [("train", 1437), ("test", 360)])
def test_digits_have_the_shape_and_type_of_mnist(digits: Dataset, part: str, count: int) -> None:
    images, labels = getattr(digits, f"{part}_images"), getattr(digits, f"{part}_labels")
    assert (images.shape, images.dtype) == ((count, 28, 28), torch.uint8)
    assert (labels.shape, labels.dtype) == ((count,), torch.int64)


def test_every_digit_is_in_either_part_once_with_its_label(digits: Dataset) -> None:
    bunch = datasets.load_digits()
    everything = zip(map(bytes, enlarge(torch.from_numpy(bunch.images)).numpy()), bunch.target, strict=True)
    images = torch.cat([digits.train_images, digits.test_images]).numpy()
    labels = torch.cat([digits.train_labels, digits.test_labels]).tolist()
    assert sorted(zip(map(bytes, images), labels, strict=True)) == sorted(everything)


def test_a_fifth_of_every_class_is_for_testing(digits: Dataset) -> None:
    train, test = digits.train_labels.bincount(), digits.test_labels.bincount()
    assert ((test - (train + test) / 5).abs() < 1).all()


def test_the_split_is_the_same_whatever_the_seed(digits: Dataset) -> None:
    torch.manual_seed(1)
    torch.testing.assert_close(load_dataset("digits").test_images, digits.test_images)


# The real files


@pytest.fixture
def real_data(monkeypatch: MonkeyPatch) -> Dataset:
    if not REAL_DATA:
        pytest.skip(WITHOUT_MNIST)
    monkeypatch.setattr(mnist, "FILES", OFFICIAL_FILES)
    return load_dataset("mnist", REAL_DATA, download=False)


def test_the_official_files_are_accepted_and_complete(real_data: Dataset) -> None:
    assert (len(real_data.train_images), len(real_data.test_images)) == (60_000, 10_000)


def test_the_official_training_labels_start_as_published(real_data: Dataset) -> None:
    # The first ten training labels, as on the data set's own page.
    assert real_data.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
