"""What students wrote, in a form that nbgrader's pages can show: a page for everyone, and no word lost."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader.pictures import MAX_PICTURES, Pictures

MAX_CELLS = 2000
# Characters of a cell that a page formats as code or as Markdown, which takes seconds, and of one that it
# shows as plain text: more than there is in a thick book.
MAX_FORMATTED, MAX_PLAIN = 200_000, 4 << 20
PASTED = re.compile(r"data:image/[^\s()<>\"']+")
# nbgrader cuts out what stands between these, and stops at a cell of the student's own that holds one.
DELIMITER = re.compile(r"\b(BEGIN|END) (HIDDEN TESTS|MARK SCHEME)")
PLAIN = "*Plain text, without pictures: this cell is very long, or nbgrader cannot format it.*"
LEFT_OUT = (
    "{:,} characters are left out here. They are in the file that was handed in, which is graded whole."
)
CELLS_LEFT_OUT = (
    "*{:,} more cells are left out here. They are in the file that was handed in, which is graded whole.*"
)


class MakeLegible(NbGraderPreprocessor):
    """Mends pictures and what else pages cannot show; where something is cut, a sentence says so."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb.cells = without_surplus(nb.cells)
        room = MAX_PICTURES
        for cell in nb.cells:
            pictures = Pictures(cell.pop("attachments", {}), room)
            if not cell.metadata.get("nbgrader", {}).get("locked"):
                cell.source = DELIMITER.sub("\\1\N{NO-BREAK SPACE}\\2", cell.source)
            if cell.cell_type == "markdown":
                show_text(cell, pictures)
            else:
                cell.source = shortened(cell.source, MAX_FORMATTED, "# ")
            room = pictures.room
        return nb, resources


def without_surplus(cells: list[NotebookNode]) -> list[NotebookNode]:
    """The cells, the first 2,000 of them and those that nbgrader knows where there are more."""
    kept = [cell for place, cell in enumerate(cells) if place < MAX_CELLS or "nbgrader" in cell.metadata]
    surplus = len(cells) - len(kept)
    return [*kept, new_markdown_cell(CELLS_LEFT_OUT.format(surplus))] if surplus else kept


def show_text(cell: NotebookNode, pictures: Pictures) -> None:
    """Mend the pictures of a cell of text; where nbconvert cannot format it, make it plain text."""
    words = PASTED.sub("(a picture)", cell.source)
    if len(words) <= MAX_FORMATTED:
        mended = pictures.mend(cell.source)
        if is_shown(mended, pictures.kept):
            cell.update(source=mended, **({"attachments": pictures.kept} if pictures.kept else {}))
            return
    fence = "~" * (3 + max(map(len, re.findall("~+", words)), default=0))
    cell.source = f"{PLAIN}\n\n{fence}\n{shortened(words, MAX_PLAIN)}\n{fence}"


def is_shown(source: str, attachments: dict[str, dict[str, str]]) -> bool:
    """Whether nbconvert can format this Markdown."""
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    try:
        MarkdownWithMath(renderer=renderer).render(source)
    except Exception:  # whatever it raises over a student's text, it would raise over the whole page
        return False
    return True


def shortened(source: str, limit: int, before: str = "") -> str:
    """The text; where it is longer than that, a sentence stands in place of its middle, after `before`."""
    surplus = len(source) - limit
    if surplus <= 0:
        return source
    words = LEFT_OUT.format(surplus)
    return f"{source[: limit // 2]}\n{before}{words}\n{source[-(limit // 2) :]}"
