"""The architecture of the kit, as tables, and the proof that the source keeps to them.

Directions: records ← pure transforms ← processes ← presentation ← command line. Nothing is imported here,
only parsed: what a module names anywhere in its source counts, within functions too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

import pytest

KIT = Path(__file__).resolve().parent.parent / "autograder"
WHOLE_KIT = "__init__"  # the part that holds the version, and every name that no other part holds

# Part → the parts and the installed packages that it may import, besides itself and the standard library.
# A module belongs to the part with the longest name that begins its own.
MAY_IMPORT: dict[str, tuple[str, str]] = {
    # Records
    "__init__": ("", ""),
    "errors": ("", ""),
    "versions": ("", ""),
    "folders": ("", ""),
    "exercise": ("errors", ""),
    "outcomes": ("", ""),
    "report": ("__init__ outcomes", ""),
    "sentences": ("report", "tomli tomllib"),
    # Pure transforms
    "catalog": ("errors exercise", ""),
    "programs": ("errors exercise", ""),
    "course": ("errors", "tomli tomllib"),
    # A worker knows an example that was handed out by what authoring noted of it.
    "authoring": ("__init__ catalog errors exercise folders worker.load", "nbgrader traitlets"),
    "data": ("errors folders worker.data", "torch torchvision"),
    # Processes: the untrusted side, which must start without the rest of the kit, in wings of which each may
    # know those above it, and the trusted side
    "worker.wire": ("", "numpy torch"),
    "worker.data": ("", "sklearn torch"),
    "worker.confine": ("", ""),
    "worker.load": ("worker.data worker.wire", "IPython torch"),
    "worker.answer": ("worker.data worker.load worker.wire", "matplotlib numpy torch"),
    "worker.show": ("worker.answer worker.load worker.wire", "IPython matplotlib numpy traitlets"),
    "worker.launch": (
        "worker.answer worker.confine worker.data worker.load worker.show",
        "IPython matplotlib sklearn threadpoolctl torch",
    ),
    "worker": ("worker.answer worker.confine worker.launch", ""),
    "sandbox": (
        "errors folders outcomes sentences worker.answer worker.load worker.wire",
        "matplotlib numpy packaging torch",
    ),
    # Checks: what judges knows what it judges with, never which exercise it judges
    "checks": ("catalog report sandbox sentences versions worker.wire", "numpy torch"),
    "content": ("", ""),
    # Grading writes its pages through `reporting`, which knows nothing of grading.
    "grading": (
        "catalog checks content data errors exercise folders outcomes report reporting sandbox sentences"
        " versions worker.answer worker.load worker.wire",
        "pytest torch",
    ),
    # Presentation: it shows records, and never starts anything
    "reporting": ("errors exercise outcomes report versions", "jinja2"),
    "reporting.terminal": ("errors exercise outcomes report reporting", "rich"),
    # The student's side and the command line
    "desk": ("__init__ catalog errors exercise grading report", ""),
    "notebook": (
        "catalog desk errors exercise grading report reporting reporting.terminal sandbox worker.answer"
        " worker.load worker.wire",
        "IPython matplotlib torch",
    ),
    "nbgrader": (
        "authoring catalog course errors exercise grading outcomes report reporting sandbox",
        "nbconvert nbformat nbgrader nh3 sqlalchemy traitlets",
    ),
    "demo": ("audit catalog grading programs report", ""),
    "audit": ("errors exercise folders grading programs report", ""),
    "doctor": ("checks course data errors sandbox", "torch torchvision"),
    "cli": (
        "__init__ audit authoring catalog course demo desk doctor errors grading nbgrader reporting"
        " reporting.terminal",
        "click",
    ),
    "__main__": ("cli", ""),
    # What pytest loads wherever the kit is installed: it is light, and hands over to `grading`
    "pytest_entry": ("grading", "pytest"),
}

# An exercise's folder holds no name of its own but the folder's: its modules import each other as neighbours.
EXERCISES = sorted(path.parent.name for path in KIT.glob("content/*/public.py"))
for exercise in EXERCISES:
    MAY_IMPORT[f"content.{exercise}"] = ("checks sandbox sentences worker.wire", "numpy torch")
    MAY_IMPORT[f"content.{exercise}.hidden"] = (
        f"checks content.{exercise} data sandbox sentences worker.data worker.wire",
        "numpy torch",
    )
DATA = ("right_answers.py",)  # submissions, which are never imported

# Name, with * for anything → the modules that may mention it, each for a reason.
ONLY_IN: dict[str, dict[str, str]] = {
    # What a worker sends is never evaluated or unpickled.
    "pickle": {},
    "*.allow_pickle": {},
    "marshal": {},
    "shelve": {},
    "torch.load": {},
    "np.load": {},
    "numpy.load": {},
    "eval": {"worker.load.kit": "runs the Python behind a magic, in the worker"},
    "exec": {
        "worker.load.kit": "runs the Python behind a magic, in the worker",
        "worker.load.submission": "runs the student's file, in the worker",
        "worker.answer.request_handler": "runs a stand-in for a function that failed, in the worker",
    },
    # Learner code, solutions and tests are never loaded into the grader.
    "__import__": {},
    "runpy": {},
    "*spec_from_file_location": {},
    "*import_module": {
        "authoring.packages": "an author's package that students need not have",
        "grading.collect": "the checks of an exercise, by the exercise's name",
        "doctor.attempts": "a submission that imports what submissions may, in the worker",
    },
    # One place prints.
    "print": {},
    "rich*": {f"reporting.terminal.{name}": "prints" for name in ("console", "lists", "progress", "reports")},
    "click*": {"cli": "prints what belongs to the command itself"},
}

# The same for a name that only checks must keep away from: it broadcasts, and is true of empty tensors.
NEVER_IN_CHECKS = ["*allclose"]

# What exercises are written in, and what the parts hand each other: every public name in it is explained.
EXPLAINED = ("checks", "sandbox.student", "report", "exercise")

MAX_MODULE = 250  # lines
MAX_FUNCTION = 40  # lines, decorators not counted
# Lines of code (not blank, no comment, no docstring) that each part may have, and what there is room for.
BUDGETS = {
    "worker": (2_800, "devices that are watched, and what students' packages need next"),
    "sandbox": (1_350, "workers on other machines"),
    "checks": (2_900, "words for what is not checked yet, such as devices and fresh randomness"),
    "content": (1_400, "an exercise: a row of checks for each clause of its docstrings"),
    "grading": (2_300, "a store that resumes, progress, and a scheduler"),
    "nbgrader": (1_750, "the same store behind its pipeline"),
    "authoring": (950, "a course of one's own, and its upgrades"),
    "reporting": (850, "exports to the systems of courses"),
    "audit": (450, "clauses, mutants and variants"),
    "desk": (250, "checks that run again by themselves"),
    "cli": (320, "a command for each of these"),
    "doctor": (300, "what new layers and devices have to show"),
    "data": (220, "no more: two data sets"),
    "notebook": (200, "no more: it hands on"),
    "demo": (60, "no more: it shows, and does nothing itself"),
}
RECORDS = (800, "records and what reads them: a course's settings")  # every module that no budget is for
LONG_MODULES = {
    "content.fully_connected.public": "the public checks of ten functions",
    "cli": "one command after another, each with its options",
    "worker.wire.frames": "writing and reading a frame mirror each other, and belong on one screen",
}


@dataclass(frozen=True)
class Module:
    """A module of the kit: its name without `autograder.`, and its source."""

    name: str
    source: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Module:
        parts = path.relative_to(KIT).with_suffix("").parts
        package = parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts
        return cls(".".join(package), path.read_text(encoding="utf-8"))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.source)))

    @property
    def length(self) -> int:
        return len(self.source.splitlines())

    @property
    def code_length(self) -> int:
        """Lines that hold code: not blank, no comment alone, no docstring."""
        prose = {
            line
            for node in self.nodes
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        }
        lines = enumerate(self.source.splitlines(), 1)
        return sum(
            number not in prose and not line.strip().startswith("#") and bool(line.strip())
            for number, line in lines
        )

    @property
    def part(self) -> str:
        return part_of(self.name)


def part_of(name: str) -> str:
    """The row of MAY_IMPORT for a dotted name within the kit."""
    fitting = [part for part in MAY_IMPORT if f"{name}.".startswith(f"{part}.")]
    return max(fitting, key=len, default=WHOLE_KIT)


def imported(module: Module) -> Iterator[str]:
    """The full dotted name of everything that a module imports.

    A relative import keeps its dots, but for the modules of an exercise.
    """
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = f"{'.' * node.level}{node.module or ''}"
            if node.level and module.name.startswith("content."):
                folder = f"autograder.{module.name}".split(".")[: -node.level]
                origin = ".".join([*folder, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def mentioned(module: Module) -> Iterator[str]:
    """Every name, dotted name and keyword in a module, and everything that it imports."""
    yield from imported(module)
    for node in module.nodes:
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield ast.unparse(node)
        elif isinstance(node, ast.keyword):
            yield f"keyword.{node.arg}"


def strangers(module: Module) -> set[str]:
    """What a module imports beyond its row of MAY_IMPORT."""
    parts, packages = (set(names.split()) for names in MAY_IMPORT[module.part])
    return {name for name in imported(module) if not allowed(name, parts | {module.part}, packages)}


def allowed(name: str, parts: set[str], packages: set[str]) -> bool:
    top, _, rest = name.partition(".")
    if top == "autograder":
        return part_of(rest) in parts
    return top in sys.stdlib_module_names or top in packages


def forbidden(module: Module) -> set[str]:
    """What a module mentions although ONLY_IN or NEVER_IN_CHECKS keeps it away."""
    patterns = [pattern for pattern, places in ONLY_IN.items() if module.name not in places]
    patterns += NEVER_IN_CHECKS if module.part.startswith(("checks", "content")) else []
    return {name for name in mentioned(module) for pattern in patterns if matches(name, pattern)}


def matches(name: str, pattern: str) -> bool:
    """Whether a name is what the pattern says, or lies within it."""
    return fnmatchcase(name, pattern) or fnmatchcase(name, f"{pattern}.*")


def long_functions(module: Module) -> list[str]:
    functions = (node for node in module.nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > MAX_FUNCTION]


def unexplained(module: Module) -> list[str]:
    """The public functions, classes and methods without a docstring; what overrides a method needs none."""
    classes = {node.name: node for node in module.nodes if isinstance(node, ast.ClassDef)}
    found = [
        *top_level(module),
        *(method for node in classes.values() for method in own_methods(node, classes)),
    ]
    return [node.name for node in found if not node.name.startswith("_") and not ast.get_docstring(node)]


def top_level(module: Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    body = ast.parse(module.source).body
    return (node for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef)))


def own_methods(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef]) -> Iterator[ast.FunctionDef]:
    """The methods of a public class that no class of the module that it extends has."""
    bases = [classes[ast.unparse(base)] for base in node.bases if ast.unparse(base) in classes]
    known = {method.name for base in bases for method in base.body if isinstance(method, ast.FunctionDef)}
    methods = (one for one in node.body if isinstance(one, ast.FunctionDef))
    return (one for one in methods if one.name not in known and not node.name.startswith("_"))


MODULES = [Module.read(path) for path in sorted(KIT.rglob("*.py")) if path.name not in DATA]
each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


@each_module
def test_a_module_imports_only_what_its_part_may(module):
    assert strangers(module) == set()


@each_module
def test_a_module_mentions_only_what_is_allowed_to_it(module):
    assert forbidden(module) == set()


@each_module
def test_no_module_imports_by_a_name_that_holds_an_exercise(module):
    from_afar = [node.module for node in module.nodes if isinstance(node, ast.ImportFrom) and not node.level]
    assert [name for name in from_afar if str(name).startswith("autograder.content.")] == []


@each_module
def test_no_function_is_long(module):
    assert long_functions(module) == []


@each_module
def test_a_module_is_short_or_listed(module):
    assert module.length <= MAX_MODULE or module.name in LONG_MODULES


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if module.part in EXPLAINED or module.name in EXPLAINED],
    ids=lambda module: module.name,
)
def test_every_public_name_of_the_vocabulary_is_explained(module):
    assert unexplained(module) == []


def code_in(part: str) -> int:
    """Lines of code in a part with a budget, or in all that have none."""
    return sum(module.code_length for module in MODULES if budgeted(module) == part)


def budgeted(module: Module) -> str:
    """The row of BUDGETS for a module: an exercise's is its own."""
    first = module.name.partition(".")[0]
    return ".".join(module.name.split(".")[:2]) if first == "content" else first if first in BUDGETS else ""


