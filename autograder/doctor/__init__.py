"""Whether this machine has what the kit needs, each thing tried rather than inferred."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.doctor.finding import Finding, Rows
from autograder.errors import AutograderError

BOTH_FROM_ONE_INDEX = "pip install --force-reinstall torch torchvision"


def examine() -> list[Finding]:
    """A finding for each thing the kit needs."""
    return [Finding(*row) for probe in PROBES for row in probe()]


def _python() -> Rows:
    state = "ok" if sys.version_info >= (3, 10) else "broken"
    remedy = "" if state == "ok" else "Install Python 3.10 or newer."
    yield state, "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}", remedy


def _torch() -> Rows:
    try:
        import torch
    except (ImportError, OSError) as error:
        yield "broken", "torch", f"cannot be imported ({error})", f"Run `{BOTH_FROM_ONE_INDEX}`."
        return
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    yield "ok", "torch", f"{torch.__version__}, {gpu}", ""


def _torchvision() -> Rows:
    """A torchvision built for another torch fails at import: "operator torchvision::nms does not exist"."""
    try:
        import torchvision
    except (ImportError, OSError, RuntimeError) as error:
        remedy = f"torch and torchvision must come from one index: run `{BOTH_FROM_ONE_INDEX}`."
        yield "broken", "torchvision", f"cannot be imported beside this torch ({error})", remedy
        return
    yield "ok", "torchvision", str(torchvision.__version__), ""


def _packages() -> Rows:
    for name, extra in (("nbgrader", ""), ("jinja2", "[instructor]"), ("jupytext", "[dev]")):
        try:
            yield "ok", name, version(name), ""
        except PackageNotFoundError:
            yield "warning", name, "not installed", f"Run `pip install 'torchkata{extra}'`."


def _data() -> Rows:
    try:
        from autograder.data import load_dataset

        dataset = load_dataset(download=False)
    except (ImportError, OSError):
        return  # torch is missing, and the finding on torch has said so
    except AutograderError as error:
        yield "broken", "data", error.fact, error.remedy
        return
    found = f"{dataset.name}: {len(dataset.train_labels)} training and {len(dataset.test_labels)} test images"
    remedy = (
        "" if dataset.name == "mnist" else "Real MNIST is downloaded at the first `grade` with a network."
    )
    yield "ok" if dataset.name == "mnist" else "warning", "data", found, remedy


def _confinement() -> Rows:
    """A worker, and what keeps it in; nothing where torch, which it needs, cannot be imported."""
    try:
        from autograder.doctor.packages import packages
        from autograder.doctor.worker import isolation, worker
    except (ImportError, OSError):
        return
    yield from worker()
    yield from packages()
    yield from isolation()


def _hidden_checks() -> Rows:
    there = any(Path(__file__).parents[1].glob("content/*/hidden/*.py"))
    finding = (
        "here: this is an instructor's installation"
        if there
        else "not here: this is a student's installation"
    )
    yield "ok", "hidden checks", finding, ""


def _temporary_folder() -> Rows:
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


PROBES: tuple[Callable[[], Rows], ...] = (
    _python,
    _torch,
    _torchvision,
    _packages,
    _data,
    _temporary_folder,
    _confinement,
    _hidden_checks,
)
