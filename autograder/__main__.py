"""`python -m autograder` is the command `autograder`."""

import os
import sys

# Python has put the current folder first: a student's torch.py there must not be imported.
if sys.path[0] == os.getcwd():
    del sys.path[0]

from autograder.cli import main

if __name__ == "__main__":
    main()
