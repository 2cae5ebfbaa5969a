"""Measures what correct and wrong training come to in an exercise, and sets the threshold that grading uses.

    python benchmarks/calibrate.py EXERCISE [--seeds N]
    python benchmarks/calibrate.py mnist --dataset mnist|digits [--data-root DIR]

Runs the task of the exercise's generalisation check from many seeds, with several correct variants of the
training loop, and from every tenth seed with the nearest wrong ones. Writes the threshold, the quantiles, and
how many runs would pass, to autograder/content/EXERCISE/hidden/thresholds.json, and prints a table of them.
From fewer seeds than the exercise asks for no threshold follows: it prints the table and writes nothing.
What belongs to one exercise (its variants, its rule for the threshold) is hidden/calibration.py there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from autograder import content
from autograder.checks.calibration import Calibration, Measure, Numbers, rounded
from autograder.errors import AutograderError

CONTENT = Path(content.__file__).parent
EXERCISES = sorted(path.parts[-3] for path in CONTENT.glob("*/hidden/calibration.py"))
LOW = {"min": 0.0, "0.1%": 0.001, "1%": 0.01, "median": 0.5, "max": 1.0}  # where bad runs are the low ones
HIGH = {"min": 0.0, "median": 0.5, "99%": 0.99, "99.9%": 0.999, "max": 1.0}
DIVERGED = 1e9  # what a run counts as that ends at infinity or at no number
WRONG_EVERY = 10  # wrong variants are measured from every tenth seed


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exercise", choices=EXERCISES)
    parser.add_argument("--seeds", type=int, help="default: as many as the threshold has to rest on")
    parser.add_argument("--dataset", choices=("mnist", "digits"), default="mnist", help="for mnist only")
    parser.add_argument("--data-root", type=Path, help="where MNIST is; default: $AUTOGRADER_DATA, ./data")
    return parser.parse_args()


def calibration_of(options: argparse.Namespace) -> Calibration:
    module = import_module(f"autograder.content.{options.exercise}.hidden.calibration")
    if options.exercise == "mnist":
        calibration: Calibration = module.calibration(options.dataset, options.data_root)
    else:
        calibration = module.CALIBRATION
    return calibration


def measure(calibration: Calibration, n_seeds: int, progress: Progress) -> dict[str, Any]:
    """The entry of the threshold file: the threshold, and what it was made of.

    Runs that set a threshold cannot fail by it, so the first correct variant runs from as many other seeds.
    """
    seeds, others = range(n_seeds), range(n_seeds, 2 * n_seeds)
    right = run(calibration.right, seeds, progress)
    wrong = run(calibration.wrong, range(0, n_seeds, WRONG_EVERY), progress)
    threshold = calibration.rule(calibration.worst([calibration.worst(values) for values in right.values()]))
    first = dict(list(calibration.right.items())[:1])
    fresh = run(first, others, progress)

    points = LOW if calibration.high_is_good else HIGH

    def kept(runs: Mapping[str, Numbers]) -> dict[str, Any]:
        return {
            name: {
                **quantiles(values, points),
                "runs": len(values),
                "pass": calibration.passing(values, threshold),
            }
            for name, values in runs.items()
        }

    return {
        "quantity": calibration.quantity,
        "threshold": threshold,
        "seeds": n_seeds,
        "right": kept(right),
        "wrong": kept(wrong),
        "correct runs that fail": f"{failing(calibration, right, threshold)} that set the threshold, "
        f"{failing(calibration, fresh, threshold)} from other seeds",
        **calibration.extra(seeds),
    }


def run(variants: Mapping[str, Measure], seeds: range, progress: Progress) -> dict[str, Numbers]:
    """The numbers of each variant, one a seed."""
    measured: dict[str, Numbers] = {}
    for name, variant in variants.items():
        task = progress.add_task(f"{name}, {len(seeds)} seeds", total=None)
        measured[name] = [value if abs(value) < DIVERGED else DIVERGED for value in variant(seeds)]
        progress.update(task, total=1, completed=1)
    return measured


def failing(calibration: Calibration, runs: Mapping[str, Numbers], threshold: float) -> str:
    values = [value for one in runs.values() for value in one]
    return f"{len(values) - calibration.passing(values, threshold)} of {len(values)}"


def quantiles(values: Numbers, points: Mapping[str, float]) -> dict[str, float]:
    """Those of the points that this many runs tell something about, to four digits."""
    table = torch.tensor(sorted(values), dtype=torch.float64)
    return {
        name: rounded(torch.quantile(table, point).item(), 4)
        for name, point in points.items()
        if point in (0.0, 1.0) or min(point, 1 - point) * len(values) > 0.999
    }


def table_of(name: str, entry: Mapping[str, Any]) -> Table:
    """A row a variant, for people."""
    table = Table(
        "way to train", "runs", "min", "median", "max", "pass", title=f"{name}: {entry['quantity']}"
    )
    for kind in ("right", "wrong"):
        for variant, kept in entry[kind].items():
            numbers = [f"{kept[point]:.4g}" for point in ("min", "median", "max")]
            table.add_row(f"{kind}: {variant}", str(kept["runs"]), *numbers, str(kept["pass"]))
    table.caption = (
        f"threshold {entry['threshold']:g}; correct runs that fail: {entry['correct runs that fail']}"
    )
    return table


def write(options: argparse.Namespace, entry: dict[str, Any]) -> None:
    """Into the exercise's file; mnist's has an entry for each data set."""
    path = CONTENT / options.exercise / "hidden" / "thresholds.json"
    if options.exercise == "mnist":
        entry = {**json.loads(path.read_text(encoding="utf-8")), options.dataset: entry}
    path.write_text(json.dumps(entry, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    options = parse()
    torch.set_num_threads(1)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    try:
        calibration = calibration_of(options)
    except AutograderError as error:
        Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
        return error.exit_code
    with Progress(*columns, console=Console(stderr=True)) as progress:
        entry = measure(calibration, options.seeds or calibration.seeds, progress)
    Console().print(table_of(options.exercise, entry))
    if entry["seeds"] >= calibration.seeds:
        write(options, entry)
    return 0


if __name__ == "__main__":
    sys.exit(main())
