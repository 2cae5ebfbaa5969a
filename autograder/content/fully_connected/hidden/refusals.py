"""What may come where a function has to refuse a name with a ValueError, and what is said of it."""

REFUSALS = (("Error", "another-exception"), ("", "not-refused"))
