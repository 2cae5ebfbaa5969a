"""A fork server: torch imported once, then a fresh worker for each submission in milliseconds.

It holds nothing secret, reads nothing that a worker sends, and has one socket, to the grader. A request is
JSON: `fork` comes with three descriptors and is answered with a pid, `end` kills a worker and is answered
with its status, and `queued` tells how long a worker has waited for a processor.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.worker import landlock
from autograder.worker.confinement import FIRST_UID, SET_DUMPABLE, UIDS, Confinement, prctl, strongest

NOT_SERVED = 70  # exit status of a worker that could not begin, or whose grader is gone
REQUESTS, REPLIES = 3, 4  # where a worker finds its two pipes
# Packages that a submission may read. Named one by one: a course's own package, installed beside them, stays
# closed.
PACKAGES = (
    "torch", "torchvision", "torchgen", "functorch", "numpy", "matplotlib", "mpl_toolkits", "PIL",
    "pillow", "scipy", "sklearn", "scikit_learn", "pandas", "sympy", "mpmath", "networkx", "jinja2",
    "markupsafe", "typing_extensions", "filelock", "fsspec", "nvidia", "triton", "contourpy",
    "cycler", "dateutil", "fonttools", "fontTools", "kiwisolver", "packaging", "pyparsing", "six",
    "IPython", "traitlets", "decorator", "joblib", "threadpoolctl", "tqdm", "setuptools",
    "matplotlib_inline", "pygments", "stack_data", "executing", "asttokens", "pure_eval", "wcwidth",
)  # fmt: skip
SHARED_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64")
SYSTEM = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
)


def main(config: dict[str, Any]) -> None:
    """Get ready, say what confinement holds here, and fork until the grader closes the socket."""
    control = socket.socket(fileno=config["control"])
    warm_up()
    if config["shows"]:
        os.nice(5)  # verdicts first
        warm_shell()
    if sys.platform == "linux":
        prctl(SET_DUMPABLE, 0)  # a worker of the same user cannot read this process through /proc
    confinement, lacking = strongest(wanted(config))
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"lacking": lacking}).encode())
    forked = 0
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 3)
        if not message:
            os._exit(0)
        request = json.loads(message)
        if request["op"] == "fork":
            forked += 1
            private = confinement if confinement.uid is None else replace(confinement, uid=uid_of(forked))
            control.send(json.dumps({"pid": fork(descriptors, private, config)}).encode())
        elif request["op"] == "queued":
            control.send(json.dumps({"seconds": queued(request["pid"])}).encode())
        else:
            control.send(json.dumps({"status": end(request["pid"])}).encode())


def probe(config: dict[str, Any]) -> None:
    """Print, as JSON, the layers that hold on this machine and why others do not; needs no torch."""
    confinement, lacking = strongest(wanted(config))
    layers = [*confinement.apply(), *_namespaces(config)]
    sys.stdout.write(json.dumps({"layers": layers, "lacking": lacking}))


def _namespaces(config: dict[str, Any]) -> list[str]:
    return ["namespaces"] if config["namespaces"] else []


def uid_of(number: int) -> int:
    """A user of its own for each worker: they come round after thousands."""
    return FIRST_UID + number % UIDS


def wanted(config: dict[str, Any]) -> Confinement:
    """Everything that the level asked for consists of, whether it holds here or not."""
    confinement = Confinement(config["memory"], config["cpu_seconds"])
    if config["level"] < 2:
        return confinement
    try:
        ruleset: int | None = landlock.make_ruleset(readable())
    except OSError:
        ruleset = -1  # the probe will say why it does not hold
    uid = FIRST_UID if config["level"] >= 3 and os.getuid() == 0 else None
    return replace(confinement, ruleset=ruleset, filtered=True, uid=uid)


def readable() -> list[Path]:
    """What a submission may read: shared libraries, the standard library and the named packages.

    Installed packages often lie below the standard library or /usr/lib, so both are taken apart.
    """
    folders = [Path(entry) for entry in sys.path if Path(entry).is_dir()]
    libraries = [folder for folder in folders if not holds_packages(folder)]
    packages = [
        entry
        for folder in folders
        if holds_packages(folder)
        for entry in folder.iterdir()
        if entry.name.partition("-")[0].partition(".")[0] in PACKAGES
    ]
    standard = [entry for folder in libraries for entry in folder.iterdir() if not holds_packages(entry)]
    shared = [
        entry for folder in map(Path, SHARED_LIBRARIES) if folder.is_dir() for entry in folder.iterdir()
    ]
    return [
        *(entry for entry in shared if not entry.name.startswith("python")),
        *map(Path, SYSTEM),
        *standard,
        *packages,
    ]


def holds_packages(folder: Path) -> bool:
    """Whether installed packages lie in the folder: only named ones may be read there."""
    return folder.name in ("site-packages", "dist-packages")


def fork(descriptors: Sequence[int], confinement: Confinement, config: dict[str, Any]) -> int:
    """A worker that serves on these descriptors: requests, replies, output."""
    pid = os.fork()
    if pid == 0:
        try:
            live(descriptors, confinement, config)
        except BaseException:
            traceback.print_exc()  # into the output, where `doctor` and a bug report find it
        os._exit(NOT_SERVED)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def live(descriptors: Sequence[int], confinement: Confinement, config: dict[str, Any]) -> None:
    """The life of a worker: nothing of the zygote's stays open, then confinement, then service."""
    from autograder.worker.service import serve

    os.setsid()
    requests, replies, output = descriptors
    ruleset = confinement.ruleset
    kept = [requests, replies, output] if ruleset is None else [requests, replies, output, ruleset]
    high = [os.dup2(descriptor, 200 + place) for place, descriptor in enumerate(kept)]
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (high[2], 1), (high[2], 2), (high[0], REQUESTS), (high[1], REPLIES)):
        os.dup2(source, target)
    if ruleset is not None:
        confinement = replace(confinement, ruleset=os.dup2(high[3], REPLIES + 1))
    os.closerange(REPLIES + 1 + (ruleset is not None), 4096)
    layers = confinement.apply()
    if ruleset is not None:
        os.close(REPLIES + 1)
    layers += _namespaces(config)
    serve(os.fdopen(REQUESTS, "rb"), os.fdopen(REPLIES, "wb"), config["device"], layers)


