"""Labels that a submission has stored are worthless: each run names the classes anew."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

import pytest

from autograder.data import load_dataset
from autograder.data.mnist import ENVIRONMENT_VARIABLE
from autograder.grading.settings import Settings
from autograder.report import CheckResult
from grading_helpers import QUICK, REFERENCE, WITHOUT_MNIST, by_id, graded, submissions
from hostile.memorised import with_stored_labels

LOOPS = ("train_from_scratch", "train")


@pytest.fixture(scope="module", params=["digits", "mnist"])
def settings(request: pytest.FixtureRequest) -> Settings:
    if request.param == "mnist" and not os.environ.get(ENVIRONMENT_VARIABLE):
        pytest.skip(WITHOUT_MNIST)
    return replace(QUICK, dataset=request.param)


@pytest.fixture(scope="module")
def checks(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Mapping[str, CheckResult]]:
    """The results of the checks, by student and check."""
    stored = with_stored_labels(load_dataset(settings.dataset, settings.data_root, download=False))
    work = submissions(
        tmp_path_factory.mktemp("stored"), {"stored": stored, "honest": REFERENCE}, functions=LOOPS
    )
    return {student: by_id(report) for student, report in graded(work, settings).items()}


@pytest.mark.parametrize("loop", LOOPS)
def test_labels_that_are_stored_in_the_source_fail_on_digits_never_seen(loop, checks):
    assert checks["stored"][f"mnist.{loop}.accuracy"].outcome == "failed"


@pytest.mark.parametrize("loop", LOOPS)
def test_the_same_code_passes_on_images_that_it_does_not_recognise(loop, checks):
    assert checks["stored"][f"mnist.{loop}.trajectory"].outcome == "passed"


@pytest.mark.parametrize("loop", LOOPS)
def test_the_same_code_without_stored_labels_passes(loop, checks):
    assert checks["honest"][f"mnist.{loop}.accuracy"].outcome == "passed"
