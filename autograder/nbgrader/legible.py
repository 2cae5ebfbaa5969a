"""What students wrote, in a form that nbgrader's pages can show: a page for everyone, no word lost, inert."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader.inert import Attachments, inert_markdown, inert_raw, rendered
from autograder.nbgrader.pictures import MAX_PICTURES, Pictures

MAX_CELLS = 2000
# Characters of a cell that a page formats as code or as Markdown, which takes seconds, and of one that it
# shows as plain text: more than there is in a thick book.
MAX_FORMATTED, MAX_PLAIN = 200_000, 4 << 20
PASTED = re.compile(r"data:image/[^\s()<>\"']+")
# nbgrader cuts out what stands between these, and stops at a cell of the student's own that holds one, even
# within a word.
DELIMITER = re.compile(r"(BEGIN|END) (?=HIDDEN TESTS|MARK SCHEME)")
PLAIN = "*Plain text, without pictures: this cell is very long, or nbgrader cannot format it.*"
LEFT_OUT = (
    "{:,} characters are left out here. They are in the file that was handed in, which is graded whole."
)
CELLS_LEFT_OUT = (
    "*{:,} more cells are left out here. They are in the file that was handed in, which is graded whole.*"
)


class MakeLegible(NbGraderPreprocessor):
    """Mends pictures and what else pages cannot show; where something is cut, a sentence says so.

    Nothing that a student wrote is left active: neither in a page, nor for nbgrader's steps after this one.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb.cells = without_surplus(nb.cells)
        taken = set(names_in_page(nb.cells))
        room = MAX_PICTURES
        for cell in nb.cells:
            pictures = Pictures(cell.pop("attachments", {}), room)
            locked = bool(cell.metadata.get("nbgrader", {}).get("locked"))
            if cell.cell_type == "markdown":
                show_text(cell, pictures, None if locked else taken)
            else:
                cell.source = shortened(cell.source, MAX_FORMATTED, "# ")
            if cell.cell_type == "raw":
                cell.source = inert_raw(cell.source)
            if not locked:
                cell.source = DELIMITER.sub("\\1\N{NO-BREAK SPACE}", cell.source)
            room = pictures.room
        return nb, resources


def names_in_page(cells: list[NotebookNode]) -> Iterator[str]:
    """The names by which formgrader finds the boxes of each cell that it knows."""
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is not None:
            yield from (name, f"{name}_extra_credit", f"{name}-comment")


def without_surplus(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, the first 2,000 of them and those that nbgrader knows where there are more."""
    kept = [cell for place, cell in enumerate(cells) if place < MAX_CELLS or "nbgrader" in cell.metadata]
    surplus = len(cells) - len(kept)
    return [*kept, new_markdown_cell(CELLS_LEFT_OUT.format(surplus))] if surplus else kept


def show_text(cell: NotebookNode, pictures: Pictures, taken: Collection[str] | None) -> None:
    """Mend the pictures of a cell of text; where nbconvert cannot format it, make it plain text.

    A student's text is made inert, with none of the names that are `taken`; None is for the instructor's.
    """
    words = PASTED.sub("(a picture)", cell.source)
    if len(words) <= MAX_FORMATTED:
        mended = pictures.mend(cell.source)
        shown = formatted(mended, pictures.kept, taken)
        if shown is not None:
            kept = {"attachments": pictures.kept} if pictures.kept and shown == mended else {}
            cell.update(source=shown, **kept)
            return
    fence = "~" * (3 + max(map(len, re.findall("~+", words)), default=0))
    cell.source = f"{PLAIN}\n\n{fence}\n{shortened(words, MAX_PLAIN)}\n{fence}"


def formatted(source: str, attached: Attachments, taken: Collection[str] | None) -> str | None:
    """Markdown that nbconvert can format, made inert; None where it cannot."""
    try:
        if taken is not None:
            return inert_markdown(source, attached, taken)
        rendered(source, attached)
    except Exception:  # whatever nbconvert raises over a student's text, it would raise over the whole page
        return None
    return source


def shortened(source: str, limit: int, before: str = "") -> str:
    """The text; where it is longer than that, a sentence stands in place of its middle, after `before`."""
    surplus = len(source) - limit
    if surplus <= 0:
        return source
    words = LEFT_OUT.format(surplus)
    return f"{source[: limit // 2]}\n{before}{words}\n{source[-(limit // 2) :]}"
