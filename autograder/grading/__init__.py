"""Grading: from files on disk to reports."""
