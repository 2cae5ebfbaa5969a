"""Modules live where the tensors of a call are. torch's meta device stands in for a GPU: it needs none."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from autograder.worker.answer.request_handler import RequestHandler
from autograder.worker.wire.values import Handle, Leaf, Loader

MODULE = Handle(0, "Linear")
COLUMN = np.ones((2, 1), dtype=np.float32)
LOADER = Loader(torch.zeros(2, 1), torch.zeros(2, dtype=torch.int64), 2, False)


@pytest.fixture
def handler() -> RequestHandler:
    handler = RequestHandler("meta")
    handler.kept = {0: nn.Linear(1, 1), 1: lambda *arguments: None}
    return handler


def devices_after(handler: RequestHandler, target: Handle, *arguments: object) -> set[str]:
    """The devices of the kept module's parameters once a call has its arguments."""
    handler.called(target, list(arguments), [])
    module = handler.kept[0]
    assert isinstance(module, nn.Module)
    return {parameter.device.type for parameter in module.parameters()}


@pytest.mark.parametrize(
    "argument",
    [torch.ones(2, 1), [Leaf(torch.ones(1), None, True)], LOADER],
    ids=["a tensor", "a list of parameters", "a loader"],
)
def test_a_module_among_the_arguments_follows(handler, argument):
    assert devices_after(handler, Handle(1, "function"), MODULE, argument) == {"meta"}


def test_a_module_that_is_called_follows_its_input(handler):
    assert devices_after(handler, MODULE, torch.ones(2, 1)) == {"meta"}


@pytest.mark.parametrize("arguments", [[COLUMN], [], [3, 0.1]], ids=["NumPy arrays", "nothing", "numbers"])
def test_a_module_stays_where_it_is_for_a_function_without_tensors(handler, arguments):
    assert devices_after(handler, Handle(1, "function"), MODULE, *arguments) == {"cpu"}
