"""The regions that learners never see: solutions and marking schemes."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.authoring.cells import Cell

# nbgrader acts on a line that merely contains one of these words.
MARKER_WORDS = (
    "BEGIN SOLUTION",
    "END SOLUTION",
    "BEGIN MARK SCHEME",
    "END MARK SCHEME",
    "BEGIN HIDDEN TESTS",
    "END HIDDEN TESTS",
    "AUTOTEST",
)


@dataclass(frozen=True)
class Region:
    """Lines from `begin` to `end`, of which learners see the lines of `stub` instead."""

    begin: str
    end: str
    stub: tuple[str, ...]


SOLUTION = Region(
    "### BEGIN SOLUTION", "### END SOLUTION", ("# YOUR CODE HERE", "raise NotImplementedError()")
)
MARK_SCHEME = Region("### BEGIN MARK SCHEME", "### END MARK SCHEME", ())
REGIONS = {"function": SOLUTION, "question": MARK_SCHEME}


def for_learners(cell: Cell) -> str:
    """The cell's source with every region replaced by its stub, indented like the region's first line.

    AuthoringError where a marker has no partner.
    """
    region = REGIONS.get(cell.role)
    if region is None:
        return cell.source
    lines: list[str] = []
    inside = False
    for line in cell.source.splitlines():
        marker = line.strip()
        if marker in (region.begin, region.end):
            if inside == (marker == region.begin):
                raise _unbalanced(cell, marker)
            inside = not inside
            indent = line[: line.index(marker)]
            lines.extend(indent + stub_line for stub_line in region.stub if inside)
        elif not inside:
            lines.append(line)
    if inside:
        raise _unbalanced(cell, region.begin)
    return "\n".join(lines)


def refuse_missing_region(cell: Cell) -> None:
    region = REGIONS[cell.role]
    if region.begin not in cell.source:
        raise cell.mistake(
            f"{cell.name} has no region that is kept from learners.",
            f"Put `{region.begin}` and `{region.end}` around the answer.",
        )


def refuse_stray_markers(cell: Cell) -> None:
    """Refuse whatever nbgrader would take for a marker and we would not."""
    region = REGIONS.get(cell.role)
    allowed = (region.begin, region.end) if region else ()
    for line in cell.source.splitlines():
        if line.strip() not in allowed and any(word in line for word in MARKER_WORDS):
            raise cell.mistake(
                f"nbgrader would act on the line `{line.strip()}`, which is no marker of this cell.",
                "Reword the line, or spell it exactly as `### BEGIN SOLUTION` and its relatives.",
            )


def _unbalanced(cell: Cell, marker: str) -> Exception:
    return cell.mistake(
        f"the marker `{marker}` has no partner.", "Pair every BEGIN with the END that follows it."
    )
