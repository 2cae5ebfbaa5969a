"""The bytes of a submission's file, or why there are none to read."""

from __future__ import annotations

from autograder.grading.archives import ArchiveError
from autograder.grading.notebooks import LARGE, without_outputs
from autograder.grading.submissions import SIZE_LIMITS, Submission
from autograder.sandbox.no_value import Unreadable


class NotHandedIn(Unreadable):
    """There is no file."""

    def __init__(self) -> None:
        super().__init__("No file was handed in.", "Hand in a file that is named after the exercise.")


class NotRecognised(Unreadable):
    """Files are there, and nobody can tell which one is meant."""


def content_of(submission: Submission) -> bytes:
    """The submission's bytes, a large notebook's without outputs; raises Unreadable."""
    if submission.problem:
        kind = NotRecognised if submission.unrecognised else Unreadable
        raise kind(submission.problem, submission.remedy)
    if submission.is_missing:
        raise NotHandedIn
    try:
        content = submission.read()
    except OSError as error:
        raise Unreadable(
            f"The file cannot be read: {error.strerror}.", "Fix that, and grade again."
        ) from None
    except ArchiveError as refused:
        raise Unreadable(f"The file cannot be read. {refused}", "Hand in one plain file.") from None
    limit = SIZE_LIMITS[submission.file.suffix]
    if len(content) > limit:
        raise Unreadable(f"The file is larger than {limit >> 20} MiB.", "Clear outputs and data from it.")
    return without_outputs(content) if len(content) > LARGE else content
