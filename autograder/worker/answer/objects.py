"""What a worker needs to know about objects of the student's making."""

from __future__ import annotations

import torch
from torch import nn

from autograder.worker.data.batches import Batches
from autograder.worker.wire.text import clean

MAX_ERROR_TEXT = 600  # characters


def kind_of(value: object) -> str:
    """What can be done with an object that stays here: "module", "optimizer", "function", or nothing."""
    if isinstance(value, nn.Module):
        return "module"
    if isinstance(value, torch.optim.Optimizer):
        return "optimizer"
    return "function" if callable(value) and not isinstance(value, type) else ""


def text_of(error: BaseException) -> str:
    """The exception's own text; the student's class may even fail at that."""
    try:
        return clean(str(error))[:MAX_ERROR_TEXT]
    except BaseException:
        return ""


def holds_tensor(value: object) -> bool:
    """Whether an argument is a tensor, holds one, or deals batches of them."""
    if isinstance(value, (list, tuple)):
        return any(map(holds_tensor, value))
    return isinstance(value, (torch.Tensor, Batches))


def is_floating(value: object) -> bool:
    return isinstance(value, torch.Tensor) and value.is_floating_point()


def devices_of(value: object) -> set[str]:
    """The device types of the tensors in a result; one number in a tensor may live anywhere."""
    if isinstance(value, torch.Tensor):
        return {value.device.type} if value.ndim else set()
    if isinstance(value, (list, tuple)):
        return set().union(*map(devices_of, value))
    return set()
