"""Which marks a feedback page shows: noted beside it, since nbgrader does not note when a mark was set."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.report_folder import share
from autograder.nbgrader.rounds import KEY

SUFFIX = ".marks"


class NoteMarks(NbGraderPreprocessor):
    """Notes, beside a page of feedback, the marks that are on it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        names = (told["notebook"], told["assignment"], told["student"])
        with Gradebook(told["db_url"]) as gradebook:
            marks = marks_of(gradebook.find_submission_notebook(*names), nb.metadata.get(KEY, {}))
        converter = self.parent.parent
        folder = Path(converter._format_dest(told["assignment"], told["student"]))
        folder.mkdir(parents=True, exist_ok=True)
        if converter.coursedir.groupshared:
            share(folder.parent)  # which nbgrader forgets
        (folder / f"{told['notebook']}{SUFFIX}").write_text(marks, encoding="utf-8", newline="\n")
        return nb, resources


def marks_of(notebook: Any, said: dict[str, Any]) -> str:
    """What is another text as soon as a page would be another: a mark, a comment, or the work under it."""
    grades = sorted((grade.name, grade.score) for grade in notebook.grades)
    comments = sorted((comment.name, comment.comment or "") for comment in notebook.comments)
    work = [said.get("judged_by"), said.get("file")]
    shown = [grades, comments, notebook.late_submission_penalty or 0.0, work]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()
