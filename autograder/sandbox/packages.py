"""The installed packages that submissions may read: those that the kit allows, and what these need.

What a package needs, and which files are its own, is read from what its installer noted beside it. So nothing
opens because of its name or its place: neither the kit, nor a course's own package beside the others.
"""

from __future__ import annotations

import re
import site
import sysconfig
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

from packaging.requirements import Requirement

from autograder.errors import UsageError

ALLOWED = (
    "torch", "torchvision", "numpy", "matplotlib", "scipy", "scikit-learn", "pandas", "sympy", "networkx",
    "pillow", "tqdm", "ipython", "ipywidgets",
)  # fmt: skip
NEVER = "torchkata"  # the checks, the references and the hidden seeds are in it


@cache
def folders() -> list[str]:
    """The folders of installed packages, without what their .pth files would add (an editable kit, say)."""
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        found.append(site.getusersitepackages())
    return [folder for folder in dict.fromkeys(found) if Path(folder).is_dir()]


@cache
def open_entries(allow: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What submissions may read, by folder of installed packages: paths below it of files and whole folders.

    `allow` names distributions, or what is imported from them, beyond those that the kit allows. Those that
    are not installed open nothing.
    """
    more = [one.name for name in allow for one in distributions_of(name)]
    entries: dict[str, list[str]] = {folder: [] for folder in folders()}
    for distribution in closure([*ALLOWED, *more]):
        entries[str(distribution.locate_file(""))] += openings(recorded(distribution))
    return entries


def closure(roots: Iterable[str]) -> list[Distribution]:
    """The installed ones among these distributions, and everything that they need; never the kit."""
    waiting = [(name, "") for name in roots]  # each with an extra of it
    asked: set[tuple[str, str]] = set()
    found: dict[str, Distribution] = {}
    while waiting:
        name, extra = waiting.pop()
        name = canonical(name)
        if (name, extra) in asked or name == NEVER:
            continue
        asked.add((name, extra))
        distribution = found.get(name) or installed(name)
        if distribution is not None:
            found[name] = distribution
            waiting += needs(distribution, extra)
    return list(found.values())


def needs(distribution: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """What a distribution needs here, by itself or for an extra of it; each with an extra that is wanted."""
    for line in distribution.requires or ():
        marker = line.partition(";")[2]
        if canonical(extra) not in canonical(marker) or bool(extra) is not ("extra" in marker):
            continue  # known without parsing: most lines are of extras that nobody asks for
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from ((requirement.name, one) for one in ("", *requirement.extras))


def canonical(name: str) -> str:
    """The one spelling of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(name: str) -> Distribution | None:
    """The installed distribution of that name; None where there is none."""
    return next(iter(Distribution.discover(name=name, path=folders())), None)


def distributions_of(name: str) -> list[Distribution]:
    """The installed distributions that have this name, or from which a package of this name is imported."""
    by_name = installed(name)
    if by_name is not None:
        return [by_name]
    everything = Distribution.discover(path=folders())
    return [one for one in everything if name in imports_of(one)]


def imports_of(distribution: Distribution) -> list[str]:
    """The names of the modules and packages that a distribution has for others to import."""
    tops = (re.match(r"(\w+)(/__init__)?(\.\S+)?\.(py|so|pyd)$", path) for path in recorded(distribution))
    return [top[1] for top in tops if top]


def recorded(distribution: Distribution) -> list[str]:
    """The paths of a distribution's files below its folder, as the installer noted them."""
    record = distribution.read_text("RECORD")
    if record is None:  # a system's own package
        return noted_names(distribution)
    paths = (line.rsplit(",", 2)[0].strip('"') for line in record.splitlines())
    return [path for path in paths if not path.startswith(("/", "..", "__", "\\")) and path[-4:] != ".pth"]


def noted_names(distribution: Distribution) -> list[str]:
    """The same where only the names of its packages are noted, or nothing at all."""
    names = (distribution.read_text("top_level.txt") or canonical(distribution.name)).split()
    own = [f"{Path(str(distribution._path)).name}/"] if isinstance(distribution, PathDistribution) else []
    return own + [path for name in names for path in (f"{name}/__init__.py", f"{name}.py")]


def openings(paths: Collection[str], deep: bool = False) -> Iterator[str]:
    """The folders and files to open so that these paths can be read, and nothing of others.

    A folder without an `__init__` of these may be shared with other distributions: what is in it opens one by
    one, but for folders further down in which there is no Python code.
    """
    inside: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        top, _, rest = path.partition("/")
        inside[top].append(rest)
    for top, rests in inside.items():
        is_package = any(rest.startswith("__init__.") for rest in rests)
        holds_no_code = deep and not any(rest.endswith(".py") for rest in rests)
        if rests == [""] or is_package or holds_no_code or top.endswith((".dist-info", ".egg-info")):
            yield top
        else:
            yield from (f"{top}/{one}" for one in openings(rests, deep=True))


def require_installed(allow: Iterable[str]) -> None:
    """UsageError for a package that is allowed and that no submission could import here."""
    for name in allow:
        owners = distributions_of(name)
        if not owners:
            raise UsageError(
                f"{name} is allowed, but not installed here.",
                f"Install it (`pip install {name}`), or take it out of --allow and course.toml.",
            )
        if NEVER in [canonical(one.name) for one in owners]:
            raise UsageError(
                f"{name} holds the checks: it cannot be allowed.", "Take it out of --allow and course.toml."
            )
        if not any(map(imports_of, owners)):
            raise UsageError(
                f"{name} is installed as a link to its source, which submissions cannot follow.",
                "Install it without `-e`, or take it out of --allow and course.toml.",
            )
