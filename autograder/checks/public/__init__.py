"""Checks that students run on their own machine."""
