"""Data that a worker holds: batches, and the digits that need no download."""
