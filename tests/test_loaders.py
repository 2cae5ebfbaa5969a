"""What a worker runs without the processes, or the compiler, that it asks for."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each is tried in a process of its own, since torch's class is changed in place; all of them in one.
SETUP = """
import os, warnings
warnings.simplefilter("error")
import torch
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data import dataloader
from autograder.worker.load.loaders import load_in_this_process
load_in_this_process()

class Own(DataLoader):
    def __init__(self, data, size):
        super().__init__(data, size, num_workers=2, prefetch_factor=4)

class Late(DataLoader):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.num_workers = 3

def set_later():
    loader = DataLoader(data, 2)
    loader.num_workers, loader.timeout, loader.pin_memory = 2, 5, True
    loader.multiprocessing_context = "spawn"
    return loader

data = TensorDataset(torch.arange(5))

def dealt(loader):
    assert loader.num_workers == 0
    return [batch[0].tolist() for batch in loader] + [batch[0].tolist() for batch in loader]
"""
LOADERS = (
    "DataLoader(data, 2, num_workers=2, persistent_workers=True)",
    "DataLoader(data, 2, num_workers=2, prefetch_factor=4)",
    "DataLoader(data, 2, num_workers=2, multiprocessing_context='spawn')",
    "DataLoader(data, 2, num_workers=2, timeout=30)",
    "DataLoader(data, 2, num_workers=2, worker_init_fn=lambda number: None)",
    "DataLoader(data, 2, num_workers=2, in_order=False)",
    "DataLoader(data, 2, pin_memory=True)",
    "DataLoader(data, 2, pin_memory=True, pin_memory_device='cuda')",
    "DataLoader(data, 2, False, None, None, 2)",
    "DataLoader(data, 2, False, None, None, 2, None, True, False, 30)",
    "DataLoader(data, batch_size=2, num_workers=os.cpu_count() * 0, persistent_workers=True)",
    "dataloader.DataLoader(data, 2, num_workers=2)",
    "Own(data, 2)",
    "Late(data, 2)",
    "set_later()",
)
WRONG_CALLS = {"DataLoader(data, 2, shufle=True)": "shufle", "DataLoader()": "dataset"}


def said(lines: str) -> str:
    """What the lines print after the setup, in a process of their own."""
    command = [sys.executable, "-c", SETUP + lines]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def dealt() -> dict[str, str]:
    """What each loader deals in two passes, as text."""
    return dict(line.split(" → ") for line in said(_each(LOADERS, "dealt({})")).splitlines())


def _each(sources: tuple[str, ...], template: str) -> str:
    return "\n".join(f"print({source!r}, {template.format(source)}, sep=' → ')" for source in sources)


@pytest.mark.parametrize("source", LOADERS)
def test_a_loader_deals_all_batches_itself_in_every_pass(source, dealt):
    assert dealt[source] == str([[0, 1], [2, 3], [4]] * 2)


def test_a_call_that_fits_nowhere_fails_in_torchs_own_words():
    tried = (f"try:\n    {source}\nexcept TypeError as error:\n    print(error)\n" for source in WRONG_CALLS)
    for line, word in zip(said("".join(tried)).splitlines(), WRONG_CALLS.values(), strict=True):
        assert "DataLoader.__init__() " in line
        assert word in line


COMPILED = {
    "a function": "torch.compile(f)(3)",
    "a function, with options": "torch.compile(f, mode='max-autotune', fullgraph=True)(3)",
    "by a decorator": "decorated(3)",
    "by a decorator with options": "tuned(3)",
    "a network": "torch.compile(torch.nn.Identity())(3)",
    "a network in its place": "in_place(3)",
}
COMPILING = """
import torch
from autograder.worker.answer.main_loop import compile_nothing
compile_nothing()

def f(x):
    return x

decorated = torch.compile(lambda x: x)
tuned = torch.compile(mode="reduce-overhead")(f)
in_place = torch.nn.Identity()
in_place.compile()
print([{}])
"""


def test_what_is_compiled_runs_as_it_is_written_since_there_is_no_compiler():
    source = COMPILING.format(", ".join(COMPILED.values()))
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.split() == str([3] * len(COMPILED)).split()
