"""The folder in which a worker may write: what a course writes works there, within bounds, for one worker."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from autograder.grading.workers import load
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import ProcessChannel
from autograder.sandbox.processes import probe
from autograder.sandbox.student import Student
from autograder.sandbox.worker import Worker
from grading_helpers import require_level, submissions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker is not confined")

WRITES = {
    "a checkpoint": "torch.save(net.state_dict(), 'net.pt'); net.load_state_dict(torch.load('net.pt'))",
    "a picture": "plt.plot([1, 2]); plt.savefig('a.png'); plt.savefig('a.pdf')",
    "a log": "open('log.txt', 'w').write('x'); open('log.txt', 'a').write('y'); open('log.txt').read()[1]",
    "an array": "np.save('a.npy', np.ones(3)); np.load('a.npy')[2]; np.savez('b', x=np.ones(2))",
    "a mapped array": "np.memmap('m', dtype='f4', mode='w+', shape=9).flush()",
    "folders": "os.makedirs('runs/1'); pathlib.Path('runs/1/x').write_text('x'); shutil.rmtree('runs')",
    "a temporary folder": "with tempfile.TemporaryDirectory() as f: open(f + '/x', 'w').close()",
    "a temporary file": "with tempfile.NamedTemporaryFile('w') as f: f.write('x')",
    "a table": "csv.writer(open('a.csv', 'w')).writerow([1]); json.dump({}, open('a.json', 'w'))",
    "a file in the place of another": "open('x', 'w').close(); open('y', 'w').close(); os.replace('x', 'y')",
    "a copy": "open('c', 'w').close(); shutil.copy('c', 'd'); shutil.copy2('c', 'e'); os.remove('e')",
    "a module": "open('own_part.py', 'w').write('x = 1'); import own_part; own_part.x + 1",
    "a module called as another": "open('colorsys.py', 'w').write('1 / 0'); import colorsys",
    "a file at home": "(pathlib.Path.home() / '.settings').write_text('x')",
}
CLOSED = {
    "a file beside the folder": "open('../x', 'w')",
    "a file of the machine": "open('/tmp/torchkata-test', 'w')",
    "more than it holds": "open('x', 'wb').write(bytes(65 << 20))",
    "a longer file than it holds": "open('x', 'wb').truncate(1 << 40)",
    "a symbolic link": "os.symlink('/etc', 'link')",
    "other rights": "open('x', 'w').close(); os.chmod('x', 0o777)",
    "a file of another worker": "open('left').read()",
}
IMPORTS = "import csv, json, os, pathlib, shutil, tempfile\nimport numpy as np, torch\n"
PROGRAM = (
    IMPORTS
    + "from matplotlib import pyplot as plt\nnet = torch.nn.Linear(3, 2)\n"
    + "def relu(source):\n    try:\n        exec(source)\n    except OSError as error:\n"
    + "        return type(error).__name__\n    return 'done'\n"
)


@pytest.fixture(scope="module", params=[2, 3], ids=["L2", "L3"])
def level(request: pytest.FixtureRequest) -> int:
    require_level(request.param)
    layers, lacking = probe("cpu", request.param)
    if "scratch" not in layers:
        pytest.skip(f"no scratch folder is to be had here: {lacking}")
    return int(request.param)


def student(folder: Path, level: int) -> Student:
    [submission] = submissions(folder, {"amy": PROGRAM})
    worker = Worker(ProcessChannel("cpu", level), budget=Budget(math.inf))
    load(worker, submission, PROGRAM.encode(), {})
    return Student(worker)


@pytest.fixture(scope="module")
def writer(level: int, tmp_path_factory: pytest.TempPathFactory) -> Student:
    """A worker that comes after one that left a file behind."""
    first = student(tmp_path_factory.mktemp("first"), level)
    assert first.relu("open('left', 'w').write('secret')") == "done"
    first.worker.close()
    return student(tmp_path_factory.mktemp("second"), level)


@pytest.mark.parametrize("source", WRITES.values(), ids=WRITES)
def test_a_submission_can_write(writer, source):
    assert writer.relu(source) == "done"


@pytest.mark.parametrize("source", CLOSED.values(), ids=CLOSED)
def test_a_submission_cannot_have(writer, source):
    assert writer.relu(source) in ("PermissionError", "OSError", "FileNotFoundError")
