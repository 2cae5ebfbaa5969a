"""Presentation: what reports and exercises look like in a terminal, on a page and in a table."""
