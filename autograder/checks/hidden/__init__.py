"""Checks that only the grader runs. This folder is left out of everything that students install."""
