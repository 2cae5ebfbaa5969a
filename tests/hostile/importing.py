"""Importing: packages that are installed and closed, and files that are called like allowed ones."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "closed packages",
        "Imports what is installed beside the allowed packages, finds it, and asks for its version.",
        """
import importlib.metadata, importlib.util, pkgutil
for name in ("pytest", "nbgrader", "click", "hypothesis", "autograder.checks", "autograder.grading"):
    attempt(lambda: importlib.import_module(name), name)
    attempt(lambda: importlib.metadata.version(name), f"metadata of {name}")
    attempt(lambda: importlib.util.find_spec(name).origin, f"spec of {name}")
if "pytest" in [one.name for one in pkgutil.iter_modules()]:
    broke_out("a list with closed modules")
""",
    ),
    Attack(
        "honest listing",
        "Lists the folder of packages past what the worker shows of it, and opens what is closed there.",
        """
folder = os.path.dirname(os.path.dirname(torch.__file__))
if "pytest" in os.listdir(folder):
    broke_out("a list with closed packages")
for cell in getattr(os.listdir, "__closure__", None) or ():
    if callable(cell.cell_contents):
        attempt(lambda: cell.cell_contents(folder), "the system's own listing")
attempt(lambda: list(os.scandir(folder)), "scandir")
for path in ("pytest/__init__.py", "nbgrader/__init__.py", "click/__init__.py"):
    attempt(lambda: open(os.path.join(folder, path)).read(), path)
""",
    ),
    Attack(
        "another list of what is open",
        "Has the worker show every package, and imports those that were closed.",
        """
folder = os.path.dirname(os.path.dirname(torch.__file__))
attempt(lambda: kit("packages").show_only({folder: ["pytest", "nbgrader", "click"]}) or 1 / 0, "show_only")
for name in ("pytest", "nbgrader", "click"):
    attempt(lambda: __import__(name), name)
""",
    ),
    Attack(
        "twin of an allowed package",
        "Imports a file that is called like a package that a course may allow, from a folder of its own.",
        """
import importlib.util
sys.path.insert(0, TARGETS["course"])
attempt(lambda: print(__import__("seaborn").SECRET), "the twin")
sys.path_importer_cache.clear()
attempt(lambda: print(__import__("seaborn").SECRET), "the twin, looked for again")
spec = importlib.util.spec_from_file_location("seaborn", TARGETS["twin"])
attempt(lambda: spec.loader.exec_module(importlib.util.module_from_spec(spec)), "the twin by its path")
""",
    ),
)
