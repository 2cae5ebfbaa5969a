"""What pytest loads of the kit wherever it is installed: options for whoever writes or debugs checks.

    pytest autograder/content/piecewise --submission 04_piecewise.py -k relu

Without `--submission` it does nothing; with it, `grading.pytest_author` gives checks what they need.
"""

from __future__ import annotations

from pathlib import Path

import pytest

CONTENT = Path(__file__).parent / "content"
MISSING = "{file} holds checks, which need a file to judge: add --submission FILE, such as 04_piecewise.py."


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("torchkata", "checks of exercises")
    group.addoption("--submission", metavar="FILE", help="Judge this file by the checks that are run.")
    group.addoption(
        "--check-seed",
        type=int,
        default=0,
        metavar="N",
        help="Draw the inputs of checks from it.  [default: 0]",
    )
    group.addoption(
        "--check-dataset",
        default="auto",
        choices=("auto", "mnist", "digits"),
        help="For checks that need one.",
    )


def pytest_configure(config: pytest.Config) -> None:
    file = config.getoption("submission")
    if file is None:
        return
    if not Path(file).is_file():
        raise pytest.UsageError(f"There is no file {file}. Name the one to judge after --submission.")
    from autograder.grading.pytest_author import AuthorPlugin  # here, because it imports torch

    config.pluginmanager.register(
        AuthorPlugin(Path(file), config.getoption("check_seed"), config.getoption("check_dataset"))
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect what holds checks, whose names do not begin with `test_`, where it or its folder is named."""
    named = parent.session.isinitpath
    if not (file_path.is_relative_to(CONTENT) and any(map(named, (file_path, *file_path.parents)))):
        return None
    from autograder.grading.collect import holds_checks

    if not holds_checks(file_path):
        return None
    if parent.config.getoption("submission") is None:
        raise parent.CollectError(MISSING.format(file=file_path.name))
    return None if named(file_path) else pytest.Module.from_parent(parent, path=file_path)
