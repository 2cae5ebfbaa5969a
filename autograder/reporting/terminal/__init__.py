"""What people read in a terminal: the only package that prints.

Every function writes to `stream` (standard output, or standard error for errors and progress, where none is
given). Nothing is told by colour alone, and everything reads well piped, at 80 columns.
"""

from autograder.reporting.terminal.lists import (
    show_catalog,
    show_doctor,
    show_error,
    show_hint,
    show_problems,
    show_rates,
    show_started,
    show_term,
    show_written,
)
from autograder.reporting.terminal.progress import show_progress
from autograder.reporting.terminal.reports import show_checks, show_cohort, show_first_failures, show_report

__all__ = [
    "show_catalog",
    "show_checks",
    "show_cohort",
    "show_doctor",
    "show_error",
    "show_first_failures",
    "show_hint",
    "show_problems",
    "show_progress",
    "show_rates",
    "show_report",
    "show_started",
    "show_term",
    "show_written",
]
