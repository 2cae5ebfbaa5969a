"""Packages that submissions may use: what is open follows from metadata, and what is closed looks absent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.sandbox import fork_client, packages
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.no_value import Raised
from autograder.sandbox.packages import closure, openings, require_installed
from autograder.sandbox.student import Student
from autograder.sandbox.worker import Worker
from grading_helpers import CHECKOUT, require_level

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux closes files to submissions")

WORKER = CHECKOUT / "autograder" / "worker"


def install(
    folder: Path, name: str, files: Sequence[str], requires: Sequence[str] = (), noted: bool = True
) -> None:
    """Put a distribution into a folder of packages, as an installer does; `noted` is with a RECORD."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    needs = "".join(f"Requires-Dist: {one}\n" for one in requires)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}\nText.\n")
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(f"FROM = {name!r}\n")
    if noted:
        paths = [*files, f"{info.name}/METADATA", f"{info.name}/RECORD"]
        (info / "RECORD").write_text("".join(f"{path},sha256=x,1\n" for path in paths))


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder of packages beside the real ones."""
    own = tmp_path / "site-packages"
    own.mkdir()
    everywhere = [str(own), *packages.folders()]
    monkeypatch.setattr(packages, "folders", lambda: everywhere)
    monkeypatch.setattr(fork_client, "known", {})
    packages.open_entries.cache_clear()
    yield own
    packages.open_entries.cache_clear()


def named(roots: Sequence[str]) -> set[str]:
    return {one.name for one in closure(roots)}


# What an allowed package needs


@pytest.mark.parametrize(
    ("requirement", "follows"),
    [
        ("beta", True),
        ("Beta>=0.5", True),
        ("beta; python_version >= '3.8'", True),
        ("beta; sys_platform == 'nowhere'", False),
        ("beta; extra == 'plots'", False),
        ("gamma[plots]", True),
        ("gamma[others]", False),
        ("gamma", False),
        ("not-installed", False),
    ],
)
def test_what_a_package_needs_is_open_as_far_as_its_markers_hold_and_its_extras_are_asked_for(
    requirement, follows, folder
):
    install(folder, "alpha", ["alpha/__init__.py"], [requirement])
    install(folder, "beta", ["beta/__init__.py"])
    install(folder, "gamma", ["gamma.py"], ["beta; extra == 'plots'", "gone; extra == 'others'"])
    assert ("beta" in named(["alpha"])) is follows


def test_what_the_needed_needs_is_open_and_a_circle_ends(folder):
    for one, other in (("alpha", "beta"), ("beta", "gamma"), ("gamma", "alpha")):
        install(folder, one, [f"{one}.py"], [other])
    install(folder, "beside", ["beside.py"])
    assert named(["alpha"]) == {"alpha", "beta", "gamma"}


def test_the_kit_stays_closed_also_where_an_allowed_package_needs_it(folder):
    install(folder, "course", ["course.py"], ["torchkata", "Torch_Kata"])
    assert named(["course", "torchkata"]) == {"course"}


@pytest.mark.parametrize(
    "name", ["torchkata", "pytest", "nbgrader", "nbconvert", "hypothesis", "ruff", "click"]
)
def test_no_package_of_the_kits_own_needs_is_open(name):
    assert name not in {packages.canonical(one) for one in named(packages.ALLOWED)}


# What opens of a package


@pytest.mark.parametrize(
    ("files", "opened"),
    [
        (["alpha/__init__.py", "alpha/deep/data.csv"], {"alpha"}),
        (["alpha.py"], {"alpha.py"}),
        (["alpha.cpython-311-x86_64-linux-gnu.so"], {"alpha.cpython-311-x86_64-linux-gnu.so"}),
        (["shared/alpha/__init__.py", "shared/more.py"], {"shared/alpha", "shared/more.py"}),
        (["shared/deep/alpha/__init__.py"], {"shared/deep/alpha"}),
        (["shared/lib/alpha.so.1", "shared/lib/other.so.2"], {"shared/lib"}),
        (["alpha.libs/one.so.1"], {"alpha.libs/one.so.1"}),
        (["alpha-1.0.dist-info/RECORD", "alpha-1.0.dist-info/METADATA"], {"alpha-1.0.dist-info"}),
    ],
)
def test_a_package_opens_as_far_as_it_is_its_own(files, opened):
    assert set(openings(files)) == opened


@pytest.mark.parametrize(
    "path",
    ["../../../bin/alpha", "/etc/passwd", "_alpha.pth", "__editable__.alpha.py", "__pycache__/alpha.pyc"],
)
def test_what_lies_elsewhere_or_leads_there_opens_nothing(path, folder):
    install(folder, "alpha", ["alpha.py"])
    with (folder / "alpha-1.0.dist-info" / "RECORD").open("a") as record:
        record.write(f"{path},,\n")
    assert packages.open_entries(("alpha",))[str(folder)] == ["alpha.py", "alpha-1.0.dist-info"]


def test_a_package_whose_installer_noted_names_only_opens_by_these(folder):
    install(folder, "alpha", ["one/__init__.py", "two.py"], noted=False)
    (folder / "alpha-1.0.dist-info" / "top_level.txt").write_text("one\ntwo\n")
    opened = packages.open_entries(("alpha",))[str(folder)]
    assert {"one", "two.py", "alpha-1.0.dist-info"} <= set(opened)


def test_a_package_is_allowed_by_what_is_imported_from_it_too(folder):
    install(folder, "alpha-for-all", ["alpha/__init__.py"])
    assert "alpha" in packages.open_entries(("alpha",))[str(folder)]


def test_a_name_that_nobody_has_opens_nothing():
    assert packages.open_entries(("no-such-package",)) == packages.open_entries(())


@pytest.mark.parametrize(
    ("name", "said"),
    [("no-such-package", "pip install no-such-package"), ("torchkata", "checks"), ("linked", "without `-e`")],
)
def test_a_package_that_cannot_be_allowed_is_refused_with_the_next_step(name, said, folder):
    install(folder, "linked", ["_linked.pth"])
    with pytest.raises(UsageError, match=said):
        require_installed([name])


def test_a_package_that_is_installed_can_be_allowed():
    require_installed(["pytest", "scikit-learn", "sklearn"])


# What is closed looks absent

FILES = {
    "opened": ["opened/__init__.py", "single.py", "shared/mine/__init__.py"],
    "closed": ["closed/__init__.py", "module.py", "native.so", "shared/theirs/__init__.py", "bare/part.py"],
}
SEEN = f"""
import importlib.metadata, importlib.util, json, pkgutil, sys, types
sys.modules["autograder"] = kit = types.ModuleType("autograder")
sys.modules["autograder.worker"] = worker = types.ModuleType("autograder.worker")
worker.__path__ = [{str(WORKER)!r}]
from autograder.worker.confine.packages import show_only
folder = sys.argv[1]
sys.path.append(folder)
importlib.util.find_spec("closed")  # so that the import system has listed the folder before
show_only({{folder: ["opened", "single.py", "shared/mine", "opened-1.0.dist-info"]}})
def there(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
names = "opened single shared shared.mine closed module native shared.theirs bare bare.part".split()
print(json.dumps({{
    "specs": [name for name in names if there(name)],
    "distributions": [one.name for one in importlib.metadata.distributions(path=[folder])],
    "modules": sorted(one.name for one in pkgutil.iter_modules([folder])),
}}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict[str, list[str]]:
    """What Python finds in a folder of which a part is closed."""
    folder = tmp_path_factory.mktemp("seen")
    for name, files in FILES.items():
        install(folder, name, files)
    done = subprocess.run(
        [sys.executable, "-c", SEEN, str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_packages_modules_and_parts_of_namespaces_are_found_as_far_as_they_are_open(seen):
    assert seen["specs"] == ["opened", "single", "shared", "shared.mine"]


def test_metadata_of_what_is_closed_are_absent(seen):
    assert seen["distributions"] == ["opened"]


def test_modules_of_what_is_closed_are_not_listed(seen):
    assert seen["modules"] == ["opened", "single"]


# In a worker

TRIES = """
import importlib

def works(code):
    names = {}
    exec(code, names)
    return True
"""
WORKING = [
    "from torchvision import datasets, transforms; datasets.MNIST; transforms.ToTensor()",
    "from torchvision.transforms import v2; v2.ToImage()",
    "from sklearn.datasets import load_digits; load_digits()",
    "from sklearn.cluster import KMeans; KMeans(2).fit([[0.0], [0.1], [1.0]])",
    "from sklearn.linear_model import LinearRegression; LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])",
    "import scipy.stats, scipy.linalg, scipy.optimize; scipy.stats.norm.cdf(0.0)",
    "import numpy.matlib",
    "import pylab; pylab.plot([1, 2])",
    "from mpl_toolkits.mplot3d import Axes3D",
    "import sympy, networkx; sympy.diff(sympy.Symbol('x') ** 2)",
    "from importlib.metadata import version; assert version('numpy')",
    "from zoneinfo import ZoneInfo; ZoneInfo('Europe/Berlin')",
    "from PIL import ImageFont; ImageFont.load_default()",
    "from IPython.display import display, HTML",
]
ABSENT = [
    "pytest",
    "nbgrader",
    "click",
    "autograder.checks",
    "autograder.sandbox",
    "torchkata",
    "seaborn_",
    "_pytest",
]


@pytest.fixture(scope="module")
def student() -> Iterator[Student]:
    require_level(2)
    worker = Worker(ProcessChannel(level=2), call_seconds=120.0)
    worker.load(Path("tries.py"), TRIES.encode(), {"works": ()}, {})
    yield Student(worker)
    worker.close()


@pytest.mark.parametrize("code", WORKING)
def test_what_is_open_works_at_its_first_use(code, student):
    assert student.works(code) is True


@pytest.mark.parametrize("name", ABSENT)
def test_an_import_of_what_is_closed_says_that_it_is_not_there(name, student):
    with pytest.raises(Raised, match=f"^ModuleNotFoundError: No module named '{name}'"):
        student.works(f"import {name}")


@pytest.mark.parametrize("name", ["pytest", "nbgrader", "torchkata"])
def test_the_version_of_what_is_closed_is_that_of_nothing(name, student):
    with pytest.raises(Raised, match="PackageNotFoundError"):
        student.works(f"import importlib.metadata; importlib.metadata.version({name!r})")


def test_pandas_works_with_its_time_zones(student):
    assert student.works("import pandas; pandas.Timestamp('2024-01-01', tz='Europe/Berlin')") is True


def test_what_is_allowed_works_with_what_it_needs_and_what_lies_beside_it_stays_absent(folder):
    require_level(2)
    install(folder, "wanted", ["wanted/__init__.py", "shared/wanted/__init__.py"], ["needed"])
    install(folder, "needed", ["needed.py"])
    install(folder, "beside", ["beside/__init__.py", "shared/beside/__init__.py"])
    worker = Worker(ProcessChannel(level=2, allow=("wanted",)))
    worker.load(Path("tries.py"), TRIES.encode(), {"works": ()}, {})
    assert (
        Student(worker).works("import wanted, needed, shared.wanted; assert needed.FROM == 'needed'") is True
    )
    for closed in ("beside", "shared.beside"):
        with pytest.raises(Raised, match="ModuleNotFoundError"):
            Student(worker).works(f"import {closed}")
    worker.close()
