"""Running a notebook as its author would, and keeping what it shows."""
