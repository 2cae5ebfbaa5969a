"""Everything that is generated from `solutions/`: write it, or say what is not current."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.authoring.authored import Authored, read_authored
from autograder.authoring.examples import unguarded
from autograder.authoring.notebook import source_notebook
from autograder.authoring.release import release_notebook
from autograder.authoring.stub import stub
from autograder.catalog import refuse_duplicates
from autograder.errors import UsageError
from autograder.worker.load.examples import example

GENERATED = (
    "exercises/[0-9][0-9]_*.py",
    "source/*/*.ipynb",
    "release/*/*.ipynb",
    "autograder/catalog/*.json",
    "autograder/catalog/*_examples.txt",
)


def build(root: Path) -> list[Path]:
    """Bring every generated file under `root` up to date; the paths of those that changed."""
    written = []
    for path, content in _products(root).items():
        if _current(path) != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return written


def check(root: Path) -> list[str]:
    """What is stale, missing or orphaned under `root`, a sentence each; empty when all is current."""
    products = _products(root)
    problems = [
        f"{_shown(path, root)} is {'stale' if path.exists() else 'missing'}: run `autograder build`."
        for path, content in products.items()
        if _current(path) != content
    ]
    return problems + [
        f"{_shown(path, root)} comes from no file in solutions/: delete it, or restore its origin."
        for pattern in GENERATED
        for path in sorted(root.glob(pattern))
        if path not in products
    ]


def _products(root: Path) -> dict[Path, bytes]:
    """What every generated file should hold, by path."""
    exercises = [read_authored(path) for path in _authored_paths(root)]
    refuse_duplicates(authored.exercise for authored in exercises)
    products = {
        root / place: content for authored in exercises for place, content in _derive(authored).items()
    }
    return products | dict(_examples(root, authored) for authored in exercises)


def _authored_paths(root: Path) -> list[Path]:
    paths = sorted((root / "solutions").glob("*.py"))
    if not paths:
        raise UsageError(
            f"{root} holds no solutions/*.py to build from.", "Run this at the root of a checkout."
        )
    return paths


def _derive(authored: Authored) -> dict[str, bytes]:
    stem = authored.exercise.stem
    source = source_notebook(authored)
    return {
        f"exercises/{stem}.py": stub(authored).encode(),
        f"source/{stem}/{stem}.ipynb": source,
        f"release/{stem}/{stem}.ipynb": release_notebook(stem, source),
        f"autograder/catalog/{stem}.json": _catalog_entry(authored),
    }


def _examples(root: Path, authored: Authored) -> tuple[Path, bytes]:
    """The list of an exercise's examples; those of earlier releases stay, since they are still handed in."""
    path = root / "autograder" / "catalog" / f"{authored.exercise.stem}_examples.txt"
    before = (_current(path) or b"").decode().splitlines()
    now = [" ".join(example(unguarded(cell))) for cell in authored.cells if cell.role == "example"]
    return path, "".join(f"{line}\n" for line in dict.fromkeys([*before, *now])).encode()


def _catalog_entry(authored: Authored) -> bytes:
    return (json.dumps(authored.exercise.to_json(), indent=2, ensure_ascii=False) + "\n").encode()


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _current(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
