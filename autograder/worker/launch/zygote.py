"""A zygote: torch imported once, and a fork server at each of its sockets, which all share that.

It holds nothing secret and reads nothing that a worker sends.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.worker.confine import landlock, packages
from autograder.worker.confine.confinement import (
    FIRST_UID,
    SET_DUMPABLE,
    UIDS,
    Confinement,
    prctl,
    prepare_scratch,
    strongest,
)
from autograder.worker.launch import forking

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
    """Get ready, and leave a fork server at each socket; ends when they have all ended."""
    lacking = prepare_scratch(config["folder"])
    if sys.platform == "linux":
        prctl(SET_DUMPABLE, 0)  # a worker of the same user cannot read this process through /proc
    confinement, _ = strongest(wanted(config, None if lacking else config["folder"]))
    if confinement.ruleset is not None:
        packages.show_only(config["open"])  # to what is imported here, too: it imports more of itself later
        find_no_threads()
    warm_up()
    gc.freeze()
    os.dup2(2, 1)  # whoever waits for the end of the output knows that nothing is read any more
    controls = [(socket.socket(fileno=descriptor), shows) for descriptor, shows in config["controls"]]
    for place, (control, shows) in enumerate(controls):
        if os.fork() == 0:
            for other in {one for one, _ in controls} - {control}:
                other.close()
            if shows:
                os.nice(5)  # verdicts first
                warm_shell()
            users = range(FIRST_UID + place, FIRST_UID + UIDS, len(controls))
            with suppress(ConnectionError):  # the grader was gone before it had its answer
                forking.serve(control, confinement, users, {**config, "shows": shows})
            os._exit(0)
    for control, _ in controls:
        control.close()
    for _ in controls:
        os.wait()
    os._exit(0)  # not by way of what libraries have to say at the end


def probe(config: dict[str, Any]) -> None:
    """Print, as JSON, the layers that hold on this machine and why others do not; needs no torch."""
    unprepared = prepare_scratch(config["folder"])
    confinement, lacking = strongest(wanted(config, None if unprepared else config["folder"]))
    if unprepared:
        lacking["scratch"] = unprepared
    layers = [*confinement.apply(), *forking.namespaces(config)]
    sys.stdout.write(json.dumps({"layers": layers, "lacking": lacking}))


def wanted(config: dict[str, Any], folder: str | None) -> Confinement:
    """Everything that the level asked for consists of, whether it holds here or not.

    `folder` is where scratch folders are prepared.
    """
    confinement = Confinement(config["memory"], config["cpu_seconds"], folder=folder)
    if config["level"] < 2:
        return confinement
    try:
        ruleset: int | None = landlock.make_ruleset(
            [*readable(config["open"]), *packages.paths(config["open"])],
            [] if folder is None else [Path(folder)],
        )
    except OSError:
        ruleset = -1  # the probe will say why it does not hold
    uid = FIRST_UID if config["level"] >= 3 and os.getuid() == 0 else None
    return replace(confinement, ruleset=ruleset, filtered=True, uid=uid)


def readable(opened: packages.Opened) -> list[Path]:
    """What a submission may read besides packages: shared libraries and the standard library.

    Installed packages often lie below one of them, so both are taken apart.
    """
    folders = [Path(entry) for entry in sys.path if Path(entry).is_dir()]
    libraries = [folder for folder in folders if not (holds_packages(folder) or str(folder) in opened)]
    standard = [entry for folder in libraries for entry in folder.iterdir() if not holds_packages(entry)]
    shared = [
        entry for folder in map(Path, SHARED_LIBRARIES) if folder.is_dir() for entry in folder.iterdir()
    ]
    return [
        *(entry for entry in shared if not entry.name.startswith("python")),
        *map(Path, SYSTEM),
        *standard,
    ]


def holds_packages(folder: Path) -> bool:
    """Whether installed packages lie in the folder: only those that the grader names may be read there."""
    return folder.name in ("site-packages", "dist-packages")


def find_no_threads() -> None:
    """Keep scikit-learn from looking in a file that is closed for pools of threads: there are none."""
    with suppress(ImportError):
        import threadpoolctl

        threadpoolctl.ThreadpoolController._load_libraries = lambda controller: None


def warm_shell() -> None:
    """Load, once, what workers show notebooks with."""
    from sklearn import datasets  # noqa: F401 - examples ask for the digits, and it takes a second

    from autograder.worker.show.notebook_shell import shell

    shell()
    gc.freeze()


def warm_up() -> None:
    """Do once what a worker would otherwise do at its first step: torch imports much of itself only then.

    One thread, and no parallel region before the fork: a pool of threads does not survive it.
    """
    import matplotlib.pyplot as plt
    import torch
    import torch.nn.functional as F
    from IPython.core import inputtransformer2  # noqa: F401 - most notebooks need it, and it takes its time
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    from autograder.worker.answer import drawing, main_loop  # noqa: F401 - unreadable later
    from autograder.worker.data import digits  # noqa: F401 - likewise
    from autograder.worker.launch import answerers  # noqa: F401 - likewise

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
