"""Whether this machine has what the kit needs, each thing tried rather than inferred."""

from __future__ import annotations

import importlib.util
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.errors import AutograderError
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.levels import CONFINED, level_name, level_of
from autograder.sandbox.processes import probe
from autograder.sandbox.student import Student
from autograder.sandbox.trouble import OutOfMemory, Raised, Trouble

Finding = tuple[str, str, str, str]  # state, subject, finding, remedy
ATTEMPTS = Path(__file__).with_name("attempts.py")
FORBIDDEN = {
    "imports_the_checks": "importing the checks",
    "reads_other_files": "reading other files",
    "writes_a_file": "writing files",
    "opens_a_socket": "the network",
    "starts_a_process": "new processes",
    "starts_a_thread": "threads",
    "signals_its_parent": "signals to others",
    "takes_all_memory": "64 GiB of memory",
    "opens_many_files": "2,000 open files",
}
CONTAINER = "To grade what others wrote, use Linux (a container will do); `check` works at any level."
BOTH_FROM_ONE_INDEX = "pip install --force-reinstall torch torchvision"


def examine() -> list[Finding]:
    """A finding for each thing the kit needs: state "ok", "warning" or "broken"."""
    return [finding for probe in PROBES for finding in probe()]


def _python() -> Iterator[Finding]:
    state = "ok" if sys.version_info >= (3, 10) else "broken"
    remedy = "" if state == "ok" else "Install Python 3.10 or newer."
    yield state, "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", remedy


def _torch() -> Iterator[Finding]:
    try:
        import torch
    except (ImportError, OSError) as error:
        yield "broken", "torch", f"cannot be imported ({error})", f"Run `{BOTH_FROM_ONE_INDEX}`."
        return
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    yield "ok", "torch", f"{torch.__version__}, {gpu}", ""


def _torchvision() -> Iterator[Finding]:
    """A torchvision built for another torch fails at import: "operator torchvision::nms does not exist"."""
    try:
        import torchvision
    except (ImportError, OSError, RuntimeError) as error:
        remedy = f"torch and torchvision must come from one index: run `{BOTH_FROM_ONE_INDEX}`."
        yield "broken", "torchvision", f"cannot be imported beside this torch ({error})", remedy
        return
    yield "ok", "torchvision", str(torchvision.__version__), ""


def _packages() -> Iterator[Finding]:
    for name, extra in (("nbgrader", ""), ("jinja2", "[instructor]"), ("jupytext", "[dev]")):
        try:
            yield "ok", name, version(name), ""
        except PackageNotFoundError:
            yield "warning", name, "not installed", f"Run `pip install 'torchkata{extra}'`."


def _data() -> Iterator[Finding]:
    from autograder.data import load_dataset

    try:
        dataset = load_dataset(download=False)
    except AutograderError as error:
        yield "broken", "data", error.fact, error.remedy
        return
    found = f"{dataset.name}: {len(dataset.train_labels)} training and {len(dataset.test_labels)} test images"
    remedy = (
        "" if dataset.name == "mnist" else "Real MNIST is downloaded at the first `grade` with a network."
    )
    yield "ok" if dataset.name == "mnist" else "warning", "data", found, remedy


def _worker() -> Iterator[Finding]:
    """A worker that starts and answers, and what it could do of what a submission may not."""
    started = time.monotonic()
    try:
        student = Student(ProcessChannel())
        student.load(ATTEMPTS, ATTEMPTS.read_bytes(), dict.fromkeys(FORBIDDEN, ()), {})
        seconds = time.monotonic() - started
        succeeded = [words for name, words in FORBIDDEN.items() if _succeeds(student, name)]
        student.close()
    except (Trouble, OSError) as trouble:
        yield "broken", "worker", f"does not work ({trouble})", "Report this as a bug, with this output."
        return
    yield "ok", "worker", f"starts and answers in {seconds:.1f} s", ""
    refused = [words for words in FORBIDDEN.values() if words not in succeeded]
    yield "ok", "tried there", f"refused: {', '.join(refused)}", ""
    if succeeded:
        yield "warning", "tried there", f"possible: {', '.join(succeeded)}", CONTAINER


def _succeeds(student: Student, attempt: str) -> bool:
    try:
        return getattr(student, attempt)() is True
    except (Raised, OutOfMemory):
        return False


def _isolation() -> Iterator[Finding]:
    """The level that holds, and what keeps the next one from holding."""
    layers, lacking = probe("cpu")
    state = "ok" if level_of(layers) >= CONFINED else "warning"
    yield state, "isolation", f"{level_name(layers)}: {', '.join(layers)}", "" if state == "ok" else CONTAINER
    for layer, reason in lacking.items():
        yield "warning", layer, f"does not hold here: {reason}", ""


def _hidden_checks() -> Iterator[Finding]:
    there = importlib.util.find_spec("autograder.checks.hidden") is not None
    finding = (
        "here: this is an instructor's installation"
        if there
        else "not here: this is a student's installation"
    )
    yield "ok", "hidden checks", finding, ""


def _temporary_folder() -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"\0" * (1 << 20))
    except OSError as error:
        yield (
            "broken",
            "temporary files",
            f"cannot be written ({error})",
            "Make room, or point TMPDIR elsewhere.",
        )
    else:
        yield "ok", "temporary files", tempfile.gettempdir(), ""


PROBES: tuple[Callable[[], Iterator[Finding]], ...] = (
    _python,
    _torch,
    _torchvision,
    _packages,
    _data,
    _temporary_folder,
    _worker,
    _isolation,
    _hidden_checks,
)