def queued(pid: int) -> float:
    """Seconds that a worker could have run and had to wait; 0 where the kernel does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def end(pid: int) -> int:
    """Kill a worker and all it started; its exit status, negative for a signal."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except OSError:
            continue
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def warm_shell() -> None:
    """Load, once, what workers show notebooks with."""
    from sklearn import datasets  # noqa: F401 - examples ask for the digits, and a worker cannot read all of it

    from autograder.worker.shell import shell

    shell()


def warm_up() -> None:
    """Do once what a worker would otherwise do at its first step: torch imports much of itself only then.

    One thread, and no parallel region before the fork: a pool of threads does not survive it.
    """
    import matplotlib.pyplot as plt
    import torch
    import torch.nn.functional as F
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    from autograder.worker import drawing, service  # noqa: F401 - their files cannot be read any more later

    torch.set_num_threads(1)
    network = nn.Sequential(nn.Flatten(), nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
    x, y = torch.randn(6, 2, 2), torch.tensor([0, 1, 0, 1, 0, 1])
    for optimiser in (torch.optim.SGD, torch.optim.Adam, torch.optim.RMSprop, torch.optim.Adagrad):
        step = optimiser(network.parameters(), lr=0.1)
        F.cross_entropy(network(x), y).backward()  # type: ignore[no-untyped-call] # untyped in torch
        step.step()
        step.zero_grad()
    torch.autograd.grad((x.requires_grad_().softmax(-1) ** 2).log().sum(), x)
    list(DataLoader(TensorDataset(x.detach(), y), batch_size=2, shuffle=True))
    repr(x)
    figure = plt.figure()
    plt.plot([0, 1], label="x")
    plt.title("x")
    plt.legend()
    figure.canvas.draw()
    plt.close(figure)