@pytest.mark.parametrize("part", sorted({budgeted(module) for module in MODULES}))
def test_a_part_stays_within_its_budget(part):
    lines, _ = BUDGETS.get(part.partition(".")[0], RECORDS)
    assert code_in(part) <= lines


def test_every_part_of_the_table_exists():
    assert {module.part for module in MODULES} == set(MAY_IMPORT)


def test_every_exception_is_for_a_module_that_exists():
    excepted = {name for places in ONLY_IN.values() for name in places}
    assert excepted <= {module.name for module in MODULES}


class TestTheRulesBite:
    """Each rule refuses a module that breaks it, and lets its neighbour pass."""

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            ("exercise", "import torch"),
            ("errors", "from autograder.exercise import Exercise"),
            ("worker.answer.request_handler", "from autograder.errors import UsageError"),
            ("worker.answer.request_handler", "from autograder import errors"),
            ("worker.answer.main_loop", "from autograder.worker.show.notebook_shell import shell"),
            ("worker.load.submission", "from autograder.worker.answer.objects import kind_of"),
            ("worker.wire.frames", "from autograder.worker.data.batches import Batches"),
            ("worker.answer.request_handler", "def later():\n    import autograder.checks.compare"),
            ("sandbox.student", "from autograder.checks.compare import close"),
            ("catalog", "import rich"),
            ("checks.vocabulary", "from autograder.content.mnist.hidden import reference"),
            ("checks.vocabulary", "from autograder.content import mnist"),
            ("content.mnist.public", "import autograder.content.mnist.hidden.reference as reference"),
            ("content.mnist.public", "from .hidden import reference"),
            ("content.mnist.hidden.network", "from autograder.content.pow_fit.hidden import reference"),
            ("grading.collect", "from autograder.content.mnist.hidden import reference"),
            ("desk", "from autograder.content.mnist import public"),
            ("reporting.html", "import torch"),
            ("reporting.html", "from autograder.reporting import terminal"),
            ("reporting.terminal", "from autograder.grading import run"),
            ("cli", "from solutions import mnist"),
            ("grading.run", "import tests.sample_reports"),
            ("grading.run", "from . import store"),
            ("grading.run", "from autograder import cli"),
        ],
    )
    def test_an_import_against_the_directions_is_found(self, name, source):
        assert strangers(Module(name, source))

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            ("report", "from autograder import __version__"),
            (
                "worker.answer.request_handler",
                "import numpy as np\nfrom autograder.worker.wire.frames import decode",
            ),
            ("content.mnist.hidden.network", "from . import reference"),
            ("content.mnist.hidden.network", "from ..public import NAMES"),
            ("desk", "import json\nfrom collections.abc import Iterator"),
        ],
    )
    def test_an_import_in_the_right_direction_passes(self, name, source):
        assert not strangers(Module(name, source))

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            ("worker.wire.frames", "import pickle"),
            ("worker.wire.frames", "from pickle import loads"),
            ("worker.wire.frames", "torch.load(file)"),
            ("worker.wire.frames", "from torch import load"),
            ("worker.wire.frames", "np.load(file)"),
            ("worker.wire.frames", "x.load(file, allow_pickle=True)"),
            ("worker.wire.frames", "eval('1')"),
            ("worker.wire.frames", "exec('1')"),
            ("worker.wire.frames", "evaluate = eval"),
            ("grading.run", "print('done')"),
            ("grading.run", "importlib.import_module(name)"),
            ("grading.run", "importlib.util.spec_from_file_location(name, path)"),
            ("reporting.html", "from rich.console import Console"),
            ("grading.run", "click.echo('done')"),
            ("checks.compare", "torch.allclose(a, b)"),
            ("content.mnist.hidden.network", "from numpy import allclose"),
        ],
    )
    def test_a_name_where_it_must_not_be_is_found(self, name, source):
        assert forbidden(Module(name, source))

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            ("worker.load.submission", "exec(code)"),
            ("worker.answer.request_handler", "network.eval()"),
            ("grading.report_folder", "json.load(file)"),
            ("reporting.terminal.reports", "from rich.text import Text"),
            ("cli", "click.echo('done')"),
            ("worker.answer.request_handler", "torch.allclose(a, b)"),
        ],
    )
    def test_the_same_name_in_its_place_passes(self, name, source):
        assert not forbidden(Module(name, source))

    @pytest.mark.parametrize(
        ("source", "found"),
        [
            ("def work(): ...", ["work"]),
            ("class Work: ...", ["Work"]),
            ('class Work:\n    """A."""\n    def begin(self): ...', ["begin"]),
            ('class Work:\n    """A."""\n    @property\n    def over(self): ...', ["over"]),
            ('class Work:\n    """A."""\n    def _begin(self): ...', []),
            ('class _Work:\n    """A."""\n    def begin(self): ...', []),
            ('def work():\n    """A."""\n    def step(): ...', []),
            (
                'class Work:\n    """A."""\n    def begin(self):\n        """B."""\n'
                'class Hard(Work):\n    """C."""\n    def begin(self): ...\n    def end(self): ...',
                ["end"],
            ),
        ],
    )
    def test_a_public_name_without_a_docstring_is_found(self, source, found):
        assert unexplained(Module("report", source)) == found

    @pytest.mark.parametrize(("length", "found"), [(MAX_FUNCTION, []), (MAX_FUNCTION + 1, ["work"])])
    def test_a_function_of_one_line_too_many_is_found(self, length, found):
        source = "def work():\n" + "    pass\n" * (length - 1)
        assert long_functions(Module("desk", source)) == found


def test_whoever_starts_graders_does_without_torch():
    """It takes a second to import, in which the graders can begin."""
    starters = "autograder.grading.run, autograder.nbgrader.execute, autograder.nbgrader.reading"
    program = f"import sys, {starters}; print('torch' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout == "False\n"
