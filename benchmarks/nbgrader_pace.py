"""How long nbgrader takes over the same submissions of 02_linear_fit, with its own Execute and with ours.

    python benchmarks/nbgrader_pace.py [--submissions 60]

The submissions are the right answers that come with the exercise and as many of the wrong ones. Five times
the whole of `nbgrader autograde` is timed: with `Execute`; with the course's own settings; with these, but
without running students' cells for their output and pictures; with `Execute` and grade cells that check
nothing, so that our checks do not burden the peer; and with neither, which leaves what nbgrader itself does.
Exit status 1 where the first two do not give the same points in every grade cell.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))  # for what the tests share

from autograder.audit.corpus import Answer, right_answers, wrong_answers
from autograder.catalog import find
from grading_helpers import CHECKOUT
from nbgrader_course.course import Course, answers_of, cell_of, filled, read

LINE = find("linear_fit")
STOCK = """
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.sanitize_preprocessors.pop(0)
c.Autograde.autograde_preprocessors[0] = "nbgrader.preprocessors.Execute"
c.Execute.timeout = 120
"""
NEITHER = "c.Autograde.autograde_preprocessors.pop(0)\n"
UNCHECKED = f"""{STOCK}
from nbgrader.preprocessors import NbGraderPreprocessor

class CheckNothing(NbGraderPreprocessor):
    def preprocess_cell(self, cell, resources, index):
        if cell.metadata.get("nbgrader", {{}}).get("grade"):
            cell.source = "0.0"
        return cell, resources

c.Autograde.autograde_preprocessors.insert(0, CheckNothing)
"""
RUNS = {
    "nbgrader's Execute": STOCK,
    "ours": "",
    "ours, nothing shown": "c.GradeInIsolation.show = False\n",
    "Execute, no checks": UNCHECKED,
    "neither": NEITHER,
}


def notebook(answer: Answer) -> bytes:
    """The released notebook with an answer's definitions in its cells, and what else it holds near them."""
    released = read((CHECKOUT / "release" / LINE.stem / f"{LINE.stem}.ipynb").read_bytes())
    cells, setup = answers_of(LINE), cell_of(released, "setup-1")
    above, last = "".join(setup["source"]), ""
    for node in ast.parse(answer.source).body:
        source = ast.get_source_segment(answer.source, node) or ""
        name = getattr(node, "name", "")
        if name in cells:
            cells[name], last = source, name
        elif last:
            cells[last] += f"\n{source}"
        else:
            above += f"\n{source}"
    setup["source"] = above
    return json.dumps(filled(released, cells)).encode()


def timed(settings: str, answers: list[Answer]) -> tuple[float, dict[tuple[str, str], dict[str, float]]]:
    """Seconds that `nbgrader autograde` took, and the points."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder), settings)
        course.teach(f"generate_assignment {LINE.stem}")
        for number, answer in enumerate(answers):
            course.hand_in(f"student-{number:02}", LINE, notebook(answer))
        started = time.monotonic()
        course.teach(f"autograde {LINE.stem}")
        return time.monotonic() - started, course.grades()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--submissions", type=int, default=60)
    count = parser.parse_args().submissions
    answers = [*right_answers(LINE), *wrong_answers(LINE)][:count]
    outcomes = {}
    for name, settings in RUNS.items():
        seconds, _ = outcomes[name] = timed(settings, answers)
        ratio = next(iter(outcomes.values()))[0] / seconds
        print(
            f"{name:20} {seconds:7.1f} s   {seconds / count:5.2f} s each   {ratio:5.1f} times as fast",
            flush=True,
        )
    stock, ours = (outcomes[name] for name in list(RUNS)[:2])
    differing = [
        f"{student} {cell}: {points} and {ours[1][student, stem][cell]}"
        for (student, stem), cells in stock[1].items()
        for cell, points in cells.items()
        if points != ours[1][student, stem][cell]
    ]
    print(f"{len(differing)} of {4 * count} grade cells differ", *differing, sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
