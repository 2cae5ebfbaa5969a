"""Measures what correct and wrong training come to in an exercise, and sets the threshold that grading uses.

    python benchmarks/calibrate.py EXERCISE [--seeds N]
    python benchmarks/calibrate.py mnist --dataset mnist|digits [--data-root DIR]

Runs the task of the exercise's generalisation check from many seeds, with several correct variants of the
training loop, and from every tenth seed with the nearest wrong ones. Writes the threshold, the quantiles, and
how many runs would pass, to autograder/content/EXERCISE/hidden/thresholds.json, and prints a table of them.
From fewer than 1,000 seeds no threshold follows: then it prints the table and writes nothing.
What belongs to one exercise (its variants, its rule for the threshold) is in benchmarks/calibration/.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from calibration.measuring import Calibration, measure, table_of
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from autograder import content
from autograder.errors import AutograderError

EXERCISES = ("first_network", "linear_fit", "pow_fit", "piecewise", "fully_connected", "mnist")
ENOUGH = 1000  # seeds that a threshold has to rest on


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exercise", choices=EXERCISES)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--dataset", choices=("mnist", "digits"), default="mnist", help="for mnist only")
    parser.add_argument("--data-root", type=Path, help="where MNIST is; default: $AUTOGRADER_DATA, ./data")
    return parser.parse_args()


def calibration_of(options: argparse.Namespace) -> Calibration:
    module = import_module(f"calibration.{options.exercise}")
    if options.exercise == "mnist":
        calibration: Calibration = module.calibration(options.dataset, options.data_root)
    else:
        calibration = module.CALIBRATION
    return calibration


def write(options: argparse.Namespace, entry: dict[str, Any]) -> None:
    """Into the exercise's file; mnist's has an entry for each data set."""
    path = Path(content.__file__).parent / options.exercise / "hidden" / "thresholds.json"
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
        entry = measure(calibration, options.seeds, progress)
    Console().print(table_of(options.exercise, entry))
    if options.seeds >= ENOUGH:
        write(options, entry)
    return 0


if __name__ == "__main__":
    sys.exit(main())
