"""What persons have marked: asked for again where the text under it changed, and left alone where it did not.

Beside each grade the gradebook keeps a hash of the text that it is for, in a table of the kit's own. So it
goes wherever the marks go: through a regrade, `--force`, a run that was killed, and a new notebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Base, Gradebook
from sqlalchemy import Boolean, Column, Float, String

from autograder.nbgrader.judged import Judged, judged_texts
from autograder.report import number

NOTHING = Judged()
EARLIER = re.compile(r"\A\(About an earlier version of this answer[^)]*\)\s*")


class Seen(Base):
    """What a person sees of a cell in formgrader, by the id of its grade."""

    __tablename__ = "torchkata_seen"

    grade_id = Column(String(32), primary_key=True)
    text = Column(String(64), nullable=False)  # a hash
    asked = Column(Boolean, nullable=False, default=False)  # whether a person is to look at it again
    auto_score = Column(Float)


def settle(gradebook: Gradebook, notebook: Any) -> None:
    """Note what a person has looked at, before nbgrader says of a notebook's cells that nobody needs to."""
    for grade in notebook.grades:
        seen = gradebook.db.get(Seen, grade.id)
        if seen is not None and not grade.needs_manual_grade:
            seen.asked = False
    gradebook.db.commit()


def take_in(gradebook: Gradebook, notebook: Any, cells: Sequence[NotebookNode], away: bool) -> None:
    """Note what there is now to be marked in a submitted notebook; ask for a person where it has changed.

    Of one that is `away`, nbgrader has said that its questions are unanswered, and that nobody needs to look:
    where its cells are there after all, they are a person's again.
    """
    judged = judged_texts(cells)
    comments = {comment.name: comment for comment in notebook.comments}
    for grade in notebook.grades:
        now = judged.get(grade.name, NOTHING)
        under = [comments[name] for name in (grade.name, *now.names) if name in comments]
        ask_where_changed(gradebook, grade, now, under, not away and not grade.needs_manual_grade)
        if cells and grade.cell.type == "TaskCell" and grade.auto_score is not None:
            grade.auto_score = None
            grade.needs_manual_grade = grade.needs_manual_grade or grade.manual_score is None
    gradebook.db.commit()


def ask_where_changed(
    gradebook: Gradebook, grade: Any, now: Judged, comments: Sequence[Any], looked_at: bool
) -> None:
    """Flag a marked grade whose text is another now, or that was flagged and that nobody has looked at."""
    seen = gradebook.db.get(Seen, grade.id)
    changed = seen is not None and seen.text != now.text
    waits = seen is None or (seen.asked and not looked_at)
    asked = is_marked(grade, comments) and (changed or waits)
    gradebook.db.merge(
        Seen(grade_id=grade.id, text=now.text, asked=asked, auto_score=seen and seen.auto_score)
    )
    if asked:
        grade.needs_manual_grade = True
    if asked and changed:
        for comment in comments:
            comment.manual_comment = about_earlier(grade.manual_score, comment.manual_comment)


def is_marked(grade: Any, comments: Iterable[Any]) -> bool:
    """Whether a person has given points, or said something."""
    given = grade.manual_score is not None or bool(grade.extra_credit)
    return given or any(comment.manual_comment for comment in comments)


def about_earlier(points: float | None, words: str | None) -> str:
    """A comment, with the sentence before it that it is about an earlier version."""
    marked = "" if points is None else f", which a person gave {number(points)} points"
    sentence = f"(About an earlier version of this answer{marked}.)"
    return f"{sentence} {EARLIER.sub('', words or '', count=1)}".rstrip()


def leave_alone(gradebook: Gradebook, notebook: Any, unjudged: Iterable[str]) -> None:
    """After nbgrader's own step, which asks again for all that has points by hand: ask where there is need.

    There is for what no check could judge and no person has marked, for a text that changed, and for an
    automatic score that is no longer the one that a person saw beside the points.
    """
    names = set(unjudged)
    for grade in notebook.grades:
        seen = gradebook.db.get(Seen, grade.id)
        if seen is not None and grade.manual_score is not None:
            other = seen.auto_score is not None and seen.auto_score != grade.auto_score
            seen.asked = seen.asked or other
            grade.needs_manual_grade = seen.asked
        elif grade.name in names or (seen is not None and seen.asked):
            grade.needs_manual_grade = True
        if seen is not None:
            seen.auto_score = grade.auto_score
    gradebook.db.commit()
