"""The students' notebook, `release/06_mnist/06_mnist.ipynb`, made by nbgrader itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from autograder.authoring.notebook import written
from autograder.authoring.packages import author_package
from autograder.folders import Folder


def release_notebook(stem: str, source: bytes) -> bytes:
    """What `nbgrader generate_assignment` makes of the source notebook.

    It runs in a course folder of its own, without a gradebook and without anybody's nbgrader
    configuration, so that the same source gives the same bytes everywhere. Meanwhile the process's
    current folder is that one.
    """
    with Folder() as folder:
        course = Path(folder.scratch)
        notebook = course / "source" / stem / f"{stem}.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_bytes(source)
        _generate(course, stem)
        released = (course / "release" / stem / notebook.name).read_text(encoding="utf-8")
    return written(author_package("nbformat").reads(released, as_version=4))


def _generate(course: Path, stem: str) -> None:
    # nbgrader's converters, unlike its command, read no configuration files.
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    log = logging.getLogger(__name__)
    settings = _settings(course, stem)
    directory = CourseDirectory(config=settings, log=log)
    GenerateAssignment(coursedir=directory, config=settings, log=log).start()


def _settings(course: Path, stem: str) -> Any:
    from traitlets.config import Config

    settings = Config()
    settings.CourseDirectory.root = str(course)
    settings.CourseDirectory.assignment_id = stem
    settings.GenerateAssignment.no_database = True
    settings.SaveCells.enabled = False
    return settings
