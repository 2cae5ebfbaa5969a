"""Trains the solutions as the tutorials did, and sets the results beside the published ones.

    python benchmarks/reproduce.py [EXERCISE ...] [--data-root DIR] [--device auto|cpu|cuda]

Without a name all of them. Writes no file. Exit status 0: every result lies within its allowance, or differs
for a reason that stands under the table; 1: one does not; 2: the data or the device cannot be had. No result
was published for first_network.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch
from reproduction import fully_connected, linear_fit, mnist, piecewise, pow_fit
from reproduction.results import Result, table_of
from rich.console import Console

from autograder.errors import AutograderError, MachineError

ALONE = {
    "linear_fit": linear_fit.reproduce,
    "pow_fit": pow_fit.reproduce,
    "piecewise": piecewise.reproduce,
    "fully_connected": fully_connected.reproduce,
}
EXERCISES = (*ALONE, "mnist")


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help=", ".join(EXERCISES))
    parser.add_argument("--data-root", type=Path, help="where MNIST is; default: $AUTOGRADER_DATA, ./data")
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto", help="for mnist only")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.exercises if name not in EXERCISES]
    if unknown:
        parser.error(f"no published result of {unknown[0]!r}; there are {', '.join(EXERCISES)}")
    return options


def choose_device(name: str) -> torch.device:
    """The device of that name, "auto" being CUDA where there is one; MachineError where it is missing."""
    available = torch.cuda.is_available()
    if name == "cuda" and not available:
        raise MachineError("torch finds no CUDA device here.", "Run again with --device cpu.")
    return torch.device("cuda" if available and name != "cpu" else "cpu")


def show(results: list[Result]) -> None:
    console = Console()
    console.print(table_of(results))
    for one in results:
        if one.why:
            console.print(f"{one.exercise}, {one.what}: {one.why}", markup=False, highlight=False)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    results, status = [], 0
    for name in options.exercises or EXERCISES:
        try:
            if name == "mnist":
                results += mnist.reproduce(options.data_root, choose_device(options.device))
            else:
                results += ALONE[name]()
        except AutograderError as error:
            Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
            status = error.exit_code
    if results:
        show(results)
    return 1 if any(one.fails for one in results) else status


if __name__ == "__main__":
    sys.exit(main())
