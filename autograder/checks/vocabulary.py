"""The words that checks are written in, all of them: a check imports from here alone.

The modules behind it hold a kind of word each: what is expected of numbers, of batches, of training, of
drawings …
"""

from __future__ import annotations

from autograder.checks.arrays import as_tensor, expect_array, expect_array_columns
from autograder.checks.batches import batches, expect_batches, expect_same_dtypes
from autograder.checks.compare import (
    FLOAT64,
    TRAJECTORY,
    Tolerance,
    close,
    describe,
    difference,
    form,
    mismatches,
    number,
)
from autograder.checks.descent import RIGHT, Batch, Epoch, Loss, Way, descend, ends, means
from autograder.checks.distributions import comes_from, even
from autograder.checks.draw import Draw
from autograder.checks.every import every
from autograder.checks.exists import existence_checks
from autograder.checks.expectations import (
    TRAINING_SECONDS,
    call,
    detached,
    expect_error,
    expect_gradient,
    expect_number,
    expect_shape,
    expect_unchanged,
    expect_value,
    unlike,
)
from autograder.checks.failure import CheckFailure, Told
from autograder.checks.fingerprints import IN_GRADIENTS
from autograder.checks.forms import by_dtype, by_shape
from autograder.checks.losses import expect_loss_list, expect_loss_values, expect_losses
from autograder.checks.makers import expect_first_gradient, expect_made, expect_stepped
from autograder.checks.mistakes import Mistake, recognise, tellable
from autograder.checks.modules import (
    adopt,
    expect_module,
    expect_parameter_gradients,
    expect_parameter_shapes,
    in_order,
)
from autograder.checks.naming import naming
from autograder.checks.networks import expect_layers, network_with, shapes_of
from autograder.checks.parts import expect_part
from autograder.checks.planes import expect_data, expect_output, expect_points, expect_targets
from autograder.checks.plots import Axes, Line, drawn, expect_history_curve, expect_line, points_on
from autograder.checks.registry import check
from autograder.checks.scatters import expect_centred, expect_columns, expect_noise, expect_uniform
from autograder.checks.sequences import expect_pairs, expect_tensor_shapes, expect_tensors
from autograder.checks.thresholds import alike, expect_at_least, expect_at_most, measured
from autograder.checks.training import (
    expect_falling,
    expect_first_loss,
    expect_gradients_reset,
    expect_history,
    expect_history_lists,
    expect_history_values,
    expect_parameters,
    expect_steady,
    expect_step,
    expect_still_leaves,
    expect_trained_module,
)
from autograder.sandbox.no_value import Raised
from autograder.sandbox.student import RemoteFunction, RemoteModule, Student
from autograder.sentences import Phrase
from autograder.worker.wire.values import Leaf, Loader

__all__ = [
    "FLOAT64",
    "IN_GRADIENTS",
    "RIGHT",
    "TRAINING_SECONDS",
    "TRAJECTORY",
    "Axes",
    "Batch",
    "CheckFailure",
    "Draw",
    "Epoch",
    "Leaf",
    "Line",
    "Loader",
    "Loss",
    "Mistake",
    "Phrase",
    "Raised",
    "RemoteFunction",
    "RemoteModule",
    "Student",
    "Told",
    "Tolerance",
    "Way",
    "adopt",
    "alike",
    "as_tensor",
    "batches",
    "by_dtype",
    "by_shape",
    "call",
    "check",
    "close",
    "comes_from",
    "descend",
    "describe",
    "detached",
    "difference",
    "drawn",
    "ends",
    "even",
    "every",
    "existence_checks",
    "expect_array",
    "expect_array_columns",
    "expect_at_least",
    "expect_at_most",
    "expect_batches",
    "expect_centred",
    "expect_columns",
    "expect_data",
    "expect_error",
    "expect_falling",
    "expect_first_gradient",
    "expect_first_loss",
    "expect_gradient",
    "expect_gradients_reset",
    "expect_history",
    "expect_history_curve",
    "expect_history_lists",
    "expect_history_values",
    "expect_layers",
    "expect_line",
    "expect_loss_list",
    "expect_loss_values",
    "expect_losses",
    "expect_made",
    "expect_module",
    "expect_noise",
    "expect_number",
    "expect_output",
    "expect_pairs",
    "expect_parameter_gradients",
    "expect_parameter_shapes",
    "expect_parameters",
    "expect_part",
    "expect_points",
    "expect_same_dtypes",
    "expect_shape",
    "expect_steady",
    "expect_step",
    "expect_stepped",
    "expect_still_leaves",
    "expect_targets",
    "expect_tensor_shapes",
    "expect_tensors",
    "expect_trained_module",
    "expect_unchanged",
    "expect_uniform",
    "expect_value",
    "form",
    "in_order",
    "means",
    "measured",
    "mismatches",
    "naming",
    "network_with",
    "number",
    "points_on",
    "recognise",
    "shapes_of",
    "tellable",
    "unlike",
]
