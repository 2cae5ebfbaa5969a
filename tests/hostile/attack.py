"""The record of an attack, and the submission that carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grading_helpers import REFERENCE, STUB, reference_with

JUDGED = ("relu", "softmax", "accuracy", "model")  # enough to be attacked at, and quick
MARKER = "BROKE-OUT"  # what an attack prints where it got what it was after
CANARY = "canary-5d1f8c03"  # in every place that holds a secret
REMAINS = "hostile-remains"  # in the name of everything that an attack makes
SHARED_MEMORY_KEY = 0x600DF00D

WRONG = reference_with("""
def relu(x):
    return x.abs()


def softmax(x):
    exponentials = torch.exp(x)
    return exponentials / exponentials.sum(dim=0)


def accuracy(predictions, targets):
    return (predictions.argmax(dim=-1) == targets).sum()


def model(x, W1, b, W2):
    return relu(x.flatten(start_dim=1) @ W1 + b) @ W2
""")
BASES = {"reference": REFERENCE, "stub": STUB, "wrong": WRONG, "nothing": ""}

# What an attack may take for granted: the worst case, in which it knows every path and how the kit works.
PRELUDE = """
import ctypes, gc, json, os, signal, struct, sys, threading, time
import torch

TARGETS = {targets!r}
REMAINS = {remains!r}

def broke_out(what):
    print("-".join(["BROKE", "OUT"]), what, flush=True)

def attempt(action, what):
    try:
        found = action()
    except Exception as error:
        print(what, type(error).__name__, flush=True)
        return None
    broke_out(what)
    return found

def kit(module):
    ours = [name for name in sys.modules if name.startswith("autograder.worker.")]
    [name] = [name for name in ours if name.endswith("." + module)]
    return sys.modules[name]

def rewrite(change):
    '''Let `change` have its way with every answer before it is sent.'''
    honest = kit("request_handler").encode
    def encode(value, *keep):
        change(value)
        return honest(value, *keep)
    kit("request_handler").encode = encode

def current_frame():
    '''The frame of the kit that answers the current request.'''
    frame = sys._getframe()
    while frame.f_code.co_name != "answer":
        frame = frame.f_back
    return frame

def current_request():
    return current_frame().f_locals["request"]
"""


@dataclass(frozen=True)
class Attack:
    """One attack: `code` is added to `base`, and must earn no more than `base` does by itself.

    `verdict` is the report's, where the kit can tell what happened; None where any will do.
    """

    name: str
    tries: str  # one sentence
    code: str
    base: str = "reference"  # one of BASES
    verdict: str | None = None

    def source(self, targets: Mapping[str, str]) -> str:
        """The file that is handed in; `targets` says where there is what is worth an attack."""
        if self.base == "nothing":
            return self.code
        return BASES[self.base] + PRELUDE.format(targets=dict(targets), remains=REMAINS) + self.code
